/**
 * One request of a source, bounded in time and bytes, with the validators of the last good answer.
 * What the network does wrong becomes a `Failed` with its reason; a body is never logged.
 */
import type { Ask } from "./sources/source.ts";

export type Validators = { etag?: string; lastModified?: string };
export type Received =
  | { kind: "body"; text: string; validators: Validators }
  | { kind: "unchanged" }
  | { kind: "failed"; reason: string; retryAfterSeconds?: number };

const TIMEOUT_MS = 15_000;

const readBounded = async (response: Response, maxBytes: number): Promise<string | undefined> => {
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    return undefined;
  }
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts.join("") + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
};

const retryAfter = (header: string | null, now: Date): number | undefined => {
  if (header === null) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
};

export const receive = async (
  ask: Ask,
  options: { fetch: typeof fetch; validators: Validators; maxBytes: number; now: Date },
): Promise<Received> => {
  const headers = new Headers(ask.headers);
  if (options.validators.etag) headers.set("if-none-match", options.validators.etag);
  if (options.validators.lastModified)
    headers.set("if-modified-since", options.validators.lastModified);
  try {
    const response = await options.fetch(ask.url, {
      method: ask.method ?? "GET",
      headers,
      redirect: "follow",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(ask.body === undefined ? {} : { body: ask.body }),
    });
    if (response.status === 304) return { kind: "unchanged" };
    if (!response.ok) {
      await response.body?.cancel();
      const seconds = retryAfter(response.headers.get("retry-after"), options.now);
      const reason = `answered ${response.status}`;
      return {
        kind: "failed",
        reason,
        ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
      };
    }
    const text = await readBounded(response, options.maxBytes);
    if (text === undefined)
      return {
        kind: "failed",
        reason: `the answer is larger than ${Math.round(options.maxBytes / 1024)} KiB`,
      };
    const etag = response.headers.get("etag");
    const lastModified = response.headers.get("last-modified");
    return {
      kind: "body",
      text,
      validators: { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) },
    };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    return {
      kind: "failed",
      reason: name === "TimeoutError" ? "no answer in time" : "cannot be reached",
    };
  }
};
