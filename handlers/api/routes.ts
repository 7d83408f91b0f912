import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Estimate } from "../../src/estimator/estimate.ts";
import { Catalog } from "../../src/estimator/offer.ts";
import { PageQuery } from "./paging.ts";
import { ProblemDetails } from "./problems.ts";
import {
  ArchitectureAnswer,
  ArchitectureQuery,
  ConfigsAnswer,
  ConfigsRequest,
  EstimateRequest,
  GpusAnswer,
  ModelsAnswer,
} from "./schemas.ts";

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: ProblemDetails } },
});
const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
const body = (schema: z.ZodType) => ({
  required: true,
  content: { "application/json": { schema } },
});

const REFUSALS = {
  400: problem("Not JSON, a field of the wrong kind, or a key that is not known here"),
  413: problem("More than 1 MiB"),
  415: problem("Not application/json"),
  429: problem("Too many requests; `Retry-After` says when to come again"),
};

export const estimateRoute = createRoute({
  method: "post",
  path: "/v1/estimate",
  summary: "What this run costs",
  description:
    "Only `baseModel` is required. What is absent is filled in and named in `assumptions`. Ranges hold four of five runs.",
  request: { body: body(EstimateRequest) },
  responses: {
    200: json(Estimate, "The estimate"),
    ...REFUSALS,
    422: problem("Well formed, but not to be estimated: an unknown model, GPU, or contradiction"),
  },
});

export const configsRoute = createRoute({
  method: "post",
  path: "/v1/configs",
  summary: "What training configs say",
  description:
    "Reads configs of training frameworks; files that are none come back as `other`. `needs` names files that would say more: send them along.",
  request: { body: body(ConfigsRequest) },
  responses: { 200: json(ConfigsAnswer, "One entry per file, in the order sent"), ...REFUSALS },
});

export const gpusRoute = createRoute({
  method: "get",
  path: "/v1/gpus",
  summary: "Accelerators the tables know",
  request: { query: PageQuery },
  responses: { 200: json(GpusAnswer, "Canonical ids first"), 400: REFUSALS[400] },
});

export const modelsRoute = createRoute({
  method: "get",
  path: "/v1/models",
  summary: "Base models the tables know",
  request: { query: PageQuery },
  responses: { 200: json(ModelsAnswer, "Canonical ids first"), 400: REFUSALS[400] },
});

export const architectureRoute = createRoute({
  method: "get",
  path: "/v1/models/architecture",
  summary: "What the Hugging Face Hub says of a model that no table holds",
  description:
    "The fields of its config.json that an estimate needs, to be passed as `architecture` of a run.",
  request: { query: ArchitectureQuery },
  responses: {
    200: json(ArchitectureAnswer, "Its architecture"),
    400: REFUSALS[400],
    422: problem("The Hub knows no such model, keeps it gated, or does not answer"),
  },
});

export const catalogRoute = createRoute({
  method: "get",
  path: "/v1/catalog",
  summary: "All prices that estimates are made with now, in one piece",
  description:
    "Own and live prices, or the shipped snapshot. `id` names the exact content and is its ETag; the page estimates with this in the browser.",
  responses: { 200: json(Catalog, "The catalog"), 304: { description: "Unchanged" } },
});
