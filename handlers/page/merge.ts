import type { Assumption, Estimate } from "../../src/estimator/estimate.ts";

/** The estimate with what reading the config filled in: a run out of a config carries framework defaults that nobody stated. */
export const withAssumptions = (
  estimate: Estimate,
  assumptions: readonly Assumption[],
): Estimate => {
  const known = new Set(estimate.assumptions.map(({ field }) => field));
  const added = assumptions.filter(({ field }) => !known.has(field));
  return added.length === 0
    ? estimate
    : { ...estimate, assumptions: [...estimate.assumptions, ...added] };
};
