import type { Gpu } from "./gpus/row.ts";
import type { Subject } from "./memory.ts";
import { hasRollouts } from "./setup.ts";

/** assumed: a serving engine reaches 60 % of the memory's rate; generation in the trainer's own loop is six times slower. */
const ENGINE_BANDWIDTH_SHARE = 0.6;
const LOOP_FACTOR = 6;
/** assumed: seconds that one more row adds to a generated token (attention over its cache). */
const PER_ROW_SECONDS = 2e-4;

/** Time to generate the answers of one micro-batch: every token reads the weights once for all rows. */
export const rolloutSeconds = (subject: Subject, gpu: Gpu, tokens: number): number => {
  const { setup, counts } = subject;
  if (!hasRollouts(setup)) return 0;
  const { promptTokens, completionTokens, engineMemoryFraction } = setup.rollouts;
  const rows = Math.max(1, tokens / (promptTokens + completionTokens));
  const reading = (counts.active * 2) / (gpu.bandwidthBytesPerSecond * ENGINE_BANDWIDTH_SHARE);
  const loop = engineMemoryFraction > 0 ? 1 : LOOP_FACTOR;
  return completionTokens * (reading + PER_ROW_SECONDS * rows) * loop;
};
