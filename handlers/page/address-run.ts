import type { Estimate } from "../../src/estimator/estimate.ts";
import type { TrainingRun } from "../../src/estimator/run.ts";
import type { Result } from "../../src/problem.ts";
import type { AddressState } from "../../src/report/address.ts";
import { fieldOf } from "./edit-run.ts";

/**
 * The run of an address, estimated today. The state holds the run complete, so that a default that has
 * changed since does not change the run; what had been assumed then is shown as assumed again.
 */
export const rerunState = async (
  state: AddressState,
  estimateNow: (run: TrainingRun) => Promise<Result<Estimate>>,
): Promise<Result<Estimate>> => {
  const today = await estimateNow(state.run);
  if (!today.ok) return today;
  const known = new Set(today.value.assumptions.map(({ field }) => field));
  const carried = state.assumed
    .filter((field) => !known.has(field))
    .map((field) => ({
      field,
      value: fieldOf(today.value.run, field) ?? null,
      because: "assumed when this address was made",
    }));
  return {
    ok: true,
    value: { ...today.value, assumptions: [...today.value.assumptions, ...carried] },
  };
};
