import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import packageJson from "../../package.json" with { type: "json" };
import type { Env } from "../../src/env.ts";
import { docsPage } from "./docs.tsx";
import { foreignRoutes } from "./foreign-routes.ts";

const DESCRIPTION =
  "ftcost says what a fine-tuning run will cost before the money is spent. Every uncertain figure is { low, expected, high }, an 80 % interval; money is US dollars, memory bytes. Wrong requests get 4xx and application/problem+json.";

export type Document = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** GET /openapi.json, generated from the zod schemas that check the requests, and GET /docs, its readable form. */
export const openapi = (api: OpenAPIHono<{ Bindings: Env }>) => {
  let made: Document | undefined;
  const document = (): Document => {
    if (made !== undefined) return made;
    for (const route of foreignRoutes) api.openAPIRegistry.registerPath(createRoute(route));
    made = api.getOpenAPI31Document({
      openapi: "3.1.0",
      info: { title: "ftcost", version: packageJson.version, description: DESCRIPTION },
      servers: [{ url: "/" }],
    });
    return made;
  };
  return new OpenAPIHono<{ Bindings: Env }>()
    .get("/openapi.json", (c) =>
      c.json(document(), 200, { "cache-control": "public, max-age=300" }),
    )
    .get("/docs", (c) => c.html(docsPage(document())));
};
