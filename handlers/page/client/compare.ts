/** Two runs side by side. */
import type { Estimate } from "../../../src/estimator/estimate.ts";
import type { Catalog } from "../../../src/estimator/offer.ts";
import { bestQuote } from "../../../src/report/index.ts";

type KeyChange = { field: string; from: unknown; to: unknown };
type Player = { name: string; changes: KeyChange[] };
export type Attribution =
  | { kind: "shares"; shares: { player: Player; cents: number }[]; grouped: boolean }
  | { kind: "together"; players: Player[] };

export type Difference = {
  usdDifference: number | undefined;
  attribution: Attribution | undefined;
};

export const changesBetween = (
  before: Estimate,
  after: Estimate,
  _catalog: Catalog,
): Difference => {
  const [from, to] = [bestQuote(before)?.usd.expected, bestQuote(after)?.usd.expected];
  return {
    usdDifference: from === undefined || to === undefined ? undefined : to - from,
    attribution: undefined,
  };
};
