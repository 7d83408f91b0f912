import { exactly, type BillPart, type Estimate, type Range } from "../estimator/estimate.ts";
import {
  FAILED_SHARE,
  FAILURES_PER_GPU_HOUR,
  RESTART_HOURS,
  SAVE_STEPS,
  SPOT_INTERRUPTIONS_PER_HOUR,
} from "./assumed.ts";
import type { PartOptions } from "./options.ts";
import { span, type Production } from "./production.ts";
import { asRange, product, sum } from "./range.ts";

/** Pricing under which the machine can be taken away. */
const INTERRUPTIBLE = ["spot", "community"];

/**
 * Work paid for twice. Attempts that fail cost their share of the run. An interruption (a spot machine
 * taken away, a GPU that breaks) loses half the time between two checkpoints, at most half the run, and the restart.
 */
export const reserve = (
  estimate: Estimate,
  run: Production,
  options: PartOptions<"reserve">,
): BillPart => {
  const failedShare = asRange(options.failedShare ?? FAILED_SHARE);
  const failed = product(run.usd, failedShare);
  const assumed = options.failedShare === undefined ? " (assumed)" : "";
  const attempts = `Attempts that fail: ${span(timesHundred(failedShare))} % of the production run${assumed}`;
  if (run.hours === undefined || run.usdPerHour === undefined || run.quote?.kind !== "gpu")
    return { ...failed, basis: `${attempts}; a service does not bill interruptions.` };

  const { pricing, gpuCount } = run.quote;
  const perHour = asRange(
    options.interruptionsPerHour ??
      (INTERRUPTIBLE.includes(pricing)
        ? SPOT_INTERRUPTIONS_PER_HOUR
        : exactly(FAILURES_PER_GPU_HOUR * gpuCount)),
  );
  const restartHours = asRange(options.restartHours ?? RESTART_HOURS);
  const everySteps = estimate.run.checkpoints?.everySteps ?? SAVE_STEPS;
  const lostShare = Math.min(1, everySteps / Math.max(1, estimate.workload.steps)) / 2;
  const lost = lostToInterruptions(run.hours, perHour, lostShare, restartHours);
  const interrupted = product(lost, exactly(run.usdPerHour));
  return {
    ...sum(failed, interrupted),
    basis: `${attempts}; ${span(perHour)} interruptions an hour of ${pricing.replace("_", " ")}${options.interruptionsPerHour === undefined ? " (see src/bill/README.md)" : ""}, each losing half the time between checkpoints (every ${everySteps} steps) and ${span(restartHours)} hours of restart.`,
  };
};

const lostToInterruptions = (
  hours: Range,
  perHour: Range,
  lostShare: number,
  restartHours: Range,
): Range =>
  product(product(hours, perHour), {
    low: hours.low * lostShare + restartHours.low,
    expected: hours.expected * lostShare + restartHours.expected,
    high: hours.high * lostShare + restartHours.high,
  });

const timesHundred = (share: Range): Range => ({
  low: 100 * share.low,
  expected: 100 * share.expected,
  high: 100 * share.high,
});
