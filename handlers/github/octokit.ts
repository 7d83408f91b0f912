import { createPrivateKey } from "node:crypto";
import { Probot, ProbotOctokit } from "probot";
import type { Settings } from "../../src/env.ts";

/**
 * Octokit without its throttling and retry plugins. Throttling keeps timers in a module global and hangs
 * concurrent requests of a Worker; only this function form turns it off. Retrying blindly would repeat
 * a create whose answer was lost: what to do again is decided in jobs.ts.
 */
export const WorkerOctokit = ProbotOctokit.defaults(((options: Record<string, object>) => ({
  ...options,
  throttle: { ...options?.["throttle"], enabled: false },
  retry: { ...options?.["retry"], enabled: false },
})) as never) as typeof ProbotOctokit;

/** GitHub hands out PKCS#1 keys, WebCrypto reads PKCS#8; newlines may have been written as `\n`. */
export const toPkcs8 = (pem: string): string => {
  const key = createPrivateKey(pem.replaceAll("\\n", "\n").trim());
  return key.export({ type: "pkcs8", format: "pem" }).toString();
};

const quiet = () => undefined;

/** Warnings and errors only, and of those the message alone: requests carry tokens and bodies. */
const plainLog = () => {
  const say = (level: string) => (first: unknown, second?: unknown) => {
    const text = typeof first === "string" ? first : typeof second === "string" ? second : "";
    console.error(`github ${level}: ${text.slice(0, 200)}`);
  };
  const log = { level: "warn", trace: quiet, debug: quiet, info: quiet };
  const full = { ...log, warn: say("warning"), error: say("error"), fatal: say("error") };
  const self = { ...full, child: (): unknown => self };
  return self;
};

export const log = plainLog() as never;

const REQUEST_LIMIT_MILLISECONDS = 10_000;

/** The global fetch, looked up at each call so that a test can stand in, with a time limit. */
export const timedFetch: typeof fetch = (input, init) =>
  fetch(input, {
    ...init,
    signal: init?.signal ?? AbortSignal.timeout(REQUEST_LIMIT_MILLISECONDS),
  });

export const apiUrl = (settings: Settings): string =>
  (settings.GITHUB_API_URL?.trim() || "https://api.github.com").replace(/\/+$/, "");

/** Callers have made sure that the settings are there (missingForGitHub). */
export const createProbot = (settings: Settings): Probot =>
  new Probot({
    appId: Number(settings.APP_ID),
    privateKey: toPkcs8(settings.PRIVATE_KEY ?? ""),
    secret: settings.WEBHOOK_SECRET ?? "",
    baseUrl: apiUrl(settings),
    Octokit: WorkerOctokit,
    log,
    request: { fetch: timedFetch },
  });

/** Acts as the App itself: mints tokens, lists deliveries. */
export const appOctokit = (settings: Settings) =>
  new WorkerOctokit({
    auth: { appId: Number(settings.APP_ID), privateKey: toPkcs8(settings.PRIVATE_KEY ?? "") },
    baseUrl: apiUrl(settings),
    log,
    request: { fetch: timedFetch },
  });

export const tokenOctokit = (settings: Settings, token: string) =>
  new WorkerOctokit({
    auth: { token },
    baseUrl: apiUrl(settings),
    log,
    request: { fetch: timedFetch },
  });
