/** One workspace's installation, and the one call that makes or renews it: oauth.v2.access. */
import * as z from "zod";
import type { Env } from "../../src/env.ts";

export type Installation = {
  teamId: string;
  botToken: string;
  botUserId: string;
  botId?: string;
  refreshToken?: string;
  /** Seconds since 1970; absent without token rotation. */
  expiresAt?: number;
};

/** A token is renewed when it has less than this left; Slack's rotated tokens live twelve hours. */
export const REFRESH_BEFORE_SECONDS = 7_200;

const Access = z.object({
  ok: z.literal(true),
  access_token: z.string().min(1),
  bot_user_id: z.string().optional(),
  team: z.object({ id: z.string(), name: z.string().optional() }),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
});

export const slackApi = (env: Pick<Env, "SLACK_API_URL">): string =>
  (env.SLACK_API_URL ?? "https://slack.com/api/").replace(/\/*$/, "/");

const access = async (
  env: Env,
  form: Record<string, string>,
  nowSeconds: number,
): Promise<Installation> => {
  const response = await fetch(`${slackApi(env)}oauth.v2.access`, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(8_000),
    headers: {
      authorization: `Basic ${btoa(`${env.SLACK_CLIENT_ID}:${env.SLACK_CLIENT_SECRET}`)}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(form),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const read = Access.safeParse(answer);
  if (!read.success) {
    const error = z.object({ error: z.string() }).safeParse(answer);
    throw new Error(
      `oauth.v2.access: ${error.success ? error.data.error : `status ${response.status}`}`,
    );
  }
  const { data } = read;
  return {
    teamId: data.team.id,
    botToken: data.access_token,
    botUserId: data.bot_user_id ?? "",
    ...(data.refresh_token === undefined ? {} : { refreshToken: data.refresh_token }),
    ...(data.expires_in === undefined ? {} : { expiresAt: nowSeconds + data.expires_in }),
  };
};

export const installationFor = (
  code: string,
  redirectUri: string,
  env: Env,
  nowSeconds: number,
): Promise<Installation> => access(env, { code, redirect_uri: redirectUri }, nowSeconds);

export const refreshed = async (
  installation: Installation,
  env: Env,
  nowSeconds: number,
): Promise<Installation> => {
  const next = await access(
    env,
    { grant_type: "refresh_token", refresh_token: installation.refreshToken ?? "" },
    nowSeconds,
  );
  return { ...installation, ...next, botUserId: next.botUserId || installation.botUserId };
};
