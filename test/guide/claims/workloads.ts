/** Costs the guide states without a workload. */
import type { TrainingRun } from "../../../src/estimator/index.ts";
import { ALPACA, runUsd, tokensFor } from "../figures.ts";
import { at, type Span } from "../verdict.ts";
import { type Row, row, upTo, from, PHI, MISTRAL, LLAMA8, LLAMA13, millions } from "./row.ts";

export const workloads = (): Row[] => {
  const claims: [string, Span, TrainingRun][] = [
    [
      "Phi-2 with LoRA costs $300-700",
      from(300, 700),
      { baseModel: PHI, technique: "lora", ...ALPACA },
    ],
    [
      "Mistral 7B with LoRA costs $1,000-3,000",
      from(1000, 3000),
      { baseModel: MISTRAL, technique: "lora", ...ALPACA },
    ],
    [
      "Mistral 7B in full costs up to $12,000",
      upTo(12_000),
      { baseModel: MISTRAL, technique: "full", ...ALPACA },
    ],
    [
      "12-13B costs $5,000-15,000",
      from(5000, 15_000),
      { baseModel: LLAMA13, technique: "lora", ...ALPACA },
    ],
    [
      "Full fine-tuning costs $3,000-10,000",
      from(3000, 10_000),
      { baseModel: LLAMA8, technique: "full", ...ALPACA },
    ],
  ];
  return claims.map(([claim, theirs, run]) =>
    row(
      claim,
      theirs,
      at(runUsd(run)),
      "USD",
      "no workload",
      `No workload is given. Alpaca three times costs our figure; the guide's would buy ${theirs.low === 0 ? "" : `${millions(tokensFor(theirs.low, run))} to `}${millions(tokensFor(theirs.high, run))}.`,
    ),
  );
};
