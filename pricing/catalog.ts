/**
 * The read side: the catalog that the last refresh published, or the snapshot. A row's `basis` says
 * which; a snapshot price never poses as live. One KV read an answer, parsed once per isolate and content.
 */
import type { Catalog } from "../src/estimator/offer.ts";
import type { Env } from "../src/env.ts";
import { withOwnPrices } from "./own.ts";
import { contentId, isPacked, toCatalog, unpack, type Prices } from "./sheet.ts";
import { snapshotPrices } from "./snapshot.ts";

/** Written by refresh alone; the value is a packed sheet of every believed price. */
export const CATALOG_KEY = "prices:v1:catalog";

let last: { text: string; id: string; prices: Prices } | undefined;

const readPublished = (text: string): { id: string; prices: Prices } | undefined => {
  if (last?.text === text) return last;
  const value: unknown = JSON.parse(text);
  if (!isPacked(value)) return undefined;
  const prices = unpack(value);
  if (prices.offers.length === 0) return undefined;
  last = { text, id: contentId(text), prices };
  return last;
};

/** What is in KV, if it is there and sound; whatever is wrong with it, an answer can still be given. */
const published = async (
  env: Pick<Env, "KV">,
): Promise<{ id: string; prices: Prices } | undefined> => {
  try {
    const text = await env.KV.get(CATALOG_KEY);
    return text === null ? undefined : readPublished(text);
  } catch (error) {
    console.error(
      "prices: the published catalog cannot be read, the snapshot is used",
      String(error),
    );
    return undefined;
  }
};

/** Ages of a thousand rows are worked out once a minute; callers do not change a catalog. */
let made: { prices: Prices; minute: number; own: string | undefined; catalog: Catalog } | undefined;

export const loadCatalog = async (
  env: Pick<Env, "KV"> & { OWN_PRICES?: string },
  now: Date,
): Promise<Catalog> => {
  const { id, prices } = (await published(env)) ?? snapshotPrices();
  const minute = Math.floor(now.getTime() / 60_000);
  if (made?.prices !== prices || made.minute !== minute || made.own !== env.OWN_PRICES)
    made = {
      prices,
      minute,
      own: env.OWN_PRICES,
      catalog: withOwnPrices(toCatalog(id, prices, now), env.OWN_PRICES, now),
    };
  return made.catalog;
};

export { snapshotCatalog } from "./snapshot.ts";
