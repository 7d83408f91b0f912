import { Refused } from "./client.ts";
import type { Bench } from "./bench.ts";

export type Listed = {
  id: number;
  node_id?: string;
  body?: string | null;
  user?: { id?: number; login?: string; type?: string } | null;
  performed_via_github_app?: { id?: number } | null;
};

type Self = { slug?: string; userId?: number };

const SELF = "self";

/** Who we are on GitHub: the App's slug names its bot account; the account's id is learned from our own writes. */
export const self = async (bench: Bench): Promise<Self> => {
  const known = bench.kv.get<Self>(SELF);
  if (known !== undefined) return known;
  let slug: string | undefined;
  try {
    slug = (await bench.app<{ slug?: string }>("GET /app")).slug;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  const found: Self = slug === undefined ? {} : { slug };
  bench.kv.put(SELF, found);
  return found;
};

/** What GitHub said of the author of a comment that we have just made. */
export const learnSelf = (bench: Bench, made: Listed): void => {
  const known = bench.kv.get<Self>(SELF) ?? {};
  if (made.user?.id !== undefined) bench.kv.put(SELF, { ...known, userId: made.user.id });
};

/** Written by this App: GitHub says so, not the text. */
export const isOwn = (comment: Listed, who: Self, appId: number): boolean => {
  const via = comment.performed_via_github_app?.id;
  if (via !== undefined) return via === appId;
  const { user } = comment;
  if (!user) return false;
  if (who.userId !== undefined && user.id === who.userId) return true;
  return user.type === "Bot" && who.slug !== undefined && user.login === `${who.slug}[bot]`;
};
