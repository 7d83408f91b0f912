import { usdPerGpuHour } from "./expectation.ts";
import type { FreshOffer } from "./sheet.ts";
import type { Store } from "./store.ts";
import { type Subscription, type Watched, subscriptionKey } from "./subscriptions.ts";

/** What one provider asks for one GPU by one kind of pricing: its cheapest that can be rented. */
type Level = { usd: number; at: string; source: string };

type Levels = Record<string, Level>;

export const levelsOf = (offers: FreshOffer[], today: string): Levels => {
  const levels: Levels = {};
  for (const offer of offers) {
    // Only prices that were seen: a snapshot row that gives way to a live one is no move of a price.
    if (offer.basis === "snapshot" || offer.available === false) continue;
    const key = [offer.provider, offer.gpu, offer.pricing].join("|");
    const usd = usdPerGpuHour(offer);
    if (levels[key] === undefined || usd < levels[key].usd)
      levels[key] = { usd, at: today, source: offer.source };
  }
  return levels;
};

export type Move = { key: string; before: Level; after: Level; percent: number };

const concerns = (what: Watched, key: string): boolean => {
  const [provider, gpu] = key.split("|");
  if (what.kind === "provider") return provider === what.id;
  if (what.kind === "gpu") return gpu === what.id;
  return what.kind === "all";
};

export const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Whole dollars, cents, or below a dollar tenths of cents: a spot price of $0.05 moves by less than a cent. */
const decimals = (value: number): number => {
  if (value >= 100) return 0;
  return value >= 1 ? 2 : 3;
};

export const usd = (value: number) => `$${value.toFixed(decimals(value))}`;

export const signed = (percent: number) =>
  `${percent > 0 ? "+" : "−"}${Math.abs(percent).toFixed(0)} %`;

export const LINES = 40;

export const moveLine = ({ key, before, after, percent }: Move): string => {
  const [provider, gpu, pricing] = key.split("|");
  return `• ${provider} ${gpu} ${pricing!.replace("_", "-")}: ${usd(before.usd)} (${before.at}) → ${usd(after.usd)} per GPU-hour (${signed(percent)}, ${after.at}, ${after.source})`;
};

/** Moves since the last alert to this subscription; the first look only remembers. */
export const movesFor = (
  store: Store,
  subscription: Subscription,
  levels: Levels,
): { moves: Move[]; remember: () => void } => {
  const key = `alerted:${subscriptionKey(subscription)}`;
  const known = store.get<Levels>(key);
  const next: Levels = { ...known };
  const moves: Move[] = [];
  for (const [name, after] of Object.entries(levels)) {
    if (!concerns(subscription.what, name)) continue;
    const before = known?.[name];
    if (before === undefined) {
      next[name] = after;
      continue;
    }
    const percent = (after.usd / before.usd - 1) * 100;
    if (Math.abs(percent) + 1e-9 < subscription.thresholdPercent) continue;
    moves.push({ key: name, before, after, percent });
    next[name] = after;
  }
  return { moves, remember: () => store.put(key, next) };
};
