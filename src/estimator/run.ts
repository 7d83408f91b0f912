import * as z from "zod";

const count = z.int().min(1).max(1e12);
const optionalCount = count.nullable().optional();

/** Methods by what happens to the weights; an 8-bit base under LoRA is `lora` with `quantizationBits: 8`. */
export const TECHNIQUES = [
  "full",
  "lora",
  "qlora",
  "dora",
  "adapter",
  "prefix",
  "freeze",
  "galore",
  "apollo",
  "lisa",
  "badam",
  /** A managed service trains it and keeps the method to itself. */
  "hosted",
] as const;
export const OBJECTIVES = [
  "sft",
  "pretrain",
  "dpo",
  "ipo",
  "orpo",
  "kto",
  "simpo",
  "cpo",
  "reward",
  "grpo",
  "ppo",
  "rloo",
  "rft",
  "distillation",
  "classification",
  "embedding",
  "diffusion",
] as const;
export const PRECISIONS = ["bf16", "fp16", "fp32", "fp8"] as const;
export const STRATEGIES = ["none", "ddp", "zero1", "zero2", "zero3", "fsdp", "fsdp2"] as const;
export const QUANTIZATIONS = [
  "nf4",
  "fp4",
  "int4",
  "int8",
  "gptq",
  "awq",
  "aqlm",
  "hqq",
  "eetq",
  "fp8",
  "mxfp4",
] as const;

/** Fields of a Hugging Face config.json, as they stand there; read by `readArchitecture`. */
export const ArchitectureConfig = z.record(z.string(), z.unknown());

export const Dataset = z.strictObject({
  name: z.string().max(300).optional(),
  rows: optionalCount,
  tokensPerRow: z.number().min(1e-3).max(1e9).nullable().optional(),
  maxTokensPerRow: z.number().min(1e-3).max(1e9).nullable().optional(),
  /** Real tokens of one epoch, if known instead of rows x tokensPerRow. */
  tokens: z.number().min(1).max(1e15).nullable().optional(),
});

export const Lora = z.strictObject({
  rank: z.int().min(1).max(65536).optional(),
  alpha: z.number().optional(),
  dropout: z.number().min(0).max(1).optional(),
  /** "all-linear", "q,v", or module names. */
  targetModules: z.union([z.string().max(4000), z.array(z.string().max(300)).max(500)]).optional(),
  modulesToSave: z.array(z.string().max(300)).max(100).optional(),
  variant: z.string().max(50).optional(),
});

export const Parallelism = z.strictObject({
  strategy: z.enum(STRATEGIES).optional(),
  tensor: count.max(4096).optional(),
  pipeline: count.max(4096).optional(),
  context: count.max(4096).optional(),
  expert: count.max(4096).optional(),
  nodes: count.max(4096).optional(),
  cpuOffload: z.boolean().optional(),
});

export const Hardware = z.strictObject({
  /** Canonical id or a spelling people use. */
  gpu: z.string().max(100).optional(),
  gpuCount: count.max(100_000).optional(),
  interconnect: z.string().max(50).optional(),
});

/**
 * What will be trained, in our words: the contract's `run`. Only `baseModel` is required;
 * `completeRun` fills in the rest and names each filling as an assumption.
 */
export const TrainingRun = z.strictObject({
  framework: z.string().max(100).optional(),
  baseModel: z
    .string()
    .min(1, "Name the base model: a Hugging Face id or a managed model's id.")
    .max(300),
  architecture: ArchitectureConfig.optional(),
  objective: z.enum(OBJECTIVES).optional(),
  technique: z.enum(TECHNIQUES).optional(),
  quantizationBits: z.union([z.literal(4), z.literal(8), z.null()]).optional(),
  quantization: z
    .strictObject({ kind: z.enum(QUANTIZATIONS).optional(), doubleQuant: z.boolean().optional() })
    .optional(),
  precision: z.enum(PRECISIONS).optional(),
  /** Of the trained weights: fp32 under mixed precision, bf16 when trained purely in it. */
  weightsPrecision: z.enum(PRECISIONS).optional(),
  sequenceLength: optionalCount,
  packing: z.boolean().optional(),
  microBatchSize: count.max(1_000_000).optional(),
  gradientAccumulationSteps: count.max(1_000_000).optional(),
  epochs: z.number().min(1e-6).max(1e6).nullable().optional(),
  maxSteps: optionalCount,
  dataset: Dataset.optional(),
  optimizer: z.string().max(100).optional(),
  gradientCheckpointing: z.union([z.boolean(), z.enum(["selective", "offload"])]).optional(),
  attention: z.string().max(50).optional(),
  kernels: z.array(z.string().max(50)).max(30).optional(),
  lora: Lora.optional(),
  frozen: z.array(z.string().max(100)).max(100).optional(),
  parallelism: Parallelism.optional(),
  evaluation: z.strictObject({ everySteps: optionalCount, rows: optionalCount }).optional(),
  checkpoints: z.strictObject({ everySteps: optionalCount, keep: optionalCount }).optional(),
  rollouts: z
    .strictObject({
      generations: count.max(100_000).optional(),
      promptTokens: count.max(1e7).optional(),
      completionTokens: count.max(1e7).optional(),
      engineMemoryFraction: z.number().min(0).max(1).optional(),
    })
    .optional(),
  hardware: Hardware.optional(),
});
export type TrainingRun = z.infer<typeof TrainingRun>;
