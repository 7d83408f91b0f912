import type { Offered } from "./sources/source.ts";

/** Beyond the cheapest and the dearest that anyone is known to ask for a GPU, spot and marketplaces included. */
const BEYOND_KNOWN = { below: 3, above: 2 };

/** Where nobody is known to sell a GPU as spot: spot goes to a tenth of a firm price. */
const SPOT_BELOW_FIRM = 10;

/** No GPU has rented outside this, cheapest marketplace card to a GB300 by the hour (survey of 2026-11). */
export const USD_PER_GPU_HOUR: Bounds = { least: 0.01, most: 40, unit: "per GPU-hour" };

/** Training or inference of a million tokens, or an hour of a managed run: free tiers to the dearest (2026-11). */
export const USD_PER_SERVICE_UNIT: Bounds = { least: 0.001, most: 700, unit: "per unit" };

export type Bounds = { least: number; most: number; unit: string };

export const median = (values: number[]): number => {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const offerKey = (
  offer: Pick<Offered, "provider" | "sku" | "gpu" | "gpuCount" | "region" | "pricing">,
) => [offer.provider, offer.sku, offer.gpu, offer.gpuCount, offer.region, offer.pricing].join("|");

type Priced = Pick<Offered, "usdPerHour" | "gpuCount" | "gpu" | "provider" | "pricing">;

export const usdPerGpuHour = (offer: Priced): number => offer.usdPerHour / offer.gpuCount;

/** Median dollars per GPU-hour by GPU, of everything that is believed now. */
export type Reference = ReadonlyMap<string, number>;

export const reference = (offers: Priced[]): Reference => {
  const byGpu = new Map<string, number[]>();
  for (const offer of offers) {
    const known = byGpu.get(offer.gpu);
    if (known === undefined) byGpu.set(offer.gpu, [usdPerGpuHour(offer)]);
    else known.push(usdPerGpuHour(offer));
  }
  return new Map([...byGpu].map(([gpu, prices]) => [gpu, median(prices)]));
};

export const group = (offer: Priced): string =>
  [offer.provider, offer.gpu, offer.pricing].join("|");

/** What is known of a price before it is read: bounds of the GPU, and the provider's own figure. */
export type Expectation = {
  range: (
    offer: Pick<Offered, "gpu" | "pricing" | "provider" | "region">,
  ) => { least: number; most: number } | undefined;
  own: (offer: Priced) => number | undefined;
};

export const expectationOf = (offers: Priced[]): Expectation => {
  const own = reference(offers.map((offer) => ({ ...offer, gpu: group(offer) })));
  const ranges = new Map<string, { least: number; most: number; leastSpot: number }>();
  for (const offer of offers) {
    const price = usdPerGpuHour(offer);
    const { least, most, leastSpot } = ranges.get(offer.gpu) ?? {
      least: Number.POSITIVE_INFINITY,
      most: 0,
      leastSpot: Number.POSITIVE_INFINITY,
    };
    ranges.set(offer.gpu, {
      least: Math.min(least, price),
      most: Math.max(most, price),
      leastSpot: offer.pricing === "spot" ? Math.min(leastSpot, price) : leastSpot,
    });
  }
  return {
    own: (offer) => own.get(group(offer)),
    range: ({ gpu, pricing }) => {
      const known = ranges.get(gpu);
      if (known === undefined) return undefined;
      const { least, most, leastSpot } = known;
      const isSpotUnknown = pricing === "spot" && leastSpot === Number.POSITIVE_INFINITY;
      return {
        least: least / (isSpotUnknown ? SPOT_BELOW_FIRM : BEYOND_KNOWN.below),
        most: most * BEYOND_KNOWN.above,
      };
    },
  };
};
