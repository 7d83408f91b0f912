import { TrainingRun } from "../estimator/run.ts";
import { place, type Node, type Place } from "./node.ts";

export interface Assumed {
  field: string;
  value: unknown;
  because: string;
}
export interface Remark {
  /** The key as written. */
  path: string;
  line?: number;
  column?: number;
  file?: string;
  message: string;
  didYouMean?: string;
}
export type Origin = Place | { default: unknown; source: string };

/** A TrainingRun in the making: every field with the place it was read at, or the default's source. */
export interface Draft {
  framework: string;
  values: Map<string, unknown>;
  origins: Map<string, Origin>;
  assumptions: Assumed[];
  remarks: Remark[];
  needs: Set<string>;
}

export const draft = (framework: string): Draft => ({
  framework,
  values: new Map(),
  origins: new Map(),
  assumptions: [],
  remarks: [],
  needs: new Set(),
});

/** A field as the file states it. */
export const state = (run: Draft, field: string, value: unknown, node: Node): void => {
  if (value === undefined) return;
  run.values.set(field, value);
  run.origins.set(field, place(node));
  run.assumptions = run.assumptions.filter((one) => one.field !== field);
};

/** A field that follows from what is written, or that the framework fills in: said as an assumption. */
export const assume = (run: Draft, field: string, value: unknown, because: string): void => {
  if (run.values.has(field)) return;
  run.values.set(field, value);
  run.origins.set(field, { default: value, source: because });
  run.assumptions.push({ field, value, because });
};

/** A field that cannot be known from the files at hand. */
export const leaveOpen = (run: Draft, field: string, because: string): void => {
  if (run.values.has(field) || run.assumptions.some((one) => one.field === field)) return;
  run.assumptions.push({ field, value: null, because });
};

export const remark = (
  run: Draft,
  path: string,
  node: Node | undefined,
  message: string,
  didYouMean?: string,
): void => {
  if (run.remarks.length >= 30) return;
  run.remarks.push({
    path,
    ...(node === undefined ? {} : place(node)),
    message,
    ...(didYouMean === undefined ? {} : { didYouMean }),
  });
};

/** The run as the contract shapes it; a value out of the contract's bounds becomes a remark, not a run. */
export const toRun = (run: Draft): TrainingRun | undefined => {
  if (!run.values.has("baseModel")) return undefined;
  for (let tries = 0; tries < 40; tries++) {
    const parsed = TrainingRun.safeParse(assemble(run));
    if (parsed.success) return parsed.data;
    const path = parsed.error.issues[0]!.path.map(String);
    const field = [...run.values.keys()].find(
      (key) => path.join(".").startsWith(key) || key.startsWith(path.join(".")),
    );
    if (field === undefined || field === "baseModel") return undefined;
    const value = run.values.get(field);
    run.values.delete(field);
    const origin = run.origins.get(field);
    run.remarks.push({
      path: field,
      ...(origin !== undefined && "line" in origin ? origin : {}),
      message: `"${String(value).slice(0, 80)}" is out of bounds for ${field}: left unknown.`,
    });
    run.origins.delete(field);
  }
  return undefined;
};

const assemble = (run: Draft): Record<string, unknown> => {
  const made: Record<string, unknown> = { framework: run.framework };
  for (const [field, value] of run.values) {
    const keys = field.split(".");
    let into = made;
    for (const key of keys.slice(0, -1)) into = (into[key] ??= {}) as Record<string, unknown>;
    into[keys.at(-1)!] = value;
  }
  return made;
};
