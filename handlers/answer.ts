/**
 * What every edge does with a run: load the prices, look up a model that no table holds, answer.
 * One KV read for the catalog, one more (or the Hub) for an unknown model.
 */
import { loadCatalog } from "../pricing/catalog.ts";
import { lookUpModel } from "../pricing/hub.ts";
import { type Answer, type AnswerOptions, answerFrom } from "../src/answer.ts";
import type { Env } from "../src/env.ts";
import { completeRun } from "../src/estimator/index.ts";
import type { Assumption, Catalog, TrainingRun } from "../src/estimator/index.ts";
import { findModel, nearestModels } from "../src/estimator/models/models.ts";
import { type Result, right, wrong } from "../src/problem.ts";

export type { Answer } from "../src/answer.ts";

type Described = { run: TrainingRun; assumptions: Assumption[] };

/** A run of a model that no table holds, with the architecture that the Hub gives for it. */
export const described = async (run: TrainingRun, env: Env): Promise<Result<Described>> => {
  if (run.architecture !== undefined || findModel(run.baseModel) !== undefined)
    return right({ run, assumptions: [] });
  const found = await lookUpModel(run.baseModel, env, fetch);
  if (found.ok) {
    const { config, source, asOf } = found.value;
    const because = `read from ${source} on ${asOf.slice(0, 10)}`;
    return right({
      run: { ...run, architecture: config },
      assumptions: [{ field: "architecture", value: found.value.architecture.modelType, because }],
    });
  }
  const completed = completeRun(run);
  const others = completed.ok ? [] : completed.problems.filter(({ path }) => path !== "baseModel");
  const [near] = nearestModels(run.baseModel);
  const unknown = found.problems.map((problem) =>
    near === undefined ? problem : { ...problem, didYouMean: near },
  );
  return wrong(...unknown, ...others);
};

/** `options.catalog`: a catalog already loaded, so that two runs are priced with the same one. */
export const answer = async (
  run: TrainingRun,
  env: Env,
  now: Date,
  options: AnswerOptions & { catalog?: Catalog } = {},
): Promise<Result<Answer>> => {
  const [known, catalog] = await Promise.all([
    described(run, env),
    options.catalog ?? loadCatalog(env, now),
  ]);
  if (!known.ok) return known;
  const answered = answerFrom(known.value.run, catalog, options);
  if (!answered.ok || known.value.assumptions.length === 0) return answered;
  const { estimate } = answered.value;
  const assumptions = [...known.value.assumptions, ...estimate.assumptions];
  return right({ ...answered.value, estimate: { ...estimate, assumptions } });
};
