import type { Env } from "../../src/env.ts";
import type { AnswerOptions } from "../../src/answer.ts";
import type { Catalog, Estimate, TrainingRun } from "../../src/estimator/index.ts";
import { right, type Result } from "../../src/problem.ts";
import { answer } from "../answer.ts";

/** One run with the prices of this job. The clock does not matter: the catalog is given. */
export const priceRun = async (
  run: TrainingRun,
  env: Env,
  catalog: Catalog,
  options: AnswerOptions,
): Promise<Result<Estimate>> => {
  const result = await answer(run, env, new Date(0), { ...options, catalog });
  return result.ok ? right(result.value.estimate) : result;
};
