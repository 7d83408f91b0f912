import type { Catalog, Offer } from "../../../src/estimator/index.ts";

const GPUS = [
  "H100-80GB-SXM",
  "A100-80GB-SXM",
  "L40S-48GB",
  "RTX4090-24GB",
  "T4-16GB",
  "B200-180GB",
];

/** Offers of six kinds of GPU in machines of 1 to 8, at prices that differ. */
export const catalogOf = (count: number): Catalog => {
  const offers: Offer[] = Array.from({ length: count }, (_, index) => ({
    provider: `provider-${index % 17}`,
    sku: `sku-${index}`,
    gpu: GPUS[index % GPUS.length]!,
    gpuCount: [1, 2, 4, 8][Math.floor(index / GPUS.length) % 4]!,
    region: "",
    pricing: index % 9 === 0 ? "spot" : "on_demand",
    usdPerHour: 0.5 + ((index * 37) % 101) / 10,
    available: index % 5 === 0 ? false : null,
    basis: "snapshot",
    source: "test",
    asOf: "2026-11-01",
    stale: false,
  }));
  return { id: "test", asOf: "2026-11-01", stale: false, offers, managed: [] };
};
