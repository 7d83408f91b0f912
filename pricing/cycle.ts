/**
 * A refresh cycle in slices: which sources are due, one of them a slice, then one slice that publishes,
 * compares and posts. The caller decides what a slice is (a Durable Object's alarm, a turn of a test's loop).
 */
import type { Settings } from "../src/env.ts";
import {
  alertFailures,
  computeAlerts,
  deliver,
  type CostOf,
  type Post,
  type Subscription,
} from "./alerts.ts";
import { recordHistory } from "./history.ts";
import { claimWrite } from "./ledger.ts";
import { catalogText } from "./publish.ts";
import { isDue, refreshSource, stateKey, type SourceState } from "./refresh.ts";
import { unpack } from "./sheet.ts";
import type { PriceSource } from "./sources/source.ts";
import type { Store } from "./store.ts";

type Cycle = { at: string; queue: string[]; changed: boolean };

export type CycleDeps = {
  store: Store;
  sources: readonly PriceSource[];
  settings: Settings;
  fetch: typeof fetch;
  /** Puts the published catalog where the read side looks. */
  publish: (text: string) => Promise<void>;
  post: Post;
  costOf: (text: string) => CostOf;
  log: (line: Record<string, unknown>) => void;
};

/** Alerts of the settings: one channel, everything, at ALERT_THRESHOLD_PERCENT (10). */
export const standingSubscriptions = (settings: Settings): Subscription[] => {
  const channel = settings.ALERT_SLACK_CHANNEL?.trim();
  if (channel === undefined || channel === "") return [];
  const percent = Number(settings.ALERT_THRESHOLD_PERCENT ?? "");
  const thresholdPercent = Number.isFinite(percent) && percent > 0 ? percent : 10;
  return [{ team: "", channel, what: { kind: "all" }, thresholdPercent, digest: "none" }];
};

const hasItsKey = (source: PriceSource, settings: Settings): boolean =>
  source.needs === undefined || (settings[source.needs] ?? "").trim() !== "";

/** Begins a cycle with the sources that are due; one that is under way goes on. */
export const beginCycle = (
  deps: Pick<CycleDeps, "store" | "sources" | "settings">,
  now: Date,
): number => {
  const running = deps.store.get<Cycle>("cycle");
  if (
    running !== undefined &&
    now.getTime() - Date.parse(running.at) < 3_600_000 &&
    Date.parse(running.at) <= now.getTime()
  )
    return running.queue.length;
  const queue = deps.sources
    .filter((source) => hasItsKey(source, deps.settings))
    .filter((source) => isDue(source, deps.store.get<SourceState>(stateKey(source.id)), now))
    .map((source) => source.id);
  deps.store.put("cycle", { at: now.toISOString(), queue, changed: false } satisfies Cycle);
  return queue.length;
};

/** One slice; true while there is more to do. */
export const slice = async (deps: CycleDeps): Promise<boolean> => {
  const { store } = deps;
  const cycle = store.get<Cycle>("cycle");
  if (cycle === undefined) return false;
  const now = new Date(cycle.at);
  const [id, ...rest] = cycle.queue;
  if (id === undefined) {
    await closeCycle(deps, cycle, now).finally(() => store.delete("cycle"));
    return false;
  }
  // Taken off the queue first: a slice that dies is not tried again and again.
  store.put("cycle", { ...cycle, queue: rest });
  const source = deps.sources.find((one) => one.id === id);
  if (source === undefined) return true;
  const outcome = await refreshSource(source, {
    store,
    fetch: deps.fetch,
    settings: deps.settings,
    now,
  });
  deps.log({ event: "prices", ...outcome });
  if (outcome.changed) {
    recordHistory(store, source.id, now);
    store.put("cycle", { ...cycle, queue: rest, changed: true });
  }
  return true;
};

/** What cannot be published now is published by the next cycle; alerts do not wait for it. */
const publishWithinBudget = async (deps: CycleDeps, text: string, now: Date): Promise<void> => {
  const { store } = deps;
  store.put("unpublished", true);
  if (!claimWrite(store, "prices", now)) {
    deps.log({ event: "prices", reason: "no KV write left today: published tomorrow" });
    return;
  }
  try {
    await deps.publish(text);
    store.delete("unpublished");
  } catch {
    deps.log({ event: "prices", reason: "KV took no write: published in an hour" });
  }
};

const closeCycle = async (deps: CycleDeps, cycle: Cycle, now: Date): Promise<void> => {
  const { store } = deps;
  const standing = standingSubscriptions(deps.settings);
  if (cycle.changed || store.get<boolean>("unpublished") === true) {
    const { text, packed } = catalogText(store, deps.sources);
    await publishWithinBudget(deps, text, now);
    computeAlerts(store, unpack(packed).offers, { standing, costOf: deps.costOf(text), now });
  }
  alertFailures(store, deps.sources, standing, now);
  const delivered = await deliver(store, deps.post, now);
  if (delivered.sent + delivered.left > 0) deps.log({ event: "alerts", ...delivered });
};
