import { bestQuote } from "../report/index.ts";
import type { Estimate, Quote, Range } from "../estimator/estimate.ts";
import type { TrainingRun } from "../estimator/run.ts";
import type { ConfigChange, PricedSide, Side } from "./change.ts";

/** What the tables compare: of the quote that the headline speaks of. */
export type Figures = {
  usd: Range;
  quote: Quote;
  /** undefined for a managed service, which does not say. */
  gpuHours: number | undefined;
  peakMemoryBytes: number;
};

export const figuresOf = (estimate: Estimate): Figures | undefined => {
  const quote = bestQuote(estimate);
  if (quote === undefined || !Number.isFinite(quote.usd.expected)) return undefined;
  const gpuHours = quote.kind === "gpu" ? quote.hours.expected * quote.gpuCount : undefined;
  const peakMemoryBytes = estimate.memory.processBytes.expected;
  return { usd: quote.usd, quote, gpuHours, peakMemoryBytes };
};

/**
 * The same, but none when the run names hardware that it does not fit and no machine can run it: what a
 * managed service would take is no answer to that.
 */
export const figuresAsStated = (stated: TrainingRun, estimate: Estimate): Figures | undefined => {
  const figures = figuresOf(estimate);
  const isAsked = stated.hardware?.gpu !== undefined;
  return isAsked && figures?.quote.kind === "managed" && estimate.memory.fits === "no"
    ? undefined
    : figures;
};

export const priced = (side: Side | undefined): PricedSide | undefined =>
  side?.kind === "priced" ? side : undefined;

export const sideFigures = (side: Side | undefined): Figures | undefined => {
  const known = priced(side);
  return known === undefined ? undefined : figuresOf(known.estimate);
};

export type Status = "added" | "removed" | "changed" | "unpriced";

/** Unpriced when one of the sides that exist has no figure: no difference can be told then. */
export const statusOf = (change: ConfigChange): Status => {
  const [before, after] = [sideFigures(change.before), sideFigures(change.after)];
  if (change.before !== undefined && before === undefined) return "unpriced";
  if (change.after !== undefined && after === undefined) return "unpriced";
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
};

/** Quotes that the comment shows; an estimate is stored with these alone, several hundred would not fit. */
export const trimmed = (estimate: Estimate): Estimate => {
  const best = bestQuote(estimate);
  const firsts = new Map<string, Quote>();
  for (const quote of estimate.quotes)
    if (!firsts.has(`${quote.kind} ${quote.provider}`))
      firsts.set(`${quote.kind} ${quote.provider}`, quote);
  const kept = [...firsts.values()];
  const gpu = kept.filter((quote) => quote.kind === "gpu").slice(0, 4);
  const managed = kept.filter((quote) => quote.kind === "managed").slice(0, 2);
  const quotes = best === undefined ? [] : [best, ...gpu.filter((quote) => quote !== best)];
  return {
    ...estimate,
    quotes: [...quotes, ...managed.filter((quote) => quote !== best)],
    assumptions: estimate.assumptions.slice(0, 40),
    explanation: { ...estimate.explanation, terms: [] },
  };
};

/** On both sides the same dollars. */
export const costsTheSame = (change: ConfigChange): boolean => {
  const [before, after] = [sideFigures(change.before), sideFigures(change.after)];
  return before !== undefined && before.usd.expected === after?.usd.expected;
};
