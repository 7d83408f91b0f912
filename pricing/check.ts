import { cliff } from "./cliff.ts";
import { group, offerKey, reference, usdPerGpuHour } from "./expectation.ts";
import type { FreshOffer } from "./sheet.ts";
import type { Offered, Parsed } from "./sources/source.ts";
import type { HeldRow, Known, Verdict } from "./verdict.ts";

/**
 * The gate, pure: what of a source's answer may be believed, given what was believed before and what
 * other sources say. Nothing that fails it reaches the catalog.
 */

/** A row seen for the first time, where the snapshot knows what this provider asks for the GPU. */
const TIMES_SNAPSHOT = 5;

/** So many implausible rows make the whole answer suspect. */
const IMPLAUSIBLE_SHARE = 0.25;

/** A single row is held when it moves further than the median may. */
const ROW_MOVE = 0.5;

/** Two answers, or two sources, agree when they differ by no more. */
const AGREEMENT = 0.1;

/** Further refreshes that must say the same before a cliff is believed. */
export const FURTHER_AGREEMENTS = 2;

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
