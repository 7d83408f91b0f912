/** One row of the table, and what the claims share. */
import { hourlyUsd } from "../figures.ts";
import { type Span, type Verdict, verdictOf } from "../verdict.ts";

export type Row = {
  claim: string;
  theirs: Span;
  ours: Span;
  unit: string;
  verdict: Verdict;
  reason: string;
};

type Kind = Parameters<typeof verdictOf>[2];
export const row = (
  claim: string,
  theirs: Span,
  ours: Span,
  unit: string,
  kind: Kind,
  reason: string,
  tolerance?: number,
): Row => ({
  claim,
  theirs,
  ours,
  unit,
  verdict: verdictOf(theirs, ours, kind, tolerance),
  reason,
});

/** Where there is memory: eight rows at a time, nothing recomputed. */
export const ROOMY = {
  microBatchSize: 8,
  gradientAccumulationSteps: 2,
  sequenceLength: 512,
} as const;
export const upTo = (high: number): Span => ({ low: 0, high });
export const from = (low: number, high: number): Span => ({ low, high });
export const PHI = "microsoft/phi-2";
export const MISTRAL = "mistralai/Mistral-7B-v0.1";
export const LLAMA8 = "meta-llama/Meta-Llama-3-8B-Instruct";
export const LLAMA13 = "meta-llama/Llama-2-13b-hf";
export const QWEN = "Qwen/Qwen3-8B";
export const FLUX = "black-forest-labs/FLUX.1-dev";

export const round = (value: number, digits = 3): string =>
  Number(value.toPrecision(digits)).toLocaleString("en-US");
export const millions = (tokens: number): string => `${round(tokens / 1e6)} million tokens`;

export const A10G = "A10G-24GB";
export const g5 = (): number => hourlyUsd("aws", "g5.xlarge");
