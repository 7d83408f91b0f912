/**
 * A stand-in Slack over state in memory: the Web API methods that ftcost calls, response_urls, OAuth. It
 * refuses what Slack refuses: unknown or expired tokens, missing scopes, channels of another workspace,
 * trigger_ids used twice or after three seconds, response_urls used more than five times or after thirty
 * minutes, blocks beyond Block Kit's limits, and, when told to, kinds of block that a workspace does not take.
 */
import { createHmac, randomUUID } from "node:crypto";
import { Hono } from "hono";
import { complaints, HomeView, MessagePayload, ModalView } from "../block-kit/limits.ts";

export const SIGNING_SECRET = "made-up-signing-secret";
export const CLIENT_ID = "111.222";
export const CLIENT_SECRET = "made-up-client-secret";

export type Sent = {
  method: string;
  teamId: string;
  token: string;
  payload: Record<string, unknown>;
};
export type Delivered = {
  url: string;
  teamId: string;
  tag: string;
  payload: Record<string, unknown>;
};

type Team = {
  id: string;
  token: string;
  refreshToken?: string;
  expiresAt?: number;
  scopes: Set<string>;
  botUserId: string;
  /** Kinds of block that this workspace refuses. */
  refuses: Set<string>;
};

/** https://docs.slack.dev/interactivity/handling-user-interaction: five uses within thirty minutes. */
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

const SCOPES: Record<string, string> = {
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.unfurl": "links:write",
};

/** Those that ftcost calls: any other is a mistake. */
const METHODS = new Set([
  "chat.postMessage",
  "chat.postEphemeral",
  "chat.unfurl",
  "views.open",
  "views.update",
  "views.publish",
]);

const kindsOf = (payload: Record<string, unknown>): string[] => {
  const blocks = payload["blocks"];
  return Array.isArray(blocks) ? blocks.map((block: { type: string }) => block.type) : [];
};

export const sign = (body: string, timestamp: number, secret = SIGNING_SECRET): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

export class FakeSlack {
  readonly teams = new Map<string, Team>();
  readonly sent: Sent[] = [];
  readonly delivered: Delivered[] = [];
  /** What was refused, and why: a test that expects none looks here. */
  readonly refused: string[] = [];
  readonly codes = new Map<string, { team: Team; redirectUri: string }>();
  refreshes = 0;
  /** Milliseconds that every Web API call takes. */
  slowMs = 0;
  /** Answers 429 to that many response_url posts first. */
  busyResponses = 0;
  /** Answers 429 to that many Web API calls first. */
  busyCalls = 0;
  /** Slack's clock: tests of what expires move it. */
  now = (): number => Date.now();
  #responseUrls = new Map<string, { teamId: string; tag: string; uses: number; at: number }>();
  #triggers = new Map<string, { teamId: string; at: number; used: boolean }>();
  readonly #api = new Hono();

  constructor() {
    this.#api.post("/api/oauth.v2.access", (context) => this.#access(context.req.raw));
    this.#api.post("/api/:method", (context) =>
      this.#call(context.req.param("method"), context.req.raw),
    );
  }

  addTeam(
    id: string,
    scopes = ["commands", "chat:write", "app_mentions:read", "links:read", "links:write"],
  ): Team {
    const team: Team = {
      id,
      token: `xoxb-${id}-${randomUUID()}`,
      scopes: new Set(scopes),
      botUserId: `UBOT${id}`,
      refuses: new Set(),
    };
    this.teams.set(id, team);
    return team;
  }

  /** slack.com */
  readonly api = async (request: Request): Promise<Response> => this.#api.fetch(request);

  /** hooks.slack.com */
  readonly hooks = async (request: Request): Promise<Response> => {
    const known = this.#responseUrls.get(request.url);
    if (known === undefined || this.now() - known.at > RESPONSE_URL_MS)
      return this.#no("response_url", "expired_url", 404);
    if (this.busyResponses > 0) {
      this.busyResponses--;
      return new Response("rate_limited", { status: 429, headers: { "retry-after": "1" } });
    }
    const payload = (await request.json()) as Record<string, unknown>;
    const refusals = this.#refusals(known.teamId, payload);
    if (refusals.length > 0)
      return this.#no("response_url", `invalid_blocks ${refusals.join("; ")}`, 400);
    if (known.uses >= RESPONSE_URL_USES) return this.#no("response_url", "used_url", 404);
    known.uses++;
    this.delivered.push({ url: request.url, teamId: known.teamId, tag: known.tag, payload });
    return new Response("ok");
  };

  #no(method: string, error: string, status = 200): Response {
    this.refused.push(`${method}: ${error}`);
    return Response.json({ ok: false, error: error.split(" ")[0], detail: error }, { status });
  }

  #refusals(teamId: string, payload: Record<string, unknown>): string[] {
    const refuses = this.teams.get(teamId)?.refuses ?? new Set();
    const unsupported = kindsOf(payload).filter((kind) => refuses.has(kind));
    return [
      ...unsupported.map((kind) => `unsupported block ${kind}`),
      ...complaints(MessagePayload, payload),
    ];
  }

  #teamOf(request: Request): Team | undefined {
    const token = (request.headers.get("authorization") ?? "").replace(/^Bearer /, "");
    return [...this.teams.values()].find(
      (team) =>
        team.token === token &&
        (team.expiresAt === undefined || team.expiresAt > this.now() / 1000),
    );
  }

  async #payloadOf(request: Request): Promise<Record<string, unknown>> {
    const body = await request.text();
    if ((request.headers.get("content-type") ?? "").includes("json"))
      return JSON.parse(body) as Record<string, unknown>;
    return Object.fromEntries(
      [...new URLSearchParams(body)].map(([key, value]) => {
        try {
          return [key, /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value];
        } catch {
          return [key, value];
        }
      }),
    );
  }

  async #call(method: string, request: Request): Promise<Response> {
    if (this.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, this.slowMs));
    if (!METHODS.has(method)) return this.#no(method, "unknown_method");
    const team = this.#teamOf(request);
    if (team === undefined) return this.#no(method, "invalid_auth");
    if (this.busyCalls > 0) {
      this.busyCalls--;
      return Response.json(
        { ok: false, error: "ratelimited" },
        { status: 429, headers: { "retry-after": "1" } },
      );
    }
    const scope = SCOPES[method];
    if (scope !== undefined && !team.scopes.has(scope)) return this.#no(method, "missing_scope");
    const payload = await this.#payloadOf(request);
    const wrong = this.#wrong(method, team, payload);
    if (wrong !== undefined) return this.#no(method, wrong);
    this.sent.push({ method, teamId: team.id, token: team.token, payload });
    return Response.json({ ok: true, ts: "1.2", view: { id: `V${this.sent.length}` } });
  }

  #wrong(method: string, team: Team, payload: Record<string, unknown>): string | undefined {
    if (method.startsWith("chat.") && method !== "chat.unfurl") {
      const channel = typeof payload["channel"] === "string" ? payload["channel"] : "";
      if (channel === "" || !channel.endsWith(team.id)) return "channel_not_found";
      const refusals = this.#refusals(team.id, payload);
      return refusals.length > 0 ? `invalid_blocks ${refusals.join("; ")}` : undefined;
    }
    if (method === "views.open") {
      const trigger = this.#triggers.get(String(payload["trigger_id"]));
      if (trigger === undefined || trigger.teamId !== team.id) return "invalid_trigger_id";
      if (trigger.used) return "exchanged_trigger_id";
      if (this.now() - trigger.at > 3000) return "expired_trigger_id";
      trigger.used = true;
    }
    const schema = method === "views.publish" ? HomeView : ModalView;
    if (method.startsWith("views.")) {
      const said = complaints(schema, payload["view"]);
      return said.length > 0 ? `invalid_arguments ${said.join("; ")}` : undefined;
    }
    return undefined;
  }

  async #access(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const basic = `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}`;
    if (request.headers.get("authorization") !== basic)
      return this.#no("oauth.v2.access", "bad_client_secret");
    if (form.get("grant_type") === "refresh_token") {
      const team = [...this.teams.values()].find(
        ({ refreshToken }) =>
          refreshToken !== undefined && refreshToken === form.get("refresh_token"),
      );
      if (team === undefined) return this.#no("oauth.v2.access", "invalid_refresh_token");
      this.refreshes++;
      this.rotate(team);
      return Response.json(this.#granted(team));
    }
    const code = this.codes.get(form.get("code") ?? "");
    if (code === undefined) return this.#no("oauth.v2.access", "invalid_code");
    if (code.redirectUri !== form.get("redirect_uri"))
      return this.#no("oauth.v2.access", "bad_redirect_uri");
    this.codes.delete(form.get("code")!);
    return Response.json(this.#granted(code.team));
  }

  /** A new token, good for twelve hours; the refresh token works once. */
  rotate(team: Team, secondsLeft = 43_200): void {
    team.token = `xoxe.xoxb-${team.id}-${randomUUID()}`;
    team.refreshToken = `xoxe-1-${randomUUID()}`;
    team.expiresAt = Date.now() / 1000 + secondsLeft;
  }

  #granted(team: Team): Record<string, unknown> {
    return {
      ok: true,
      access_token: team.token,
      token_type: "bot",
      bot_user_id: team.botUserId,
      app_id: "A1",
      scope: [...team.scopes].join(","),
      team: { id: team.id, name: team.id },
      enterprise: null,
      is_enterprise_install: false,
      ...(team.refreshToken === undefined
        ? {}
        : {
            refresh_token: team.refreshToken,
            expires_in: Math.round((team.expiresAt ?? 0) - Date.now() / 1000),
          }),
    };
  }

  responseUrl(teamId: string, tag = ""): string {
    const url = `https://hooks.slack.com/commands/${teamId}/${randomUUID()}`;
    this.#responseUrls.set(url, { teamId, tag, uses: 0, at: this.now() });
    return url;
  }

  triggerId(teamId: string): string {
    const id = randomUUID();
    this.#triggers.set(id, { teamId, at: this.now(), used: false });
    return id;
  }
}

/** A signed request as Slack sends it. */
export const signed = (
  body: string,
  contentType: string,
  at = Math.floor(Date.now() / 1000),
  secret = SIGNING_SECRET,
): RequestInit => ({
  method: "POST",
  headers: {
    "content-type": contentType,
    "x-slack-request-timestamp": String(at),
    "x-slack-signature": sign(body, at, secret),
  },
  body,
});

export const FORM = "application/x-www-form-urlencoded";

export const commandBody = (
  slack: FakeSlack,
  teamId: string,
  text: string,
  more: Record<string, string> = {},
): string =>
  new URLSearchParams({
    command: "/ftcost",
    text,
    team_id: teamId,
    user_id: `U1${teamId}`,
    channel_id: `C1${teamId}`,
    response_url: slack.responseUrl(teamId, text),
    trigger_id: slack.triggerId(teamId),
    ...more,
  }).toString();

export const payloadBody = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
