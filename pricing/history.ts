/**
 * What each offer cost over time, by change: a point is written when the price differs from the one
 * before it. One record for each source and month, each month opening with what was carried over; kept a year.
 */
import { offerKey } from "./expectation.ts";
import { sheetKey, type Sheet } from "./source-state.ts";
import type { Store } from "./store.ts";

/** Day of the month and dollars per hour of the whole machine. */
type Point = [day: number, usdPerHour: number];
type Month = Record<string, Point[]>;

const MONTHS_KEPT = 13;
const monthKey = (source: string, month: string) => `history:${source}:${month}`;

const monthsBefore = (month: string, count: number): string => {
  const [year = 0, of = 1] = month.split("-").map(Number);
  const index = year * 12 + of - 1 - count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
};

/** After a sheet was accepted. At most one point a day for each offer: the day's last. */
export const recordHistory = (store: Store, source: string, now: Date): void => {
  const sheet = store.get<Sheet>(sheetKey(source));
  if (sheet === undefined) return;
  const month = now.toISOString().slice(0, 7);
  const day = now.getUTCDate();
  const key = monthKey(source, month);
  const kept = store.get<Month>(key);
  const points: Month = kept ?? {};
  let changed = kept === undefined;
  for (const offer of sheet.offers) {
    const series = (points[offerKey(offer)] ??= []);
    const last = series.at(-1);
    if (last?.[1] === offer.usdPerHour) continue;
    if (last?.[0] === day) last[1] = offer.usdPerHour;
    else series.push([day, offer.usdPerHour]);
    changed = true;
  }
  if (changed) store.put(key, points);
  const oldest = monthsBefore(month, MONTHS_KEPT);
  for (const old of store.keys(`history:${source}:`))
    if (old <= monthKey(source, oldest)) store.delete(old);
};

export type HistoryFilter = { gpu?: string; provider?: string; pricing?: string; from?: string };
export type PriceSeries = {
  provider: string;
  sku: string;
  gpu: string;
  gpuCount: number;
  region: string;
  pricing: string;
  source: string;
  points: { date: string; usdPerHour: number }[];
};

/** Series of every offer that fits, oldest point first; a month that repeats the carried price adds none. */
export const readHistory = (store: Store, filter: HistoryFilter): PriceSeries[] => {
  const found = new Map<string, PriceSeries>();
  for (const key of store.keys("history:")) {
    const [, source = "", month = ""] = key.split(":");
    if (filter.from !== undefined && `${month}-31` < filter.from) continue;
    for (const [name, points] of Object.entries(store.get<Month>(key) ?? {})) {
      const [provider = "", sku = "", gpu = "", gpuCount = "1", region = "", pricing = ""] =
        name.split("|");
      if ((filter.gpu ?? gpu) !== gpu || (filter.provider ?? provider) !== provider) continue;
      if ((filter.pricing ?? pricing) !== pricing) continue;
      const id = `${source}|${name}`;
      const series = found.get(id) ?? {
        provider,
        sku,
        gpu,
        gpuCount: Number(gpuCount),
        region,
        pricing,
        source,
        points: [],
      };
      for (const [day, usdPerHour] of points) {
        const date = `${month}-${String(day).padStart(2, "0")}`;
        if (filter.from !== undefined && date < filter.from) continue;
        if (series.points.at(-1)?.usdPerHour !== usdPerHour)
          series.points.push({ date, usdPerHour });
      }
      found.set(id, series);
    }
  }
  return [...found.values()].filter((series) => series.points.length > 0);
};
