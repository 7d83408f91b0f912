/**
 * A model that no table holds, looked up on the Hugging Face Hub: the fields of its config.json, and the
 * parameter count that its safetensors files declare, to check ours against. What was found is kept in KV
 * for a month, what does not exist for an hour; a Hub that fails is asked again next time.
 */
import type { Architecture } from "../src/estimator/architecture/architecture.ts";
import { isRecord, type Config } from "../src/estimator/architecture/fields.ts";
import { readArchitecture } from "../src/estimator/architecture/read.ts";
import { right, wrong, type Problem, type Result } from "../src/problem.ts";
import { receiveJson, type Received } from "./hub-receive.ts";
import { putWithinBudget } from "./ledger.ts";
import type { Env } from "../src/env.ts";

export type HubModel = {
  id: string;
  /** What `architecture` of a run takes: the fields of config.json that count, and the Hub's own total. */
  config: Config;
  architecture: Architecture;
  gated: boolean;
  source: string;
  /** ISO time of the look-up. */
  asOf: string;
};

/** What is kept: enough to answer without the Hub. */
type Kept =
  | { found: true; config: Config; gated: boolean; source: string; asOf: string }
  | { found: false; message: string; asOf: string };

const HUB = "https://huggingface.co";
const KEPT_SECONDS = 30 * 24 * 3600;
const MISSING_SECONDS = 3600;
const HUB_ID = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;
const FILES = ["config.json", "transformer/config.json", "unet/config.json"];
/** Versioned, for a later reader may need fields that this one dropped. */
export const hubKey = (id: string): string => `hub:1:${id.toLowerCase()}`;

const problem = (id: string, message: string): Problem => ({
  path: "baseModel",
  message: `"${id}" ${message} Pass "architecture" with the fields of its config.json to go on without the Hub.`,
});

/** Sizes and switches matter, label maps and templates do not. */
const pruned = (value: unknown, depth: number): unknown => {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return value.length <= 300 ? value : undefined;
  if (Array.isArray(value))
    return value.length <= 512 &&
      value.every((item) => typeof item !== "object" || Array.isArray(item))
      ? value
      : undefined;
  if (!isRecord(value) || depth >= 3) return undefined;
  const kept: Config = {};
  for (const [key, inner] of Object.entries(value)) {
    if (/^(id2label|label2id|auto_map|task_specific_params|__proto__)$/.test(key)) continue;
    const item = pruned(inner, depth + 1);
    if (item !== undefined) kept[key] = item;
  }
  return kept;
};

const WHOLE_NUMBERS = /^(BF16|F16|F32|F64|F8_E4M3|F8_E5M2)$/;

/** The Hub's count of a repository's safetensors; undefined where the weights are packed (4 bits in bytes). */
export const declaredParameters = (info: unknown): number | undefined => {
  if (!isRecord(info) || !isRecord(info["safetensors"])) return undefined;
  const { parameters, total } = info["safetensors"];
  if (!isRecord(parameters)) return undefined;
  if (!Object.keys(parameters).every((type) => WHOLE_NUMBERS.test(type))) return undefined;
  return typeof total === "number" && Number.isSafeInteger(total) && total > 0 ? total : undefined;
};

const refusal = (
  id: string,
  answer: Received,
  token: boolean,
): { message: string; lasting: boolean } => {
  const code = answer.ok ? "" : answer.errorCode;
  if (!answer.ok && (answer.status === 404 || code === "RepoNotFound"))
    return {
      message:
        code === "EntryNotFound"
          ? "has no config.json on the Hugging Face Hub, so its architecture is unknown."
          : "is in no table here and does not exist on the Hugging Face Hub (or is private).",
      lasting: true,
    };
  if (!answer.ok && (answer.status === 401 || answer.status === 403))
    return {
      message: token
        ? `is gated or private on the Hugging Face Hub, and the owner of HF_TOKEN has no access: accept its terms at ${HUB}/${id}.`
        : `is gated or private on the Hugging Face Hub: accept its terms at ${HUB}/${id} and set HF_TOKEN.`,
      lasting: false,
    };
  return {
    message: `is in no table here, and the Hugging Face Hub did not answer (${answer.ok ? "unreadable" : answer.reason}).`,
    lasting: false,
  };
};

const modelFrom = (id: string, kept: Extract<Kept, { found: true }>): Result<HubModel> => {
  const read = readArchitecture(kept.config);
  if (!read.ok)
    return wrong(
      ...read.problems.map(({ path, message }) =>
        problem(
          id,
          `has a config.json that cannot be read (${path === "" ? "" : `${path}: `}${message})`,
        ),
      ),
    );
  const { config, gated, source, asOf } = kept;
  return right({ id, config, architecture: read.value, gated, source, asOf });
};

type Put = (key: string, value: string, options: KVNamespacePutOptions) => Promise<unknown>;

const isKept = (value: unknown): value is Kept =>
  isRecord(value) &&
  (value["found"] === true
    ? isRecord(value["config"])
    : value["found"] === false && typeof value["message"] === "string");

/**
 * The architecture of a Hub id. `put` keeps what was learned; by default it takes a write from today's
 * budget. A refusal that a token would change is not kept.
 */
export const lookUpModel = async (
  id: string,
  env: Pick<Env, "KV" | "PRICE_BOOK" | "HF_TOKEN">,
  fetcher: typeof fetch = fetch,
  options: { now?: Date; put?: Put; timeoutMs?: number } = {},
): Promise<Result<HubModel>> => {
  if (!HUB_ID.test(id) || id.includes(".."))
    return wrong(
      problem(
        id.slice(0, 200),
        "is in no table here and is not an id of the Hugging Face Hub (owner/name).",
      ),
    );
  const known: unknown = await env.KV.get(hubKey(id), "json").catch(() => null);
  if (isKept(known)) return known.found ? modelFrom(id, known) : wrong(problem(id, known.message));

  const put: Put = options.put ?? ((key, value, more) => putWithinBudget(env, key, value, more));
  const keep = async (value: Kept, seconds: number): Promise<void> => {
    // A cache that cannot be written is no reason to refuse an answer.
    await put(hubKey(id), JSON.stringify(value), { expirationTtl: seconds }).catch(() => false);
  };
  const asOf = (options.now ?? new Date()).toISOString();
  const token = env.HF_TOKEN?.trim() ?? "";
  const ask = (path: string): Promise<Received> =>
    receiveJson(fetcher, `${HUB}/${path}`, token, options.timeoutMs);

  const [first, info] = await Promise.all([
    ask(`${id}/resolve/main/${FILES[0]}`),
    ask(`api/models/${id}`),
  ]);
  let answer = first;
  let file = FILES[0]!;
  for (const other of FILES.slice(1)) {
    if (answer.ok || answer.status !== 404 || !info.ok) break;
    answer = await ask(`${id}/resolve/main/${other}`);
    file = other;
  }
  if (!answer.ok || !isRecord(answer.value)) {
    const refused = refusal(id, !info.ok && info.status === 404 ? info : answer, token !== "");
    if (refused.lasting)
      await keep({ found: false, message: refused.message, asOf }, MISSING_SECONDS);
    return wrong(problem(id, refused.message));
  }
  const details = info.ok && isRecord(info.value) ? info.value : {};
  const declared = declaredParameters(details);
  const gated = details["gated"] !== undefined && details["gated"] !== false;
  const kept: Kept = {
    found: true,
    config: {
      ...(pruned(answer.value, 0) as Config),
      ...(declared === undefined ? {} : { safetensors_parameters: declared }),
    },
    gated,
    source: `${HUB}/${id}/resolve/main/${file}`,
    asOf,
  };
  const model = modelFrom(id, kept);
  if (model.ok) await keep(kept, KEPT_SECONDS);
  return model;
};
