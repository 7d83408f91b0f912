/** How many runs, and the buffer. */
import type { TrainingRun } from "../../../src/estimator/index.ts";
import { ALPACA, billed } from "../figures.ts";
import { at } from "../verdict.ts";
import { type Row, row, from, LLAMA8, round } from "./row.ts";

export const iterations = (): Row[] => {
  const run: TrainingRun = { baseModel: LLAMA8, technique: "lora", ...ALPACA };
  const counted = billed(run, {});
  const buffered = billed(run, {
    experiments: { buffer: { low: 0.3, expected: 0.35, high: 0.4 } },
  });
  const share = (parts: typeof counted): number =>
    100 * ((parts.experiments?.expected ?? NaN) / (parts.productionRun?.expected ?? NaN));
  return [
    row(
      "Budget 3-5 iterations",
      from(300, 500),
      at(share(counted)),
      "% of one run",
      "no workload",
      "How many experiments a project needs is no figure of ours: the bill takes the guide's 3 to 5 unless told otherwise.",
    ),
    row(
      "Add 30-40 % for them",
      from(30, 40),
      from(
        share(billed(run, { experiments: { runs: 3 } })),
        share(billed(run, { experiments: { runs: 5 } })),
      ),
      "% of one run",
      "arithmetic",
      `Counted, three to five runs are their own buffer. One of ${round(share(buffered))} % does not pay for a single further run: take one or the other, never both.`,
    ),
  ];
};
