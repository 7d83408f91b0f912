import type { Estimate, Quote } from "../../src/estimator/estimate.ts";
import { bestQuote, isGpuQuote } from "../../src/report/index.ts";

/** Of each kind of place (the hardware asked for, other machines, services) so many are printed. */
const MOST_OF_A_KIND = 25;

const kindOf = (quote: Quote): string => {
  if (!isGpuQuote(quote)) return "managed";
  return quote.matchesHardware ? "asked" : "other";
};

/** The estimate with the cheapest places alone: an answer has 10 ms of CPU, and a catalog 700 places. */
export const printable = (estimate: Estimate): { estimate: Estimate; leftOut: number } => {
  const best = bestQuote(estimate);
  const seen: Record<string, number> = {};
  const quotes = estimate.quotes.filter((quote) => {
    const kind = kindOf(quote);
    const before = seen[kind] ?? 0;
    if (before >= MOST_OF_A_KIND && quote !== best) return false;
    seen[kind] = before + 1;
    return true;
  });
  return { estimate: { ...estimate, quotes }, leftOut: estimate.quotes.length - quotes.length };
};
