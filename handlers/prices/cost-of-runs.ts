/** What a saved run costs by a catalog: the estimate's headline quote, for alerts in dollars. */
import type { CostOf } from "../../pricing/alerts.ts";
import { contentId, toCatalog, unpack, type Packed, type Prices } from "../../pricing/sheet.ts";
import { answerFrom } from "../../src/answer.ts";
import { within } from "../../src/report/limits.ts";
import { bestQuote } from "../../src/estimator/preferred.ts";

/** Read once for the runs of one cycle: each is priced in a slice of its own. */
let last: { text: string; prices: Prices } | undefined;

export const costOfRuns = (catalogText: string): CostOf => {
  if (last?.text !== catalogText)
    last = { text: catalogText, prices: unpack(JSON.parse(catalogText) as Packed) };
  const { prices } = last;
  return (run, now, limits = {}) => {
    const answered = answerFrom(run, toCatalog(contentId(catalogText), prices, now));
    if (!answered.ok) return null;
    return bestQuote(within(answered.value.estimate, limits))?.usd.expected ?? null;
  };
};
