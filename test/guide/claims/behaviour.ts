/** How cost behaves, as the guide has it. */
import { decideRank } from "../../../src/bill/decisions/training.ts";
import type { TrainingRun } from "../../../src/estimator/index.ts";
import { ALPACA, catalog, estimated, FRUGAL, runUsd } from "../figures.ts";
import { shareOfVariance, TECHNIQUES } from "../variance.ts";
import { at } from "../verdict.ts";
import { type Row, row, upTo, from, PHI, MISTRAL, LLAMA8, LLAMA13, round } from "./row.ts";

const grid = (): number[] =>
  [PHI, MISTRAL, LLAMA13].flatMap((baseModel) =>
    TECHNIQUES.flatMap((technique) =>
      [1000, 10_000, 100_000].map((rows) =>
        runUsd({ baseModel, technique, dataset: { rows, tokensPerRow: 500 }, epochs: 3 }),
      ),
    ),
  );

export const behaviour = (): Row[] => {
  const base: TrainingRun = {
    baseModel: LLAMA8,
    technique: "lora",
    ...ALPACA,
    microBatchSize: 4,
    gradientAccumulationSteps: 8,
  };
  const hardware = (gpuCount: number) => ({ hardware: { gpu: "A100-80GB-SXM", gpuCount } });
  const one = estimated({ ...base, ...hardware(1) });
  const eight = estimated({ ...base, gradientAccumulationSteps: 1, ...hardware(8) });
  const perGpu = (made: typeof one): number =>
    made.throughput.secondsPerStep.expected * made.workload.steps;
  const costs = grid();
  const savings = [PHI, MISTRAL, LLAMA13].map((baseModel) => {
    const cost = (technique: "full" | "lora") => runUsd({ baseModel, technique, ...ALPACA });
    return 100 * (1 - cost("lora") / cost("full"));
  });
  const ranks =
    decideRank({ baseModel: LLAMA8, technique: "lora", ...ALPACA }, catalog)?.options ?? [];
  const rank = (name: string): number =>
    ranks.find((option) => option.name === name)?.usd.expected ?? NaN;
  const phi = estimated({
    baseModel: PHI,
    technique: "qlora",
    ...FRUGAL,
    ...ALPACA,
    hardware: { gpu: "M4-16GB", gpuCount: 1 },
  });
  const laptopHours = (perGpu(phi) / 3600) * 1;
  return [
    row(
      "The technique alone makes 90-95 % of the variance in cost",
      from(90, 95),
      at(100 * shareOfVariance("technique")),
      "%",
      "arithmetic",
      `Of the logarithm of cost over three sizes, three techniques and three amounts of data, on the cheapest machine each. The data make ${round(100 * shareOfVariance("rows"))} %, the model's size ${round(100 * shareOfVariance("model"))} %.`,
      0,
    ),
    row(
      "LoRA saves 70-95 %",
      from(70, 95),
      from(Math.min(...savings), Math.max(...savings)),
      "%",
      "arithmetic",
      "Against full fine-tuning of the same data, each on the cheapest machine that holds it: the forward pass stays, and half the backward.",
      0,
    ),
    row(
      "Rank 8-16 is cheaper than 32-64",
      from(5, 100),
      at(100 * (rank("rank 64") / rank("rank 8") - 1)),
      "% more at rank 64",
      "arithmetic",
      "Llama 3 8B, Alpaca three times. Hardly: called cheaper from 5 % on.",
      0,
    ),
    row(
      "More GPUs cost linearly more: eight cost eight times one",
      at(8),
      at((8 * perGpu(eight)) / perGpu(one)),
      "times",
      "arithmetic",
      `The time falls too: to ${round(100 * (perGpu(eight) / perGpu(one)))} % on eight A100.`,
    ),
    row(
      "A 2-3B in 4 bit trains on a 16 GB laptop in hours to days",
      from(2, 7 * 24),
      at(laptopHours),
      "hours",
      "arithmetic",
      `Phi-2 on an M4 with 16 GB, Alpaca three times; the chance that it fits is ${round(100 * phi.memory.fitsProbability, 2)} %. Needs a framework with a 4-bit base on Apple's GPU (MLX): bitsandbytes has none.`,
    ),
    row(
      "A 3B costs under $500",
      upTo(500),
      at(runUsd({ baseModel: PHI, technique: "full", ...ALPACA })),
      "USD",
      "arithmetic",
      "Phi-2 in full, Alpaca three times: the dearest of its techniques.",
    ),
    row(
      "Fine-tuning costs under $5 to $10,000 overall; most under $100",
      from(90, 100),
      at((100 * costs.filter((usd) => usd < 100).length) / costs.length),
      "% under $100",
      "arithmetic",
      `Of 27 runs (2.8B, 7B and 13B; full, LoRA and QLoRA; 0.5 to 50 million tokens, three times), from $${round(Math.min(...costs))} to $${round(Math.max(...costs))}.`,
      0,
    ),
  ];
};
