import type { TrainingRun } from "../estimator/run.ts";
import type { Problem } from "../problem.ts";
import type { Figures, Question } from "./decide.ts";

export const KINDS = [
  "estimate",
  "compare",
  "budget",
  "prices",
  "alerts",
  "save",
  "runs",
  "decide",
  "help",
  "form",
] as const;
export type Kind = (typeof KINDS)[number];

/** One thing that was understood: the field of a run (or `provider`, `budgetUsd` ...), its value, the words. */
export type Understood = { field: string; value: unknown; text: string };

/** What a line of text asks for. `run` is absent when no base model was named; `problems` then says so. */
export type Command = {
  kind: Kind;
  run?: TrainingRun;
  /** What was understood of a run even where the base model is missing: prefills the form. */
  draft: Partial<TrainingRun>;
  /** `compare`: one per side, each completed from the others. */
  runs?: TrainingRun[];
  /** `compare` of places: where each side runs, where that is what sets them apart. */
  places?: { provider?: string; pricing?: string }[];
  budgetUsd?: number;
  deadlineHours?: number;
  provider?: string;
  pricing?: string;
  /** `save`, `runs` and `alerts`: the saved run's name. */
  name?: string;
  /** `prices` and `alerts`: the GPU, canonical where the spelling decides it. */
  gpu?: string;
  action?: "list" | "on" | "off" | "show" | "delete";
  /** `alerts`: the move to be told of, in percent. */
  percent?: number;
  /** `alerts`: at once where absent. */
  digest?: "daily" | "weekly";
  /** `decide`: which question (none = all that the run alone answers), and its figures. */
  decide?: { question?: Question; figures: Figures; promptedPrice?: string; tunedPrice?: string };
  understood: Understood[];
  /** Said, understood, and without influence on the cost. */
  remarks: string[];
  problems: Problem[];
};
