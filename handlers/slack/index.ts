/** Slack's door: commands, interactivity and events at one address, installation at two. */
import { Hono } from "hono";
import { type Env, missingForSlack } from "../../src/env.ts";
import { makeSlackApp } from "./app.ts";
import { finishInstall, startInstall } from "./oauth.ts";
import { isManyWorkspaces } from "./post.ts";
import type { WorkerReceiver } from "./receiver.ts";

export { Workspace } from "./workspace.ts";

export const slack = new Hono<{ Bindings: Env }>();

let made: { env: Env; receiver: WorkerReceiver } | undefined;

/** One App per isolate, made when the first request comes. */
const receiverFor = (env: Env): WorkerReceiver => {
  if (made?.env !== env) made = { env, receiver: makeSlackApp(env) };
  return made.receiver;
};

const notSetUp = (missing: readonly string[]) => ({
  type: "about:blank",
  title: "Slack is not set up here",
  status: 503,
  detail: `Missing settings: ${missing.join(", ")}.`,
  problems: missing.map((path) => ({ path, message: "This setting is missing." })),
});

const PROBLEM_JSON = { "content-type": "application/problem+json" };

slack.post("/slack/events", async (context) => {
  const missing = missingForSlack(context.env);
  if (missing.length > 0) return context.body(JSON.stringify(notSetUp(missing)), 503, PROBLEM_JSON);
  const { executionCtx } = context;
  return receiverFor(context.env).handle(context.req.raw, (work) => executionCtx.waitUntil(work));
});

const MANY = [
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
  "TOKEN_ENCRYPTION_KEY",
] as const;

slack.use("/slack/:step{install|oauth_redirect}", async (context, next) => {
  if (isManyWorkspaces(context.env)) return next();
  const missing = MANY.filter((name) => (context.env[name] ?? "").trim() === "");
  return context.body(JSON.stringify(notSetUp(missing)), 503, PROBLEM_JSON);
});
slack.get("/slack/install", startInstall);
slack.get("/slack/oauth_redirect", finishInstall);
