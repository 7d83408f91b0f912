/**
 * An Estimate as words, without markup: what every way out prints (Slack, comment, page, terminal).
 * Wording and rounding live here and in format.ts, so that the doors cannot drift apart.
 */
import type { Estimate, GpuQuote, Quote } from "../estimator/estimate.ts";
import { bestQuote } from "../estimator/preferred.ts";
import {
  billRows,
  costFigures,
  fitsSentence,
  machineFigures,
  memoryParts,
  type Row,
} from "./figures.ts";
import { count, date, gib, hours, machine, provider, usd, usdRange } from "./format.ts";
import { gpuPlace, managedPlace, type Place } from "./places.ts";
import { changeInWords, fieldInWords } from "./words.ts";

export type { Place, Row };
export type Report = {
  /** The answer in one line. */
  headline: string;
  /** The answer with its range, for notifications and screen readers: plain sentences. */
  summary: string;
  /** The run in words: model, technique, data, length. */
  subject: string;
  figures: Row[];
  memoryParts: Row[];
  places: Place[];
  managed: Place[];
  bill: Row[];
  assumptions: Row[];
  advice: Row[];
  /** What to state so that the range narrows. */
  narrowBy: string[];
  /** Why (part of) the answer is not to be trusted; empty when all is well. */
  warnings: string[];
  /** Prices' catalog, their date, the estimator's version. */
  provenance: string;
};

export const isGpuQuote = (quote: Quote): quote is GpuQuote => quote.kind === "gpu";

export { bestQuote };

/** The weights are not published: only a service can train it, and nothing of a machine can be said. */
const isClosed = (estimate: Estimate): boolean => estimate.parameters.total === 0;

const subject = (estimate: Estimate): string => {
  const { run, workload } = estimate;
  const objective =
    run.objective === undefined || run.objective === "sft" ? "" : ` ${run.objective}`;
  // A service bills what is in the rows, neither padding nor steps.
  if (isClosed(estimate))
    return `${run.baseModel},${objective || " sft"}, ${count(workload.realTokens)} tokens`;
  return `${run.baseModel}, ${run.technique ?? "full"}${objective}, ${count(workload.tokens)} tokens in ${count(workload.steps)} steps`;
};

const headline = (estimate: Estimate, best: Quote | undefined): string => {
  if (best === undefined && isClosed(estimate))
    return `No price: ${estimate.run.baseModel} has no open weights, and no service in the catalog that trains it has a price`;
  if (best === undefined) {
    const need = gib(estimate.memory.processBytes.expected);
    const isAssumed = estimate.assumptions.some(({ field }) => field === "hardware.gpu");
    const asked = isAssumed ? undefined : estimate.run.hardware?.gpu;
    const where =
      asked === undefined
        ? "no offer in the catalog can run it"
        : `no offer with ${asked} in the catalog can run it`;
    return `No price: about ${need} needed on each GPU, and ${where}`;
  }
  if (!isGpuQuote(best))
    return `${usd(best.usd.expected)} at ${provider(best.provider)} (${best.service})`;
  const on = `${machine(best.gpu, best.gpuCount)} at ${provider(best.provider)}`;
  return `${usd(best.usd.expected)}, ${hours(best.hours.expected)} on ${on}`;
};

/** The catalog's date is of its newest price; the one that the headline rests on may be older. */
const priceDate = (best: Quote | undefined): string =>
  best === undefined
    ? ""
    : `Price of ${provider(best.provider)} as of ${date(best.asOf)}${best.stale ? " (stale)" : ""}. `;

export const report = (estimate: Estimate): Report => {
  const best = bestQuote(estimate);
  const line = headline(estimate, best);
  const range = best === undefined ? "" : ` Four in five such runs cost ${usdRange(best.usd)}.`;
  const { memory, prices } = estimate;
  const need = isClosed(estimate)
    ? ""
    : ` Peak memory ${gib(memory.processBytes.expected)} per GPU, ${fitsSentence(estimate)}.`;
  return {
    headline: line,
    summary: `${estimate.run.baseModel}: ${line}.${range}${need}`,
    subject: subject(estimate),
    figures: [...costFigures(best), ...machineFigures(estimate)],
    memoryParts: memoryParts(estimate),
    places: estimate.quotes.filter(isGpuQuote).map(gpuPlace),
    managed: estimate.quotes.flatMap((quote) => (isGpuQuote(quote) ? [] : [managedPlace(quote)])),
    bill: billRows(estimate),
    assumptions: estimate.assumptions.map(({ field, value, because }) => ({
      label: field,
      value: fieldInWords(value),
      note: because,
    })),
    advice: estimate.advice.map(({ change, savesUsd, because }) => ({
      label: changeInWords(change),
      value: `saves ${usd(savesUsd.expected)}`,
      note: because,
    })),
    narrowBy: estimate.explanation.narrowBy,
    warnings: estimate.explanation.unanswered,
    provenance: `${priceDate(best)}Newest price in catalog ${prices.catalog}: ${date(prices.asOf)}${prices.stale ? " (stale)" : ""}; estimator ${estimate.estimatorVersion}.`,
  };
};
