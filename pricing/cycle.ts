/**
 * A refresh cycle in slices: which sources are due, one of them a slice, then one slice that publishes,
 * compares and posts. The caller decides what a slice is (a Durable Object's alarm, a turn of a test's loop).
 */
import type { Settings } from "../src/env.ts";
import { alertFailures, computeAlerts, runsToCost, type CostOf } from "./alerts.ts";
import { deliver, type Post } from "./outgoing.ts";
import { type Subscription } from "./subscriptions.ts";
import { recordHistory } from "./history.ts";
import { claimWrite } from "./ledger.ts";
import { catalogText } from "./publish.ts";
import { isDue, stateKey, type SourceState } from "./source-state.ts";
import { refreshSource } from "./refresh.ts";
import { contentId, unpack, type Packed } from "./sheet.ts";
import type { PriceSource } from "./sources/source.ts";
import type { Store } from "./store.ts";

type Cycle = {
  at: string;
  queue: string[];
  changed: boolean;
  /** What its end has come to: one thing a slice, so that none takes long. */
  closing?: "costs" | "alerts" | "deliver";
};

/** What the runs of one cycle cost, by their own text; kept between its slices. */
type Costs = Record<string, number | null>;
const COSTS = "cycle-costs";
const TEXT = "cycle-text";
const costKey = (run: unknown, limits: unknown) => contentId(JSON.stringify([run, limits ?? {}]));

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
    const next = await closeCycle(deps, cycle, now).catch((error: unknown) => {
      endCycle(store);
      throw error;
    });
    if (next === undefined) endCycle(store);
    else store.put("cycle", { ...cycle, closing: next });
    return next !== undefined;
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

const endCycle = (store: Store): void => {
  for (const key of ["cycle", COSTS, TEXT]) store.delete(key);
};

/** One step of a cycle's end; answers the next, or undefined when it is over. */
const closeCycle = async (
  deps: CycleDeps,
  cycle: Cycle,
  now: Date,
): Promise<Cycle["closing"] | undefined> => {
  const { store } = deps;
  const standing = standingSubscriptions(deps.settings);
  switch (cycle.closing) {
    case undefined: {
      if (!cycle.changed && store.get<boolean>("unpublished") !== true) return "deliver";
      const { text } = catalogText(store, deps.sources);
      await publishWithinBudget(deps, text, now);
      store.put(TEXT, text);
      store.put(COSTS, {} satisfies Costs);
      return "costs";
    }
    case "costs": {
      const costs = store.get<Costs>(COSTS) ?? {};
      const next = runsToCost(store, standing).find(
        ({ run, limits }) => costs[costKey(run, limits)] === undefined,
      );
      if (next === undefined) return "alerts";
      // Noted as unknown first: a run whose estimate dies is not tried for ever.
      store.put(COSTS, { ...costs, [costKey(next.run, next.limits)]: null });
      const usd = deps.costOf(store.get<string>(TEXT) ?? "")(next.run, now, next.limits);
      store.put(COSTS, { ...costs, [costKey(next.run, next.limits)]: usd });
      return "costs";
    }
    case "alerts": {
      const costs = store.get<Costs>(COSTS) ?? {};
      const { offers } = unpack(JSON.parse(store.get<string>(TEXT)!) as Packed);
      const costOf: CostOf = (run, _, limits) => costs[costKey(run, limits)] ?? null;
      computeAlerts(store, offers, { standing, costOf, now });
      return "deliver";
    }
    case "deliver": {
      alertFailures(store, deps.sources, standing, now);
      const delivered = await deliver(store, deps.post, now);
      if (delivered.sent + delivered.left > 0) deps.log({ event: "alerts", ...delivered });
      return undefined;
    }
  }
};
