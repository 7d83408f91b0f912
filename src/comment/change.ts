import type { Estimate } from "../estimator/estimate.ts";
import type { TrainingRun } from "../estimator/run.ts";
import type { Attribution } from "./attribution.ts";

/** Where a field of a run was written: a line of a file, or nowhere (a default). */
export type Origin = { file: string; line: number };

/** What in a config is odd though it could be read: a misspelt key, a file that does not parse to its end. */
export type Remark = { file: string; line?: number; message: string; didYouMean?: string };

export type PricedSide = {
  kind: "priced";
  framework: string | undefined;
  /** As the config states it, before defaults were filled in. */
  stated: TrainingRun;
  estimate: Estimate;
  origins: Readonly<Record<string, Origin>>;
  remarks?: readonly Remark[];
};

/** A config that no figure can be given for: why, and what to write so that one can. */
export type UnpricedSide = { kind: "unpriced"; reason: string; remedy?: string; line?: number };

export type Side = PricedSide | UnpricedSide;

/** One training config before and after; absent = there is none on that side. */
export type ConfigChange = {
  path: string;
  previousPath?: string;
  before?: Side;
  after?: Side;
  why?: Attribution;
};

export type Notice = { kind: "incomplete" | "settings" | "prices" | "own-fault"; text: string };

/** Somebody with write access said yes to a cost over the limit. */
export type Override = { by: string; reason: string };

/** What the last comment said of a config whose text has not changed since. */
export type Moved = { path: string; fromUsd: number; toUsd: number; cause: "prices" | "estimator" };

/** How earlier estimates compared with what the runs really cost: mean of actual / estimated - 1. */
export type TrackRecord = { runs: number; meanShare: number };

/** All that the comment is made from; nothing in it depends on a clock. */
export type Comparison = {
  headSha: string;
  mergeBaseSha: string;
  /** https://github.com/owner/repo, for links to lines; our own words only ever link there. */
  repositoryUrl: string;
  configs: readonly ConfigChange[];
  notices: readonly Notice[];
  moved: readonly Moved[];
  budget?: import("./budgets.ts").BudgetReport;
  override?: Override;
  trackRecord?: TrackRecord;
};
