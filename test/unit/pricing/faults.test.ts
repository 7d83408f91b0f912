/**
 * Every source against every fault a host can commit: after each, the answers are what they were or
 * newer, never emptier or poisoned, and the log says why.
 */
import { describe, expect, it } from "vitest";
import { mergedPrices } from "../../../pricing/publish.ts";
import { refreshSource } from "../../../pricing/refresh.ts";
import { sheetKey, stateKey, type Sheet, type SourceState } from "../../../pricing/source-state.ts";
import { SOURCES } from "../../../pricing/sources/index.ts";
import type { PriceSource } from "../../../pricing/sources/source.ts";
import { memoryStore } from "../../../pricing/store.ts";
import { asIs, PAYLOADS, type Times } from "../../fakes/payloads.ts";

const KEYS = {
  LAMBDA_API_KEY: "k",
  DIGITALOCEAN_TOKEN: "k",
  PRIME_INTELLECT_API_KEY: "k",
  TOGETHER_API_KEY: "k",
};
const DAY_ONE = new Date("2026-11-23T06:17:00Z");
const DAY_TWO = new Date("2026-11-24T06:17:00Z");

type Answer = (body: string) => Response | Promise<Response>;

/** A host that gives its bodies in the order of the source's requests. */
const hostOf = (
  source: PriceSource,
  times: Times,
  answer: Answer = (body) => new Response(body),
): typeof fetch => {
  const bodies = PAYLOADS[source.id]!(times);
  const asks = source.requests(KEYS);
  let next = 0;
  return (async () => answer(bodies[next++ % asks.length] ?? "")) as unknown as typeof fetch;
};

/** Every number of a JSON body, counts and memory too, as a string. */
const asStrings = (body: string): string => body.replaceAll(/(?<=:)\d+(\.\d+)?(?=[,}])/g, '"$&"');

const FAULTS: Record<string, { answer?: Answer; times?: Times; mayBeFresh?: boolean }> = {
  truth: { mayBeFresh: true },
  HTML: { answer: () => new Response("<!doctype html><html><body>Just a moment...</body></html>") },
  "an empty list": { answer: () => new Response("[]") },
  "an empty object": { answer: () => new Response("{}") },
  "truncated JSON": {
    answer: (body) => new Response(body.slice(0, Math.floor(body.length * 0.6))),
  },
  "prices times 100": { times: () => 100 },
  "prices as strings": { answer: (body) => new Response(asStrings(body)), mayBeFresh: true },
  zero: { times: () => 0 },
  // JSON writes NaN as null; where a feed writes prices as text it becomes "NaN".
  null: { times: () => Number.NaN },
  "a renamed field": {
    answer: (body) =>
      new Response(
        body.replaceAll(
          /price|cost|train\b|training|hour|dph_total|on_demand|maxParams|pricing|Hourly rate|pricePerUnit|completion/gi,
          (word) => `x_${word}_v2`,
        ),
      ),
  },
  "status 500": { answer: () => new Response("oops", { status: 500 }) },
  "429 with Retry-After": {
    answer: () => new Response("slow down", { status: 429, headers: { "retry-after": "7200" } }),
  },
  "a timeout": { answer: () => Promise.reject(new DOMException("timed out", "TimeoutError")) },
  "30 MB": {
    answer: () => {
      const chunk = new Uint8Array(1 << 20).fill(32);
      let sent = 0;
      return new Response(
        new ReadableStream({
          pull: (controller) => (sent++ < 30 ? controller.enqueue(chunk) : controller.close()),
        }),
      );
    },
  },
};

const pricesOf = (sheet: Sheet | undefined): Map<string, number> =>
  new Map([
    ...[...(sheet?.offers ?? []), ...(sheet?.serving ?? [])].map((offer): [string, number] => [
      `${offer.provider} ${offer.sku} ${offer.region} ${offer.pricing}`,
      offer.usdPerHour,
    ]),
    ...(sheet?.managed ?? []).map((row): [string, number] => [
      [
        row.provider,
        row.service,
        row.baseModels,
        row.methods,
        row.objectives,
        row.parametersFrom,
      ].join(" "),
      row.usdPerMillionTokens ?? row.usdPerHour ?? 0,
    ]),
    ...(sheet?.inference ?? []).map((row): [string, number] => [
      `${row.provider} ${row.model}`,
      row.outputUsdPerMillionTokens,
    ]),
  ]);

describe.each(SOURCES.map((source) => [source.id, source] as const))("%s", (id, source) => {
  it("has a payload of its own shape, none of whose prices is lost", async () => {
    const store = memoryStore();
    const outcome = await refreshSource(source, {
      store,
      fetch: hostOf(source, asIs),
      settings: KEYS,
      now: DAY_ONE,
    });
    expect(outcome).toMatchObject({ state: "fresh", changed: true });
    expect(outcome.rows).toBeGreaterThan(2);
  });

  it.each(Object.entries(FAULTS))(
    "after %s its answers are unchanged or better, and it says why",
    async (name, fault) => {
      const store = memoryStore();
      await refreshSource(source, {
        store,
        fetch: hostOf(source, asIs),
        settings: KEYS,
        now: DAY_ONE,
      });
      const before = pricesOf(store.get<Sheet>(sheetKey(id)));
      const outcome = await refreshSource(source, {
        store,
        fetch: hostOf(source, fault.times ?? asIs, fault.answer),
        settings: KEYS,
        now: DAY_TWO,
      });
      const sheet = store.get<Sheet>(sheetKey(id));
      const after = pricesOf(sheet);
      const state = store.get<SourceState>(stateKey(id))!;

      for (const [row, price] of before) expect(after.get(row), `${row} after ${name}`).toBe(price);
      expect(after.size).toBe(before.size);
      if (fault.mayBeFresh !== true) {
        expect(outcome.state, JSON.stringify(outcome)).not.toBe("fresh");
        expect(sheet!.goodAt).toBe(DAY_ONE.toISOString());
        expect(state.failingSince).toBe(DAY_TWO.toISOString());
      }
      if (outcome.state !== "fresh") expect(outcome.reason).toMatch(/\w{4}/);
      if (name === "429 with Retry-After") expect(state.notBefore).toBe("2026-11-24T08:17:00.000Z");
      expect(mergedPrices(store, SOURCES).offers.length).toBeGreaterThan(300);
    },
  );

  it.each([100, 1 / 100, 1000, 1 / 1000, 60, 1 / 60])(
    "believes nothing of prices times %f: neither at the first refresh ever nor after a week of them",
    async (factor) => {
      const store = memoryStore();
      for (let day = 0; day < 7; day++) {
        const outcome = await refreshSource(source, {
          store,
          fetch: hostOf(source, () => factor),
          settings: KEYS,
          now: new Date(DAY_ONE.getTime() + day * 86_400_000),
        });
        expect(outcome, JSON.stringify(outcome)).toMatchObject({ state: "kept", changed: false });
      }
      expect(store.get(sheetKey(id))).toBeUndefined();
    },
  );

  it("holds an answer of half its machines until two further ones agree", async () => {
    const store = memoryStore();
    const half = <T>(rows: T[]): T[] => rows.slice(0, Math.ceil(rows.length / 2) - 1);
    /** By machine, not by row: every region of the others is there. */
    const halved: PriceSource = {
      ...source,
      parse: (bodies) => {
        const { offers, serving, managed, inference, ...rest } = source.parse(bodies);
        const kinds = half([...new Set(offers.map((offer) => offer.sku))]);
        return {
          ...rest,
          offers: offers.filter((offer) => kinds.includes(offer.sku)),
          serving: half(serving),
          managed: half(managed),
          inference: half(inference),
        };
      },
    };
    const at = (day: number, of: PriceSource) =>
      refreshSource(of, {
        store,
        fetch: hostOf(source, asIs),
        settings: KEYS,
        now: new Date(DAY_ONE.getTime() + day * 86_400_000),
      });
    await at(0, source);
    const before = pricesOf(store.get<Sheet>(sheetKey(id)));
    for (const day of [1, 2]) {
      const outcome = await at(day, halved);
      expect(outcome.state, JSON.stringify(outcome)).not.toBe("fresh");
      expect(outcome.reason).toMatch(/rows fell|no row/);
      expect(pricesOf(store.get<Sheet>(sheetKey(id)))).toEqual(before);
    }
  });

  it("recovers by itself when its host does", async () => {
    const store = memoryStore();
    const refresh = (fetch: typeof globalThis.fetch, now: Date) =>
      refreshSource(source, { store, fetch, settings: KEYS, now });
    await refresh(hostOf(source, asIs), DAY_ONE);
    await refresh(
      hostOf(source, asIs, () => new Response("", { status: 500 })),
      DAY_TWO,
    );
    const outcome = await refresh(
      hostOf(source, () => 1.05),
      new Date("2026-11-25T06:17:00Z"),
    );
    expect(outcome).toMatchObject({ state: "fresh" });
    expect(store.get<SourceState>(stateKey(id))!.failingSince).toBeUndefined();
  });
});
