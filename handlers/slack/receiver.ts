/**
 * Bolt's receiver over Request and Response. The acknowledgement is the Response; what a listener does
 * after it goes on under `waitUntil`. Slack hangs up after three seconds, so an empty 200 goes out at 2.4 s
 * when nobody has acknowledged: `context["late"]()` then tells the listener to answer by response_url.
 */
import { type App, isValidSlackRequest, type Receiver } from "@slack/bolt";

const ACK_WITHIN_MS = 2_400;
const CLOCK_TOLERANCE_SECONDS = 300;
/** A burst is over when nothing has arrived for so long; computing waits for it (asker.ts). */
const BURST_PAUSE_MS = 80;
const MAX_BODY_BYTES = 1_000_000;

export type WorkerReceiver = Receiver & {
  handle(request: Request, waitUntil: (work: Promise<unknown>) => void): Promise<Response>;
};

/** Presence first, both directions of time, then Bolt's constant-time comparison over the raw body. */
export const isFromSlack = (
  headers: Headers,
  body: string,
  signingSecret: string,
  nowSeconds: number,
): boolean => {
  const signature = headers.get("x-slack-signature");
  const timestamp = headers.get("x-slack-request-timestamp");
  if (signature === null || timestamp === null || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowSeconds - Number(timestamp)) > CLOCK_TOLERANCE_SECONDS) return false;
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp) },
    nowMilliseconds: nowSeconds * 1000,
  });
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Form fields, the JSON in a form's `payload`, or JSON. Undefined when it is none of them. */
const parseBody = (body: string, contentType: string): Record<string, unknown> | undefined => {
  try {
    if (contentType.includes("application/json")) {
      const json: unknown = JSON.parse(body);
      return isRecord(json) ? json : undefined;
    }
    const form = new URLSearchParams(body);
    const payload = form.get("payload");
    if (payload === null) return Object.fromEntries(form);
    const json: unknown = JSON.parse(payload);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
};

/** What an `ack(...)` becomes on the wire: nothing, text, or JSON. */
const ackResponse = (answer: unknown): Response => {
  if (answer === undefined || answer === null || answer === "")
    return new Response(null, { status: 200 });
  if (typeof answer === "string") return new Response(answer, { status: 200 });
  return Response.json(answer);
};

const retryOf = (headers: Headers): { retryNum?: number; retryReason?: string } => {
  const number = headers.get("x-slack-retry-num");
  const reason = headers.get("x-slack-retry-reason");
  return {
    ...(number === null ? {} : { retryNum: Number(number) }),
    ...(reason === null ? {} : { retryReason: reason }),
  };
};

export const makeReceiver = (signingSecret: string): WorkerReceiver => {
  let app: App | undefined;
  /** Requests of this isolate that still wait for their acknowledgement: a number, no promise to share. */
  let unacknowledged = 0;
  let arrivedAt = 0;

  const process = async (
    body: Record<string, unknown>,
    headers: Headers,
    waitUntil: (work: Promise<unknown>) => void,
  ): Promise<Response> => {
    let answered = false;
    let late = false;
    unacknowledged++;
    arrivedAt = Date.now();
    return await new Promise<Response>((resolve) => {
      const answer = (response: Response): void => {
        if (answered) return;
        answered = true;
        unacknowledged--;
        resolve(response);
      };
      const timer = setTimeout(() => {
        late = !answered;
        answer(new Response(null, { status: 200 }));
      }, ACK_WITHIN_MS);
      const ack = async (response?: unknown): Promise<void> => {
        clearTimeout(timer);
        answer(ackResponse(response));
      };
      const work = app!
        .processEvent({
          body,
          ack,
          ...retryOf(headers),
          customProperties: {
            waitUntil,
            late: () => late,
            crowded: () => unacknowledged > 0,
            bursting: () => Date.now() - arrivedAt < BURST_PAUSE_MS,
            origin: headers.get("x-ftcost-origin") ?? "",
          },
        })
        .catch((error: unknown) => {
          console.error("slack: an event failed", error instanceof Error ? error.name : "unknown");
        })
        .then(() => {
          clearTimeout(timer);
          answer(new Response(null, { status: 200 }));
        });
      waitUntil(work);
    });
  };

  return {
    init: (made) => {
      app = made;
    },
    start: async () => undefined,
    stop: async () => undefined,
    handle: async (request, waitUntil) => {
      const length = Number(request.headers.get("content-length") ?? 0);
      if (length > MAX_BODY_BYTES) return new Response("too large", { status: 413 });
      const raw = await request.text();
      if (raw.length > MAX_BODY_BYTES) return new Response("too large", { status: 413 });
      const nowSeconds = Math.floor(Date.now() / 1000);
      if (!isFromSlack(request.headers, raw, signingSecret, nowSeconds))
        return new Response("wrong signature", { status: 401 });
      const body = parseBody(raw, request.headers.get("content-type") ?? "");
      if (body === undefined) return new Response("unreadable body", { status: 400 });
      if (body["ssl_check"] !== undefined) return new Response(null, { status: 200 });
      if (body["type"] === "url_verification")
        return Response.json({ challenge: body["challenge"] ?? "" });
      const headers = new Headers(request.headers);
      headers.set("x-ftcost-origin", new URL(request.url).origin);
      return process(body, headers, waitUntil);
    },
  };
};
