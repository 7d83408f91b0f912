/** What a saved run costs by a catalog: the estimator's own cheapest quote, for alerts in dollars. */
import type { CostOf } from "../../pricing/alerts.ts";
import { contentId, toCatalog, unpack, type Packed } from "../../pricing/sheet.ts";
import { answerFrom } from "../../src/answer.ts";

export const costOfRuns = (catalogText: string): CostOf => {
  const prices = unpack(JSON.parse(catalogText) as Packed);
  return (run, now) => {
    const answered = answerFrom(run, toCatalog(contentId(catalogText), prices, now));
    if (!answered.ok) return null;
    const cheapest = answered.value.estimate.quotes.find(
      (quote) => quote.kind === "managed" || quote.fits !== "no",
    );
    return cheapest?.usd.expected ?? null;
  };
};
