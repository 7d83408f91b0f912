import type { Estimate } from "../../src/estimator/estimate.ts";
import { findGpu } from "../../src/estimator/gpus.ts";
import { bestQuote, isGpuQuote } from "../../src/report/index.ts";

/** What a process can use of the card that the estimate's memory is shown on. */
export const capacityOf = (estimate: Estimate): number | undefined => {
  const best = bestQuote(estimate);
  const gpu =
    estimate.run.hardware?.gpu ?? (best !== undefined && isGpuQuote(best) ? best.gpu : undefined);
  return gpu === undefined ? undefined : findGpu(gpu)?.gpu.usableMemoryBytes;
};
