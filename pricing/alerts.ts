import type { TrainingRun } from "../src/estimator/run.ts";
import { LINES, escape, levelsOf, moveLine, movesFor, signed, usd } from "./moves.ts";
import { type NotedRun, notedLines } from "./noted-runs.ts";
import { queue } from "./outgoing.ts";
import type { FreshOffer } from "./sheet.ts";
import { type SourceState, stateKey } from "./source-state.ts";
import type { PriceSource } from "./sources/source.ts";
import type { Store } from "./store.ts";
import {
  type RunLimits,
  type Subscription,
  subscriptionKey,
  subscriptions,
} from "./subscriptions.ts";

/** What a saved or commented run costs at given prices, cheapest first; null when nothing can run it. */
export type CostOf = (run: TrainingRun, now: Date, limits?: RunLimits) => number | null;

const HOURS: Record<Subscription["digest"], number> = { none: 0, daily: 24, weekly: 168 };

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
