import { contentId } from "./sheet.ts";
import type { Store } from "./store.ts";

export type Outgoing = {
  id: string;
  team: string;
  channel: string;
  text: string;
  queuedAt: string;
  attempts: number;
};

export const queue = (store: Store, message: Omit<Outgoing, "id" | "attempts">): void => {
  const id = contentId(JSON.stringify(message));
  store.put(`outbox:${message.queuedAt}:${id}`, { ...message, id, attempts: 0 } satisfies Outgoing);
};

export type Post = (message: { team: string; channel: string; text: string }) => Promise<boolean>;

const KEPT_DAYS = 14;

const AT_ONCE = 10;

/** Sends what is queued, oldest first; what Slack does not take stays for the next cycle, for two weeks. */
export const deliver = async (
  store: Store,
  post: Post,
  now: Date,
): Promise<{ sent: number; left: number }> => {
  let sent = 0;
  const waiting = store.keys("outbox:");
  for (const key of waiting.slice(0, AT_ONCE)) {
    const message = store.get<Outgoing>(key);
    if (message === undefined) continue;
    const isOld = now.getTime() - Date.parse(message.queuedAt) > KEPT_DAYS * 24 * 3_600_000;
    if (isOld || (await post(message).catch(() => false))) {
      store.delete(key);
      if (!isOld) sent++;
      continue;
    }
    store.put(key, { ...message, attempts: message.attempts + 1 });
  }
  return { sent, left: store.keys("outbox:").length };
};
