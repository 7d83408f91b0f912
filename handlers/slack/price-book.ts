/** What Slack's side asks of the price book beyond its own calls; an extra that must cost no answer. */
import type { Env } from "../../src/env.ts";
import type { PriceSeries } from "../../pricing/history.ts";
import { priceBook } from "../prices/book.ts";

/** Empty when the price book has none or does not answer. */
export const priceSeries = async (env: Env, filter: { gpu?: string }): Promise<PriceSeries[]> => {
  try {
    return await priceBook(env).history(filter);
  } catch {
    return [];
  }
};
