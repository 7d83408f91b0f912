import type { TrainingRun } from "../src/estimator/run.ts";
import type { CostOf } from "./alerts.ts";
import { usd } from "./moves.ts";
import type { Store } from "./store.ts";

const NOTED_MOST = 10;

export type NotedRun = { label: string; run: TrainingRun; at: string; usd?: number };

/** Recently commented configurations, newest first; what a price move does to them goes with the alert. */
export const noteRuns = (store: Store, noted: Omit<NotedRun, "usd">[]): void => {
  const before = store.get<NotedRun[]>("noted") ?? [];
  const isSame = (one: NotedRun, other: Omit<NotedRun, "usd">) =>
    one.label === other.label && JSON.stringify(one.run) === JSON.stringify(other.run);
  const now = noted.map((one) => {
    const usd = before.find((known) => isSame(known, one))?.usd;
    return usd === undefined ? one : { ...one, usd };
  });
  const labels = new Set(noted.map((one) => one.label));
  const kept = before.filter((one) => !labels.has(one.label));
  store.put("noted", [...now, ...kept].slice(0, NOTED_MOST));
};

/** What each costs now against what was said last; what is said now is remembered, else the first figure. */
export const notedLines = (store: Store, costOf: CostOf, now: Date, isSaid: boolean): string[] => {
  const noted = store.get<NotedRun[]>("noted") ?? [];
  if (!isSaid && noted.every((one) => one.usd !== undefined)) return [];
  const lines: string[] = [];
  const next = noted.map((one) => {
    if (!isSaid && one.usd !== undefined) return one;
    const cost = costOf(one.run, now);
    if (cost === null) return one;
    if (one.usd !== undefined && Math.abs(cost - one.usd) >= 0.005)
      lines.push(`• ${one.label}: ${usd(one.usd)} → ${usd(cost)}`);
    return { ...one, usd: cost };
  });
  store.put("noted", next);
  return lines;
};
