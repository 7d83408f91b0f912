import type { Settings } from "../../src/env.ts";
import { appOctokit, tokenOctokit } from "./octokit.ts";

/** GitHub asks us to wait: primary or secondary rate limit. */
export class RateLimited extends Error {
  untilMilliseconds: number;
  constructor(untilMilliseconds: number) {
    super("GitHub asked to wait");
    this.untilMilliseconds = untilMilliseconds;
  }
}

/** An answer that is no success, by status; the message names the route and nothing of the body. */
export class Refused extends Error {
  status: number;
  constructor(status: number, route: string) {
    super(`GitHub answered ${status} to ${route}`);
    this.status = status;
  }
}

/** No answer, or one that says nothing about what was done: the write may or may not have happened. */
export class Lost extends Error {}

/** Pages that are linked by a cursor, newest first, as long as `wants` of the page so far says so. */
export type Pages = <T>(
  route: string,
  parameters: Record<string, unknown>,
  wants: (page: readonly T[]) => boolean,
) => Promise<T[]>;

export type Call = <T>(route: string, parameters?: Record<string, unknown>) => Promise<T>;

type Octokit = ReturnType<typeof tokenOctokit>;
type Failure = { status?: number; response?: { headers?: Record<string, string>; data?: unknown } };

const MINUTE_MILLISECONDS = 60_000;
const HOUR_MILLISECONDS = 60 * MINUTE_MILLISECONDS;

const waitUntil = (failure: Failure, now: number): number | undefined => {
  if (failure.status !== 403 && failure.status !== 429) return undefined;
  const headers = failure.response?.headers ?? {};
  const retryAfterSeconds = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(retryAfterSeconds))
    return now + Math.min(retryAfterSeconds * 1000, HOUR_MILLISECONDS);
  const resetSeconds = Number(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] === "0" && Number.isFinite(resetSeconds))
    return Math.min(Math.max(resetSeconds * 1000, now), now + HOUR_MILLISECONDS);
  const said = JSON.stringify(failure.response?.data ?? "").slice(0, 2000);
  if (failure.status === 429 || /rate limit/i.test(said)) return now + MINUTE_MILLISECONDS;
  return undefined;
};

type Answered = { data: unknown; headers: { link?: string } };

/** One request through Octokit, its failures sorted into the three kinds above. */
const asking =
  (octokit: Octokit, count: () => void) =>
  async (route: string, parameters: Record<string, unknown> = {}): Promise<Answered> => {
    count();
    try {
      return await octokit.request(route, parameters);
    } catch (error) {
      const failure = error as Failure;
      const until = waitUntil(failure, Date.now());
      if (until !== undefined) throw new RateLimited(until);
      const status = failure.status ?? 0;
      // Octokit gives its own 500 to a request that never got an answer: it has no response then.
      if (status >= 500 || status < 400 || failure.response === undefined)
        throw new Lost(`no sure answer to ${route.split(" ")[0]}`, { cause: status });
      throw new Refused(status, route);
    }
  };

const calling = (octokit: Octokit, count: () => void): Call => {
  const ask = asking(octokit, count);
  return async <T>(route: string, parameters?: Record<string, unknown>) =>
    (await ask(route, parameters)).data as T;
};

const MOST_PAGES = 10;

/** What the comment, the check run and the suggestions need, in one repository. */
const PERMISSIONS = {
  contents: "read",
  pull_requests: "write",
  checks: "write",
  metadata: "read",
};

/** The platform's limit is 50; one token, one late start and one spare are kept back. */
const SUB_REQUEST_CEILING = 45;

/** Requests of one invocation, as the App or as its installation in one repository. */
export class GitHub {
  #settings: Settings;
  #token: { value: string; expiresAt: number } | undefined;
  #used = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** A new invocation of the Worker has its own allowance of sub-requests. */
  startInvocation(): void {
    this.#used = 0;
  }

  #count = (): void => {
    this.#used += 1;
    if (this.#used > SUB_REQUEST_CEILING)
      throw new Error("more sub-requests than one step may make");
  };

  app(): Call {
    return calling(appOctokit(this.#settings), this.#count);
  }

  appPages: Pages = async <T>(
    route: string,
    parameters: Record<string, unknown>,
    wants: (page: readonly T[]) => boolean,
  ) => {
    const ask = asking(appOctokit(this.#settings), this.#count);
    const found: T[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const at = cursor === undefined ? {} : { cursor };
      const { data, headers } = await ask(route, { ...parameters, ...at });
      const rows = Array.isArray(data) ? (data as T[]) : [];
      found.push(...rows);
      cursor = /[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"/.exec(headers.link ?? "")?.[1];
      if (cursor === undefined || rows.length === 0 || !wants(rows)) break;
      cursor = decodeURIComponent(cursor);
    }
    return found;
  };

  /** The token is narrowed to one repository, kept in memory for its hour and nowhere else. */
  async installation(installationId: number, repositoryId: number): Promise<Call> {
    const now = Date.now();
    if (this.#token === undefined || this.#token.expiresAt < now + MINUTE_MILLISECONDS) {
      const minted = await this.#mint(installationId, repositoryId);
      const expiresAt = Date.parse(minted.expires_at);
      this.#token = {
        value: minted.token,
        expiresAt: Number.isNaN(expiresAt) ? now + HOUR_MILLISECONDS / 2 : expiresAt,
      };
    }
    const call = calling(tokenOctokit(this.#settings, this.#token.value), this.#count);
    return async (route, parameters) => {
      try {
        return await call(route, parameters);
      } catch (error) {
        if (error instanceof Refused && error.status === 401) this.#token = undefined;
        throw error;
      }
    };
  }

  async #mint(installationId: number, repositoryId: number) {
    type Minted = { token: string; expires_at: string };
    const route = "POST /app/installations/{installation_id}/access_tokens";
    const scope = { installation_id: installationId, repository_ids: [repositoryId] };
    try {
      return await this.app()<Minted>(route, { ...scope, permissions: PERMISSIONS });
    } catch (error) {
      // 422: the installation was granted less than we would like. Less is what we then ask for.
      if (!(error instanceof Refused) || error.status !== 422) throw error;
      return await this.app()<Minted>(route, scope);
    }
  }
}
