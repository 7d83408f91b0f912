/**
 * The ledger of KV writes: one count a day for the whole product, kept by the price book. The free plan
 * has 1,000; the last hundred are kept back for prices, which everything else needs.
 */
import type { Env } from "../src/env.ts";
import type { Store } from "./store.ts";

export const KV_WRITES_A_DAY = 1000;
const FOR_PRICES = 100;
export const PRICE_BOOK_NAME = "prices";

/** Takes one write from today's budget, or says that there is none. */
export const claimWrite = (store: Store, use: "prices" | "other", now: Date): boolean => {
  const today = now.toISOString().slice(0, 10);
  const ledger = store.get<{ day: string; writes: number }>("ledger");
  const writes = ledger?.day === today ? ledger.writes : 0;
  if (writes >= KV_WRITES_A_DAY - (use === "prices" ? 0 : FOR_PRICES)) return false;
  store.put("ledger", { day: today, writes: writes + 1 });
  return true;
};

/** What a caller needs of the price book; the Durable Object answers it by RPC. */
export type Ledger = { claimWrite(use: "prices" | "other"): Promise<boolean> };

/** Writes to KV if today's budget allows; false (and no write) when it is spent. Losing a cache is no fault. */
export const putWithinBudget = async (
  env: Pick<Env, "KV" | "PRICE_BOOK">,
  key: string,
  value: string,
  options: KVNamespacePutOptions = {},
): Promise<boolean> => {
  const book = env.PRICE_BOOK.getByName(PRICE_BOOK_NAME) as unknown as Ledger;
  if (!(await book.claimWrite("other"))) return false;
  await env.KV.put(key, value, options);
  return true;
};
