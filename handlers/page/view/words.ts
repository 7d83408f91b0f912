import type { Estimate } from "../../../src/estimator/estimate.ts";
import { report, type Report } from "../../../src/report/index.ts";

const made = new WeakMap<Estimate, Report>();

/** The report of an estimate, made once: a page needs it for its title, its summary and its body. */
export const wordsOf = (estimate: Estimate): Report => {
  let words = made.get(estimate);
  if (words === undefined) {
    words = report(estimate);
    made.set(estimate, words);
  }
  return words;
};
