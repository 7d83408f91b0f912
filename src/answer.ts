/**
 * The whole pure path from a run to its answer: complete the run, estimate it, add the whole bill and the
 * advice. The doors differ only in how they come by a run and a catalog.
 */
import { advice, bill } from "./bill/index.ts";
import type { BillOptions } from "./bill/index.ts";
import { type CompleteRun, completeRun, estimate } from "./estimator/index.ts";
import type { Catalog, Estimate, TrainingRun } from "./estimator/index.ts";
import { type Result, right } from "./problem.ts";

export type Answer = { complete: CompleteRun; estimate: Estimate; catalog: Catalog };

export type AnswerOptions = {
  bill?: BillOptions;
  /** Advice re-estimates changed runs: left out where only the figure counts (a comparison's other side). */
  advice?: boolean;
};

export const answerFrom = (
  run: TrainingRun,
  catalog: Catalog,
  options: AnswerOptions = {},
): Result<Answer> => {
  const completed = completeRun(run);
  if (!completed.ok) return completed;
  const complete = completed.value;
  const bare = estimate(complete, catalog);
  const whole = {
    ...bare,
    total: bill(bare, options.bill, catalog),
    advice: options.advice === false ? [] : advice(complete, bare, catalog),
  };
  return right({ complete, catalog, estimate: whole });
};
