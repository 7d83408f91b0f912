import type { Architecture } from "./architecture/architecture.ts";
import type { Assumption } from "./estimate.ts";
import type { Framework } from "./frameworks.ts";
import type { Gpu } from "./gpus/row.ts";
import type { Optimizer } from "./optimizers.ts";
import { settleDataset } from "./settle-dataset.ts";
import { settleQuantization } from "./settle-quantization.ts";
import { settleRollouts } from "./settle-rollouts.ts";
import { settleStrategy } from "./settle-strategy.ts";
import type { TrainingRun } from "./run.ts";
import { makesRollouts, type Precision, type Setup, type Technique } from "./setup.ts";
import { defaultWeightsPrecision } from "./weights.ts";

type Known = {
  framework: Framework;
  frameworkKnown: boolean;
  optimizer: Optimizer;
  architecture: Architecture | undefined;
  gpu: Gpu | undefined;
  assumptions: Assumption[];
};

const ADAPTERS: readonly Technique[] = ["lora", "qlora", "dora", "adapter", "prefix"];

/** Their loops stop at the end of the epochs too (torchtune's and NeMo's recipes, verl's trainer); Trainer's steps override. */
const BOTH_BOUNDS = /torch ?tune|nemo[-_ ]?(rl|automodel)|automodel|verl/i;

const targetWords = (written: string | string[]): string[] =>
  (Array.isArray(written) ? written : written.split(/[,\s]+/))
    .map((word) => word.trim())
    .filter(Boolean);

const attentionOf = (written: string | undefined): Setup["attention"] | undefined => {
  if (written === undefined) return undefined;
  const word = written.toLowerCase();
  if (/eager|math|manual|none|disabled/.test(word)) return "eager";
  if (/flash|fa[234]|xformers|flex|sage|varlen|te|fused|mem/.test(word)) return "flash";
  return "sdpa";
};

const lossOf = (kernels: string[], framework: Framework): Setup["loss"] => {
  const has = (word: RegExp) => kernels.some((kernel) => word.test(kernel));
  if (has(/cut[-_ ]?cross|cce|liger|fused_linear|linear_cross/)) return "fused";
  if (has(/chunk/)) return "chunked";
  if (has(/foak|fast[-_ ]?kernel|fused[-_ ]?(kernel|op|cross|ce\b|loss)|xentropy/)) return "kernel";
  if (framework.engine === "unsloth") return "fused";
  if (framework.engine === "torchtune") return "chunked";
  if (framework.engine === "composer" || framework.engine === "megatron") return "kernel";
  return "whole";
};

const shared = (first: Precision | undefined, gpu: Gpu | undefined): Precision =>
  first ?? (gpu !== undefined && gpu.bf16FlopsPerSecond === undefined ? "fp16" : "bf16");

/** What is given; else a value of ours, noted as an assumption with its reason. */
export type Or = <T>(given: T | null | undefined, field: string, value: T, because: string) => T;

/** Every field of a run with a value; each value that nobody gave is named with its reason. */
export const settle = (
  run: TrainingRun,
  known: Known,
): { setup: Setup; run: TrainingRun; filled: Assumption[] } => {
  const filled = [...known.assumptions];
  const { framework, gpu, architecture } = known;
  // Compiled and fused AdamW of these engines makes no parameter-sized temporaries.
  const optimizer =
    framework.engine === "torchtune" ||
    framework.engine === "megatron" ||
    run.parallelism?.strategy?.startsWith("zero") === true
      ? { ...known.optimizer, temporaries: 0 }
      : known.optimizer;
  const named = known.frameworkKnown ? `${framework.id}'s default` : "a common recipe";
  const or: Or = (given, field, value, because) => {
    if (given !== undefined && given !== null) return given;
    filled.push({ field, value, because });
    return value;
  };
  if (!known.frameworkKnown)
    filled.push({
      field: "framework",
      value: framework.id,
      because:
        run.framework === undefined
          ? "none named: a loop over transformers' code is taken"
          : `"${run.framework.slice(0, 40)}" is not known here: a loop over transformers' code is taken`,
    });
  const objective = or(run.objective, "objective", "sft" as const, "the usual aim");
  const asked =
    run.technique ??
    (run.quantizationBits === 4 || run.quantization !== undefined
      ? "qlora"
      : run.lora !== undefined
        ? "lora"
        : undefined);
  const technique = or(asked, "technique", "lora" as const, "nothing said: the usual first choice");
  const adapters = ADAPTERS.includes(technique);
  const { bits, kind, doubleQuant } = settleQuantization(run, technique, framework, filled, or);
  const precision = or(
    run.precision,
    "precision",
    shared(undefined, gpu),
    "what the accelerator computes best in",
  );
  const gpuCount = run.hardware?.gpuCount ?? 1;
  const parallelism = run.parallelism ?? {};
  const tensor = parallelism.tensor ?? 1;
  const pipeline = parallelism.pipeline ?? 1;
  const context = parallelism.context ?? 1;
  const multi = gpuCount > tensor * pipeline * context;
  const strategy = settleStrategy(parallelism.strategy, gpuCount, multi, technique, framework, or);
  const weightsPrecision = or(
    run.weightsPrecision,
    "weightsPrecision",
    defaultWeightsPrecision({ framework, technique, adapters, precision, strategy }),
    adapters ? `${named} for adapters` : `${named} for trained weights`,
  );
  const maxPositions = architecture?.maxPositions ?? Number.POSITIVE_INFINITY;
  const sequenceLength = or(
    run.sequenceLength,
    "sequenceLength",
    Math.min(framework.sequenceLength, maxPositions),
    named,
  );
  const paddingFree = (run.kernels ?? []).some((kernel) => /padding[-_ ]?free|varlen/.test(kernel));
  const packing = or(run.packing, "packing", framework.packing, named);
  const microBatchSize = or(run.microBatchSize, "microBatchSize", framework.microBatchSize, named);
  const accumulation = or(
    run.gradientAccumulationSteps,
    "gradientAccumulationSteps",
    framework.gradientAccumulationSteps,
    named,
  );
  const kernels = (run.kernels ?? []).map((kernel) => kernel.toLowerCase());
  const checkpointing = or(
    run.gradientCheckpointing,
    "gradientCheckpointing",
    framework.gradientCheckpointing,
    named,
  );
  const attention = or(
    attentionOf(run.attention),
    "attention",
    framework.engine === "megatron" ||
      framework.engine === "composer" ||
      framework.engine === "unsloth" ||
      packing
      ? ("flash" as const)
      : ("sdpa" as const),
    named,
  );
  if (run.optimizer === undefined)
    filled.push({ field: "optimizer", value: optimizer.id, because: named });
  else if (!optimizer.known)
    filled.push({
      field: "optimizer",
      value: "adamw_torch",
      because: `"${run.optimizer.slice(0, 40)}" is not known here: two moments are taken`,
    });

  const dataset = run.dataset ?? {};
  const { rows, rowsGiven, assumesRows, tokens, tokensPerRow, maxTokensPerRow, lengthsStated } =
    settleDataset(run, {
      sequenceLength,
      isText: objective === "pretrain",
      rowsPerStep: microBatchSize * accumulation * gpuCount,
      or,
    });
  const epochs =
    run.maxSteps != null ? (run.epochs ?? 1) : or(run.epochs, "epochs", framework.epochs, named);

  const lora = run.lora ?? {};
  const isLora = technique === "lora" || technique === "qlora" || technique === "dora";
  // transformers projects gradients to rank 128 where nobody says (trainer.py, GaLore and APOLLO).
  const projects = /galore|apollo/.test(`${technique} ${optimizer.id}`);
  const rank = isLora
    ? or(lora.rank, "lora.rank", 16, "a usual rank")
    : (lora.rank ?? (projects ? 128 : 16));
  const dropout = isLora
    ? framework.loraDropout > 0
      ? or(lora.dropout, "lora.dropout", framework.loraDropout, named)
      : (lora.dropout ?? 0)
    : 0;
  const targets = isLora
    ? targetWords(or(lora.targetModules, "lora.targetModules", framework.loraTargets, named))
    : [];
  const mixture = architecture?.stacks.some(({ layers }) =>
    layers.some(({ mlp }) => mlp.kind === "mixture"),
  );
  if (mixture === true && run.kernels === undefined && framework.engine === "transformers")
    filled.push({
      field: "kernels",
      value: [],
      because:
        "none named: experts are taken one by one, as in transformers 4; grouped ones (transformers 5, scattermoe, megablocks) are several times faster",
    });
  const rollouts = settleRollouts(run, objective, (field, value, because) =>
    filled.push({ field, value, because }),
  );
  const has = (word: RegExp) => kernels.some((kernel) => word.test(kernel));
  const shiftsLabels = /transformers\W{0,3}v?(?:[5-9]|[1-9]\d|4\.(?:4[7-9]|[5-9]\d))\./i.test(
    run.framework ?? "",
  );
  const setup: Setup = {
    framework,
    frameworkKnown: known.frameworkKnown,
    technique,
    objective,
    adapters,
    precision,
    weightsPrecision,
    quantization: bits === null || kind === undefined ? undefined : { bits, kind, doubleQuant },
    sequenceLength,
    packing,
    paddingFree,
    microBatchSize,
    gradientAccumulationSteps: accumulation,
    epochs,
    endsAtFirst: run.epochs != null && !assumesRows && BOTH_BOUNDS.test(run.framework ?? ""),
    maxSteps: run.maxSteps ?? undefined,
    rows,
    // Packing cuts long rows into pieces; without it what is too long is cut off.
    tokensPerRow: packing ? tokensPerRow : Math.min(tokensPerRow, sequenceLength),
    maxTokensPerRow: Math.max(maxTokensPerRow, Math.min(tokensPerRow, sequenceLength)),
    lengthsStated,
    rowsStated: !assumesRows,
    tokensStated: lengthsStated || tokens !== undefined,
    optimizer,
    checkpointing:
      checkpointing === true ? "full" : checkpointing === false ? "none" : checkpointing,
    attention,
    loss: lossOf(kernels, framework),
    shiftsLabels,
    fusedKernels:
      framework.engine === "unsloth" ||
      framework.engine === "megatron" ||
      has(/liger|unsloth|foak|fused|compile|triton/),
    compiled: has(/compile/),
    groupedExperts: framework.engine === "megatron" || has(/scatter|grouped|megablocks|moe/),
    optimizerInBackward: has(/optimizer_in_b|lomo|in_backward/) || /lomo/.test(optimizer.id),
    lora: {
      rank,
      targets,
      modulesToSave: lora.modulesToSave ?? [],
      variant: optimizer.id === "lora_fa" ? "lora-fa" : (lora.variant ?? "").toLowerCase(),
      dropout,
    },
    frozen: run.frozen ?? [],
    strategy,
    tensor,
    pipeline,
    context,
    expert: parallelism.expert ?? 1,
    nodes: parallelism.nodes ?? 1,
    cpuOffload: parallelism.cpuOffload ?? false,
    gpuCount,
    interconnect: run.hardware?.interconnect,
    evaluation: {
      everySteps: run.evaluation?.everySteps ?? undefined,
      rows: run.evaluation?.rows ?? 0,
    },
    checkpoints: { everySteps: run.checkpoints?.everySteps ?? undefined },
    rollouts,
  };
  const complete: TrainingRun = {
    ...run,
    // A version that was named stays: the figures depend on it.
    framework:
      known.frameworkKnown && !shiftsLabels ? framework.id : (run.framework ?? framework.id),
    objective,
    technique,
    quantizationBits: bits,
    ...(kind === undefined ? {} : { quantization: { kind, doubleQuant } }),
    precision,
    weightsPrecision,
    sequenceLength,
    packing,
    microBatchSize,
    gradientAccumulationSteps: accumulation,
    epochs: run.maxSteps != null && run.epochs == null ? null : epochs,
    maxSteps: run.maxSteps ?? null,
    dataset: {
      ...dataset,
      // Rows that steps consume are nobody's statement and no assumption: not echoed.
      ...(rowsGiven === undefined && !assumesRows && tokens === undefined
        ? {}
        : { rows: Math.min(1e12, rows) }),
      tokensPerRow: Math.min(1e9, tokensPerRow),
    },
    optimizer: optimizer.known ? optimizer.id : (run.optimizer ?? optimizer.id),
    gradientCheckpointing: checkpointing,
    attention: { flash: "flash_attention_2", sdpa: "sdpa", eager: "eager" }[attention],
    kernels: run.kernels ?? [],
    ...(isLora
      ? {
          lora: {
            ...lora,
            rank,
            dropout,
            targetModules: lora.targetModules ?? framework.loraTargets,
          },
        }
      : {}),
    ...(makesRollouts(objective) ? { rollouts } : {}),
    parallelism: {
      strategy,
      tensor,
      pipeline,
      context,
      expert: setup.expert,
      nodes: setup.nodes,
      cpuOffload: setup.cpuOffload,
    },
    ...(run.hardware === undefined
      ? {}
      : { hardware: { ...run.hardware, ...(gpu === undefined ? {} : { gpu: gpu.id }) } }),
  };
  return { setup, run: complete, filled };
};
