import type { Framework } from "./frameworks.ts";
import type { Optimizer } from "./optimizers.ts";
import type { OBJECTIVES, PRECISIONS, QUANTIZATIONS, STRATEGIES, TECHNIQUES } from "./run.ts";

export type Technique = (typeof TECHNIQUES)[number];
export type Objective = (typeof OBJECTIVES)[number];
export type Precision = (typeof PRECISIONS)[number];
export type Strategy = (typeof STRATEGIES)[number];

/** A complete run with nothing optional left and every word read: what memory.ts and throughput.ts compute on. */
export type Setup = {
  framework: Framework;
  frameworkKnown: boolean;
  technique: Technique;
  objective: Objective;
  /** Only low-rank (or other small) additions are trained; the base is frozen. */
  adapters: boolean;
  precision: Precision;
  weightsPrecision: Precision;
  quantization:
    | { bits: 4 | 8; kind: (typeof QUANTIZATIONS)[number]; doubleQuant: boolean }
    | undefined;
  sequenceLength: number;
  packing: boolean;
  paddingFree: boolean;
  microBatchSize: number;
  gradientAccumulationSteps: number;
  epochs: number;
  maxSteps: number | undefined;
  /** Epochs and steps both bound the run, which ends at the first reached; elsewhere steps alone count. */
  endsAtFirst: boolean;
  rows: number;
  tokensPerRow: number;
  maxTokensPerRow: number;
  /** The spread of lengths was given, not assumed. */
  lengthsStated: boolean;
  /** How many rows is known: stated, known of the named set, or following from steps or tokens. */
  rowsStated: boolean;
  /** The tokens of the whole set are known, or those of a row. */
  tokensStated: boolean;
  optimizer: Optimizer;
  checkpointing: "none" | "full" | "selective" | "offload";
  attention: "flash" | "sdpa" | "eager";
  /** How logits and loss are made: whole in eager fp32, by one kernel in half, in chunks, or fused with the head's product. */
  loss: "whole" | "chunked" | "kernel" | "fused";
  /** The version of transformers was named and shifts labels, not logits, for the loss (4.47 and later). */
  shiftsLabels: boolean;
  /** Norms, rotary embedding and gated activations by fused kernels (Liger, Unsloth, foak, compiled). */
  fusedKernels: boolean;
  compiled: boolean;
  groupedExperts: boolean;
  optimizerInBackward: boolean;
  lora: {
    rank: number;
    targets: string[];
    modulesToSave: string[];
    variant: string;
    dropout: number;
  };
  frozen: string[];
  strategy: Strategy;
  tensor: number;
  pipeline: number;
  context: number;
  expert: number;
  nodes: number;
  cpuOffload: boolean;
  gpuCount: number;
  interconnect: string | undefined;
  evaluation: { everySteps: number | undefined; rows: number };
  checkpoints: { everySteps: number | undefined };
  rollouts: {
    generations: number;
    promptTokens: number;
    completionTokens: number;
    engineMemoryFraction: number;
  };
};

/** LoRA-FA trains B alone and keeps of A's input its short product (Zhang et al. 2023). */
export const freezesA = (setup: Setup): boolean => /lora[-_ ]?fa/.test(setup.lora.variant);

/**
 * Share of the layers that gradients pass: frozen layers below the last trained ones need none. Freeze tuning
 * trains the last two unless told (LLaMA-Factory's freeze_trainable_layers); under checkpointing inputs are made
 * to need gradients.
 */
export const FREEZE_LAYERS = 2;
export const gradientDepth = (setup: Setup, layers: number): number =>
  setup.technique === "freeze" && setup.checkpointing === "none"
    ? Math.min(1, FREEZE_LAYERS / Math.max(1, layers))
    : 1;

/** GPUs that each hold another part of the batch. */
export const dataParallel = (setup: Setup): number =>
  Math.max(1, Math.floor(setup.gpuCount / (setup.tensor * setup.pipeline * setup.context)));

export const bytesOf = (precision: Precision): number =>
  ({ bf16: 2, fp16: 2, fp32: 4, fp8: 2 })[precision];

/** GPUs that sharded states are divided over: ring and sequence parallelism divide them too. */
export const shardGroup = (setup: Setup): number =>
  Math.max(1, Math.floor(setup.gpuCount / (setup.tensor * setup.pipeline)));

/** Weights, gradients and states are divided over the data-parallel group. */
export const shardsWeights = (strategy: Strategy): boolean =>
  strategy === "zero3" || strategy === "fsdp" || strategy === "fsdp2";
export const shardsGradients = (strategy: Strategy): boolean =>
  strategy === "zero2" || shardsWeights(strategy);
export const shardsOptimizer = (strategy: Strategy): boolean =>
  strategy === "zero1" || shardsGradients(strategy);

/** A half-precision copy computes and an fp32 master lies with the optimizer: DeepSpeed and Megatron. */
export const separateMaster = (setup: Setup): boolean =>
  !setup.adapters &&
  setup.weightsPrecision === "fp32" &&
  setup.precision !== "fp32" &&
  (setup.strategy.startsWith("zero") || setup.framework.engine === "megatron");

/** What is not quantised is raised to fp32 (peft's k-bit preparation): not under FSDP, nor by kernels that replace it. */
export const raisesUnquantised = (setup: Setup): boolean =>
  setup.quantization !== undefined &&
  setup.framework.raisesUnquantised &&
  setup.quantization.kind !== "gptq" &&
  setup.quantization.kind !== "awq" &&
  !setup.fusedKernels &&
  !shardsWeights(setup.strategy);

/** Sequences of one row that pass the model together: a chosen and a rejected answer in preference training. */
export const sequencesPerRow = (objective: Objective): number =>
  ["dpo", "ipo", "orpo", "simpo", "cpo", "reward"].includes(objective) ? 2 : 1;

/** A frozen copy of the model gives reference scores; under adapters the base itself does, with the adapter off. */
export const hasReferenceModel = (setup: Setup): boolean =>
  ["dpo", "ipo", "kto", "grpo", "ppo", "rloo"].includes(setup.objective);
export const makesRollouts = (objective: Objective): boolean =>
  ["grpo", "ppo", "rloo"].includes(objective);
export const hasRollouts = (setup: Setup): boolean => makesRollouts(setup.objective);

/** Every token is scored against the vocabulary; a classifier, reward or embedding model has a small head or none. */
export const scoresVocabulary = (objective: Objective): boolean =>
  !["classification", "reward", "embedding"].includes(objective);
