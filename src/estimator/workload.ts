import { LENGTH_SIGMA } from "./lengths.ts";
import { dataParallel, hasRollouts, sequencesPerRow, type Setup } from "./setup.ts";

/** Expected greatest of n draws of a standard normal (Blom 1958). */
const expectedMaximum = (count: number): number => {
  if (count <= 1) return 0;
  const p = (count - 0.375) / (count + 0.25);
  return inverseNormal(p);
};

/** Quantile of the standard normal (Acklam's rational form, central part and tails, 1e-4). */
export const inverseNormal = (p: number): number => {
  const clipped = Math.min(1 - 1e-12, Math.max(1e-12, p));
  const tail = Math.min(clipped, 1 - clipped);
  const t = Math.sqrt(-2 * Math.log(tail));
  const value =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return clipped < 0.5 ? -value : value;
};

/** Tokens that one row takes in its batch: the longest of the micro-batch where rows are padded to it. */
export const paddedTokensPerRow = (setup: Setup): number => {
  if (hasRollouts(setup)) return setup.rollouts.promptTokens + setup.rollouts.completionTokens;
  if (setup.packing) return setup.sequenceLength;
  if (setup.paddingFree || setup.microBatchSize <= 1) return setup.tokensPerRow;
  if (setup.tokensPerRow >= setup.maxTokensPerRow) return setup.tokensPerRow;
  const spread = Math.min(LENGTH_SIGMA, Math.log(setup.maxTokensPerRow / setup.tokensPerRow) / 2);
  const longest =
    setup.tokensPerRow *
    Math.exp(spread * expectedMaximum(setup.microBatchSize) - (spread * spread) / 2);
  return Math.min(setup.maxTokensPerRow, Math.max(setup.tokensPerRow, longest));
};

export type Workload = { tokens: number; realTokens: number; steps: number };

/** Computed and real tokens and optimizer steps of the whole run. */
export const workloadOf = (setup: Setup): Workload => {
  const data = dataParallel(setup);
  const perRow = sequencesPerRow(setup.objective);
  const rowsPerStep = setup.microBatchSize * setup.gradientAccumulationSteps * data;
  const rollouts = hasRollouts(setup);
  const packed = setup.packing && !rollouts;
  const rowsInMemory = packed
    ? Math.max(1, Math.ceil((setup.rows * setup.tokensPerRow) / setup.sequenceLength))
    : setup.rows;
  const generated = rollouts ? setup.rollouts.generations : 1;
  const stepsPerEpoch = Math.max(1, Math.ceil((rowsInMemory * generated) / rowsPerStep));
  const byEpochs = Math.max(1, Math.ceil(stepsPerEpoch * setup.epochs));
  const bySteps =
    setup.endsAtFirst && byEpochs <= (setup.maxSteps ?? 0) ? undefined : setup.maxSteps;
  const steps = bySteps ?? byEpochs;
  const length = paddedTokensPerRow(setup);
  const rowsSeen =
    bySteps === undefined ? rowsInMemory * generated * setup.epochs : steps * rowsPerStep;
  const tokens = rowsSeen * length * perRow;
  const share = packed || rollouts ? 1 : Math.min(1, setup.tokensPerRow / length);
  const realTokens =
    packed && bySteps === undefined
      ? Math.min(tokens, setup.rows * setup.tokensPerRow * setup.epochs * perRow)
      : tokens * share;
  return { tokens, realTokens, steps };
};
