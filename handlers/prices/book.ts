/** The one price book of this deployment. */
import type { Env } from "../../src/env.ts";
import { PRICE_BOOK_NAME } from "../../pricing/ledger.ts";
import type { PriceHealth } from "../../pricing/health.ts";
import type { PriceBook } from "./price-book.ts";

export const priceBook = (env: Pick<Env, "PRICE_BOOK">): DurableObjectStub<PriceBook> =>
  (env.PRICE_BOOK as unknown as DurableObjectNamespace<PriceBook>).getByName(PRICE_BOOK_NAME);

/** For /health; a price book that cannot be reached is said, and is no fault of the answer. */
export const priceHealth = async (
  env: Pick<Env, "PRICE_BOOK">,
): Promise<PriceHealth | { unreachable: true }> => {
  try {
    return await priceBook(env).health();
  } catch {
    return { unreachable: true };
  }
};
