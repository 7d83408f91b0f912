/**
 * GET /schema/ftcost.json: the JSON schema of `.github/ftcost.yml`, from the same zod schema that reads it.
 * Editors complete the file when its first line is
 * `# yaml-language-server: $schema=https://<this Worker>/schema/ftcost.json`.
 */
import { Hono } from "hono";
import * as z from "zod";
import { RepositorySettings } from "../../src/comment/settings.ts";
import type { Env } from "../../src/env.ts";

let made: Record<string, unknown> | undefined;
const settingsSchema = () =>
  (made ??= {
    ...(z.toJSONSchema(RepositorySettings, {
      target: "draft-7",
      unrepresentable: "any",
    }) as object),
    title: "ftcost in a repository: .github/ftcost.yml",
  });

export const schemas = new Hono<{ Bindings: Env }>().get("/schema/ftcost.json", (c) => {
  const address = new URL("/schema/ftcost.json", c.req.url).href;
  return c.json({ $id: address, ...settingsSchema() }, 200, {
    "content-type": "application/schema+json",
    "cache-control": "public, max-age=3600",
  });
});
