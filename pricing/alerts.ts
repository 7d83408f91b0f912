/**
 * Alerts: what moved against the price last alerted to the same channel, said once, a message a
 * channel. A price that goes up and comes back says nothing; a slow creep is said when it adds up.
 */
import type { TrainingRun } from "../src/estimator/run.ts";
import { usdPerGpuHour } from "./check.ts";
import { stateKey, type SourceState } from "./refresh.ts";
import type { FreshOffer } from "./sheet.ts";
import { contentId } from "./sheet.ts";
import type { PriceSource } from "./sources/source.ts";
import type { Store } from "./store.ts";

export type Watched =
  | { kind: "all" }
  | { kind: "provider"; id: string }
  | { kind: "gpu"; id: string }
  | { kind: "run"; id: string; run: TrainingRun; limits?: RunLimits };

/** Where a saved run may go, as it was saved: "on runpod", "spot". */
export type RunLimits = { provider?: string; pricing?: string };

export type Subscription = {
  /** Slack's id of the workspace; empty for the workspace of SLACK_BOT_TOKEN. */
  team: string;
  channel: string;
  what: Watched;
  thresholdPercent: number;
  digest: "none" | "daily" | "weekly";
};

const subscriptionKey = ({
  team,
  channel,
  what,
}: Pick<Subscription, "team" | "channel" | "what">) =>
  `subscription:${team}|${channel}|${what.kind}|${what.kind === "all" ? "" : what.id}`;

export const subscribe = (store: Store, subscription: Subscription): void =>
  store.put(subscriptionKey(subscription), subscription);

export const unsubscribe = (
  store: Store,
  which: Pick<Subscription, "team" | "channel" | "what">,
): boolean => {
  const key = subscriptionKey(which);
  const known = store.get(key) !== undefined;
  store.delete(key);
  store.delete(`alerted:${key}`);
  return known;
};

export const subscriptions = (store: Store, team?: string, channel?: string): Subscription[] =>
  store
    .keys("subscription:")
    .flatMap((key) => store.get<Subscription>(key) ?? [])
    .filter((one) => (team ?? one.team) === team || team === undefined)
    .filter((one) => channel === undefined || one.channel === channel);

export const dropTeam = (store: Store, team: string): void => {
  for (const one of subscriptions(store, team)) unsubscribe(store, one);
};

/** What one provider asks for one GPU by one kind of pricing: its cheapest that can be rented. */
type Level = { usd: number; at: string; source: string };
type Levels = Record<string, Level>;

const levelsOf = (offers: FreshOffer[], today: string): Levels => {
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

/** What a saved or commented run costs at given prices, cheapest first; null when nothing can run it. */
export type CostOf = (run: TrainingRun, now: Date, limits?: RunLimits) => number | null;

const concerns = (what: Watched, key: string): boolean => {
  const [provider, gpu] = key.split("|");
  if (what.kind === "provider") return provider === what.id;
  if (what.kind === "gpu") return gpu === what.id;
  return what.kind === "all";
};

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
/** Whole dollars, cents, or below a dollar tenths of cents: a spot price of $0.05 moves by less than a cent. */
const decimals = (value: number): number => {
  if (value >= 100) return 0;
  return value >= 1 ? 2 : 3;
};
const usd = (value: number) => `$${value.toFixed(decimals(value))}`;
const signed = (percent: number) => `${percent > 0 ? "+" : "−"}${Math.abs(percent).toFixed(0)} %`;

const LINES = 40;

const moveLine = ({ key, before, after, percent }: Move): string => {
  const [provider, gpu, pricing] = key.split("|");
  return `• ${provider} ${gpu} ${pricing!.replace("_", "-")}: ${usd(before.usd)} (${before.at}) → ${usd(after.usd)} per GPU-hour (${signed(percent)}, ${after.at}, ${after.source})`;
};

export type Outgoing = {
  id: string;
  team: string;
  channel: string;
  text: string;
  queuedAt: string;
  attempts: number;
};

const queue = (store: Store, message: Omit<Outgoing, "id" | "attempts">): void => {
  const id = contentId(JSON.stringify(message));
  store.put(`outbox:${message.queuedAt}:${id}`, { ...message, id, attempts: 0 } satisfies Outgoing);
};

const HOURS: Record<Subscription["digest"], number> = { none: 0, daily: 24, weekly: 168 };

/** Moves since the last alert to this subscription; the first look only remembers. */
const movesFor = (
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

const runMove = (store: Store, subscription: Subscription, costOf: CostOf, now: Date) => {
  const today = now.toISOString().slice(0, 10);
  const { what } = subscription;
  if (what.kind !== "run") return undefined;
  const key = `alerted:${subscriptionKey(subscription)}`;
  const after = costOf(what.run, now, what.limits);
  if (after === null) return undefined;
  const before = store.get<{ usd: number; at: string }>(key);
  const remember = () => store.put(key, { usd: after, at: today });
  if (before === undefined) {
    remember();
    return undefined;
  }
  const percent = (after / before.usd - 1) * 100;
  if (Math.abs(percent) + 1e-9 < subscription.thresholdPercent) return undefined;
  const line = `• ${what.id}: ${usd(before.usd)} (${before.at}) → ${usd(after)} (${signed(percent)}), its whole run at the offer that its estimate names first`;
  return { line, remember };
};

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
const notedLines = (store: Store, costOf: CostOf, now: Date, isSaid: boolean): string[] => {
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

/** The runs whose cost an alert may speak of: subscribed ones, and the operator's recently commented ones. */
export const runsToCost = (
  store: Store,
  standing: Subscription[],
): { run: TrainingRun; limits?: RunLimits }[] => [
  ...subscriptions(store).flatMap(({ what }) => (what.kind === "run" ? [what] : [])),
  ...(standing.length > 0 ? (store.get<NotedRun[]>("noted") ?? []) : []),
];

/** Looks at every subscription and queues at most one message a channel. */
export const computeAlerts = (
  store: Store,
  offers: FreshOffer[],
  options: { standing: Subscription[]; costOf: CostOf; now: Date },
): number => {
  const { now, costOf } = options;
  const at = now.toISOString();
  const levels = levelsOf(offers, at.slice(0, 10));
  const byChannel = new Map<
    string,
    { one: Subscription; lines: Set<string>; isOperator: boolean }
  >();
  const say = (one: Subscription, line: string) => {
    const key = `${one.team}|${one.channel}`;
    const said = byChannel.get(key) ?? { one, lines: new Set<string>(), isOperator: false };
    said.lines.add(line);
    said.isOperator ||= options.standing.includes(one);
    byChannel.set(key, said);
  };
  for (const one of [...options.standing, ...subscriptions(store)]) {
    if (one.digest !== "none" && !digestDue(store, one, now)) continue;
    const moved = runMove(store, one, costOf, now);
    if (moved !== undefined) {
      say(one, moved.line);
      moved.remember();
    }
    if (one.what.kind === "run") continue;
    const { moves, remember } = movesFor(store, one, levels);
    for (const move of moves.sort(
      (left, right) => Math.abs(right.percent) - Math.abs(left.percent),
    ))
      say(one, moveLine(move));
    remember();
  }
  const isOperatorTold = [...byChannel.values()].some((said) => said.isOperator);
  const effects = options.standing.length > 0 ? notedLines(store, costOf, now, isOperatorTold) : [];
  for (const { one, lines, isOperator } of byChannel.values()) {
    const all = [...lines];
    const more = all.length > LINES ? [`… and ${all.length - LINES} more: GET /v1/prices`] : [];
    const hit =
      isOperator && effects.length > 0
        ? ["What it does to recently commented configurations:", ...effects]
        : [];
    const head = one.digest === "none" ? "GPU prices moved" : `GPU prices, ${one.digest} digest`;
    const text = [`*${head}*`, ...all.slice(0, LINES), ...more, ...hit].map(escape).join("\n");
    queue(store, { team: one.team, channel: one.channel, text, queuedAt: at });
  }
  return byChannel.size;
};

const digestDue = (store: Store, one: Subscription, now: Date): boolean => {
  const key = `digest:${subscriptionKey(one)}`;
  const last = store.get<string>(key);
  const waited = last === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(last);
  if (waited >= 0 && waited < HOURS[one.digest] * 3_600_000 * 0.98) return false;
  store.put(key, now.toISOString());
  return true;
};

/** A source that has failed for a day is said once, to the operator's channels; so is its return. */
export const alertFailures = (
  store: Store,
  sources: readonly PriceSource[],
  standing: Subscription[],
  now: Date,
): void => {
  const lines: string[] = [];
  for (const source of sources) {
    const state = store.get<SourceState>(stateKey(source.id));
    if (state?.failingSince === undefined || state.failureAlerted === true) continue;
    if (now.getTime() - Date.parse(state.failingSince) < 24 * 3_600_000) continue;
    store.put(stateKey(source.id), { ...state, failureAlerted: true });
    const kept =
      state.goodAt === undefined
        ? "there is no live price of it yet"
        : `its prices of ${state.goodAt.slice(0, 10)} are kept`;
    lines.push(
      `• ${source.id}: ${state.reason ?? "failing"} since ${state.failingSince.slice(0, 16)}Z; ${kept}`,
    );
  }
  if (lines.length === 0) return;
  for (const { team, channel } of standing)
    queue(store, {
      team,
      channel,
      text: ["*A price source has been failing for a day*", ...lines].map(escape).join("\n"),
      queuedAt: now.toISOString(),
    });
};

export type Post = (message: { team: string; channel: string; text: string }) => Promise<boolean>;

const KEPT_DAYS = 14;
const AT_ONCE = 10;

/** Sends what is queued, oldest first; what Slack does not take stays for the next cycle, for two weeks. */
export const deliver = async (
  store: Store,
  post: Post,
  now: Date,
): Promise<{ sent: number; left: number }> => {
  let sent = 0;
  const waiting = store.keys("outbox:");
  for (const key of waiting.slice(0, AT_ONCE)) {
    const message = store.get<Outgoing>(key);
    if (message === undefined) continue;
    const isOld = now.getTime() - Date.parse(message.queuedAt) > KEPT_DAYS * 24 * 3_600_000;
    if (isOld || (await post(message).catch(() => false))) {
      store.delete(key);
      if (!isOld) sent++;
      continue;
    }
    store.put(key, { ...message, attempts: message.attempts + 1 });
  }
  return { sent, left: store.keys("outbox:").length };
};
