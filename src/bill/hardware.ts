/**
 * Prices of GPUs to own, US dollars a card, with where and when each was read. A street price ages within
 * weeks: a caller may state their own, and every answer made with one of these names its date.
 */
export type HardwarePrice = {
  /** Canonical GPU id (src/estimator/gpus.ts). */
  gpu: string;
  usd: { low: number; expected: number; high: number };
  condition: "new" | "used";
  asOf: string;
  source: string;
};

const priced = (
  gpu: string,
  [low, expected, high]: [number, number, number],
  condition: "new" | "used",
  asOf: string,
  source: string,
): HardwarePrice => ({
  gpu,
  usd: { low, expected, high },
  condition,
  asOf,
  source,
});

const TRACKER = "United-Compute/gpu-price-tracker@d9e6ef0, README of 2026-02-02";

export const HARDWARE_PRICES: readonly HardwarePrice[] = [
  priced("RTX3060-12GB", [250, 275, 300], "used", "2025, undated", "public notes of used prices"),
  priced(
    "RTX4060Ti-16GB",
    [424, 440, 450],
    "new",
    "2026, first half",
    `${TRACKER}; homelabpicks.com of 2026 ("previously ~$450 new", scarce)`,
  ),
  priced(
    "RTX3090-24GB",
    [850, 1100, 1460],
    "used",
    "2026-10",
    `${TRACKER}; public notes of used prices`,
  ),
  // Notes contradict each other: about 2,200 used in the second half of 2026, 900 to 1,200 elsewhere.
  priced(
    "RTX4090-24GB",
    [1200, 2200, 2400],
    "used",
    "2026, second half",
    `${TRACKER}; public notes of used prices, which contradict each other`,
  ),
  priced(
    "RTX5090-32GB",
    [3000, 4000, 5000],
    "new",
    "2026-02",
    `${TRACKER}; public notes ("approaching 5000, late 2026")`,
  ),
];

export const findHardwarePrice = (gpu: string): HardwarePrice | undefined =>
  HARDWARE_PRICES.find((price) => price.gpu.toLowerCase() === gpu.toLowerCase());
