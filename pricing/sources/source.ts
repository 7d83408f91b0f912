/**
 * What a price source is: which requests to make, and how its answers read. Both pure; the network, the
 * clock and every judgement about what may be believed are elsewhere (refresh.ts, check.ts).
 */
import type { Settings } from "../../src/env.ts";
import type { InferencePrice, ManagedOffer, Offer } from "../../src/estimator/offer.ts";
import { nameGpu } from "../gpu-names.ts";

export type Ask = {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
};

/** A row as the feed tells it; where it came from and when are the refresh's to add. */
export type Offered = Omit<Offer, "basis" | "source" | "asOf" | "stale"> & { source?: string };
export type OfferedManaged = Omit<ManagedOffer, "basis" | "source" | "asOf" | "stale">;
export type OfferedInference = Omit<InferencePrice, "basis" | "source" | "asOf" | "stale">;
export type Rejected = { row: string; reason: string };

export type Parsed = {
  offers: Offered[];
  serving: Offered[];
  managed: OfferedManaged[];
  inference: OfferedInference[];
  rejected: Rejected[];
  /** The feed's own date or version, where it has one. */
  stamp?: string;
  /** The address of the next page. */
  next?: string;
};

export type PriceSource = {
  id: string;
  /** Where people can look it up; shown beside every price. */
  home: string;
  /** Reads a price of many providers at second hand: fills gaps and confirms, never overrules a provider's own feed. */
  secondHand?: true;
  /** A setting without which it is not asked. */
  needs?: keyof Settings;
  /** "recorded": its parser has read a real answer. "documented": only descriptions of one; unverified. */
  evidence: "recorded" | "documented";
  everyHours: number;
  maxBytes: number;
  requests: (settings: Settings) => Ask[];
  /** One body for each request and page, in order. Throws `Unreadable` when they are not what the source sends. */
  parse: (bodies: string[]) => Parsed;
  /** Reads the next page's address out of one body. */
  next?: (body: string) => string | undefined;
};

/** The answer is not of this source's shape: HTML, an empty list, a renamed field. */
export class Unreadable extends Error {}

export const asJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    const start = body.trimStart().slice(0, 1);
    throw new Unreadable(start === "<" ? "HTML instead of JSON" : "not JSON (truncated?)");
  }
};

type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The list at a path such as "data.gpuTypes"; "" is the whole answer. */
export const listAt = (value: unknown, path: string): Fields[] => {
  let at: unknown = value;
  for (const step of path === "" ? [] : path.split(".")) at = isFields(at) ? at[step] : undefined;
  if (!Array.isArray(at)) throw new Unreadable(`no list at "${path === "" ? "the top" : path}"`);
  if (at.length === 0)
    throw new Unreadable(`the list at "${path === "" ? "the top" : path}" is empty`);
  return at.filter(isFields);
};

/** A number, also where a feed writes it as "3.95" or "$0.40"; undefined for anything else. */
export const amount = (value: unknown): number | undefined => {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const digits = value.trim().replace(/^\$/, "").replaceAll(",", "");
  return /^\d+(\.\d+)?(e-?\d+)?$/i.test(digits) ? Number(digits) : undefined;
};

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const emptyParsed = (): Parsed => ({
  offers: [],
  serving: [],
  managed: [],
  inference: [],
  rejected: [],
});

export type Draft = {
  provider: string;
  sku: string;
  /** As the feed writes it, or canonical. */
  gpu: string;
  gigabytesPerGpu?: number | undefined;
  gpuCount: number;
  region?: string;
  pricing: Offer["pricing"];
  usdPerHour: number | undefined;
  available?: boolean | null;
  interconnect?: string;
  minimumHours?: number;
  commitmentMonths?: number;
  remark?: string;
  source?: string;
};

/** Adds a row, or the reason why it cannot be one. `usdPerHour` is of the whole machine. */
export const addOffer = (to: Parsed, draft: Draft): void => {
  const { gigabytesPerGpu, gpu: written, remark, usdPerHour, available, region, ...rest } = draft;
  const row = `${draft.provider} ${draft.sku} ${draft.pricing}`;
  const reject = (reason: string) => void to.rejected.push({ row, reason });
  if (!Number.isInteger(draft.gpuCount) || draft.gpuCount < 1)
    return reject(`${draft.gpuCount} GPUs`);
  if (usdPerHour === undefined) return reject("no price");
  if (!(usdPerHour > 0)) return reject(`a price of ${usdPerHour}`);
  const named = nameGpu(written, gigabytesPerGpu);
  if (!named.ok) return reject(named.reason);
  const remarks = [remark, named.assumed].filter(Boolean).join("; ");
  to.offers.push({
    ...rest,
    gpu: named.gpu,
    region: region ?? "",
    usdPerHour,
    available: available ?? null,
    ...(remarks === "" ? {} : { remark: remarks }),
  });
};

/**
 * Flat objects that hold `marker`, out of a body too large to parse whole. The body must be complete:
 * a truncated one has no closing bracket for each that opens.
 */
export const scanObjects = (body: string, marker: string): Fields[] => {
  const found: Fields[] = [];
  for (let at = body.indexOf(marker); at !== -1; at = body.indexOf(marker, at)) {
    const from = body.lastIndexOf("{", at);
    const to = body.indexOf("}", at);
    if (from === -1 || to === -1) break;
    const value = asJson(body.slice(from, to + 1));
    if (isFields(value)) found.push(value);
    at = to;
  }
  return found;
};

/** Whether every bracket closes: what JSON.parse would tell, at a fraction of its work. */
export const assertComplete = (body: string): void => {
  const trimmed = body.trimEnd();
  const first = trimmed.trimStart()[0];
  if (first === "<") throw new Unreadable("HTML instead of JSON");
  if (first !== "{" && first !== "[") throw new Unreadable("not JSON");
  let depth = 0;
  for (let at = 0; at < trimmed.length; at++) {
    const code = trimmed.charCodeAt(at);
    if (code === 34) {
      do at = trimmed.indexOf('"', at + 1);
      while (at !== -1 && isEscaped(trimmed, at));
      if (at === -1) throw new Unreadable("truncated inside a string");
    } else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
  }
  if (depth !== 0) throw new Unreadable("truncated: brackets stay open");
};

const isEscaped = (body: string, at: number): boolean => {
  let slashes = 0;
  while (body.charCodeAt(at - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
};

export const GET_JSON = { accept: "application/json", "user-agent": "ftcost (price refresh)" };
export const KIB = 1024;
