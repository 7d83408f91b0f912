/** Routes under /v1 that other sub-apps answer (handlers/prices, handlers/decide.ts), described for /openapi.json. */
import type { RouteConfig } from "@hono/zod-openapi";
import * as z from "zod";
import { Decision, DecideRequest, PlanRequest, Plans } from "../../src/bill/index.ts";
import { Offer } from "../../src/estimator/offer.ts";
import { ProblemDetails } from "./problems.ts";

const refused = {
  description: "Not what this address takes",
  content: { "application/problem+json": { schema: ProblemDetails } },
};
const answer = (schema: z.ZodType, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

const PricesQuery = z.strictObject({
  gpu: z.string().optional(),
  provider: z.string().optional(),
  pricing: z.enum(["on_demand", "spot", "reserved", "community", "owned"]).optional(),
});

export const foreignRoutes: readonly RouteConfig[] = [
  {
    method: "get",
    path: "/v1/prices",
    summary: "Prices, each with its source and date",
    request: { query: PricesQuery },
    responses: { 200: answer(z.looseObject({ offers: z.array(Offer) }), "Offers"), 400: refused },
  },
  {
    method: "get",
    path: "/v1/prices/history",
    summary: "How prices moved",
    request: { query: PricesQuery },
    responses: { 200: answer(z.looseObject({}), "Prices by day"), 400: refused },
  },
  {
    method: "post",
    path: "/v1/plan",
    summary: "Plans that fit: technique, batch, GPU, provider, by dollars, hours and quality risk",
    request: { body: { required: true, content: { "application/json": { schema: PlanRequest } } } },
    responses: {
      200: answer(Plans, "The Pareto front, cheapest first"),
      400: refused,
      422: refused,
    },
  },
  {
    method: "post",
    path: "/v1/decide",
    summary:
      "Cloud or own, managed or own, tune or prompt, and how to train: with the break-even point",
    request: {
      body: { required: true, content: { "application/json": { schema: DecideRequest } } },
    },
    responses: { 200: answer(Decision, "The decision"), 400: refused, 422: refused },
  },
];
