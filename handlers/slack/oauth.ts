/**
 * Installation into many workspaces. The state is a nonce and its time under an HMAC (SLACK_STATE_SECRET),
 * and must come back both in the query and in the cookie of the browser that started: a link prepared by
 * somebody else does not install.
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Env } from "../../src/env.ts";
import { escape } from "./blocks/elements.ts";
import { installationFor } from "./installation.ts";
import { workspaceOf } from "./post.ts";

type Edge = Context<{ Bindings: Env }>;

const COOKIE = "ftcost-slack-state";
const STATE_FOR_SECONDS = 600;
export const BOT_SCOPES = [
  "commands",
  "chat:write",
  "app_mentions:read",
  "links:read",
  "links:write",
];

const hmac = async (text: string, secret: string): Promise<string> => {
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const bytes = new Uint8Array(
    await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)),
  );
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
};

const newState = async (secret: string, nowSeconds: number): Promise<string> => {
  const text = `${nowSeconds}.${crypto.randomUUID()}`;
  return `${text}.${await hmac(text, secret)}`;
};

const isGoodState = async (state: string, secret: string, nowSeconds: number): Promise<boolean> => {
  const [time, nonce, signature] = state.split(".");
  if (time === undefined || nonce === undefined || signature === undefined) return false;
  if (!(Math.abs(nowSeconds - Number(time)) < STATE_FOR_SECONDS)) return false;
  return (await hmac(`${time}.${nonce}`, secret)) === signature;
};

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><body style="font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem"><h1>${escape(title)}</h1><p>${escape(text)}</p></body></html>`;

const redirectUri = (context: Edge): string =>
  new URL("/slack/oauth_redirect", context.req.url).toString();

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Slack's authorize page stands beside its API: slack.com/api -> slack.com/oauth. */
const authorizeUrl = (env: Env): URL =>
  new URL("/oauth/v2/authorize", env.SLACK_API_URL ?? "https://slack.com/api/");

export const startInstall = async (context: Edge): Promise<Response> => {
  const { env } = context;
  const state = await newState(env.SLACK_STATE_SECRET ?? "", nowSeconds());
  setCookie(context, COOKIE, state, {
    path: "/slack",
    httpOnly: true,
    secure: true,
    sameSite: "Lax",
    maxAge: STATE_FOR_SECONDS,
  });
  const url = authorizeUrl(env);
  url.searchParams.set("client_id", env.SLACK_CLIENT_ID ?? "");
  url.searchParams.set("scope", BOT_SCOPES.join(","));
  url.searchParams.set("redirect_uri", redirectUri(context));
  url.searchParams.set("state", state);
  return context.redirect(url.toString(), 302);
};

export const finishInstall = async (context: Edge): Promise<Response> => {
  const { env } = context;
  const { code, state, error } = context.req.query();
  if (error !== undefined)
    return context.html(page("Not installed", "Slack says the installation was cancelled."), 400);
  const isGood =
    state !== undefined &&
    state === getCookie(context, COOKIE) &&
    (await isGoodState(state, env.SLACK_STATE_SECRET ?? "", nowSeconds()));
  if (!isGood || code === undefined || code === "")
    return context.html(
      page(
        "Not installed",
        "This link is stale or was opened in another browser. Start again at /slack/install.",
      ),
      400,
    );
  deleteCookie(context, COOKIE, { path: "/slack", secure: true });
  try {
    const installation = await installationFor(code, redirectUri(context), env, nowSeconds());
    await workspaceOf(env, installation.teamId).install(installation.teamId, installation);
  } catch (failure) {
    console.error(
      "slack: an installation failed",
      failure instanceof Error ? failure.message : "unknown",
    );
    return context.html(
      page(
        "Not installed",
        "Slack did not confirm the installation. Start again at /slack/install.",
      ),
      400,
    );
  }
  return context.html(page("ftcost is installed", "Type /ftcost help in any channel."));
};
