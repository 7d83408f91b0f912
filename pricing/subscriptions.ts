import type { TrainingRun } from "../src/estimator/run.ts";
import type { Store } from "./store.ts";

/**
 * Alerts: what moved against the price last alerted to the same channel, said once, a message a
 * channel. A price that goes up and comes back says nothing; a slow creep is said when it adds up.
 */
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

export const subscriptionKey = ({
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
