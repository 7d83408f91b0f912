import { Hono } from "hono";
import { type Env, missingForGitHub, missingForSlack } from "../src/env.ts";
import { priceHealth } from "./prices/book.ts";
import packageJson from "../package.json" with { type: "json" };

/** GET /health: what runs, how old each price source is, names of missing settings; never a value of one. */
export const health = new Hono<{ Bindings: Env }>().get("/health", async (c) =>
  c.json({
    status: "ok",
    version: packageJson.version,
    prices: await priceHealth(c.env),
    missingSettings: { slack: missingForSlack(c.env), github: missingForGitHub(c.env) },
  }),
);
