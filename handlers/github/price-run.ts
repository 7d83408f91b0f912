import {
  completeRun,
  estimate,
  type Catalog,
  type Estimate,
  type TrainingRun,
} from "../../src/estimator/index.ts";
import { bill } from "../../src/bill/index.ts";
import { right, type Result } from "../../src/problem.ts";

/** One run with the prices of this job; advice is added where it is shown, it would cost an estimate each. */
export const priceRun = async (run: TrainingRun, catalog: Catalog): Promise<Result<Estimate>> => {
  const completed = completeRun(run);
  if (!completed.ok) return completed;
  const bare = estimate(completed.value, catalog);
  return right({ ...bare, total: bill(bare) });
};
