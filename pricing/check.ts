/**
 * The gate, pure: what of a source's answer may be believed, given what was believed before and what
 * other sources say. Nothing that fails it reaches the catalog.
 */
import type { FreshOffer } from "./sheet.ts";
import type { Offered, Parsed, Rejected } from "./sources/source.ts";

/** No GPU has rented outside this, cheapest marketplace card to a GB300 by the hour (survey of 2026-11). */
export const USD_PER_GPU_HOUR: Bounds = { least: 0.01, most: 40, unit: "per GPU-hour" };
/** Training or inference of a million tokens, or an hour of a managed run: free tiers to the dearest (2026-11). */
export const USD_PER_SERVICE_UNIT: Bounds = { least: 0.001, most: 700, unit: "per unit" };
export type Bounds = { least: number; most: number; unit: string };
/** Beyond the cheapest and the dearest that anyone is known to ask for a GPU, spot and marketplaces included. */
const BEYOND_KNOWN = { below: 3, above: 2 };
/** Where nobody is known to sell a GPU as spot: spot goes to a tenth of a firm price. */
const SPOT_BELOW_FIRM = 10;
/** A row seen for the first time, where the snapshot knows what this provider asks for the GPU. */
const TIMES_SNAPSHOT = 5;
/** So many implausible rows make the whole answer suspect. */
const IMPLAUSIBLE_SHARE = 0.25;
const MEDIAN_MOVE = 0.5;
const ROWS_LOST = 0.4;
/** A single row is held when it moves further than the median may. */
const ROW_MOVE = 0.5;
/** Two answers, or two sources, agree when they differ by no more. */
const AGREEMENT = 0.1;
/** Further refreshes that must say the same before a cliff is believed. */
export const FURTHER_AGREEMENTS = 2;

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

const group = (offer: Priced): string => [offer.provider, offer.gpu, offer.pricing].join("|");

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

const implausible = (offer: Offered, known: Known, isNew: boolean): string | undefined => {
  const price = usdPerGpuHour(offer);
  const { least, most, unit } = known.bounds;
  const written = `$${price.toPrecision(3)} ${unit}`;
  if (!(price >= least && price <= most)) return `${written} is not plausible at all`;
  const range = known.expectation.range(offer);
  if (range !== undefined && (price > range.most || price < range.least))
    return `${written}, where ${offer.gpu} costs $${range.least.toPrecision(2)} to $${range.most.toPrecision(2)} at the utmost`;
  const own = isNew ? known.expectation.own(offer) : undefined;
  if (own !== undefined && (price > own * TIMES_SNAPSHOT || price < own / TIMES_SNAPSHOT))
    return `${written}, where ${offer.provider} asked $${own.toPrecision(3)} when the snapshot was reviewed`;
  return undefined;
};

const agrees = (one: number, other: number): boolean =>
  Math.abs(one - other) <= AGREEMENT * Math.max(one, other);

/** A price that moved too far at once: kept at the last good figure until it is confirmed. */
export type HeldRow = { usdPerHour: number; since: string; agreed: number };

export type Verdict =
  | { kind: "refused"; reason: string; rejected: Rejected[] }
  | { kind: "cliff"; reason: string; candidate: Offered[]; rejected: Rejected[] }
  | {
      kind: "good";
      offers: Offered[];
      held: Record<string, HeldRow>;
      rejected: Rejected[];
    };

export type Known = {
  /** The last good sheet of this source; empty at the first refresh. */
  previous: FreshOffer[];
  held: Record<string, HeldRow>;
  /** Rows before and now of each part, as a sheet keeps them: half the regions gone, or all training prices. */
  counts: readonly (readonly [before: number, now: number])[];
  expectation: Expectation;
  bounds: Bounds;
  /** Whether another source gives this provider's GPU, by this pricing, at this price. */
  confirmed: (offer: Offered) => boolean;
  today: string;
};

/** Rows down by more than 40 %, or the median price moved by more than 50 %. */
const cliff = (rows: Offered[], { previous, counts }: Known): string | undefined => {
  if (previous.length === 0) return undefined;
  for (const [before, now] of [[previous.length, rows.length] as const, ...counts])
    if (now < before * (1 - ROWS_LOST)) return `rows fell from ${before} to ${now}`;
  const before = new Map(previous.map((offer) => [offerKey(offer), offer.usdPerHour]));
  const ratios = rows.flatMap((offer) => {
    const old = before.get(offerKey(offer));
    return old === undefined ? [] : [offer.usdPerHour / old];
  });
  const moved =
    ratios.length * 2 >= previous.length ? median(ratios) : medianOfMedians(rows, previous);
  if (Math.abs(moved - 1) > MEDIAN_MOVE)
    return `the median price moved by ${((moved - 1) * 100).toFixed(0)} %`;
  return undefined;
};

/** When rows were renamed: how the median of each GPU moved. */
const medianOfMedians = (rows: Offered[], previous: FreshOffer[]): number => {
  const before = reference(previous);
  const ratios = [...reference(rows)].flatMap(([gpu, price]) => {
    const old = before.get(gpu);
    return old === undefined ? [] : [price / old];
  });
  return ratios.length === 0 ? Number.POSITIVE_INFINITY : median(ratios);
};

/**
 * A row moved by more than half since the last sheet; or is new and costs less than half of what this
 * source asks for the same GPU: as the cheapest it would be the first that people see.
 */
const jumped = (row: Offered, old: FreshOffer | undefined, usual: number | undefined): boolean => {
  if (old !== undefined) return Math.abs(row.usdPerHour / old.usdPerHour - 1) > ROW_MOVE;
  return usual !== undefined && usdPerGpuHour(row) < usual * (1 - ROW_MOVE);
};

/** One row that jumped alone keeps its last good price until two further refreshes, or another source, agree. */
const holdRows = (rows: Offered[], known: Known) => {
  const before = new Map(known.previous.map((offer) => [offerKey(offer), offer]));
  const usual = reference(known.previous.map((offer) => ({ ...offer, gpu: group(offer) })));
  const held: Record<string, HeldRow> = {};
  const offers: Offered[] = [];
  for (const row of rows) {
    const key = offerKey(row);
    const old = before.get(key);
    if (!jumped(row, old, usual.get(group(row))) || known.confirmed(row)) {
      offers.push(row);
      continue;
    }
    const pending = known.held[key];
    const agreed =
      pending !== undefined && agrees(pending.usdPerHour, row.usdPerHour) ? pending.agreed + 1 : 0;
    if (agreed >= FURTHER_AGREEMENTS) {
      offers.push(row);
      continue;
    }
    const since = agreed > 0 ? pending!.since : known.today;
    held[key] = { usdPerHour: row.usdPerHour, since, agreed };
    if (old === undefined) continue;
    const remark = `held: since ${since} the feed says $${row.usdPerHour}/h, not confirmed yet`;
    offers.push({ ...row, usdPerHour: old.usdPerHour, remark });
  }
  return { offers, held };
};

export const check = (parsed: Parsed, known: Known): Verdict => {
  const rejected = [...parsed.rejected];
  const rows: Offered[] = [];
  const seen = new Set<string>();
  const before = new Set(known.previous.map(offerKey));
  for (const offer of parsed.offers) {
    const key = offerKey(offer);
    const reason = implausible(offer, known, !before.has(key));
    if (reason !== undefined)
      rejected.push({ row: `${offer.provider} ${offer.sku} ${offer.pricing}`, reason });
    else if (!seen.has(key)) rows.push(offer);
    seen.add(key);
  }
  if (rows.length === 0)
    return { kind: "refused", reason: "no row that can be believed", rejected };
  const strange = parsed.offers.length - rows.length - (parsed.offers.length - seen.size);
  if (strange > parsed.offers.length * IMPLAUSIBLE_SHARE)
    return {
      kind: "refused",
      reason: `${strange} of ${parsed.offers.length} prices are not plausible`,
      rejected,
    };
  const reason = cliff(rows, known);
  if (reason !== undefined) return { kind: "cliff", reason, candidate: rows, rejected };
  return { kind: "good", ...holdRows(rows, known), rejected };
};

/** Whether a held sheet and a new one tell the same story. */
export const sameSheet = (one: Offered[], other: Offered[]): boolean => {
  const before = new Map(one.map((offer) => [offerKey(offer), offer.usdPerHour]));
  const agreeing = other.filter((offer) => {
    const price = before.get(offerKey(offer));
    return price !== undefined && agrees(price, offer.usdPerHour);
  });
  return agreeing.length >= 0.8 * Math.max(one.length, other.length);
};

/** Whether most of a candidate's rows are confirmed by another source. */
export const secondSourceConfirms = (candidate: Offered[], known: Known): boolean => {
  const confirmed = candidate.filter((offer) => known.confirmed(offer));
  return confirmed.length > 0 && confirmed.length >= candidate.length / 2;
};
