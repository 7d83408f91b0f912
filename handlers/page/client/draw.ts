/** uPlot, loaded on demand. */
import uPlot from "uplot";
import type { Series } from "./chart.tsx";

const HEIGHT_PX = 220;

const colour = (element: Element, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

/** `light-dark()` in a custom property is not resolved until it is used as a colour. */
const resolved = (element: HTMLElement, name: string): string => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value === "" ? colour(element, name) : value;
};

/** Draws into `element` and follows its width; returns what takes it away. */
export const draw = (
  element: HTMLElement,
  labels: readonly string[],
  series: readonly Series[],
  bars: boolean,
): (() => void) => {
  const text = resolved(element, "--text");
  const line = resolved(element, "--line");
  const brand = resolved(element, "--brand");
  const second = resolved(element, "--warn-line");
  const positions = labels.map((_, index) => index);
  const axis = {
    stroke: text,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
  };
  const bar = uPlot.paths.bars!({ size: [0.6, 80] });
  const plot = new uPlot(
    {
      width: Math.max(200, element.clientWidth),
      height: HEIGHT_PX,
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false, range: [-0.5, Math.max(0.5, labels.length - 0.5)] },
        ...Object.fromEntries(
          series.map((_, index) => [
            `y${index}`,
            {
              range: (_u: uPlot, _low: number | null, high: number | null): [number, number] => [
                0,
                (high ?? 1) * 1.1 || 1,
              ],
            },
          ]),
        ),
      },
      axes: [
        { ...axis, splits: positions, values: () => labels.map((label) => label) },
        ...series.map(({ format }, index) => ({
          ...axis,
          ...(index === 0 ? {} : { grid: { show: false } }),
          scale: `y${index}`,
          side: index === 0 ? 3 : 1,
          size: 70,
          values: (_u: uPlot, ticks: number[]) =>
            ticks.map((tick) => (tick === 0 ? "0" : format(tick))),
        })),
      ],
      series: [
        { label: "" },
        ...series.map(({ label }, index) => ({
          label,
          scale: `y${index}`,
          stroke: index === 0 ? brand : second,
          width: 2,
          points: { show: true },
          ...(bars ? { paths: bar, fill: brand } : {}),
        })),
      ],
    },
    [positions, ...series.map(({ values }) => values)] as uPlot.AlignedData,
    element,
  );
  const watcher = new ResizeObserver(() => {
    if (element.clientWidth > 0 && element.clientWidth !== plot.width)
      plot.setSize({ width: element.clientWidth, height: HEIGHT_PX });
  });
  watcher.observe(element);
  return () => {
    watcher.disconnect();
    plot.destroy();
  };
};
