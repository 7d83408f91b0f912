/** Who asks: from any of Slack's payloads, with what the workspace remembers. */
import type { Env } from "../../src/env.ts";
import type { Asker } from "./one-run.ts";
import { workspaceOf } from "./post.ts";
import type { Welcome } from "./workspace.ts";

export type Edge = {
  origin?: string;
  late?: () => boolean;
  /** Another request of the isolate still waits for its acknowledgement. */
  crowded?: () => boolean;
  /** Requests come in one after the other: more may follow. */
  bursting?: () => boolean;
};
export type Who = { teamId: string; userId: string; channelId: string };

const WELCOME_WITHIN_MS = 1_000;

/** What `work` gives, or `otherwise` when it takes too long or fails: an extra must not cost the answer. */
export const within = async <T>(work: Promise<T>, atMostMs: number, otherwise: T): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), atMostMs);
  });
  try {
    return await Promise.race([work.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** `isFirst` is false for a delivery that was seen before. */
export const askerOf = async (
  who: Who,
  edge: Edge,
  env: Env,
  deliveryId: string,
): Promise<{ asker: Asker; isFirst: boolean }> => {
  const welcome = await within<Welcome>(
    workspaceOf(env, who.teamId).welcome(deliveryId),
    WELCOME_WITHIN_MS,
    { isFirst: true, refuses: [] },
  );
  return {
    isFirst: welcome.isFirst,
    asker: { ...who, env, origin: edge.origin ?? "", refuses: welcome.refuses, now: new Date() },
  };
};

const LOOK_AGAIN_MS = 20;
/** An unacknowledged request is worth a long wait (Slack gives it three seconds), a likely one a short one. */
const FOR_OTHERS_AT_MOST_MS = 4_000;
const FOR_A_BURST_AT_MOST_MS = 1_500;

/** Estimates cost CPU, acknowledgements cost seconds: others' acknowledgements go out first. */
export const afterOthers = async ({ crowded, bursting }: Edge): Promise<void> => {
  const start = Date.now();
  for (;;) {
    const waited = Date.now() - start;
    const isCrowded = waited < FOR_OTHERS_AT_MOST_MS && crowded?.() === true;
    const isBursting = waited < FOR_A_BURST_AT_MOST_MS && bursting?.() === true;
    if (!isCrowded && !isBursting) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};

export const refusalOf =
  (asker: Asker) =>
  (kinds: readonly string[]): Promise<void> =>
    workspaceOf(asker.env, asker.teamId).rememberRefusal(kinds);

export const TOO_MANY =
  "That was a lot at once. Please wait a minute and ask again: I answer each person some sixty times a minute.";

/** Fails open: a limiter that does not answer stops nobody. */
export const isWithinRate = async ({ teamId, userId }: Who, env: Env): Promise<boolean> => {
  try {
    return (await env.LIMIT.limit({ key: `slack:${teamId}:${userId}` })).success;
  } catch {
    return true;
  }
};
