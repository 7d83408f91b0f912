/** A workspace and a price book in memory, for answers computed without a Worker. */
import type { Asker } from "../../handlers/slack/one-run.ts";

type Kept = { name: string; run: string };

export const memoryAsker = (now: Date, more: Partial<Asker> = {}): Asker => {
  const saved: Kept[] = [];
  const recent: { headline: string; run: string; askedAt: string }[] = [];
  const states = new Map<string, string>();
  const subscriptions: Record<string, unknown>[] = [];
  const workspace = {
    welcome: async () => ({ isFirst: true, refuses: [] }),
    rememberRefusal: async () => undefined,
    keepState: async (json: string) => {
      const id = `k${states.size}`;
      states.set(id, json);
      return id;
    },
    findState: async (id: string) => states.get(id) ?? null,
    save: async (_: string, name: string, run: string) => saved.push({ name, run }) > 0,
    saved: async () => saved,
    forget: async () => true,
    remember: async (_: string, headline: string, run: string) =>
      void recent.unshift({ headline, run, askedAt: now.toISOString() }),
    recent: async () => recent.slice(0, 8),
  };
  const book = {
    subscriptions: async () => subscriptions,
    subscribe: async (one: Record<string, unknown>) => void subscriptions.push(one),
    unsubscribe: async () => void subscriptions.pop(),
    history: async () => [
      {
        provider: "runpod",
        gpu: "H100-80GB-SXM",
        gpuCount: 1,
        pricing: "on_demand",
        points: [
          { date: "2026-11-01", usdPerHour: 2.69 },
          { date: "2026-11-09", usdPerHour: 2.79 },
          { date: "2026-11-20", usdPerHour: 2.59 },
        ],
      },
    ],
  };
  return {
    env: {
      KV: { get: async () => null },
      WORKSPACE: { getByName: () => workspace },
      PRICE_BOOK: { getByName: () => book },
    } as never,
    teamId: "T1",
    userId: "U1",
    channelId: "C1",
    origin: "https://ftcost.example",
    refuses: [],
    now,
    ...more,
  };
};
