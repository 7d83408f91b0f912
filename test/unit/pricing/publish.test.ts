import { describe, expect, it } from "vitest";
import { noteRuns, type NotedRun } from "../../../pricing/noted-runs.ts";
import { beginCycle, slice, type CycleDeps } from "../../../pricing/cycle.ts";
import { mergedPrices } from "../../../pricing/publish.ts";
import { isDue, type SourceState, stateKey } from "../../../pricing/source-state.ts";
import { refreshSource } from "../../../pricing/refresh.ts";
import { snapshotCatalog } from "../../../pricing/snapshot.ts";
import { SOURCES } from "../../../pricing/sources/index.ts";
import type { PriceSource } from "../../../pricing/sources/source.ts";
import { memoryStore, type Store } from "../../../pricing/store.ts";
import { asIs, PAYLOADS, type Times } from "../../fakes/payloads.ts";

const DAY_ONE = new Date("2026-11-23T06:17:00Z");
const hours = (count: number) => new Date(DAY_ONE.getTime() + count * 3_600_000);
const source = (id: string): PriceSource => SOURCES.find((one) => one.id === id)!;
const KEYS = { LAMBDA_API_KEY: "k" };

const hostOf = (id: string, times: Times = asIs): typeof fetch => {
  let next = 0;
  const bodies = PAYLOADS[id]!(times);
  return (async () => new Response(bodies[next++ % bodies.length])) as unknown as typeof fetch;
};
const refresh = (store: Store, id: string, now = DAY_ONE) =>
  refreshSource(source(id), { store, fetch: hostOf(id), settings: KEYS, now });

describe("all sheets as one catalog", () => {
  const gpusOf = (store: Store, provider: string) =>
    new Set(
      mergedPrices(store, SOURCES)
        .offers.filter((offer) => offer.provider === provider)
        .map((offer) => offer.gpu),
    );

  it("second hand speaks for the GPUs it names alone: the snapshot keeps the provider's others", async () => {
    const store = memoryStore();
    const before = gpusOf(store, "crusoe");
    expect(before.size).toBeGreaterThan(1);
    await refresh(store, "gputable");
    expect([...before].filter((gpu) => !gpusOf(store, "crusoe").has(gpu))).toEqual([]);
    const offers = mergedPrices(store, SOURCES).offers.filter(
      (offer) => offer.provider === "crusoe" && offer.pricing === "on_demand",
    );
    for (const live of offers.filter((offer) => offer.basis === "live"))
      expect(offers.some((one) => one.basis === "snapshot" && one.gpu === live.gpu)).toBe(false);
  });

  it("a provider's own feed speaks for all of it: what it lists no more is not for sale", async () => {
    const store = memoryStore();
    await refresh(store, "vultr");
    const offers = mergedPrices(store, SOURCES).offers.filter(
      ({ provider }) => provider === "vultr",
    );
    const live = new Set(
      offers.filter(({ basis }) => basis === "live").map(({ pricing }) => pricing),
    );
    expect(
      offers.filter(({ basis, pricing }) => basis === "snapshot" && live.has(pricing)),
    ).toEqual([]);
  });
});

describe("a service that ends on a day", () => {
  it.each([
    ["2027-01-05T23:59:59Z", true],
    ["2027-01-06T00:00:00Z", false],
  ])("at %s OpenAI's self-serve fine-tuning is offered: %s", (at, isOffered) => {
    const { managed } = snapshotCatalog(new Date(at));
    expect(managed.some(({ provider }) => provider === "openai")).toBe(isOffered);
    expect(managed.some(({ provider }) => provider === "azure-openai")).toBe(true);
  });
});

describe("a clock that ran ahead", () => {
  it("holds no source back once it is right again", async () => {
    const store = memoryStore();
    await refresh(store, "vultr", hours(24 * 400));
    const state = store.get<SourceState>(stateKey("vultr"));
    expect(isDue(source("vultr"), state, DAY_ONE)).toBe(true);
    const ahead = { ...state!, notBefore: hours(24 * 401).toISOString() };
    expect(isDue(source("vultr"), ahead, DAY_ONE)).toBe(true);
    await refresh(store, "vultr", DAY_ONE);
    expect(isDue(source("vultr"), store.get(stateKey("vultr")), hours(1))).toBe(false);
  });

  it("a cycle that it began does not keep the next from beginning", () => {
    const store = memoryStore();
    const deps = { store, sources: SOURCES, settings: {} };
    beginCycle(deps, hours(1000));
    expect(beginCycle(deps, DAY_ONE)).toBeGreaterThan(10);
    expect(store.get<{ at: string }>("cycle")!.at).toBe(DAY_ONE.toISOString());
  });
});

describe("a cycle's end", () => {
  const NOTED: NotedRun = {
    label: "o/r#7 llama.yaml",
    run: { baseModel: "meta-llama/Llama-3.1-8B" },
    at: DAY_ONE.toISOString(),
  };
  /** One source whose prices are `factor` times their own. */
  const cycle = async (store: Store, at: number, factor: number, kvFails = false) => {
    const published: string[] = [];
    const posts: string[] = [];
    const deps: CycleDeps = {
      store,
      sources: [source("vultr")],
      settings: { ALERT_SLACK_CHANNEL: "C1" },
      fetch: hostOf("vultr", () => factor),
      publish: async (text) => {
        if (kvFails) throw new Error("KV is down");
        published.push(text);
      },
      post: async ({ text }) => posts.push(text) > 0,
      costOf: () => () => 100 * factor,
      log: () => undefined,
    };
    beginCycle(deps, hours(at));
    while (await slice(deps));
    return { published, posts };
  };

  it("publishes later what KV did not take, also where no price moved since; alerts do not wait", async () => {
    const store = memoryStore();
    await cycle(store, 0, 1);
    const down = await cycle(store, 24, 1.3, true);
    expect(down.published).toEqual([]);
    expect(down.posts).toHaveLength(1);
    const next = await cycle(store, 25, 1.3);
    expect(next.published).toHaveLength(1);
    expect(next.posts).toEqual([]);
    expect((await cycle(store, 26, 1.3)).published).toEqual([]);
  });

  it("says what a move does to recently commented configs, against what was said last", async () => {
    const store = memoryStore();
    noteRuns(store, [NOTED]);
    await cycle(store, 0, 1);
    // 4 and 8 %: under the threshold, so nothing is said and nothing forgotten.
    await cycle(store, 24, 1.04);
    await cycle(store, 48, 1.08);
    noteRuns(store, [{ ...NOTED, at: hours(50).toISOString() }]);
    const { posts } = await cycle(store, 72, 1.2);
    expect(posts).toHaveLength(1);
    expect(posts[0]).toContain("• o/r#7 llama.yaml: $100 → $120");
    expect((await cycle(store, 96, 1.2)).posts).toEqual([]);
  });

  it("says nothing twice after a restart that kept the storage alone", async () => {
    const store = memoryStore();
    await cycle(store, 0, 1);
    expect((await cycle(store, 24, 1.3)).posts).toHaveLength(1);
    const restarted = memoryStore();
    for (const key of store.keys("")) restarted.put(key, store.get(key));
    expect((await cycle(restarted, 48, 1.3)).posts).toEqual([]);
    expect((await cycle(restarted, 72, 1)).posts).toHaveLength(1);
  });
});
