/** The API's own routes. Mounted after `apiEdge` (what all of /v1 shares) and the other sub-apps. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import { lookUpModel } from "../../pricing/hub.ts";
import { loadCatalog } from "../../pricing/catalog.ts";
import { readConfigs } from "../../src/configs/index.ts";
import type { Env } from "../../src/env.ts";
import { answer } from "../answer.ts";
import { listedGpus, listedModels } from "./listed.ts";
import { openapi } from "./openapi.ts";
import { schemas } from "./settings-schema.ts";
import { pageOf, PageQuery } from "./paging.ts";
import { problemResponse, refuse } from "./problems.ts";
import {
  architectureRoute,
  catalogRoute,
  configsRoute,
  estimateRoute,
  gpusRoute,
  modelsRoute,
} from "./routes.ts";
import { ArchitectureQuery, ConfigsRequest, EstimateRequest } from "./schemas.ts";

export const api = new OpenAPIHono<{ Bindings: Env }>();

api.openapi(
  estimateRoute,
  async (c) => {
    const { run, options } = c.req.valid("json") as z.infer<typeof EstimateRequest>;
    const answered = await answer(run, c.env, new Date(), {
      ...(options?.bill === undefined ? {} : { bill: options.bill }),
      ...(options?.advice === undefined ? {} : { advice: options.advice }),
    });
    if (!answered.ok) return problemResponse(422, answered.problems) as never;
    return c.json(answered.value.estimate) as never;
  },
  refuse(EstimateRequest) as never,
);

api.openapi(
  configsRoute,
  (c) => {
    const { files } = c.req.valid("json") as z.infer<typeof ConfigsRequest>;
    return c.json(readConfigs(files)) as never;
  },
  refuse(ConfigsRequest) as never,
);

const noSuchCursor = () =>
  problemResponse(400, [
    { path: "cursor", message: "No row bears this cursor: take `next` of the page before." },
  ]);

api.openapi(
  gpusRoute,
  (c) => {
    const page = pageOf(listedGpus(), ({ id }) => id, c.req.valid("query") as PageQuery);
    if (page === undefined) return noSuchCursor() as never;
    const { rows, ...next } = page;
    return c.json({ gpus: rows, ...next }) as never;
  },
  refuse(PageQuery) as never,
);

api.openapi(
  modelsRoute,
  (c) => {
    const page = pageOf(listedModels(), ({ id }) => id, c.req.valid("query") as PageQuery);
    if (page === undefined) return noSuchCursor() as never;
    const { rows, ...next } = page;
    return c.json({ models: rows, ...next }) as never;
  },
  refuse(PageQuery) as never,
);

api.openapi(
  architectureRoute,
  async (c) => {
    const found = await lookUpModel(c.req.valid("query").id, c.env);
    if (!found.ok) return problemResponse(422, found.problems) as never;
    const { id, config, source, asOf } = found.value;
    return c.json({ id, architecture: config, source, asOf }) as never;
  },
  refuse(ArchitectureQuery) as never,
);

/** The whole catalog that estimates are made with now. Its id names its content, so it is its own ETag. */
api.openapi(catalogRoute, async (c) => {
  const catalog = await loadCatalog(c.env, new Date());
  const tag = `"${catalog.id}${catalog.stale ? "-stale" : ""}"`;
  if (c.req.header("if-none-match") === tag) return c.body(null, 304, { etag: tag }) as never;
  return c.json(catalog, 200, { etag: tag, "cache-control": "public, max-age=300" }) as never;
});

api.route("/", openapi(api));
api.route("/", schemas);

const METHODS: Record<string, string> = {
  "/v1/estimate": "POST",
  "/v1/configs": "POST",
  "/v1/plan": "POST",
  "/v1/decide": "POST",
  "/v1/prices": "GET",
  "/v1/prices/history": "GET",
  "/v1/gpus": "GET",
  "/v1/models": "GET",
  "/v1/models/architecture": "GET",
  "/v1/catalog": "GET",
};

api.all("/v1/*", (c) => {
  const method = METHODS[c.req.path];
  if (method === undefined)
    return problemResponse(404, [
      { path: c.req.path, message: "No such address. /openapi.json lists them all." },
    ]);
  return problemResponse(405, [{ path: c.req.path, message: `This address takes ${method}.` }], {
    allow: method,
  });
});

/** Hono's own refusals (malformed JSON, wrong media type) in our shape; the rest is ours and is logged. */
api.onError((error) => {
  if (error instanceof HTTPException && error.status === 415)
    return problemResponse(415, [
      { path: "", message: "Send the body as JSON, with `content-type: application/json`." },
    ]);
  if (error instanceof HTTPException && error.status < 500)
    return problemResponse(400, [{ path: "", message: "The body is not JSON that can be read." }]);
  console.error("api:", error instanceof Error ? error.stack : String(error));
  return problemResponse(500, [
    { path: "", message: "ftcost failed at this. It is not your request's fault." },
  ]);
});
