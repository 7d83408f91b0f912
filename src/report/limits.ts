/** What was asked for beside the run: where, how paid, for how much and by when. */
import type { Estimate, Quote } from "../estimator/estimate.ts";
import { hours, provider, usd } from "./format.ts";
import { pricingNames } from "./words.ts";

export type Limits = {
  provider?: string | undefined;
  pricing?: string | undefined;
  budgetUsd?: number | undefined;
  deadlineHours?: number | undefined;
};

const isWithin = (quote: Quote, limits: Limits): boolean =>
  (limits.provider === undefined || quote.provider === limits.provider) &&
  (limits.pricing === undefined || (quote.kind === "gpu" && quote.pricing === limits.pricing));

/** The estimate with the offers of the provider and the way to pay that were asked for, and no others. */
export const within = (estimate: Estimate, limits: Limits): Estimate => ({
  ...estimate,
  quotes: estimate.quotes.filter((quote) => isWithin(quote, limits)),
});

const budgetInWords = (budgetUsd: number, { low, expected, high }: Quote["usd"]): string => {
  const limit = usd(budgetUsd);
  if (high <= budgetUsd) return `Within your budget of ${limit}, the high end too.`;
  if (expected <= budgetUsd)
    return `Probably within your budget of ${limit}, but the high end (${usd(high)}) is above it.`;
  if (low <= budgetUsd)
    return `Probably above your budget of ${limit}; only the low end (${usd(low)}) is within it.`;
  return `Above your budget of ${limit}, even at the low end.`;
};

const deadlineInWords = (
  deadlineHours: number,
  { low, expected, high }: { low: number; expected: number; high: number },
): string => {
  const limit = hours(deadlineHours);
  if (high <= deadlineHours) return `Done within ${limit}, the high end too.`;
  if (expected <= deadlineHours)
    return `Probably done within ${limit}; it may take up to ${hours(high)}.`;
  if (low <= deadlineHours)
    return `Probably not done within ${limit}: ${hours(expected)} expected.`;
  return `Not done within ${limit}: ${hours(low)} at the least.`;
};

/** Whether the quote keeps to the budget and the deadline, a sentence each. */
export const limitsInWords = (limits: Limits, best: Quote | undefined): string[] => {
  if (best === undefined) {
    const asked = [
      limits.provider === undefined ? "" : provider(limits.provider),
      limits.pricing === undefined ? "" : (pricingNames[limits.pricing] ?? limits.pricing),
    ].filter((word) => word !== "");
    return asked.length === 0
      ? []
      : [`No offer in the catalog that can run it is of ${asked.join(", ")}.`];
  }
  const { budgetUsd, deadlineHours } = limits;
  return [
    ...(budgetUsd === undefined ? [] : [budgetInWords(budgetUsd, best.usd)]),
    ...(deadlineHours === undefined || best.kind !== "gpu"
      ? []
      : [deadlineInWords(deadlineHours, best.hours)]),
  ];
};
