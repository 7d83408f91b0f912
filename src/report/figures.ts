/** The figures of an Estimate as rows of words. */
import type { BillPart, Estimate, Quote } from "../estimator/estimate.ts";
import { count, gib, gibRange, hours, hoursRange, percent, usd, usdRange } from "./format.ts";
import { billPartNames } from "./words.ts";

export type Row = { label: string; value: string; note?: string };

/** No forecast is certain: its last percent is not ours to give. */
const chanceInWords = (share: number): string => {
  if (share > 0.99) return "over 99 %";
  return share < 0.01 ? "under 1 %" : percent(share);
};

export const fitsSentence = (estimate: Estimate): string => {
  const { memory, run } = estimate;
  const card = run.hardware?.gpu ?? "the GPU";
  const chance = chanceInWords(memory.fitsProbability);
  if (memory.fits === "yes") return `fits ${card} (${chance} sure)`;
  if (memory.fits === "tight") return `tight on ${card} (${chance} to fit)`;
  return `does not fit ${card} (${chance} to fit)`;
};

export const costFigures = (best: Quote | undefined): Row[] => {
  if (best === undefined) return [];
  const cost = {
    label: "Cost of one run",
    value: usd(best.usd.expected),
    note: `${usdRange(best.usd)}, 80 % range`,
  };
  if (best.kind !== "gpu") return [cost];
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
export const machineFigures = (estimate: Estimate): Row[] => {
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

export const billRows = (estimate: Estimate): Row[] =>
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

export const memoryParts = (estimate: Estimate): Row[] =>
  Object.entries(PART_NAMES)
    .map(([key, label]) => ({
      label,
      bytes: estimate.memory.parts[key as keyof typeof PART_NAMES],
    }))
    .filter(({ bytes }) => bytes > 0)
    .map(({ label, bytes }) => ({ label, value: gib(bytes) }));
