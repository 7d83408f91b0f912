import type { Coefficients } from "./coefficients.ts";
import type { Gpu } from "./gpus/row.ts";
import type { Subject } from "./memory.ts";
import { linkRate } from "./rates.ts";
import { bytesOf, dataParallel, separateMaster, shardsOptimizer, shardsWeights } from "./setup.ts";

/** assumed: bytes a second over PCIe to the host while the GPU computes, per GPU. */
const HOST_BYTES_PER_SECOND = 12e9;
/** assumed: bytes a second that a host's processors step an optimizer with, all GPUs of it together. */
const HOST_OPTIMIZER_BYTES_PER_SECOND = 60e9;

export type Exchange = { perMicroBatchSeconds: number; perStepSeconds: number };

/** What GPUs say to each other, less what hides behind `busy` seconds of computation. */
export const exchangeOf = (
  subject: Subject,
  gpu: Gpu,
  c: Coefficients,
  tokens: number,
  busy: number,
): Exchange => {
  const { setup, architecture, counts, trained } = subject;
  const data = dataParallel(setup);
  const link = linkRate(gpu, setup, c);
  const ring = data > 1 ? (data - 1) / data : 0;
  const share = 1 / (setup.tensor * setup.pipeline);
  const sharded = shardsWeights(setup.strategy);
  const bytesPerWeight = setup.quantization === undefined ? 2 : setup.quantization.bits / 8 + 0.06;
  const carried = counts.total * bytesPerWeight * share;

  // Weights gathered forward and backward, gradients scattered (Rajbhandari et al. 2020, sec. 7; FSDP the same).
  const gather = sharded ? 2 * carried * ring : 0;
  const scatter = sharded ? trained.total * 2 * share * ring : 0;
  const host = setup.cpuOffload && sharded ? (2 * carried) / data / HOST_BYTES_PER_SECOND : 0;
  // Tensor parallelism sums activations twice a layer and direction (Shoeybi et al. 2019); not hidden.
  const width = bytesOf(setup.precision);
  const sums =
    setup.tensor > 1
      ? (8 * counts.layers * tokens * architecture.hiddenSize * width * (setup.tensor - 1)) /
        setup.tensor /
        setup.pipeline /
        setup.context
      : 0;
  // Ring attention passes keys and values round; expert parallelism sends tokens to their experts and back.
  const rings =
    setup.context > 1
      ? (2 * counts.layers * tokens * architecture.hiddenSize * width) / setup.context
      : 0;
  const experts =
    setup.expert > 1 ? 4 * counts.layers * tokens * architecture.hiddenSize * width : 0;
  const hidden = (gather + scatter) / link + host;
  const open = (sums * 0.5 + rings * 0.3 + experts) / link;
  const perMicroBatchSeconds = Math.max(hidden - busy, hidden * (1 - c.overlap), 0) + open;

  const reduced = !sharded && data > 1 ? (2 * trained.total * 2 * share * ring) / link : 0;
  return {
    perMicroBatchSeconds,
    perStepSeconds: Math.max(reduced - busy * 0.5, reduced * (1 - c.overlap), 0),
  };
};

/** Time of the optimizer's own step: bytes of weights, gradients and states read and written. */
export const optimizerSeconds = (subject: Subject, gpu: Gpu): number => {
  const { setup, trained } = subject;
  const shards = shardsOptimizer(setup.strategy) ? dataParallel(setup) : 1;
  const share = 1 / (setup.tensor * setup.pipeline) / shards;
  const width = separateMaster(setup) ? 4 : bytesOf(setup.weightsPrecision);
  const states = setup.optimizer.stateBytes ?? setup.optimizer.moments * width;
  const bytes =
    trained.total * share * (3 * width + 2 * states) * (1 + setup.optimizer.temporaries);
  if (setup.cpuOffload)
    return (
      (trained.total * 16) /
      (setup.tensor * setup.pipeline) /
      HOST_OPTIMIZER_BYTES_PER_SECOND /
      Math.max(1, setup.nodes)
    );
  return bytes / (gpu.bandwidthBytesPerSecond * 0.7);
};
