import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import type { Env } from "../../src/env.ts";
import { problemResponse } from "./problems.ts";

const MAX_BODY_BYTES = 1024 * 1024;
const RETRY_AFTER_SECONDS = 60;

/**
 * What every address under /v1 shares. Mounted before the routes of all other sub-apps, since Hono runs
 * what is registered first.
 */
export const apiEdge = new Hono<{ Bindings: Env }>();

const MOST_DRAINED_BYTES = 16 * MAX_BODY_BYTES;

/**
 * Reads to its end what a refused request still sends, to a bound: an answer before that loses the
 * connection with callers that send first and listen afterwards, and they would see no answer at all.
 */
const drained: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  await next();
  const { body, bodyUsed } = c.req.raw;
  if (body === null || bodyUsed || body.locked) return;
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > MOST_DRAINED_BYTES) return;
    }
  } catch {
    // The caller has gone: nobody waits for the answer.
  }
};
apiEdge.use("*", drained);

const open = cors({
  origin: "*",
  allowMethods: ["GET", "POST", "OPTIONS"],
  allowHeaders: ["content-type", "if-none-match"],
  exposeHeaders: ["etag", "link", "retry-after"],
  maxAge: 86_400,
});

const tooLarge = () =>
  problemResponse(413, [
    { path: "", message: "A request may hold 1 MiB. Send the configs in several requests." },
  ]);

/**
 * One count per caller, by the platform's own limiter. Cloudflare writes `cf-connecting-ip` itself, so a
 * loopback address or none means that no edge stands before us (local start, tests) and nobody is to be held back.
 */
export const limited: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  const caller = c.req.header("cf-connecting-ip");
  if (caller !== undefined && !LOOPBACK.has(caller) && c.req.method === "POST") {
    const { success } = await c.env.LIMIT.limit({ key: caller });
    if (!success) return tooMany();
  }
  return next();
};
const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

const tooMany = () =>
  problemResponse(
    429,
    [
      {
        path: "",
        message:
          "That was more than a minute's worth of requests. Wait a minute, or run ftcost yourself: it is one Worker on the free plan.",
      },
    ],
    { "retry-after": String(RETRY_AFTER_SECONDS) },
  );

for (const path of ["/v1/*", "/openapi.json", "/schema/*"]) {
  apiEdge.use(path, open);
  apiEdge.on("GET", [path], etag());
}
apiEdge.use("/v1/*", limited);
apiEdge.use("/v1/*", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));
