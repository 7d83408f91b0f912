/** The doorstep: every route of the contract, and the schedule. */
import { Hono } from "hono";
import { health } from "../handlers/health.ts";
import type { Env } from "./env.ts";

const app = new Hono<{ Bindings: Env }>();
app.route("/", health);

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;

import { DurableObject } from "cloudflare:workers";
export class PullRequest extends DurableObject<Env> {}
export class PriceBook extends DurableObject<Env> {}
export class Workspace extends DurableObject<Env> {}
