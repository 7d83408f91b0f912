/** Two runs side by side: which change of the run caused which part of the difference in cost. */
import { answerFrom } from "../../../src/answer.ts";
import {
  type Attribution,
  attribute,
  centsOf,
  keyChanges,
  mixture,
  playersOf,
} from "../../../src/comment/attribution.ts";
import type { Estimate } from "../../../src/estimator/estimate.ts";
import type { Catalog } from "../../../src/estimator/offer.ts";
import { bestQuote } from "../../../src/report/index.ts";

export type Difference = {
  usdDifference: number | undefined;
  attribution: Attribution | undefined;
};

export const changesBetween = (before: Estimate, after: Estimate, catalog: Catalog): Difference => {
  const { players, grouped } = playersOf(keyChanges(before.run, after.run));
  const [from, to] = [bestQuote(before)?.usd.expected, bestQuote(after)?.usd.expected];
  const usdDifference =
    from === undefined || to === undefined ? undefined : (centsOf(to) - centsOf(from)) / 100;
  if (players.length === 0) return { usdDifference, attribution: undefined };
  const full = 2 ** players.length - 1;
  const usd = Array.from({ length: full + 1 }, (_, mask) => {
    if (mask === 0) return from;
    if (mask === full) return to;
    const answered = answerFrom(mixture(before.run, players, mask), catalog, { advice: false });
    return answered.ok ? bestQuote(answered.value.estimate)?.usd.expected : undefined;
  });
  return { usdDifference, attribution: attribute(players, usd, grouped) };
};
