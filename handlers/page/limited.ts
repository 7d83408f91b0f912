import type { AnswerOptions } from "../../src/answer.ts";
import type { Estimate } from "../../src/estimator/estimate.ts";
import { Offer } from "../../src/estimator/offer.ts";
import { bestQuote } from "../../src/report/index.ts";
import { type Limits, limitsInWords, within } from "../../src/report/limits.ts";

/** The bill is made with the provider and the way to pay that were asked for. */
export const optionsFor = (limits: Limits): AnswerOptions => ({
  bill: {
    productionRun: {
      provider: limits.provider,
      pricing: Offer.shape.pricing.optional().parse(limits.pricing),
    },
  },
});

/** The estimate with the offers that were asked for, and a sentence on budget and deadline each. */
export const limited = (
  estimate: Estimate,
  limits: Limits,
): { estimate: Estimate; remarks: string[] } => {
  const kept = within(estimate, limits);
  return { estimate: kept, remarks: limitsInWords(limits, bestQuote(kept)) };
};
