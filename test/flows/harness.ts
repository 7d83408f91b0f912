/**
 * The real bundle in workerd (wrangler's createTestHarness), with the whole internet stood in for:
 * every outbound fetch of the Worker reaches `internet`, which picks a stand-in by hostname and fails
 * the test on any host nobody stands in for.
 */
import { join } from "node:path";
import { createTestHarness } from "wrangler";
import type { Env } from "../../src/env.ts";

const root = join(import.meta.dirname, "..", "..");

/** A stand-in speaks its service's protocol: a Hono app's `fetch`, or any function of a Request. */
export type StandIn = (request: Request) => Response | Promise<Response>;

export type Internet = {
  /** Stands in for a hostname from now on; returns what takes it away again. */
  host(hostname: string, standIn: StandIn): () => void;
  /** Requests to hosts that nobody stood in for. A test expects it empty, or to hold what it expects. */
  readonly unrouted: string[];
};

export type Ftcost = Awaited<ReturnType<typeof startFtcost>>;

const installInternet = (): Internet & { uninstall(): void } => {
  const standIns = new Map<string, StandIn>();
  const unrouted: string[] = [];
  const real = globalThis.fetch;
  const isLocal = (hostname: string) =>
    hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input as RequestInfo, init);
    const { hostname } = new URL(request.url);
    const standIn = standIns.get(hostname);
    if (standIn !== undefined) return standIn(request);
    if (isLocal(hostname)) return real(input as RequestInfo, init);
    unrouted.push(`${request.method} ${request.url}`);
    return new Response("no stand-in for this host", { status: 599 });
  }) as typeof fetch;
  return {
    host: (hostname, standIn) => {
      standIns.set(hostname, standIn);
      return () => standIns.delete(hostname);
    },
    unrouted,
    uninstall: () => {
      globalThis.fetch = real;
    },
  };
};

/** Boots the bundle that globalSetup built. `settings` are secrets; absent ones are truly absent. */
export const startFtcost = async (settings: Record<string, string> = {}) => {
  const internet = installInternet();
  const server = createTestHarness({
    workers: [
      {
        configPath: join(root, "wrangler.toml"),
        prebuiltWorkerDir: join(root, "dist", "worker"),
        secrets: settings,
      },
    ],
  } as Parameters<typeof createTestHarness>[0]);
  const { url } = await server.listen();
  const worker = server.getWorker<Env>();
  return {
    /** For a browser: without the closing slash. */
    url: String(url).replace(/\/$/, ""),
    internet,
    server,
    worker,
    fetch: (path: string, init?: RequestInit) =>
      server.fetch(path, init as never) as unknown as Promise<Response>,
    env: () => worker.getEnv(),
    runCron: (cron: string, at: Date) => worker.scheduled({ cron, scheduledTime: at }),
    /** Empties KV and Durable Objects. */
    reset: () => server.reset(),
    close: async () => {
      await server.close();
      internet.uninstall();
    },
  };
};

/** Waits for what the Worker does after it has answered; polls instead of sleeping a fixed time. */
export const until = async <T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  atMostMs = 20_000,
): Promise<T> => {
  const end = performance.now() + atMostMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen as T;
    if (performance.now() > end) throw new Error(`nothing happened within ${atMostMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
