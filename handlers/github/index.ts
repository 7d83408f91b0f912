import { Hono } from "hono";
import type { Probot } from "probot";
import { missingForGitHub, type Env } from "../../src/env.ts";
import { listen } from "./events.ts";
import { createProbot } from "./octokit.ts";

/** GitHub's own ceiling for a payload. */
const PAYLOAD_LIMIT_BYTES = 25 * 1024 * 1024;

let probots = new WeakMap<Env, Promise<Probot>>();

/** One Probot per isolate; it holds no state of a request. A key that cannot be read is not kept. */
const probotFor = (env: Env): Promise<Probot> => {
  const known = probots.get(env);
  if (known !== undefined) return known;
  const started = (async () => {
    const probot = createProbot(env);
    await probot.load((app) => listen(app, env), {
      cwd: "/",
      addHandler: () => undefined,
    } as never);
    return probot;
  })();
  probots.set(env, started);
  started.catch(() => (probots = new WeakMap()));
  return started;
};

const parse = (raw: string): unknown => {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
};

export const github = new Hono<{ Bindings: Env }>();

github.post("/api/github/webhooks", async (context) => {
  const missing = missingForGitHub(context.env);
  if (missing.length > 0)
    return context.text(`GitHub is not set up here. Missing settings: ${missing.join(", ")}.`, 503);
  const signature = context.req.header("x-hub-signature-256") ?? "";
  if (signature === "") return context.text("The signature is missing (X-Hub-Signature-256).", 401);
  if (Number(context.req.header("content-length") ?? 0) > PAYLOAD_LIMIT_BYTES)
    return context.text("The payload is larger than GitHub sends.", 413);
  const raw = await context.req.text();
  let probot: Probot;
  try {
    probot = await probotFor(context.env);
  } catch (error) {
    console.error(
      "github: Probot did not start:",
      error instanceof Error ? error.message.slice(0, 200) : "",
    );
    return context.text("GitHub is not set up here: PRIVATE_KEY or APP_ID cannot be read.", 503);
  }
  if (!(await probot.webhooks.verify(raw, signature).catch(() => false)))
    return context.text("The signature does not match.", 401);
  const id = context.req.header("x-github-delivery") ?? "";
  const name = context.req.header("x-github-event") ?? "";
  if (id === "" || name === "")
    return context.text("X-GitHub-Delivery and X-GitHub-Event are needed.", 400);
  const payload = parse(raw);
  if (typeof payload !== "object" || payload === null || Array.isArray(payload))
    return context.text("The body is not a JSON object.", 400);
  try {
    // Only hands the delivery to a Durable Object: GitHub must learn of it when even that fails.
    await probot.webhooks.receive({ id, name, payload } as never);
  } catch {
    console.error(`github: delivery ${id.slice(0, 60)} could not be queued`);
    return context.text("The delivery could not be queued. It can be redelivered.", 500);
  }
  return context.text("Accepted.", 202);
});
