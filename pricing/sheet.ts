/**
 * Prices as they are kept: rows as arrays, sources by number, so that a whole catalog is some tens of
 * kilobytes in KV and in the bundle. One format for the shipped snapshot and for what a refresh writes.
 */
import type {
  Catalog,
  InferencePrice,
  ManagedOffer,
  Offer,
  Unpriced,
} from "../src/estimator/offer.ts";
import { hasEnded } from "./ended-services.ts";

const HOURS_PER_DAY_MS = 24 * 3600 * 1000;

/** Older than this, a price is marked stale wherever it is shown. */
export const STALE_AFTER_DAYS = 7;

type Basis = Offer["basis"];
type Extra = Pick<Offer, "interconnect" | "minimumHours" | "commitmentMonths" | "remark">;

/** provider, sku, gpu, gpuCount, region, pricing, usdPerHour, available, source's number, asOf, extra */
export type PackedOffer = [
  provider: string,
  sku: string,
  gpu: string,
  gpuCount: number,
  region: string,
  pricing: Offer["pricing"],
  usdPerHour: number,
  available: 0 | 1 | null,
  source: number,
  asOf: string,
  extra?: Extra,
];
export type PackedInference = [
  provider: string,
  model: string,
  tuned: 0 | 1,
  input: number,
  output: number,
  cachedInput: number | null,
  source: number,
  asOf: string,
];
type Dated = { basis: Basis; source: string; asOf: string };
export type PackedManaged = Omit<ManagedOffer, "stale">;

export type Packed = {
  version: 1;
  sources: [text: string, basis: Basis][];
  offers: PackedOffer[];
  serving: PackedOffer[];
  managed: PackedManaged[];
  inference: PackedInference[];
  unpriced: Unpriced[];
};

/** An offer before it is known when it is read: all of it but `stale`. */
export type FreshOffer = Omit<Offer, "stale">;
export type FreshInference = Omit<InferencePrice, "stale">;

export type Prices = {
  offers: FreshOffer[];
  serving: FreshOffer[];
  managed: PackedManaged[];
  inference: FreshInference[];
  unpriced: Unpriced[];
};

export const pack = (prices: Prices): Packed => {
  const numbers = new Map<string, number>();
  const sources: Packed["sources"] = [];
  const numberOf = ({ source, basis }: Dated) => {
    const key = `${basis} ${source}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, sources.length);
    return sources.push([source, basis]) - 1;
  };
  const packOffer = (offer: FreshOffer): PackedOffer => {
    const { interconnect, minimumHours, commitmentMonths, remark } = offer;
    const extra = Object.fromEntries(
      Object.entries({ interconnect, minimumHours, commitmentMonths, remark }).filter(
        ([, value]) => value !== undefined,
      ),
    ) as Extra;
    const row = [
      offer.provider,
      offer.sku,
      offer.gpu,
      offer.gpuCount,
      offer.region,
      offer.pricing,
      offer.usdPerHour,
      offer.available === null ? null : (Number(offer.available) as 0 | 1),
      numberOf(offer),
      offer.asOf,
    ] as const;
    return Object.keys(extra).length === 0 ? [...row] : [...row, extra];
  };
  return {
    version: 1,
    offers: prices.offers.map(packOffer),
    serving: prices.serving.map(packOffer),
    managed: prices.managed,
    inference: prices.inference.map((price) => [
      price.provider,
      price.model,
      price.tuned ? 1 : 0,
      price.inputUsdPerMillionTokens,
      price.outputUsdPerMillionTokens,
      price.cachedInputUsdPerMillionTokens ?? null,
      numberOf(price),
      price.asOf,
    ]),
    unpriced: prices.unpriced,
    sources,
  };
};

/**
 * A price's age in days; infinite where the date cannot be read, so that it is stale rather than
 * fresh. "2026-09" (a month is all that is known) counts from the month's first day.
 */
export const ageDays = (asOf: string, now: Date): number => {
  const then = Date.parse(asOf.length === 7 ? `${asOf}-01` : asOf);
  return Number.isNaN(then) ? Number.POSITIVE_INFINITY : (now.getTime() - then) / HOURS_PER_DAY_MS;
};

const isStale = (asOf: string, now: Date): boolean => ageDays(asOf, now) > STALE_AFTER_DAYS;

/** A row read back had passed the gate when it was written; what is checked is the shape it has now. */
const soundOffer = (row: PackedOffer, sources: Packed["sources"]): boolean =>
  Array.isArray(row) &&
  typeof row[0] === "string" &&
  typeof row[2] === "string" &&
  Number.isInteger(row[3]) &&
  row[3] >= 1 &&
  typeof row[6] === "number" &&
  row[6] > 0 &&
  Number.isFinite(row[6]) &&
  sources[row[8]] !== undefined &&
  typeof row[9] === "string";

const unpackOffer = (row: PackedOffer, sources: Packed["sources"]): FreshOffer => {
  const [source, basis] = sources[row[8]]!;
  return {
    provider: row[0],
    sku: row[1],
    gpu: row[2],
    gpuCount: row[3],
    region: row[4],
    pricing: row[5],
    usdPerHour: row[6],
    available: row[7] === null ? null : row[7] === 1,
    basis,
    source,
    asOf: row[9],
    ...row[10],
  };
};

export const unpack = (packed: Packed): Prices => {
  const offers = (rows: PackedOffer[]) =>
    rows
      .filter((row) => soundOffer(row, packed.sources))
      .map((row) => unpackOffer(row, packed.sources));
  return {
    offers: offers(packed.offers),
    serving: offers(packed.serving),
    managed: packed.managed,
    inference: packed.inference.flatMap((row) => {
      const named = packed.sources[row[6]];
      if (named === undefined) return [];
      return [
        {
          provider: row[0],
          model: row[1],
          tuned: row[2] === 1,
          inputUsdPerMillionTokens: row[3],
          outputUsdPerMillionTokens: row[4],
          ...(row[5] === null ? {} : { cachedInputUsdPerMillionTokens: row[5] }),
          source: named[0],
          basis: named[1],
          asOf: row[7],
        },
      ];
    }),
    unpriced: packed.unpriced,
  };
};

/** What is read from KV must be this before anything in it is believed. */
export const isPacked = (value: unknown): value is Packed => {
  const packed = value as Partial<Packed> | null;
  return (
    typeof packed === "object" &&
    packed !== null &&
    packed.version === 1 &&
    [
      packed.sources,
      packed.offers,
      packed.serving,
      packed.managed,
      packed.inference,
      packed.unpriced,
    ].every((part) => Array.isArray(part))
  );
};

const marked = <T extends { asOf: string }>(row: T, now: Date): T & { stale: boolean } => ({
  ...row,
  stale: isStale(row.asOf, now),
});

/** The catalog as the estimator takes it: every row marked for its age, the newest row's date on the whole. */
export const toCatalog = (id: string, prices: Prices, now: Date): Catalog => {
  const asOf = [...prices.offers, ...prices.managed]
    .map((row) => row.asOf)
    .reduce((newest, date) => (date > newest ? date : newest), "");
  return {
    id,
    asOf: asOf === "" ? "unknown" : asOf,
    stale: isStale(asOf, now),
    offers: prices.offers.map((row) => marked(row, now)),
    managed: prices.managed.filter((row) => !hasEnded(row, now)).map((row) => marked(row, now)),
    serving: prices.serving.map((row) => marked(row, now)),
    inference: prices.inference.map((row) => marked(row, now)),
    unpriced: prices.unpriced,
  };
};

/** A short name of exactly this content: FNV-1a (Fowler, Noll, Vo) in two lanes. Identity, no secret. */
export const contentId = (text: string): string => {
  let one = 0x811c9dc5;
  let two = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ (code + index), 0x01000193);
  }
  return (one >>> 0).toString(36).padStart(7, "0") + (two >>> 0).toString(36).padStart(7, "0");
};
