/** GET /v1/prices and /v1/prices/history: every price with its source and date, filtered, page by page. */
import { Hono } from "hono";
import * as z from "zod";
import { loadCatalog } from "../../pricing/catalog.ts";
import { contentId } from "../../pricing/sheet.ts";
import { nameGpu, PRICED_GPUS } from "../../pricing/gpu-names.ts";
import type { Env } from "../../src/env.ts";
import type { Offer } from "../../src/estimator/offer.ts";
import { fromZod, nearest, type Problem } from "../../src/problem.ts";
import { priceBook } from "./book.ts";

const PAGE = 200;
const KEYS = ["gpu", "provider", "pricing", "cursor", "limit"];
const PRICINGS = ["on_demand", "spot", "reserved", "community", "owned"] as const;

const Query = z.strictObject({
  gpu: z.string().min(1).max(100).optional(),
  provider: z.string().min(1).max(100).optional(),
  pricing: z.enum(PRICINGS).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});
const HistoryQuery = Query.extend({
  from: z.iso.date().optional(),
});

const problemJson = (problems: Problem[], title: string): Response =>
  Response.json(
    { type: "about:blank", title, status: 400, problems },
    { status: 400, headers: { "content-type": "application/problem+json" } },
  );

/** A canonical id, or any spelling of it that the price vocabulary knows. */
const gpuOf = (written: string): { id: string } | Problem => {
  const named = nameGpu(written);
  if (named.ok) return { id: named.gpu };
  const didYouMean = nearest(written, PRICED_GPUS);
  return {
    path: "gpu",
    message: named.reason,
    ...(didYouMean === undefined ? {} : { didYouMean }),
  };
};

/** A page's cursor names the exact catalog, so that pages of two catalogs are never mixed. */
const readCursor = (cursor: string | undefined): { catalog: string; from: number } | undefined => {
  const read = /^(\d{1,6})@(.{1,120})$/.exec(cursor ?? "");
  return read === null ? undefined : { from: Number(read[1]), catalog: read[2]! };
};

/** Weak comparison (RFC 9110, 13.1.2): Cloudflare weakens a tag when it compresses. */
const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === etag || tag === "*");

const wrongCursor = (message: string): Response =>
  problemJson([{ path: "cursor", message }], "The query is wrong");

const byPrice = (left: Offer, right: Offer) =>
  Number(left.available === false) - Number(right.available === false) ||
  left.usdPerHour / left.gpuCount - right.usdPerHour / right.gpuCount;

type Read<T> = { ok: true; query: T } | { ok: false; response: Response };
const readQuery = <T extends { gpu?: string | undefined }>(
  schema: z.ZodType<T>,
  url: string,
  keys: string[],
): Read<T> => {
  const read = schema.safeParse(Object.fromEntries(new URL(url).searchParams));
  if (!read.success)
    return { ok: false, response: problemJson(fromZod(read.error, keys), "The query is wrong") };
  if (read.data.gpu === undefined) return { ok: true, query: read.data };
  const gpu = gpuOf(read.data.gpu);
  if ("message" in gpu) return { ok: false, response: problemJson([gpu], "The query is wrong") };
  return { ok: true, query: { ...read.data, gpu: gpu.id } };
};

const unknownProvider = (provider: string, known: Iterable<string>): Response => {
  const didYouMean = nearest(provider, known);
  const message = `No price of "${provider}" is known.`;
  return problemJson(
    [{ path: "provider", message, ...(didYouMean === undefined ? {} : { didYouMean }) }],
    "The query is wrong",
  );
};

export const pricesApi = new Hono<{ Bindings: Env }>()
  .get("/v1/prices", async (c) => {
    const read = readQuery(Query, c.req.url, KEYS);
    if (!read.ok) return read.response;
    const { gpu, provider, pricing, cursor, limit = PAGE } = read.query;
    const now = new Date();
    const catalog = await loadCatalog(c.env, now);
    const providers = new Set([...catalog.offers, ...catalog.managed].map((row) => row.provider));
    if (provider !== undefined && !providers.has(provider))
      return unknownProvider(provider, providers);
    const at = readCursor(cursor);
    if (cursor !== undefined && at === undefined)
      return wrongCursor("is none that this service gave out");
    if (at !== undefined && at.catalog !== catalog.id)
      return wrongCursor("the prices have changed since: start again");
    const offers = catalog.offers
      .filter((offer) => (gpu ?? offer.gpu) === offer.gpu)
      .filter((offer) => (provider ?? offer.provider) === offer.provider)
      .filter((offer) => (pricing ?? offer.pricing) === offer.pricing)
      .sort(byPrice);
    const from = at?.from ?? 0;
    const to = from + limit;
    const isAll = gpu === undefined && pricing === undefined;
    const managed = catalog.managed.filter((row) => (provider ?? row.provider) === row.provider);
    c.header("access-control-allow-origin", "*");
    // The day belongs to it: the same prices are stale a week later.
    const etag = `"${catalog.id}-${now.toISOString().slice(0, 10)}"`;
    c.header("etag", etag);
    if (isKnown(c.req.header("if-none-match"), etag)) return c.body(null, 304);
    return c.json({
      catalog: catalog.id,
      asOf: catalog.asOf,
      stale: catalog.stale,
      total: offers.length,
      offers: offers.slice(from, to),
      ...(to < offers.length ? { next: `${to}@${catalog.id}` } : {}),
      ...(isAll && from === 0
        ? {
            managed,
            serving: catalog.serving,
            inference: catalog.inference,
            unpriced: catalog.unpriced,
          }
        : {}),
    });
  })
  .get("/v1/prices/history", async (c) => {
    const read = readQuery(HistoryQuery, c.req.url, [...KEYS, "from"]);
    if (!read.ok) return read.response;
    const { gpu, provider, pricing, from, cursor, limit = PAGE } = read.query;
    const asked = Object.entries({ gpu, provider, pricing, from }).filter(
      ([, value]) => value !== undefined,
    );
    const series = await priceBook(c.env).history(Object.fromEntries(asked));
    const id = contentId(JSON.stringify(series));
    const at = readCursor(cursor);
    if (cursor !== undefined && at === undefined)
      return wrongCursor("is none that this service gave out");
    if (at !== undefined && at.catalog !== id)
      return wrongCursor("the history has grown since: start again");
    const start = at?.from ?? 0;
    const end = start + limit;
    c.header("access-control-allow-origin", "*");
    c.header("etag", `"${id}"`);
    if (isKnown(c.req.header("if-none-match"), `"${id}"`)) return c.body(null, 304);
    return c.json({
      total: series.length,
      series: series.slice(start, end),
      ...(end < series.length ? { next: `${end}@${id}` } : {}),
    });
  });
