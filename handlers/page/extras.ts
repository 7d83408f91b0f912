import { type Decision } from "../../src/bill/decision.ts";
import { decideCloudOrOwn } from "../../src/bill/decisions/cloud-or-own.ts";
import type { Estimate } from "../../src/estimator/estimate.ts";
import { findGpu } from "../../src/estimator/gpus/gpus.ts";
import { bestQuote, isGpuQuote } from "../../src/report/index.ts";
import { HOURS_PER_MONTH } from "../../src/units.ts";

/** What the page shows beside the Estimate itself. */
export type Extras = {
  /** What a process can use of the card that the memory is shown on. */
  capacityBytes: number | undefined;
  /** Renting against owning that machine, were this run made once a month. */
  owning: Decision | undefined;
};

export const extrasOf = (estimate: Estimate): Extras => {
  const best = bestQuote(estimate);
  const quote = best !== undefined && isGpuQuote(best) ? best : undefined;
  const gpu = estimate.run.hardware?.gpu ?? quote?.gpu;
  return {
    capacityBytes: gpu === undefined ? undefined : findGpu(gpu)?.gpu.usableMemoryBytes,
    owning:
      quote === undefined
        ? undefined
        : decideCloudOrOwn({
            gpu: quote.gpu,
            gpuCount: quote.gpuCount,
            cloudUsdPerHour: quote.usdPerHour,
            hoursPerMonth: Math.min(HOURS_PER_MONTH, Number(quote.hours.expected.toPrecision(3))),
          }),
  };
};
