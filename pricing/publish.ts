/**
 * All sheets as one catalog: a provider's own feed before second hand, both before the snapshot, which
 * fills in what no live sheet covers and stays marked as what it is.
 */
import { pack, type FreshOffer, type Packed, type Prices } from "./sheet.ts";
import { sheetKey, type Sheet } from "./source-state.ts";
import { snapshotPrices } from "./snapshot.ts";
import type { PriceSource } from "./sources/source.ts";
import type { Store } from "./store.ts";

type Cover<T> = (row: T) => { whole: string; part: string };

/**
 * A provider's own feed speaks for all that it sells by one kind of pricing: what it no longer lists is
 * not for sale. Second hand lists what it happens to know: it speaks for the GPUs it names alone.
 */
const cover: Cover<Pick<FreshOffer, "provider" | "pricing" | "gpu">> = (offer) => {
  const whole = `${offer.provider}|${offer.pricing}`;
  return { whole, part: `${whole}|${offer.gpu}` };
};

/** Layers in order of trust, the first of the providers' own; a layer adds only what no earlier one covers. */
const layered = <T>(layers: T[][], coverOf: Cover<T>): T[] => {
  const covered = new Set<string>();
  return layers.flatMap((layer, at) => {
    const added = layer.filter((row) => {
      const { whole, part } = coverOf(row);
      return !covered.has(whole) && !covered.has(part);
    });
    for (const row of added) covered.add(at === 0 ? coverOf(row).whole : coverOf(row).part);
    return added;
  });
};

const byName = (name: string) => ({ whole: name, part: name });

export const mergedPrices = (store: Store, sources: readonly PriceSource[]): Prices => {
  const sheets = (secondHand: boolean): Sheet[] =>
    sources
      .filter((source) => (source.secondHand ?? false) === secondHand)
      .flatMap((source) => store.get<Sheet>(sheetKey(source.id)) ?? []);
  const own = sheets(false);
  const others = sheets(true);
  const snapshot = snapshotPrices().prices;
  // Sheets of second hand are layers each: the first that covers a GPU of a provider speaks for it.
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
      (row) => byName(`${row.provider}|${row.service}`),
    ),
    inference: layered(
      layers((from) => from.inference),
      (row) => byName(`${row.provider}|${row.model}`),
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
