/** The charts behind "Charts": where it can run by cost, and what the memory holds. */
import type { Estimate } from "../../src/estimator/index.ts";
import { gib, machine, provider, usd } from "../../src/report/format.ts";
import { bestQuote, isGpuQuote, report } from "../../src/report/index.ts";
import { GIB } from "../../src/units.ts";
import { type Chart, dataVisualization, plainChart } from "./blocks/chart.ts";
import { shortened } from "./blocks/estimate.ts";
import { type Block, context, escape, type Message, message } from "./blocks/elements.ts";

const PART_NAMES: Record<string, string> = {
  weightsBytes: "Weights",
  adapterBytes: "Adapter",
  gradientsBytes: "Gradients",
  optimizerBytes: "Optimizer",
  activationsBytes: "Activations",
  logitsBytes: "Logits and loss",
  buffersBytes: "Buffers",
};

export const costChart = (estimate: Estimate): Chart => {
  const cheapest = new Map<string, Estimate["quotes"][number]>();
  for (const quote of estimate.quotes) {
    if (isGpuQuote(quote) && quote.fits === "no") continue;
    const known = cheapest.get(quote.provider);
    if (known === undefined || quote.usd.expected < known.usd.expected)
      cheapest.set(quote.provider, quote);
  }
  const points = [...cheapest.values()]
    .sort((a, b) => a.usd.expected - b.usd.expected)
    .slice(0, 12)
    .map((quote) => ({
      label: provider(quote.provider),
      value: Number(quote.usd.expected.toFixed(2)),
      text: `${usd(quote.usd.expected)}${isGpuQuote(quote) ? ` ${machine(quote.gpu, quote.gpuCount)}` : " managed"}`,
    }));
  return {
    title: "Cost by provider, cheapest machine of each",
    kind: "bar",
    unit: "$ for the run",
    points,
  };
};

export const memoryChart = (estimate: Estimate): Chart => {
  const points = Object.entries(estimate.memory.parts)
    .filter(([, bytes]) => bytes > 0)
    .map(([part, bytes]) => ({
      label: PART_NAMES[part] ?? part,
      value: Number((bytes / GIB).toFixed(2)),
      text: gib(bytes),
    }));
  return { title: "Memory by part at the peak, per GPU", kind: "bar", unit: "GiB", points };
};

export const chartsMessage = (estimate: Estimate, refuses: readonly string[]): Message => {
  const charts = [costChart(estimate), memoryChart(estimate)].filter(
    ({ points }) => points.length > 0,
  );
  const best = bestQuote(estimate);
  const made = report(shortened(estimate));
  const said = charts.map(
    ({ title, points }) =>
      `${title}: ${points.map(({ label, text }) => `${label} ${text}`).join(", ")}.`,
  );
  const bottom: Block[] = [
    context(escape(`${best === undefined ? "" : `${made.headline}. `}${made.provenance}`)),
  ];
  const plain = [...charts.flatMap(plainChart), ...bottom];
  if (refuses.includes("data_visualization") || charts.length === 0)
    return message(said.join(" ") || "Nothing to draw.", plain);
  return message(said.join(" "), [...charts.map(dataVisualization), ...bottom], plain, [
    "data_visualization",
  ]);
};
