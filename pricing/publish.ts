/**
 * All sheets as one catalog: a provider's own feed before second hand, both before the snapshot, which
 * fills in what no live sheet covers and stays marked as what it is.
 */
import { pack, type FreshOffer, type Packed, type Prices } from "./sheet.ts";
import { sheetKey, type Sheet } from "./refresh.ts";
import { snapshotPrices } from "./snapshot.ts";
import type { PriceSource } from "./sources/source.ts";
import type { Store } from "./store.ts";

const cover = (offer: Pick<FreshOffer, "provider" | "pricing">) =>
  `${offer.provider}|${offer.pricing}`;

/** Layers in order of trust; a layer adds only what no earlier one covers. */
const layered = <T>(layers: T[][], coverOf: (row: T) => string): T[] => {
  const covered = new Set<string>();
  return layers.flatMap((layer) => {
    const added = layer.filter((row) => !covered.has(coverOf(row)));
    for (const row of added) covered.add(coverOf(row));
    return added;
  });
};

export const mergedPrices = (store: Store, sources: readonly PriceSource[]): Prices => {
  const sheets = (secondHand: boolean): Sheet[] =>
    sources
      .filter((source) => (source.secondHand ?? false) === secondHand)
      .flatMap((source) => store.get<Sheet>(sheetKey(source.id)) ?? []);
  const own = sheets(false);
  const others = sheets(true);
  const snapshot = snapshotPrices().prices;
  // Sheets of second hand are layers each: the first that covers a provider speaks for it.
  const layers = <T>(rows: (from: Sheet | Prices) => T[]): T[][] => [
    own.flatMap(rows),
    ...others.map(rows),
    rows(snapshot),
  ];
  return {
    offers: layered(
      layers((from) => from.offers),
      cover,
    ),
    serving: layered(
      layers((from) => from.serving),
      cover,
    ),
    managed: layered(
      layers((from) => from.managed),
      (row) => `${row.provider}|${row.service}`,
    ),
    inference: layered(
      layers((from) => from.inference),
      (row) => `${row.provider}|${row.model}`,
    ),
    unpriced: snapshot.unpriced.filter(
      (row) => !own.some((sheet) => sheet.managed.some((priced) => samePriced(row, priced))),
    ),
  };
};

const samePriced = (
  row: { provider: string; baseModels: string[] },
  priced: { provider: string; baseModels: string[] },
): boolean =>
  row.provider === priced.provider &&
  row.baseModels.length > 0 &&
  row.baseModels.every((model) => priced.baseModels.includes(model));

export const catalogText = (
  store: Store,
  sources: readonly PriceSource[],
): { text: string; packed: Packed } => {
  const packed = pack(mergedPrices(store, sources));
  return { text: JSON.stringify(packed), packed };
};
