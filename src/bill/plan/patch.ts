import type { Setup } from "../../estimator/setup.ts";

type Written = Record<string, unknown>;

/** What to lay over the run to have this plan (RFC 7396: null takes a field away). */
export const patchOf = (setup: Setup, gpu: string): Written => ({
  technique: setup.technique,
  ...(setup.quantization === undefined
    ? { quantizationBits: null, quantization: null }
    : {
        quantizationBits: setup.quantization.bits,
        quantization: {
          kind: setup.quantization.kind,
          doubleQuant: setup.quantization.doubleQuant,
        },
      }),
  microBatchSize: setup.microBatchSize,
  gradientAccumulationSteps: setup.gradientAccumulationSteps,
  gradientCheckpointing:
    setup.checkpointing === "full"
      ? true
      : setup.checkpointing === "none"
        ? false
        : setup.checkpointing,
  parallelism: { strategy: setup.strategy },
  hardware: { gpu, gpuCount: setup.gpuCount },
});
