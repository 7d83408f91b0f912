import type { ReadFile } from "../../src/configs/index.ts";

/** One row of labels.csv: the frameworks' words (reference.md 0.2b) against the contract's. */
export type Label = Record<string, string>;

export const COLUMNS = [
  "base_model_hf_id",
  "technique",
  "quant_bits",
  "precision",
  "seq_len",
  "packing",
  "micro_batch",
  "grad_accum",
  "epochs",
  "max_steps",
  "optimizer",
  "grad_ckpt",
  "attn",
  "lora_rank",
  "lora_alpha",
  "lora_targets",
  "objective",
  "parallelism",
  "gpu_count",
  "dataset",
] as const;
export type Column = (typeof COLUMNS)[number];

type Run = NonNullable<ReadFile["run"]>;

/** What we answered, in the label's words; "" for nothing. */
export const answered = (column: Column, run: Run | undefined): string => {
  if (run === undefined) return "";
  const one = (value: string | number | boolean | null | undefined): string =>
    value === undefined || value === null ? "" : String(value);
  switch (column) {
    case "base_model_hf_id":
      return run.baseModel;
    case "technique":
      return one(run.technique);
    case "quant_bits":
      return one(run.quantizationBits ?? "none");
    case "precision":
      return one(run.precision);
    case "seq_len":
      return one(run.sequenceLength ?? "model");
    case "packing":
      return one(run.packing);
    case "micro_batch":
      return one(run.microBatchSize);
    case "grad_accum":
      return one(run.gradientAccumulationSteps);
    case "epochs":
      return one(run.epochs);
    case "max_steps":
      return one(run.maxSteps);
    case "optimizer":
      return one(run.optimizer);
    case "grad_ckpt":
      return one(run.gradientCheckpointing);
    case "attn":
      return one(run.attention);
    case "lora_rank":
      return one(run.lora?.rank);
    case "lora_alpha":
      return one(run.lora?.alpha);
    case "lora_targets":
      return Array.isArray(run.lora?.targetModules)
        ? run.lora.targetModules.join("+")
        : one(run.lora?.targetModules);
    case "objective":
      return one(run.objective);
    case "parallelism":
      return parallelismWords(run);
    case "gpu_count":
      return one(run.hardware?.gpuCount);
    case "dataset":
      return one(run.dataset?.name);
  }
};

const parallelismWords = (run: Run): string => {
  const { strategy, cpuOffload, tensor, pipeline, expert } = run.parallelism ?? {};
  const words: string[] = [strategy === undefined || strategy === "ddp" ? "none" : strategy];
  if (cpuOffload === true && words[0] !== "none") words[0] += "-offload";
  for (const [name, size] of [
    ["tp", tensor],
    ["pp", pipeline],
    ["ep", expert],
  ] as const)
    if (size !== undefined && (size > 1 || strategy === undefined)) words.push(`${name}${size}`);
  return words.length > 1 && words[0] === "none" ? words.slice(1).join("+") : words.join("+");
};

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");
const optimizer = (word: string): string =>
  plain(word)
    .replace(/torch|fused|bnb|decoupled/g, "")
    .replace(/^(paged)?adamw32bit$/, "$1adamw");

/** Does the answer say what the label says? A default named as an assumption counts like a written one. */
export const agrees = (column: Column, label: string, file: ReadFile): boolean => {
  const got = answered(column, file.run);
  const assumed = (field: string): boolean =>
    file.assumptions?.some((one) => one.field === field || one.field.startsWith(`${field}.`)) ??
    false;
  if (label === "?")
    return got === "" || got === "none" || got === "model" || assumed(FIELDS[column]);
  if (label === "NA" || label === "") return true;
  if (column === "technique" && label === "hosted") return got === "hosted";
  if (column === "attn" && label === "default")
    return got === "" || got === "sdpa" || got === "default" || assumed("attention");
  if (column === "attn")
    return (
      plain(got).replace("flashattention2", "flash") ===
      plain(label).replace("flashattention2", "flash")
    );
  if (column === "optimizer") return optimizer(got) === optimizer(label);
  if (column === "objective") {
    const words: Record<string, string> = { rm: "reward", kd: "distillation" };
    return got === (words[label.toLowerCase()] ?? label.toLowerCase());
  }
  if (
    column === "gpu_count" ||
    column === "micro_batch" ||
    column === "epochs" ||
    column === "lora_alpha"
  )
    return label === "auto" ? got === "" || assumed(FIELDS[column]) : Number(got) === Number(label);
  if (column === "lora_targets" || column === "dataset")
    return plain(got.split(/[+,]/).sort().join()) === plain(label.split(/[+,]/).sort().join());
  if (column === "grad_ckpt")
    return got === label || (label === "true" && (got === "selective" || got === "offload"));
  return got.toLowerCase() === label.toLowerCase();
};

const FIELDS: Record<Column, string> = {
  base_model_hf_id: "baseModel",
  technique: "technique",
  quant_bits: "quantizationBits",
  precision: "precision",
  seq_len: "sequenceLength",
  packing: "packing",
  micro_batch: "microBatchSize",
  grad_accum: "gradientAccumulationSteps",
  epochs: "epochs",
  max_steps: "maxSteps",
  optimizer: "optimizer",
  grad_ckpt: "gradientCheckpointing",
  attn: "attention",
  lora_rank: "lora.rank",
  lora_alpha: "lora.alpha",
  lora_targets: "lora.targetModules",
  objective: "objective",
  parallelism: "parallelism",
  gpu_count: "hardware.gpuCount",
  dataset: "dataset",
};

/** A cell that the label states: not "?", not "does not apply", not an unset bound. */
export const isStated = (label: string): boolean => label !== "?" && label !== "NA" && label !== "";
