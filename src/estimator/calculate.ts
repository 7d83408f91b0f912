import { rangeAround } from "./chance.ts";
import { FITTED, type Coefficients } from "./coefficients.ts";
import type { CompleteRun } from "./complete.ts";
import { onHardware, quotesFor, type OnHardware } from "./cost.ts";
import { exactly, type Estimate } from "./estimate.ts";
import { explain } from "./explanation.ts";
import { findGpu } from "./gpus/gpus.ts";
import { type Gpu } from "./gpus/row.ts";
import type { Catalog } from "./offer.ts";
import { doubtOf, narrowBy, type Doubt } from "./spread.ts";
import { ESTIMATOR_VERSION } from "./version.ts";
import { workloadOf } from "./workload.ts";

export type EstimateOptions = { coefficients?: Coefficients };

/** Where nobody asks for hardware and no offer is known: the accelerator most clouds rent. */
const FALLBACK_GPU = "H100-80GB-SXM";
const COUNTS = [1, 2, 4, 8, 16, 32, 64];

const NOTHING = {
  weightsBytes: 0,
  adapterBytes: 0,
  gradientsBytes: 0,
  optimizerBytes: 0,
  activationsBytes: 0,
  logitsBytes: 0,
  buffersBytes: 0,
};

const smallestThatFits = (
  complete: CompleteRun,
  gpu: Gpu,
  doubt: Doubt,
  coefficients: Coefficients,
): OnHardware | undefined => {
  const counts = complete.gpuCountStated ? [complete.setup.gpuCount] : COUNTS;
  let last: OnHardware | undefined;
  for (const gpuCount of counts) {
    last = onHardware(complete, gpu, gpuCount, doubt, coefficients);
    if (last?.fits === "yes") return last;
  }
  return last;
};

const chosen = (
  complete: CompleteRun,
  best: OnHardware | undefined,
  doubt: Doubt,
  coefficients: Coefficients,
): OnHardware | undefined => {
  const { gpu, gpuCountStated, setup } = complete;
  if (gpu !== undefined)
    return gpuCountStated
      ? onHardware(complete, gpu, setup.gpuCount, doubt, coefficients)
      : smallestThatFits(complete, gpu, doubt, coefficients);
  if (best !== undefined) return best;
  const fallback = findGpu(FALLBACK_GPU)?.gpu;
  return fallback === undefined
    ? undefined
    : smallestThatFits(complete, fallback, doubt, coefficients);
};

/**
 * What a run will need and cost. Pure and total: "fits nowhere" is an answer, never an error. `total` and
 * `advice` are left empty here: src/bill fills them.
 */
export const estimate = (
  complete: CompleteRun,
  catalog: Catalog,
  options: EstimateOptions = {},
): Estimate => {
  const coefficients = options.coefficients ?? FITTED;
  const doubt = doubtOf(complete);
  const { quotes, best } = quotesFor(complete, catalog, coefficients);
  const on = chosen(complete, best, doubt, coefficients);
  const prices = { catalog: catalog.id, asOf: catalog.asOf, stale: catalog.stale };
  const workload = on?.workload ?? workloadOf(complete.setup);
  const assumptions = complete.assumptions.map((assumption) => ({ ...assumption }));
  const unanswered = [...complete.unanswered];
  if (on === undefined)
    return {
      estimatorVersion: ESTIMATOR_VERSION,
      run: complete.run,
      assumptions,
      parameters: { total: 0, trainable: 0 },
      workload: { ...workload, flops: 0 },
      memory: {
        allocatedBytes: exactly(0),
        reservedBytes: exactly(0),
        processBytes: exactly(0),
        parts: NOTHING,
        peakMoment: "unknown",
        fits: "no",
        fitsProbability: 0,
      },
      throughput: {
        tokensPerSecondPerGpu: exactly(0),
        realTokensPerSecondPerGpu: exactly(0),
        secondsPerStep: exactly(0),
        mfu: 0,
      },
      quotes,
      total: {},
      advice: [],
      explanation: { terms: [], narrowBy: narrowBy(complete), unanswered },
      prices,
    };
  if (complete.gpu === undefined)
    assumptions.push({
      field: "hardware.gpu",
      value: on.gpu.id,
      because:
        best === undefined
          ? "no hardware asked for and no offer fits"
          : "no hardware asked for: the cheapest offer that fits",
    });
  if (!complete.gpuCountStated)
    assumptions.push({
      field: "hardware.gpuCount",
      value: on.gpuCount,
      because: "the fewest, or what the cheapest offer has",
    });
  const { memory, speed, spread, subject } = on;
  const { weightsPrecision } = subject.setup;
  for (const assumption of assumptions)
    if (assumption.field === "weightsPrecision") assumption.value = weightsPrecision;
  const checkpointed = subject.setup.checkpointing !== complete.setup.checkpointing;
  if (checkpointed)
    assumptions.push({
      field: "gradientCheckpointing",
      value: true,
      because: "it does not fit without, and nobody said that it is off",
    });
  return {
    estimatorVersion: ESTIMATOR_VERSION,
    run: {
      ...complete.run,
      weightsPrecision,
      parallelism: {
        ...complete.run.parallelism,
        strategy: subject.setup.strategy,
        tensor: subject.setup.tensor,
      },
      ...(checkpointed ? { gradientCheckpointing: true } : {}),
      hardware: { ...complete.run.hardware, gpu: on.gpu.id, gpuCount: on.gpuCount },
    },
    assumptions,
    parameters: { total: subject.counts.total, trainable: Math.round(subject.trained.total) },
    workload: {
      ...workload,
      flops: (speed.flopsPerStep / speed.tokensPerStep) * workload.tokens,
    },
    memory: {
      allocatedBytes: rangeAround(memory.allocatedBytes, spread.allocated),
      reservedBytes: rangeAround(memory.reservedBytes, spread.reserved),
      processBytes: rangeAround(memory.processBytes, spread.process),
      parts: memory.parts,
      peakMoment: memory.peakMoment,
      fits: on.fits,
      fitsProbability: on.fitsProbability,
    },
    throughput: {
      tokensPerSecondPerGpu: rangeAround(speed.tokensPerSecondPerGpu, spread.speed),
      realTokensPerSecondPerGpu: rangeAround(speed.realTokensPerSecondPerGpu, spread.speed),
      secondsPerStep: rangeAround(speed.secondsPerStep, spread.speed),
      mfu: speed.mfu,
    },
    quotes,
    total: {},
    advice: [],
    explanation: { terms: explain(on), narrowBy: narrowBy(complete), unanswered },
    prices,
  };
};
