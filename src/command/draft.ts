import { TrainingRun } from "../estimator/run.ts";
import type { Problem } from "../problem.ts";
import type { Understood } from "./command.ts";

/** What one line has said so far: a value per field, each said once. */
export type Draft = {
  values: Map<string, unknown>;
  understood: Understood[];
  problems: Problem[];
  remarks: string[];
  /** The field that was said last: "50k rows of 400 tokens" is tokens per row. */
  last: string;
  /** Ids of the shape owner/name that no table knows: model or data set, decided at the end. */
  ids: string[];
  /** "70b" without a model's name. */
  size?: string;
};

export const emptyDraft = (): Draft => ({
  values: new Map(),
  understood: [],
  problems: [],
  remarks: [],
  last: "",
  ids: [],
});

export const complain = (
  draft: Draft,
  path: string,
  message: string,
  didYouMean?: string,
): void => {
  draft.problems.push({ path, message, ...(didYouMean === undefined ? {} : { didYouMean }) });
};

const same = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** `qlora` says what "lora in 4 bit" says; any other second value of a field is a contradiction. */
export const set = (draft: Draft, field: string, value: unknown, text: string): void => {
  draft.last = field;
  if (field === "kernels.0") {
    const kernels = (draft.values.get("kernels") ?? []) as unknown[];
    if (!kernels.includes(value)) draft.values.set("kernels", [...kernels, value]);
  } else {
    const before = draft.values.get(field);
    if (before !== undefined && !same(before, value)) {
      complain(
        draft,
        text,
        `"${text}" says ${JSON.stringify(value)}, but ${JSON.stringify(before)} was said before it: I took the first.`,
      );
      return;
    }
    if (before !== undefined) return;
    draft.values.set(field, value);
  }
  draft.understood.push({ field, value, text });
};

const OUTSIDE_THE_RUN = new Set(["provider", "pricing", "budgetUsd", "deadlineHours", "percent"]);

/** The run's fields as an object; what stands beside the run (provider, limits) stays out. */
export const runOf = (values: ReadonlyMap<string, unknown>): Partial<TrainingRun> => {
  const run: Record<string, unknown> = {};
  for (const [path, value] of values) {
    if (OUTSIDE_THE_RUN.has(path)) continue;
    const keys = path.split(".");
    let at = run;
    for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
    at[keys.at(-1)!] = value;
  }
  return run as Partial<TrainingRun>;
};

const ROWS = "dataset.rows";
const TOKENS = "dataset.tokens";

/** Settles what only the whole line decides. */
export const settle = (draft: Draft): void => {
  const { values } = draft;
  const rows = values.get(ROWS);
  const tokens = values.get(TOKENS);
  if (typeof rows === "number" && typeof tokens === "number" && tokens < rows) {
    values.delete(TOKENS);
    values.set("dataset.tokensPerRow", tokens);
    for (const said of draft.understood)
      if (said.field === TOKENS) said.field = "dataset.tokensPerRow";
  }
  if (values.get("technique") === "lora" && values.get("quantizationBits") === 4) {
    values.set("technique", "qlora");
    for (const said of draft.understood) if (said.field === "technique") said.value = "qlora";
  }
  for (const id of draft.ids) {
    const field = values.has("baseModel") ? "dataset.name" : "baseModel";
    set(draft, field, id, id);
  }
  draft.ids = [];
};

/** Values out of a run's range become problems and leave the draft. */
export const dropImpossible = (draft: Draft): void => {
  for (let turn = 0; turn < 20; turn++) {
    const read = TrainingRun.safeParse({ baseModel: "-", ...runOf(draft.values) });
    if (read.success) return;
    const path = read.error.issues[0]!.path.map(String).join(".");
    const field = [...draft.values.keys()].find(
      (key) => key === path || path.startsWith(`${key}.`),
    );
    if (field === undefined) return;
    const said = draft.understood.find((one) => one.field === field);
    complain(
      draft,
      said?.text ?? field,
      `"${said?.text ?? field}" cannot be: ${read.error.issues[0]!.message}.`,
    );
    draft.values.delete(field);
    draft.understood = draft.understood.filter((one) => one.field !== field);
  }
};

/** What `over` says wins, field by field. */
export const merge = (
  under: Record<string, unknown>,
  over: Record<string, unknown>,
): Record<string, unknown> => {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    const bothObjects =
      before !== null &&
      value !== null &&
      typeof before === "object" &&
      typeof value === "object" &&
      !Array.isArray(before) &&
      !Array.isArray(value);
    merged[key] = bothObjects
      ? merge(before as Record<string, unknown>, value as Record<string, unknown>)
      : value;
  }
  return merged;
};
