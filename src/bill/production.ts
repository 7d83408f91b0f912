import {
  exactly,
  type BillPart,
  type Estimate,
  type Quote,
  type Range,
} from "../estimator/estimate.ts";
import type { ManagedOffer } from "../estimator/offer.ts";
import { bestQuote } from "../estimator/preferred.ts";
import type { PartOptions } from "./options.ts";
import { asRange, product, scaled } from "./range.ts";

export type Production = {
  usd: Range;
  basis: string;
  /** Hours of the machine; absent where a service bills by token. */
  hours?: Range;
  usdPerHour?: number;
  quote?: Quote;
};

const where = (quote: Quote): string =>
  quote.kind === "gpu"
    ? `${quote.gpuCount} x ${quote.gpu} at ${quote.provider}${quote.sku === "" ? "" : ` (${quote.sku})`}, ${quote.pricing.replace("_", " ")}, $${quote.usdPerHour} an hour`
    : `${quote.provider} ${quote.service}`.trim();

const dated = (quote: Quote): string =>
  `${quote.basis} price of ${quote.asOf} from ${quote.source}${quote.stale ? ", stale" : ""}`;

/** The quote the bill is made with: the one every door speaks of, or by the same rule the one of those asked for. */
export const chosenQuote = (
  estimate: Estimate,
  options: PartOptions<"productionRun"> = {},
): Quote | undefined => {
  if (options.provider === undefined && options.pricing === undefined) return bestQuote(estimate);
  const wanted = estimate.quotes.filter(
    (quote) =>
      (options.provider === undefined || quote.provider === options.provider) &&
      (options.pricing === undefined ||
        (quote.kind === "gpu" && quote.pricing === options.pricing)),
  );
  return bestQuote({ ...estimate, quotes: wanted }) ?? wanted[0];
};

/** What training once costs; undefined where no price is known. */
export const production = (
  estimate: Estimate,
  options: PartOptions<"productionRun"> = {},
  managed: readonly ManagedOffer[] = [],
): Production | undefined => {
  const quote = chosenQuote(estimate, options);
  const machine =
    quote?.kind === "gpu" ? { hours: quote.hours, usdPerHour: quote.usdPerHour, quote } : {};
  if (options.usd !== undefined)
    return { ...machine, usd: asRange(options.usd), basis: "The amount stated in the options." };
  const byHour = managed.find(
    ({ usdPerHour, baseModels }) =>
      usdPerHour !== undefined && baseModels.includes(estimate.run.baseModel),
  );
  const usdPerHour = options.usdPerHour ?? byHour?.usdPerHour;
  if (options.trainingHours !== undefined && usdPerHour !== undefined) {
    const hours = asRange(options.trainingHours);
    const priced =
      options.usdPerHour === undefined && byHour !== undefined
        ? `(${byHour.provider} ${byHour.service}, ${byHour.basis} price of ${byHour.asOf} from ${byHour.source}; ${byHour.status || "open"})`
        : "as stated";
    return {
      usd: scaled(hours, usdPerHour),
      hours,
      usdPerHour,
      basis: `${span(hours)} training hours, as stated, at $${usdPerHour} an hour ${priced}.`,
    };
  }
  if (quote === undefined) return undefined;
  return {
    ...machine,
    quote,
    usd: quote.usd,
    basis: `One training run on ${where(quote)}; ${dated(quote)}.`,
  };
};

/** Experiments: counted runs (each at a share of the production run's cost) and a sweep, or a buffer. */
export const experiments = (
  run: Production,
  options: PartOptions<"experiments">,
  defaults: { runs: Range },
): BillPart => {
  if (options.buffer !== undefined) {
    const share = asRange(options.buffer);
    return {
      ...product(run.usd, share),
      basis: `A buffer of ${percent(share)} of the production run, in place of counted experiments.`,
    };
  }
  const runs = asRange(options.runs ?? defaults.runs);
  const fraction = options.fraction ?? 1;
  const settings = options.sweep === undefined ? exactly(0) : asRange(options.sweep.settings);
  const equivalents = {
    low: runs.low * fraction + settings.low * (options.sweep?.fraction ?? 0),
    expected: runs.expected * fraction + settings.expected * (options.sweep?.fraction ?? 0),
    high: runs.high * fraction + settings.high * (options.sweep?.fraction ?? 0),
  };
  const counted = `${span(runs)} runs before the production run, each at ${fraction === 1 ? "its full cost" : `${fraction} of its cost`}${options.runs === undefined ? " (assumed: 3 to 5 iterations)" : ""}`;
  const swept =
    options.sweep === undefined
      ? ""
      : `, and a sweep of ${span(settings)} settings at ${options.sweep.fraction} of a run each`;
  return { ...product(run.usd, equivalents), basis: `${counted}${swept}; training only.` };
};

/** Trainings again as data and base models move: so many a year, each at a share of the production run. */
export const retuning = (
  run: Production,
  options: PartOptions<"retuningPerYear">,
  defaults: { perYear: Range },
): BillPart => {
  const perYear = asRange(options.perYear ?? defaults.perYear);
  const fraction = options.fraction ?? 1;
  return {
    ...scaled(product(run.usd, perYear), fraction),
    basis: `${span(perYear)} trainings a year at ${fraction === 1 ? "the production run's cost" : `${fraction} of the production run's cost`} each${options.perYear === undefined ? " (assumed: quarterly, between yearly and monthly)" : ""}.`,
  };
};

/** A range in words: "4" or "3 to 5"; the rounding is of words, not of figures. */
export const span = (range: Range): string =>
  range.low === range.high
    ? `${brief(range.expected)}`
    : `${brief(range.low)} to ${brief(range.high)}`;
const brief = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: Range): string =>
  share.low === share.high
    ? `${brief(100 * share.expected)} %`
    : `${brief(100 * share.low)} to ${brief(100 * share.high)} %`;
