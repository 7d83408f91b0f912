import { runUsd } from "./figures.ts";

export const TECHNIQUES = ["full", "lora", "qlora"] as const;
const MODELS = [
  "microsoft/phi-2",
  "mistralai/Mistral-7B-v0.1",
  "meta-llama/Llama-2-13b-hf",
] as const;
const ROWS = [1000, 10_000, 100_000] as const;

type Cell = { technique: string; model: string; rows: number; logUsd: number };
let computed: Cell[] | undefined;

/** Costs of a full factorial: every technique x model x amount of data, on the cheapest machine each. */
const cells = (): Cell[] =>
  (computed ??= TECHNIQUES.flatMap((technique) =>
    MODELS.flatMap((model) =>
      ROWS.map((rows) => ({
        technique,
        model,
        rows,
        logUsd: Math.log(
          runUsd({ baseModel: model, technique, dataset: { rows, tokensPerRow: 500 }, epochs: 3 }),
        ),
      })),
    ),
  ));

const mean = (values: number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

/** First-order share (Sobol) of one factor: the variance of its levels' means over the whole variance. */
export const shareOfVariance = (factor: "technique" | "model" | "rows"): number => {
  const all = cells();
  const centre = mean(all.map(({ logUsd }) => logUsd));
  const levels = [...new Set(all.map((cell) => cell[factor]))];
  const between = mean(
    levels.map(
      (level) =>
        (mean(all.filter((cell) => cell[factor] === level).map(({ logUsd }) => logUsd)) - centre) **
        2,
    ),
  );
  return between / mean(all.map(({ logUsd }) => (logUsd - centre) ** 2));
};
