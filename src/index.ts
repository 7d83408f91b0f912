/** The doorstep: every route of the contract, and the schedule. */
import { Hono } from "hono";
import { github } from "../handlers/github/index.ts";
import { scheduled } from "../handlers/cron.ts";
import { health } from "../handlers/health.ts";
import { decideApi } from "../handlers/decide.ts";
import { pricesApi } from "../handlers/prices/index.ts";
import { apiEdge } from "../handlers/api/edge.ts";
import { api } from "../handlers/api/index.ts";
import { slack } from "../handlers/slack/index.ts";
import { page } from "../handlers/page/index.tsx";
import type { Env } from "./env.ts";

const app = new Hono<{ Bindings: Env }>();
// First what all of /v1 shares; last the API, which refuses what nobody before it answered.
app.route("/", apiEdge);
app.route("/", health);
app.route("/", github);
app.route("/", pricesApi);
app.route("/", decideApi);
app.route("/", slack);
app.route("/", page);
app.route("/", api);

export { PriceBook } from "../handlers/prices/price-book.ts";
export default { fetch: app.fetch, scheduled } satisfies ExportedHandler<Env>;
export { PullRequest } from "../handlers/github/pull-request.ts";
export { Register } from "../handlers/github/register.ts";
export { Workspace } from "../handlers/slack/workspace.ts";
