/** Somebody who has nothing but /openapi.json: calls every route it lists, as it says, and gets what it says. */
import createClient from "openapi-fetch";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { type Ftcost, startFtcost } from "./harness.ts";

let ftcost: Ftcost;
beforeAll(async () => {
  ftcost = await startFtcost();
});
afterAll(() => ftcost.close());

type Schema = Record<string, unknown>;
type Operation = {
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** A schema of the document with its neighbours beside it, as zod reads one. */
const readable = (document: Document, schema: Schema): z.ZodType => {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas }).replaceAll(
    "#/components/schemas/",
    "#/$defs/",
  );
  return z.fromJSONSchema(JSON.parse(text) as never);
};

const RUN = { baseModel: "meta-llama/Llama-3.1-8B", technique: "lora", dataset: { rows: 20_000 } };
/** What a caller would send; by path, since a schema cannot say what makes sense. */
const BODIES: Record<string, unknown> = {
  "/v1/estimate": { run: RUN },
  "/v1/configs": { files: [{ path: "a.yml", content: "a: 1" }] },
  "/v1/plan": { run: RUN, budgetUsd: 100 },
  "/v1/decide": {
    question: "cloud-or-own",
    gpu: "RTX4090-24GB",
    cloudUsdPerHour: 0.4,
    hoursPerMonth: 100,
  },
};
const QUERIES: Record<string, Record<string, string>> = {
  "/v1/models/architecture": { id: "acme/unheard-of-7b" },
};

const CONFIG = {
  model_type: "llama",
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 11008,
  vocab_size: 32000,
};

it("every route of /openapi.json answers as it is described", async () => {
  const document = (await (await ftcost.fetch("/openapi.json")).json()) as Document;
  expect(document.openapi).toMatch(/^3\.1/);
  const client = createClient<Record<string, never>>({
    baseUrl: ftcost.url,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method } = request;
      const headers = Object.fromEntries(request.headers);
      const body = method === "GET" ? {} : { body: await request.text() };
      return ftcost.fetch(pathname + search, { method, headers, ...body });
    },
  });
  ftcost.internet.host("huggingface.co", ({ url }) =>
    new URL(url).pathname.endsWith("/config.json")
      ? Response.json(CONFIG)
      : Response.json({ error: "not here" }, { status: 404 }),
  );
  const called: string[] = [];
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const body = operation.requestBody === undefined ? undefined : BODIES[path];
      if (operation.requestBody !== undefined) expect(body, `no body for ${path}`).toBeDefined();
      const { data, error, response } = await client.request(
        method as never,
        path as never,
        { body, params: { query: QUERIES[path] ?? {} } } as never,
      );
      expect([path, response.status, error]).toEqual([path, 200, undefined]);
      const described = operation.responses["200"]?.content?.["application/json"]?.schema;
      expect(described, `${path} describes its answer`).toBeDefined();
      const read = readable(document, described!).safeParse(data);
      expect(read.success ? [] : read.error.issues.slice(0, 3), path).toEqual([]);
      called.push(`${method.toUpperCase()} ${path}`);
    }
  for (const route of [
    "POST /v1/estimate",
    "POST /v1/configs",
    "GET /v1/prices",
    "GET /v1/prices/history",
    "GET /v1/gpus",
    "GET /v1/models",
    "GET /v1/catalog",
    "GET /v1/models/architecture",
    "POST /v1/plan",
    "POST /v1/decide",
  ])
    expect(called).toContain(route);
});
