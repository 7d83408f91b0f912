/** Fields of a run in words, and the two lines made of them: what was understood, what was assumed. */
import type { Command } from "../../../src/command/index.ts";
import type { Report } from "../../../src/report/index.ts";
import { inert } from "./elements.ts";

const FIELD_NAMES: Record<string, string> = {
  baseModel: "model",
  "dataset.rows": "rows",
  "dataset.tokens": "tokens",
  "dataset.tokensPerRow": "tokens per row",
  "dataset.maxTokensPerRow": "longest row",
  "dataset.name": "data set",
  "hardware.gpu": "GPU",
  "hardware.gpuCount": "GPUs",
  "hardware.interconnect": "links between GPUs",
  "parallelism.nodes": "machines",
  "parallelism.strategy": "division over GPUs",
  sequenceLength: "sequence length",
  maxSteps: "steps",
  microBatchSize: "batch size",
  gradientAccumulationSteps: "gradient accumulation",
  gradientCheckpointing: "gradient checkpointing",
  quantizationBits: "bits of the base model",
  "quantization.kind": "quantization",
  "quantization.doubleQuant": "double quantization",
  weightsPrecision: "precision of the weights",
  "lora.rank": "LoRA rank",
  "lora.alpha": "LoRA alpha",
  "lora.targetModules": "LoRA on",
  "lora.variant": "LoRA variant",
  "rollouts.generations": "answers per prompt",
  "rollouts.completionTokens": "tokens per answer",
  "rollouts.promptTokens": "tokens per prompt",
  budgetUsd: "budget in dollars",
  deadlineHours: "hours at most",
  hoursPerMonth: "hours a month",
  purchaseUsd: "purchase in dollars",
  cloudUsdPerHour: "rent in dollars an hour",
  usdPerKwh: "dollars per kWh",
  requestsPerMonth: "requests a month",
  inputTokens: "input tokens",
  outputTokens: "output tokens",
  promptTokens: "tokens of instructions",
  contextTokens: "tokens of knowledge",
  promptedPrice: "prompted model",
  tunedPrice: "tuned model",
};

/** "gradientCheckpointing" without a name of its own: its words. */
const spelledOut = (field: string): string =>
  field
    .split(".")
    .at(-1)!
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();

export const fieldName = (field: string): string => FIELD_NAMES[field] ?? spelledOut(field);

const valueInWords = (value: unknown): string =>
  typeof value === "number"
    ? value.toLocaleString("en-US", { maximumFractionDigits: 4 })
    : String(value);

/** What was read from the line, so that a misreading is seen at once. */
export const understoodText = (understood: Command["understood"]): string =>
  `Understood: ${understood
    .map(({ field, value }) => `${fieldName(field)} *${inert(valueInWords(value))}*`)
    .join(", ")}`;

/** What moves the figure most comes first: a line holds a dozen. */
const WEIGHTIEST = [
  "dataset.tokens",
  "dataset.rows",
  "dataset.tokensPerRow",
  "epochs",
  "maxSteps",
  "technique",
  "hardware.gpu",
  "hardware.gpuCount",
  "sequenceLength",
  "packing",
  "microBatchSize",
  "gradientAccumulationSteps",
  "gradientCheckpointing",
  "lora.rank",
];
const weight = (field: string): number => {
  const at = WEIGHTIEST.indexOf(field);
  return at < 0 ? WEIGHTIEST.length : at;
};

export const byWeight = <R extends { label: string }>(rows: readonly R[]): R[] =>
  rows.toSorted((a, b) => weight(a.label) - weight(b.label));

const MAX_ASSUMED = 10;

export const assumptionText = (made: Report): string => {
  if (made.assumptions.length === 0) return "";
  const first = byWeight(made.assumptions).slice(0, MAX_ASSUMED);
  const rest = made.assumptions.length - first.length;
  const said = first.map(({ label, value }) => `${inert(fieldName(label))} ${inert(value)}`);
  return `Assumed: ${said.join("; ")}${rest > 0 ? `; ${rest} more under Details` : ""}.`;
};
