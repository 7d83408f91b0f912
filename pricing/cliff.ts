import type { Known } from "./verdict.ts";
import { median, offerKey, reference } from "./expectation.ts";
import type { FreshOffer } from "./sheet.ts";
import type { Offered } from "./sources/source.ts";

const MEDIAN_MOVE = 0.5;

const ROWS_LOST = 0.4;

/** Rows down by more than 40 %, or the median price moved by more than 50 %. */
export const cliff = (rows: Offered[], { previous, counts }: Known): string | undefined => {
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
