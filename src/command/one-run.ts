/** Words (and pasted configs) -> a command about one run. */
import { TrainingRun } from "../estimator/run.ts";
import type { Command, Kind } from "./command.ts";
import { complain, type Draft, dropImpossible, merge, runOf } from "./draft.ts";
import { configRun } from "./pasted.ts";
import { isModelName, readRun } from "./read-run.ts";
import type { Word } from "./words.ts";

export const plainCommand = (kind: Kind): Command => ({
  kind,
  draft: {},
  understood: [],
  remarks: [],
  problems: [],
});

const OUTSIDE = ["budgetUsd", "deadlineHours"] as const;

export const commandOf = (kind: Kind, draft: Draft): Command => {
  const { values } = draft;
  const command: Command = {
    kind,
    draft: runOf(values),
    understood: draft.understood,
    remarks: [...new Set(draft.remarks)],
    problems: draft.problems,
  };
  const run = TrainingRun.safeParse(command.draft);
  if (run.success) command.run = run.data;
  for (const field of OUTSIDE) {
    const value = values.get(field);
    if (typeof value === "number" && value > 0) command[field] = value;
  }
  for (const field of ["provider", "pricing"] as const) {
    const value = values.get(field);
    if (typeof value === "string") command[field] = value;
  }
  return command;
};

export const needModel = (draft: Draft): void => {
  const misspelt = draft.problems.some(
    ({ didYouMean }) => didYouMean !== undefined && isModelName(didYouMean),
  );
  const alone = draft.problems.length > 0 && draft.values.size === 0;
  if (draft.values.has("baseModel") || misspelt || alone) return;
  const which =
    draft.size === undefined ? "Which base model?" : `Which ${draft.size.toUpperCase()} model?`;
  complain(
    draft,
    "baseModel",
    `${which} Name it (llama-3.1-8b, qwen3-8b, mixtral ...) or give its Hugging Face id.`,
  );
};

export const oneRun = (
  kind: Kind,
  words: readonly Word[],
  configs: readonly string[] = [],
): Command => {
  const draft = readRun(words);
  dropImpossible(draft);
  let under: Record<string, unknown> = {};
  for (const content of configs) under = merge(under, configRun(content, draft));
  if (kind !== "form" && kind !== "decide" && !("baseModel" in under)) needModel(draft);
  const command = commandOf(kind, draft);
  if (configs.length > 0) {
    command.draft = merge(under, command.draft) as Partial<TrainingRun>;
    const run = TrainingRun.safeParse(command.draft);
    if (run.success) command.run = run.data;
  }
  return command;
};
