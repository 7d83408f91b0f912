/** Ways out to Slack: the Web API with a workspace's token, and response_url. */
import type { Env } from "../../src/env.ts";
import type { Block, Message } from "./blocks/elements.ts";
import { type Installation, slackApi } from "./installation.ts";
import type { Workspace } from "./workspace.ts";

export const workspaceOf = (env: Env, teamId: string): DurableObjectStub<Workspace> =>
  (env.WORKSPACE as unknown as DurableObjectNamespace<Workspace>).getByName(teamId);

/** workerd refuses `redirect: "error"`, which web-api sets; and fetch must be called unbound. */
const slackFetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
  fetch(input, (init?.redirect as string) === "error" ? { ...init, redirect: "manual" } : init);

/** Never `headers`: Bolt would hand the object, with one workspace's token in it, to every client. */
export const clientOptions = (env: Env) => ({
  slackApiUrl: slackApi(env),
  fetch: slackFetch as never,
  timeout: 8_000,
  retryConfig: { retries: 1, minTimeout: 200, maxTimeout: 400 },
  rejectRateLimitedCalls: true,
});

export const isManyWorkspaces = (env: Env): boolean =>
  [
    env.SLACK_CLIENT_ID,
    env.SLACK_CLIENT_SECRET,
    env.SLACK_STATE_SECRET,
    env.TOKEN_ENCRYPTION_KEY,
  ].every((value) => value !== undefined && value.trim() !== "");

/** The workspace's own token; with one token by plain settings, that. */
export const installationOf = async (
  env: Env,
  teamId: string,
): Promise<Installation | undefined> => {
  if (isManyWorkspaces(env)) {
    const found = await workspaceOf(env, teamId).installation(teamId);
    if (found !== null) return found;
  }
  const botToken = env.SLACK_BOT_TOKEN?.trim() ?? "";
  return botToken === "" || isManyWorkspaces(env) ? undefined : { teamId, botToken, botUserId: "" };
};

export type Delivery = Record<string, unknown> & { text: string; blocks: Block[] };

const MAX_RETRY_AFTER_SECONDS = 10;

const retryAfterSeconds = (error: unknown): number | undefined => {
  const { code, retryAfter } = error as { code?: string; retryAfter?: number };
  return code === "slack_webapi_rate_limited_error" ? (retryAfter ?? 1) : undefined;
};

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** A call that Slack answers with 429 is made once more when its Retry-After has passed, if that is soon. */
export const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    const seconds = retryAfterSeconds(error);
    if (seconds === undefined || seconds > MAX_RETRY_AFTER_SECONDS) throw error;
    await pause(seconds);
    return call();
  }
};

const post = async (url: string, body: Record<string, unknown>): Promise<Response> => {
  const send = () =>
    fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(8_000),
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
    });
  const response = await send();
  if (response.status !== 429) return response;
  const seconds = Math.min(
    Number(response.headers.get("retry-after") ?? 1) || 1,
    MAX_RETRY_AFTER_SECONDS,
  );
  await response.body?.cancel();
  await pause(seconds);
  return send();
};

export type Refusal = (kinds: readonly string[]) => Promise<void>;

/**
 * Sends a message to a response_url (five uses in thirty minutes). Where Slack refuses the blocks, the same
 * words go out without the kinds that may be the reason, and the workspace is remembered to refuse them.
 */
export const respondWith = async (
  url: string,
  message: Message,
  extra: Record<string, unknown>,
  refused: Refusal,
): Promise<void> => {
  const first = await post(url, { ...extra, text: message.text, blocks: message.blocks });
  if (first.ok) {
    await first.body?.cancel();
    return;
  }
  const why = await first.text();
  const isAboutBlocks =
    first.status < 500 && /invalid_blocks|invalid_attachments|unsupported/.test(why);
  if (!isAboutBlocks || message.risky.length === 0)
    throw new Error(`response_url answered ${first.status}`);
  await refused(message.risky);
  const second = await post(url, { ...extra, text: message.text, blocks: message.plain });
  await second.body?.cancel();
  if (!second.ok) throw new Error(`response_url answered ${second.status} to the plain message`);
};
