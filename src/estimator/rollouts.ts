import type { Architecture } from "./architecture/architecture.ts";
import type { Coefficients } from "./coefficients.ts";
import { layerGroups } from "./layers.ts";
import type { Gpu } from "./gpus/row.ts";
import type { Subject } from "./memory.ts";
import { hasRollouts } from "./setup.ts";
import { workOf } from "./work.ts";

/** assumed: share of the memory's rate that generation reaches while it reads weights and cache. */
const BANDWIDTH_SHARE = 0.6;
/** assumed: a loop over transformers' code copies its key-value cache as it grows: read, written, read. */
const LOOP_CACHE_PASSES = 3;
/** Bytes a 4-bit or 8-bit weight costs per pass where it is unpacked first: payload, half written, half read. */
const UNPACKED_BYTES = 4.5;

/** Numbers of the key-value cache for one token. */
const cacheNumbers = (architecture: Architecture): number => {
  let numbers = 0;
  for (const { group } of layerGroups(architecture))
    if (group.mixer.kind === "attention")
      numbers += 2 * group.mixer.keyValueHeads * group.mixer.headDim * group.count;
  return numbers;
};

/**
 * Seconds to generate the answers of one optimizer step on one GPU. All rows of the step are generated
 * together (TRL: `steps_per_generation` is `gradient_accumulation_steps` unless set; verl and OpenRLHF hand
 * whole batches to an engine), so each token reads the weights once for all of them. A serving engine replays
 * captured graphs; the trainer's own loop launches every kernel from Python, on weights gathered once before
 * (TRL: `ds3_gather_for_generation`).
 */
export const rolloutSeconds = (
  subject: Subject,
  gpu: Gpu,
  c: Coefficients,
  launchSeconds: number,
): number => {
  const { setup, counts, architecture } = subject;
  if (!hasRollouts(setup)) return 0;
  const { promptTokens, completionTokens, engineMemoryFraction } = setup.rollouts;
  const engine = engineMemoryFraction > 0;
  const rows = setup.microBatchSize * setup.gradientAccumulationSteps;
  const bandwidth = gpu.bandwidthBytesPerSecond * BANDWIDTH_SHARE * setup.tensor;
  const width = setup.quantization === undefined ? 2 : UNPACKED_BYTES;
  const cacheBytes = 2 * cacheNumbers(architecture) * (promptTokens + completionTokens / 2) * rows;
  const reading =
    (counts.active * width + cacheBytes * (engine ? 1 : LOOP_CACHE_PASSES)) / bandwidth;
  const whole: Subject = { ...subject, setup: { ...setup, strategy: "none" } };
  const launching = engine ? 0 : workOf(whole, c).launches * launchSeconds;
  return completionTokens * Math.max(reading, launching);
};
