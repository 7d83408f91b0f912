/** Charts: Slack's `data_visualization` where the workspace takes it, else the same figures as lines. */
import { type Block, cut, lines } from "./elements.ts";

export type Point = { label: string; value: number; text: string };
export type Chart = { title: string; kind: "bar" | "line"; unit: string; points: readonly Point[] };

const MAX_CATEGORIES = 20;
const MAX_LABEL = 20;
const MAX_TITLE = 50;
const BAR_CELLS = 20;

/** Labels of at most 20 characters, each unique. */
const labelled = (points: readonly Point[]): Point[] => {
  const seen = new Set<string>();
  return points.slice(0, MAX_CATEGORIES).map((point) => {
    let label = cut(point.label === "" ? "-" : point.label, MAX_LABEL);
    for (let turn = 2; seen.has(label); turn++)
      label = `${cut(point.label, MAX_LABEL - 3)} ${turn}`;
    seen.add(label);
    return { ...point, label };
  });
};

export const dataVisualization = ({ title, kind, unit, points }: Chart): Block => {
  const kept = labelled(points);
  return {
    type: "data_visualization",
    title: cut(title, MAX_TITLE),
    chart: {
      type: kind,
      series: [
        { name: cut(unit, MAX_LABEL), data: kept.map(({ label, value }) => ({ label, value })) },
      ],
      axis_config: { categories: kept.map(({ label }) => label), y_label: cut(unit, MAX_TITLE) },
    },
  };
};

/** Bars of block characters beside their figures: nothing is said by the bar alone. */
export const plainChart = ({ title, points }: Chart): Block[] => {
  const kept = points.slice(0, MAX_CATEGORIES);
  const largest = Math.max(...kept.map(({ value }) => value), 0);
  const width = Math.max(0, ...kept.map(({ label }) => Math.min(label.length, 28)));
  const rows = kept.map(({ label, value, text }) => {
    const cells = largest > 0 ? Math.max(1, Math.round((value / largest) * BAR_CELLS)) : 1;
    const name = cut(label.replaceAll("`", "'"), 28).padEnd(width);
    return `\`${name} ${"█".repeat(cells).padEnd(BAR_CELLS)} ${text}\``;
  });
  return lines([`*${title}*`, ...rows]);
};
