/** The state and age of every source, for /health: what is believed, what is held, what fails and since when. */
import type { Settings } from "../src/env.ts";
import { subscriptions } from "./subscriptions.ts";
import { KV_WRITES_A_DAY } from "./ledger.ts";
import { ownPricesSetting } from "./own.ts";
import { sheetKey, stateKey, type Sheet, type SourceState } from "./source-state.ts";
import { STALE_AFTER_DAYS } from "./sheet.ts";
import type { PriceSource, Rejected } from "./sources/source.ts";
import type { Store } from "./store.ts";

export type SourceHealth = {
  source: string;
  home: string;
  /** "no key": its setting is missing, so it is not asked. "never": not asked yet. */
  state: SourceState["state"] | "never" | "no key";
  evidence: PriceSource["evidence"];
  needs?: string;
  rows: number;
  goodAt?: string;
  reason?: string;
  failingSince?: string;
  stamp?: string;
  rejected: number;
  rejectedExamples: Rejected[];
  heldRows: number;
};

export type PriceHealth = {
  sources: SourceHealth[];
  kvWrites: { day: string; writes: number; limit: number };
  /** A cycle is under way: some sources are still to be asked. */
  refreshing: boolean;
  alertsWaiting: number;
  subscriptions: number;
  ownPrices: "none" | "used" | "wrong";
};

export const healthOf = (
  store: Store,
  sources: readonly PriceSource[],
  settings: Settings,
): PriceHealth => {
  const ledger = store.get<{ day: string; writes: number }>("ledger") ?? { day: "", writes: 0 };
  return {
    sources: sources.map((source) => sourceHealth(store, source, settings)),
    kvWrites: { ...ledger, limit: KV_WRITES_A_DAY },
    refreshing: store.get("cycle") !== undefined,
    alertsWaiting: store.keys("outbox:").length,
    subscriptions: subscriptions(store).length,
    ownPrices: ownPricesState(settings.OWN_PRICES),
  };
};

const ownPricesState = (setting: string | undefined): PriceHealth["ownPrices"] => {
  const own = ownPricesSetting(setting);
  if (own === undefined) return "none";
  return own.ok ? "used" : "wrong";
};

const sourceHealth = (store: Store, source: PriceSource, settings: Settings): SourceHealth => {
  const state = store.get<SourceState>(stateKey(source.id));
  const lacksKey = source.needs !== undefined && (settings[source.needs] ?? "").trim() === "";
  const stamp = store.get<Sheet>(sheetKey(source.id))?.stamp;
  const optional = {
    goodAt: state?.goodAt,
    reason: state?.reason,
    failingSince: state?.failingSince,
    stamp,
    needs: source.needs,
  };
  const given = Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined),
  );
  return {
    source: source.id,
    home: source.home,
    evidence: source.evidence,
    state: lacksKey ? "no key" : (state?.state ?? "never"),
    rows: state?.rows ?? 0,
    rejected: state?.rejected ?? 0,
    rejectedExamples: state?.rejectedExamples ?? [],
    heldRows: Object.keys(state?.heldRows ?? {}).length,
    ...given,
  };
};

export { STALE_AFTER_DAYS };
