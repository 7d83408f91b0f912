import { offerKey } from "./expectation.ts";
import { inputRow, managedRow, outputRow } from "./service-expectation.ts";
import type { FreshOffer } from "./sheet.ts";
import type { Deps, Sheet } from "./source-state.ts";
import type { Offered, Parsed, PriceSource } from "./sources/source.ts";
import { cheapestOf } from "./survey.ts";
import type { HeldRow } from "./verdict.ts";

export const REGIONS_KEPT = 3;

/** What was believed of an answer, as the sheet that stays until a better one. */
export const toSheet = (
  source: PriceSource,
  parsed: Parsed,
  kept: Offered[],
  previous: Sheet | undefined,
  held: Record<string, HeldRow>,
  deps: Deps,
): Sheet => {
  const asOf = deps.now.toISOString().slice(0, 10);
  const accepted = new Map(kept.map((row) => [offerKey(row), row]));
  const oldDates = new Map(
    (previous === undefined ? [] : [...previous.offers, ...previous.serving]).map((offer) => [
      offerKey(offer),
      offer.asOf,
    ]),
  );
  const dated = (offer: Offered): FreshOffer => ({
    ...offer,
    basis: "live",
    source: offer.source ?? source.home,
    asOf: offerKey(offer) in held ? (oldDates.get(offerKey(offer)) ?? asOf) : asOf,
  });
  const common = { basis: "live" as const, source: source.home, asOf };
  const priceOf = (row: Offered) => accepted.get(offerKey(row))?.usdPerHour;
  return {
    goodAt: deps.now.toISOString(),
    ...(parsed.stamp === undefined ? {} : { stamp: parsed.stamp }),
    offers: cheapestOf(
      parsed.offers.flatMap((offer) => {
        const row = accepted.get(offerKey(offer));
        return row === undefined ? [] : [dated(row)];
      }),
      REGIONS_KEPT,
    ),
    serving: parsed.serving.flatMap((offer) => {
      const price = priceOf({ ...offer, sku: `serving ${offer.sku}` });
      return price === undefined ? [] : [dated({ ...offer, usdPerHour: price })];
    }),
    managed: parsed.managed.flatMap((row) => {
      const price = priceOf(managedRow(row));
      if (price === undefined) return [];
      const priced =
        row.usdPerMillionTokens === undefined
          ? { usdPerHour: price }
          : { usdPerMillionTokens: price };
      return [{ ...row, ...priced, ...common }];
    }),
    inference: parsed.inference.flatMap((row) => {
      // A held price holds the whole row: input and output move together in a price list.
      const isBelieved =
        priceOf(outputRow(row)) === row.outputUsdPerMillionTokens &&
        priceOf(inputRow(row)) === row.inputUsdPerMillionTokens;
      return isBelieved ? [{ ...row, ...common }] : [];
    }),
  };
};
