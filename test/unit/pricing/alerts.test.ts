import { describe, expect, it } from "vitest";
import { computeAlerts } from "../../../pricing/alerts.ts";
import { deliver } from "../../../pricing/outgoing.ts";
import { subscribe, unsubscribe, type Subscription } from "../../../pricing/subscriptions.ts";
import { claimWrite, KV_WRITES_A_DAY } from "../../../pricing/ledger.ts";
import type { FreshOffer } from "../../../pricing/sheet.ts";
import { memoryStore, type Store } from "../../../pricing/store.ts";

const START = Date.parse("2026-11-23T06:00:00Z");
const day = (number: number) => new Date(START + number * 86_400_000);
const offer = (
  provider: string,
  gpu: string,
  usdPerHour: number,
  rest: Partial<FreshOffer> = {},
): FreshOffer => ({
  provider,
  sku: "one",
  gpu,
  gpuCount: 1,
  region: "",
  pricing: "on_demand",
  usdPerHour,
  available: null,
  basis: "live",
  source: `api.${provider}`,
  asOf: "2026-11-23",
  ...rest,
});
const gpuAlert: Subscription = {
  team: "T1",
  channel: "C1",
  what: { kind: "gpu", id: "H100-80GB-SXM" },
  thresholdPercent: 10,
  digest: "none",
};

/** Prices of one offer day by day; what was posted on each day. */
const run = async (
  store: Store,
  prices: number[],
  costOf = () => null as number | null,
): Promise<string[][]> => {
  const days: string[][] = [];
  for (const [at, price] of prices.entries()) {
    computeAlerts(store, [offer("runpod", "H100-80GB-SXM", price)], {
      standing: [],
      costOf: () => costOf(),
      now: day(at),
    });
    const posted: string[] = [];
    await deliver(store, async ({ text }) => posted.push(text) > 0, day(at));
    days.push(posted);
  }
  return days;
};
const counts = (days: string[][]) => days.map((posted) => posted.length);

describe("alerts", () => {
  it.each([
    ["a step is said once", [2, 2.4, 2.4, 2.4], [0, 1, 0, 0]],
    ["up and back under the threshold says nothing", [2, 2.1, 2, 1.9, 2], [0, 0, 0, 0, 0]],
    ["a slow creep is said when it adds up", [2, 2.08, 2.16, 2.24, 2.3], [0, 0, 0, 1, 0]],
    ["up over it and back are two moves", [2, 2.4, 2], [0, 1, 1]],
    ["exactly the threshold counts", [2, 2.2], [0, 1]],
  ])("%s", async (_, prices, expected) => {
    const store = memoryStore();
    subscribe(store, gpuAlert);
    expect(counts(await run(store, prices))).toEqual(expected);
  });

  it("come in one message a day or a week when that was asked", async () => {
    const prices = [2, 2.4, 2.9, 3.5, 4.2, 5, 6, 7.2];
    const daily = memoryStore();
    subscribe(daily, { ...gpuAlert, digest: "daily" });
    expect(counts(await run(daily, prices))).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
    const weekly = memoryStore();
    subscribe(weekly, { ...gpuAlert, digest: "weekly" });
    const days = await run(weekly, prices);
    expect(counts(days)).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect(days[7]![0]).toMatch(/\$2\.00 .*\$7\.20/);
  });

  it("are batched a channel, whatever subscriptions made them", async () => {
    const store = memoryStore();
    subscribe(store, gpuAlert);
    subscribe(store, { ...gpuAlert, what: { kind: "provider", id: "runpod" } });
    const days = await run(store, [2, 3]);
    expect(counts(days)).toEqual([0, 1]);
    expect(days[1]![0]!.match(/•/g)).toHaveLength(1);
  });

  it("say of a saved run what it costs now and cost before", async () => {
    const store = memoryStore();
    subscribe(store, {
      ...gpuAlert,
      what: { kind: "run", id: "nightly", run: { baseModel: "m" } },
    });
    const costs = [412, 360];
    const days = await run(store, [2, 2], () => costs.shift()!);
    expect(days[1]![0]).toMatch(/nightly: \$412 \(2026-11-23\) → \$360 \(−13 %\)/);
  });

  it("stop when they are ended, and escape what feeds write", async () => {
    const store = memoryStore();
    subscribe(store, { ...gpuAlert, what: { kind: "all" } });
    const feed = (price: number) => [
      offer("runpod", "H100-80GB-SXM", price, { source: "<!channel> & co" }),
    ];
    for (const [at, price] of [2, 3].entries())
      computeAlerts(store, feed(price), { standing: [], costOf: () => null, now: day(at) });
    const posted: string[] = [];
    await deliver(store, async ({ text }) => posted.push(text) > 0, day(1));
    expect(posted[0]).toContain("&lt;!channel&gt; &amp; co");
    expect(unsubscribe(store, { ...gpuAlert, what: { kind: "all" } })).toBe(true);
    computeAlerts(store, feed(9), { standing: [], costOf: () => null, now: day(2) });
    expect(store.keys("outbox:")).toEqual([]);
  });

  it("do not take a snapshot price that gives way to a live one for a move", async () => {
    const store = memoryStore();
    subscribe(store, gpuAlert);
    const rows = [
      offer("runpod", "H100-80GB-SXM", 2, { basis: "snapshot" }),
      offer("runpod", "H100-80GB-SXM", 3),
    ];
    for (const [at, row] of rows.entries())
      computeAlerts(store, [row], { standing: [], costOf: () => null, now: day(at) });
    expect(store.keys("outbox:")).toEqual([]);
  });
});

describe("the ledger of KV writes", () => {
  it("never lets a day pass 1,000, keeps a hundred for prices, and starts anew the next day", () => {
    const store = memoryStore();
    const others = Array.from({ length: 1200 }, () => claimWrite(store, "other", day(0))).filter(
      Boolean,
    ).length;
    const prices = Array.from({ length: 1200 }, () => claimWrite(store, "prices", day(0))).filter(
      Boolean,
    ).length;
    expect(others).toBe(KV_WRITES_A_DAY - 100);
    expect(others + prices).toBe(KV_WRITES_A_DAY);
    expect(claimWrite(store, "other", day(1))).toBe(true);
  });
});
