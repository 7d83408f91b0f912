/**
 * What a deployment binds and sets. Frameworks' own names; a half whose settings are missing answers
 * 503 and names them, the other half works. Values are never shown, only names.
 */
export type Settings = {
  SLACK_SIGNING_SECRET?: string;
  SLACK_BOT_TOKEN?: string;
  SLACK_CLIENT_ID?: string;
  SLACK_CLIENT_SECRET?: string;
  SLACK_STATE_SECRET?: string;
  TOKEN_ENCRYPTION_KEY?: string;
  SLACK_API_URL?: string;
  APP_ID?: string;
  PRIVATE_KEY?: string;
  WEBHOOK_SECRET?: string;
  GITHUB_API_URL?: string;
  /** How long a pull request must be quiet before it is estimated; 2000 when not set. */
  DEBOUNCE_MILLISECONDS?: string;
  ALERT_SLACK_CHANNEL?: string;
  ALERT_THRESHOLD_PERCENT?: string;
  HF_TOKEN?: string;
  LAMBDA_API_KEY?: string;
  TOGETHER_API_KEY?: string;
  DIGITALOCEAN_TOKEN?: string;
  PRIME_INTELLECT_API_KEY?: string;
  /** JSON: discounts, contract prices, owned machines (pricing/own.ts). */
  OWN_PRICES?: string;
};

export type Bindings = {
  KV: KVNamespace;
  /** One per pull request: serialises and debounces its comment. */
  PULL_REQUEST: DurableObjectNamespace;
  /** One: which pull requests are open, and what runs really cost. */
  PULL_REGISTER: DurableObjectNamespace;
  /** One: slices the price refresh over alarms, keeps the ledger of KV writes and the price history. */
  PRICE_BOOK: DurableObjectNamespace;
  /** One per Slack workspace: what its people save, its subscriptions, its seen event ids. */
  WORKSPACE: DurableObjectNamespace;
  ASSETS: Fetcher;
  /** The platform's rate limit, per caller. */
  LIMIT: RateLimit;
};

export type Env = Settings & Bindings;

const present = (value: string | undefined): boolean => value !== undefined && value.trim() !== "";

const missing = (env: Settings, names: readonly (keyof Settings)[]): string[] =>
  names.filter((name) => !present(env[name]));

/** Names of the settings that Slack still needs; empty when it is set up for one workspace or for many. */
export const missingForSlack = (env: Settings): string[] => {
  const signing = missing(env, ["SLACK_SIGNING_SECRET"]);
  const many = [
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_STATE_SECRET",
    "TOKEN_ENCRYPTION_KEY",
  ] as const;
  const one = missing(env, ["SLACK_BOT_TOKEN"]);
  const missingForMany = missing(env, many);
  if (one.length === 0 || missingForMany.length === 0) return signing;
  return [...signing, ...(missingForMany.length < many.length ? missingForMany : one)];
};

/** Names of the settings that GitHub still needs. An empty WEBHOOK_SECRET counts as missing: Probot would take a public default. */
export const missingForGitHub = (env: Settings): string[] =>
  missing(env, ["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"]);
