import type { Bill, BillPart, Estimate, Range } from "../estimator/estimate.ts";
import { EXPERIMENT_RUNS, RETUNINGS_PER_YEAR } from "./assumed.ts";
import { checkpoints } from "./checkpoints.ts";
import { dataPreparation } from "./data.ts";
import { evaluation, grader } from "./evaluation.ts";
import type { BillOptions } from "./options.ts";
import { experiments, production, retuning } from "./production.ts";
import { sum } from "./range.ts";
import { reserve } from "./reserve.ts";
import { serving, type Prices } from "./serving.ts";

/**
 * The whole bill of one estimate, dollars. A part that is switched off, or that nothing is known of, is
 * absent; no part depends on whether another is switched on. The catalog gives prices of calling models.
 */
export const bill = (estimate: Estimate, options: BillOptions = {}, prices: Prices = {}): Bill => {
  const inference = prices.inference ?? [];
  const run = production(estimate, options.productionRun || {}, prices.managed);
  const parts: Bill = {};
  const put = (name: keyof Bill, part: BillPart | undefined): void => {
    if (part !== undefined && options[name] !== false) parts[name] = part;
  };
  if (run !== undefined) {
    put("productionRun", { ...run.usd, basis: run.basis });
    put("experiments", experiments(run, options.experiments || {}, { runs: EXPERIMENT_RUNS }));
    put("evaluation", evaluation(estimate, run, options.evaluation || {}, inference));
    put("reserve", reserve(estimate, run, options.reserve || {}));
    put(
      "retuningPerYear",
      retuning(run, options.retuningPerYear || {}, { perYear: RETUNINGS_PER_YEAR }),
    );
  }
  put("grader", grader(estimate, options.grader || {}, inference));
  // The weights of a closed model are the service's to keep.
  if (estimate.parameters.total > 0)
    put("checkpoints", checkpoints(estimate, options.checkpoints || {}));
  put("dataPreparation", dataPreparation(estimate, options.dataPreparation || {}, inference));
  put("servingPerMonth", serving(estimate, run, options.servingPerMonth || {}, prices));
  return parts;
};

const ONCE = [
  "productionRun",
  "experiments",
  "evaluation",
  "grader",
  "checkpoints",
  "dataPreparation",
  "reserve",
] as const;

/** What is paid once, until the tuned model exists: all parts but those of a month and a year. */
export const onceUsd = (parts: Bill): Range =>
  sum(...ONCE.flatMap((name) => (parts[name] === undefined ? [] : [parts[name]])));
