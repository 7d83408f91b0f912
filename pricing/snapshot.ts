/** The reviewed prices that ship with the bundle: what is read where no refresh has been, and says so. */
import type { Catalog } from "../src/estimator/offer.ts";
import { MANAGED_REVIEWED, UNPRICED_REVIEWED } from "./managed-reviewed.ts";
import rows from "./snapshot.json" with { type: "json" };
import { contentId, toCatalog, unpack, type Packed, type Prices } from "./sheet.ts";

let read: { id: string; prices: Prices } | undefined;

/** Read once per isolate; callers do not change it. */
export const snapshotPrices = (): { id: string; prices: Prices } => {
  if (read === undefined) {
    const packed: Packed = {
      ...(rows as unknown as Packed),
      managed: MANAGED_REVIEWED,
      unpriced: UNPRICED_REVIEWED,
    };
    read = { id: `snapshot-${contentId(JSON.stringify(packed))}`, prices: unpack(packed) };
  }
  return read;
};

/** The catalog without KV and without a network: for the command line, the browser, and as the last resort. */
export const snapshotCatalog = (now: Date): Catalog => {
  const { id, prices } = snapshotPrices();
  return toCatalog(id, prices, now);
};
