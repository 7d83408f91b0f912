/**
 * What every edge does with a run: load the prices, look up a model that no table holds, answer.
 * One KV read for the catalog, one more (or the Hub) for an unknown model.
 */
import { loadCatalog } from "../pricing/catalog.ts";
import { type Answer, type AnswerOptions, answerFrom } from "../src/answer.ts";
import type { Env } from "../src/env.ts";
import type { Catalog, TrainingRun } from "../src/estimator/index.ts";
import type { Result } from "../src/problem.ts";

export type { Answer } from "../src/answer.ts";

/** `options.catalog`: a catalog already loaded, so that two runs are priced with the same one. */
export const answer = async (
  run: TrainingRun,
  env: Env,
  now: Date,
  options: AnswerOptions & { catalog?: Catalog } = {},
): Promise<Result<Answer>> => {
  const catalog = options.catalog ?? (await loadCatalog(env, now));
  return answerFrom(run, catalog, options);
};
