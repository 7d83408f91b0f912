/**
 * An Estimate as words, without markup: what every way out prints (Slack, comment, page, terminal).
 * Wording and rounding live here and in format.ts, so that the doors cannot drift apart.
 */
import {
  type BillPart,
  type Estimate,
  type GpuQuote,
  type ManagedQuote,
  type Quote,
} from "../estimator/estimate.ts";
import {
  count,
  date,
  gib,
  gibRange,
  hours,
  hoursRange,
  machine,
  percent,
  provider,
  usd,
  usdPerHour,
  usdRange,
} from "./format.ts";
import { bestQuote } from "../estimator/preferred.ts";
import { billPartNames, changeInWords, fieldInWords, pricingNames } from "./words.ts";

export type Row = { label: string; value: string; note?: string };
export type Place = {
  where: string;
  machine: string;
  usd: string;
  usdRange: string;
  hours: string;
  price: string;
  fits: string;
  /** Source and date of the price; says when it is stale or from the snapshot. */
  source: string;
  quote: Quote;
};

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

const basisNote = (quote: Quote): string => {
  const parts = [quote.source, date(quote.asOf)];
  if (quote.basis === "snapshot") parts.push("shipped snapshot, not live");
  if (quote.basis === "own") parts.push("your own price");
  if (quote.stale) parts.push("stale");
  return parts.join(", ");
};

const gpuPlace = (quote: GpuQuote): Place => ({
  where: [provider(quote.provider), quote.region].filter((word) => word !== "").join(" "),
  machine: machine(quote.gpu, quote.gpuCount),
  usd: usd(quote.usd.expected),
  usdRange: usdRange(quote.usd),
  hours: hours(quote.hours.expected),
  price: `${usdPerHour(quote.usdPerHour)} ${pricingNames[quote.pricing] ?? quote.pricing}`,
  fits: quote.available === false ? `${quote.fits}, not in stock` : quote.fits,
  source: basisNote(quote),
  quote,
});

const managedPlace = (quote: ManagedQuote): Place => ({
  where: provider(quote.provider),
  machine: quote.service,
  usd: usd(quote.usd.expected),
  usdRange: usdRange(quote.usd),
  hours: "managed",
  price: quote.minimumUsd > 0 ? `at least ${usd(quote.minimumUsd)}` : "per token",
  fits: quote.status === "" ? "managed" : quote.status,
  source: basisNote(quote),
  quote,
});

const subject = (estimate: Estimate): string => {
  const { run, workload } = estimate;
  const objective =
    run.objective === undefined || run.objective === "sft" ? "" : ` ${run.objective}`;
  return `${run.baseModel}, ${run.technique ?? "full"}${objective}, ${count(workload.tokens)} tokens in ${count(workload.steps)} steps`;
};

const headline = (estimate: Estimate, best: Quote | undefined): string => {
  if (best === undefined) {
    const need = gib(estimate.memory.processBytes.expected);
    const asked = estimate.run.hardware?.gpu;
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

const fitsSentence = (estimate: Estimate): string => {
  const { memory, run } = estimate;
  const card = run.hardware?.gpu ?? "the GPU";
  const chance = percent(memory.fitsProbability);
  if (memory.fits === "yes") return `fits ${card} (${chance} sure)`;
  if (memory.fits === "tight") return `tight on ${card} (${chance} to fit)`;
  return `does not fit ${card} (${chance} to fit)`;
};

const costFigures = (best: Quote | undefined): Row[] => {
  if (best === undefined) return [];
  const cost = {
    label: "Cost of one run",
    value: usd(best.usd.expected),
    note: `${usdRange(best.usd)}, 80 % range`,
  };
  if (!isGpuQuote(best)) return [cost];
  return [
    cost,
    { label: "Time", value: hours(best.hours.expected), note: hoursRange(best.hours) },
    {
      label: "GPU-hours",
      value: count(Number((best.hours.expected * best.gpuCount).toPrecision(3))),
    },
  ];
};

/** Nothing about the machine for a closed model: its size is not published. */
const machineFigures = (estimate: Estimate): Row[] => {
  const { memory, throughput, parameters } = estimate;
  if (parameters.total === 0) return [];
  const speed = throughput.tokensPerSecondPerGpu;
  return [
    {
      label: "Peak memory per GPU",
      value: gib(memory.processBytes.expected),
      note: `${gibRange(memory.processBytes)}; ${fitsSentence(estimate)}`,
    },
    {
      label: "Speed per GPU",
      value: `${count(speed.expected)} tokens/s`,
      note: `${count(speed.low)} to ${count(speed.high)}`,
    },
    {
      label: "Parameters",
      value: count(parameters.total),
      note: `${count(parameters.trainable)} trained`,
    },
  ];
};

const billRows = (estimate: Estimate): Row[] =>
  (Object.entries(estimate.total) as [keyof Estimate["total"], BillPart | undefined][]).flatMap(
    ([name, part]) =>
      part === undefined
        ? []
        : [
            {
              label: billPartNames[name],
              value: usd(part.expected),
              note: `${usdRange(part)}; ${part.basis}`,
            },
          ],
  );

const PART_NAMES = {
  weightsBytes: "Weights",
  adapterBytes: "Adapter",
  gradientsBytes: "Gradients",
  optimizerBytes: "Optimizer",
  activationsBytes: "Activations",
  logitsBytes: "Logits and loss",
  buffersBytes: "Buffers",
} as const;

const memoryParts = (estimate: Estimate): Row[] =>
  Object.entries(PART_NAMES)
    .map(([key, label]) => ({
      label,
      bytes: estimate.memory.parts[key as keyof typeof PART_NAMES],
    }))
    .filter(({ bytes }) => bytes > 0)
    .map(({ label, bytes }) => ({ label, value: gib(bytes) }));

export const report = (estimate: Estimate): Report => {
  const best = bestQuote(estimate);
  const line = headline(estimate, best);
  const range = best === undefined ? "" : ` Four in five such runs cost ${usdRange(best.usd)}.`;
  const { memory, prices } = estimate;
  const need =
    estimate.parameters.total === 0
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
    provenance: `Prices as of ${date(prices.asOf)}${prices.stale ? " (stale)" : ""}, catalog ${prices.catalog}; estimator ${estimate.estimatorVersion}.`,
  };
};
