import { describe, expect, it } from "vitest";
import { CATALOG_KEY, loadCatalog, snapshotCatalog } from "../../../pricing/catalog.ts";
import { MANAGED_REVIEWED } from "../../../pricing/managed-reviewed.ts";
import { pack, type Prices } from "../../../pricing/sheet.ts";
import { snapshotPrices } from "../../../pricing/snapshot.ts";
import { Catalog } from "../../../src/estimator/offer.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const kv = (value: string | null) => ({ KV: { get: async () => value } as unknown as KVNamespace });

describe("the shipped snapshot", () => {
  const catalog = snapshotCatalog(NOW);

  it("is a catalog of at least ten providers and the managed services of the guide", () => {
    expect(Catalog.parse(catalog)).toBeTruthy();
    expect(new Set(catalog.offers.map((offer) => offer.provider)).size).toBeGreaterThanOrEqual(10);
    const services = new Set(catalog.managed.map((offer) => offer.provider));
    for (const provider of [
      "openai",
      "together",
      "fireworks",
      "tinker",
      "aws-bedrock",
      "google-vertex",
    ])
      expect(services).toContain(provider);
  });

  it("names a source and a date in every row", () => {
    const rows = [
      ...catalog.offers,
      ...catalog.managed,
      ...catalog.serving!,
      ...catalog.inference!,
      ...catalog.unpriced!,
    ];
    for (const row of rows) {
      expect(row.source, JSON.stringify(row)).not.toBe("");
      expect(row.asOf, JSON.stringify(row)).toMatch(/^20\d\d(-\d\d){0,2}$/);
    }
  });

  it("never poses as live, and says that old prices are old", () => {
    for (const row of [...catalog.offers, ...catalog.managed]) {
      expect(row.basis).toBe("snapshot");
      expect(row.stale, row.asOf).toBe(true);
    }
    expect(catalog.stale).toBe(true);
  });

  it("says of OpenAI until when and to whom it is open", () => {
    for (const row of MANAGED_REVIEWED.filter(({ provider }) => provider === "openai"))
      expect(row.status).toMatch(/new organisations since 2026-05-07.*2027-01-06/);
  });

  it("holds plausible dollars per GPU-hour", () => {
    for (const offer of catalog.offers) {
      const usdPerGpuHour = offer.usdPerHour / offer.gpuCount;
      expect(usdPerGpuHour, JSON.stringify(offer)).toBeGreaterThan(0.01);
      expect(usdPerGpuHour, JSON.stringify(offer)).toBeLessThan(30);
    }
  });
});

describe("loadCatalog", () => {
  const live: Prices = {
    ...snapshotPrices().prices,
    offers: snapshotPrices()
      .prices.offers.slice(0, 3)
      .map((offer) => ({ ...offer, basis: "live", asOf: "2026-11-22" })),
  };

  it("reads what a refresh published", async () => {
    const catalog = await loadCatalog(kv(JSON.stringify(pack(live))), NOW);
    expect(catalog.offers).toHaveLength(3);
    expect(catalog.offers.every((offer) => offer.basis === "live" && !offer.stale)).toBe(true);
    expect(catalog).toMatchObject({ asOf: "2026-11-22", stale: false });
  });

  it("names the same content by the same id and other content by another", async () => {
    const one = await loadCatalog(kv(JSON.stringify(pack(live))), NOW);
    const again = await loadCatalog(kv(JSON.stringify(pack(live))), new Date("2027-01-01"));
    const moved = {
      ...live,
      offers: live.offers.map((offer) => ({ ...offer, usdPerHour: offer.usdPerHour + 0.01 })),
    };
    const other = await loadCatalog(kv(JSON.stringify(pack(moved))), NOW);
    expect(again.id).toBe(one.id);
    expect(again.stale).toBe(true);
    expect(other.id).not.toBe(one.id);
  });

  it.each([
    ["nothing", null],
    ["HTML", "<html>"],
    ["an empty list", "[]"],
    ["an empty object", "{}"],
    ["a sheet without offers", JSON.stringify({ ...pack(live), offers: [] })],
    ["rows of another shape", JSON.stringify({ ...pack(live), offers: [["x", 1], null, 7] })],
    ["truncated JSON", JSON.stringify(pack(live)).slice(0, 200)],
  ])("falls back to the snapshot when KV holds %s", async (_, value) => {
    const catalog = await loadCatalog(kv(value), NOW);
    expect(catalog.id).toBe(snapshotCatalog(NOW).id);
    expect(catalog.offers.every((offer) => offer.basis === "snapshot")).toBe(true);
  });

  it("falls back to the snapshot when KV fails", async () => {
    const failing = {
      KV: { get: async () => Promise.reject(new Error("KV down")) } as unknown as KVNamespace,
    };
    expect((await loadCatalog(failing, NOW)).id).toBe(snapshotCatalog(NOW).id);
  });

  it("reads one key and no other", () => {
    expect(CATALOG_KEY).toBe("prices:v1:catalog");
  });
});
