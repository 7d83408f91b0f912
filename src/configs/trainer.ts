import { assume, remark, state, type Draft } from "./draft.ts";
import { take, takeOr, type Document } from "./frameworks/framework.ts";
import type { Look } from "./look.ts";
import type { Node } from "./node.ts";
import { readDeepSpeed, readFsdp } from "./parallelism.ts";
import {
  attentionName,
  count,
  flag,
  number,
  optimizerName,
  precisionName,
  text,
} from "./values.ts";

/** What a trainer does when a key is absent; each with where its source says so. */
export interface TrainerDefaults {
  micro: number;
  accumulation: number | undefined;
  epochs: number;
  optimizer: string;
  gradientCheckpointing: boolean;
  precision: "bf16" | "fp16" | "fp32" | undefined;
  packing: boolean;
  because: string;
}

/** transformers `src/transformers/training_args.py` @00349ae87edd. */
export const HF_TRAINER: TrainerDefaults = {
  micro: 8,
  accumulation: 1,
  epochs: 3,
  optimizer: "adamw_torch_fused",
  gradientCheckpointing: false,
  precision: "fp32",
  packing: false,
  because: "Hugging Face Trainer default (training_args.py)",
};

export const MICRO = [
  "per_device_train_batch_size",
  "per_device_batch_size",
  "per_device_bs",
  "per_gpu_train_batch_size",
  "per_gpu_batch_size",
  "micro_batch_size",
  "micro_train_batch_size",
  "device_batch_size",
  "batch_size_per_device",
  "batch_size_per_gpu",
  "per_device_batch",
  "train_batch_size",
  "training_batch_size",
  "batch_size",
  "micro_batch",
  "mini_batch_size",
  "minibatch_size",
  "local_batch_size",
  "bsz",
];
export const ACCUMULATION = [
  "gradient_accumulation_steps",
  "gradient_accumulation",
  "grad_accumulation_steps",
  "grad_accum_steps",
  "grad_accum",
  "grad_acc",
  "grad_acc_steps",
  "grad_accumulation",
  "accumulative_counts",
  "accumulation_steps",
  "accumulate_grad_batches",
  "accumulate_grad_steps",
  "gas",
];
export const EPOCHS = [
  "num_train_epochs",
  "num_epochs",
  "train_epochs",
  "training_epochs",
  "n_epochs",
  "total_epochs",
  "max_epochs",
  "epochs",
  "epoch",
  "sft_epochs",
  "max_epoches",
  "num_epoch",
  "n_epoch",
  "nb_epochs",
];
export const STEPS = [
  "max_steps",
  "max_train_steps",
  "train_steps",
  "training_steps",
  "total_training_steps",
  "num_train_steps",
  "num_training_steps",
  "total_steps",
  "num_steps",
  "max_iters",
  "train_iters",
  "iters",
  "max_iterations",
  "max_training_steps",
];
export const LENGTH = [
  "max_seq_length",
  "max_seq_len",
  "max_sequence_length",
  "sequence_length",
  "sequence_len",
  "seq_length",
  "seq_len",
  "cutoff_len",
  "block_size",
  "max_length",
  "max_len",
  "model_max_length",
  "max_token_length",
  "max_tokens",
  "context_length",
  "ctx_len",
  "source_max_len",
  "max_input_length",
  "max_total_length",
];
export const RATE = ["learning_rate", "lr", "max_lr", "peak_lr", "learning_rate_multiplier"];

/** Batch, volume, optimizer, precision, checkpointing, attention, evaluation, saving, parallelism. */
export const readTrainerArguments = (
  run: Draft,
  document: Document,
  look: Look,
  defaults: TrainerDefaults,
): void => {
  takeOr(run, "microBatchSize", look(...MICRO), count, defaults.micro, defaults.because);
  const accumulation = look(...ACCUMULATION);
  if (defaults.accumulation === undefined)
    take(run, "gradientAccumulationSteps", accumulation, count);
  else
    takeOr(
      run,
      "gradientAccumulationSteps",
      accumulation,
      count,
      defaults.accumulation,
      defaults.because,
    );
  readWholeBatch(run, look);
  readVolume(run, look(...STEPS), look(...EPOCHS), defaults);
  readOptimizer(run, look, defaults);
  readPrecision(run, look, defaults);
  readCheckpointing(run, look, defaults);
  readAttention(run, look);
  takeOr(
    run,
    "packing",
    look("packing", "sample_packing", "use_packing", "pack", "packed", "packed_sequence"),
    flag,
    defaults.packing,
    defaults.because,
  );
  readRhythm(run, look);
  readKernels(run, look);
  const stage = number(look("zero_stage"));
  if (stage !== undefined && stage <= 3 && !run.values.has("parallelism.strategy"))
    state(run, "parallelism.strategy", stage === 0 ? "ddp" : `zero${stage}`, look("zero_stage")!);
  readDeepSpeed(
    run,
    document,
    look("deepspeed", "deepspeed_config", "deepspeed_config_file", "ds_config"),
  );
  readFsdp(run, look("fsdp"), look("fsdp_config"), look("fsdp_version"));
};

/** `batch_size` beside `micro_batch_size` is the whole batch: accumulation is what lies between. */
const readWholeBatch = (run: Draft, look: Look): void => {
  const whole = count(
    look("batch_size", "global_batch_size", "total_batch_size", "effective_batch_size"),
  );
  const micro = count(
    look("micro_batch_size", "per_device_train_batch_size", "micro_train_batch_size"),
  );
  if (
    look(...ACCUMULATION) !== undefined ||
    whole === undefined ||
    micro === undefined ||
    whole <= micro
  )
    return;
  const gpus = (run.values.get("hardware.gpuCount") as number | undefined) ?? 1;
  run.values.delete("gradientAccumulationSteps");
  run.assumptions = run.assumptions.filter((one) => one.field !== "gradientAccumulationSteps");
  assume(
    run,
    "gradientAccumulationSteps",
    Math.max(1, Math.round(whole / micro / gpus)),
    `a batch of ${whole} in micro batches of ${micro} on ${gpus} GPU${gpus === 1 ? "" : "s"}`,
  );
};

/** A positive max_steps ends the run and epochs no longer count; without either, the trainer's epochs. */
const readVolume = (
  run: Draft,
  stepsNode: Node | undefined,
  epochsNode: Node | undefined,
  defaults: TrainerDefaults,
): void => {
  const steps = take(run, "maxSteps", stepsNode, count);
  const epochs = take(run, "epochs", epochsNode, (node) => positive(number(node)));
  if (steps !== undefined && epochs !== undefined)
    remark(
      run,
      "max_steps",
      stepsNode,
      `Both max_steps (${steps}) and epochs (${epochs}) are set: max_steps wins and epochs are ignored.`,
    );
  if (
    steps === undefined &&
    epochs === undefined &&
    !run.assumptions.some((one) => one.field === "epochs" || one.field === "maxSteps")
  )
    assume(run, "epochs", defaults.epochs, defaults.because);
};

export const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;

const readOptimizer = (run: Draft, look: Look, defaults: TrainerDefaults): void => {
  const node = look(
    "optim",
    "optimizer",
    "optimizer_name",
    "optimizer_type",
    "optim_type",
    "optimizer.name",
    "optimizer.type",
    "optim.name",
  );
  const inner =
    node?.kind === "map"
      ? (node.entries.get("name") ?? node.entries.get("type") ?? node.entries.get("_target_"))
      : node;
  takeOr(
    run,
    "optimizer",
    inner,
    (found) => {
      const written = text(found);
      return written === undefined ? undefined : optimizerName(written);
    },
    defaults.optimizer,
    defaults.because,
  );
};

const PRECISION_WORDS = [
  "mixed_precision",
  "precision",
  "dtype",
  "torch_dtype",
  "compute_dtype",
  "bnb_4bit_compute_dtype",
  "bnb_compute_dtype",
  "model_dtype",
  "torch_dtype_str",
  "data_type",
];

/** bf16/fp16 flags, then words, then the dtype the model is loaded in. */
export const readPrecision = (run: Draft, look: Look, defaults: TrainerDefaults): void => {
  if (run.values.has("precision")) return;
  for (const [key, precision] of [
    ["bf16", "bf16"],
    ["fp16", "fp16"],
    ["bfloat16", "bf16"],
    ["float16", "fp16"],
    ["use_bf16", "bf16"],
    ["use_fp16", "fp16"],
    ["fp8", "fp8"],
  ] as const) {
    const node = look(key);
    if (node === undefined || node.kind !== "scalar") continue;
    const written = text(node)?.toLowerCase();
    if (flag(node) === true || written === "full") return state(run, "precision", precision, node);
    if (
      written === "auto" ||
      (written !== undefined && /is_bfloat16_supported|is_bf16_supported/.test(node.text))
    )
      return assume(
        run,
        "precision",
        "bf16",
        `${key}: ${node.text} means bf16 wherever the GPU has it`,
      );
  }
  for (const key of PRECISION_WORDS) {
    const word = look(key);
    const named = text(word) === undefined ? undefined : precisionName(text(word)!);
    if (word === undefined || named === undefined) continue;
    if (flag(look(named)) === false)
      remark(
        run,
        named,
        look(named),
        `${named} is off, but ${key} loads the model in it, so it computes in ${named} all the same.`,
      );
    return state(run, "precision", named, word);
  }
  if (look("bf16") === undefined && look("fp16") !== undefined && flag(look("fp16")) === undefined)
    return;
  if (defaults.precision !== undefined) {
    const off = flag(look("bf16")) === false;
    assume(run, "precision", off ? "fp32" : defaults.precision, defaults.because);
  }
};

const readCheckpointing = (run: Draft, look: Look, defaults: TrainerDefaults): void => {
  const node = look(
    "gradient_checkpointing",
    "use_gradient_checkpointing",
    "enable_gradient_checkpointing",
    "grad_checkpointing",
    "grad_checkpoint",
    "activation_checkpointing",
    "enable_activation_checkpointing",
    "gradient_checkpoint",
  );
  takeOr(
    run,
    "gradientCheckpointing",
    node,
    checkpointing,
    defaults.gradientCheckpointing,
    defaults.because,
  );
};

export const checkpointing = (node: Node): boolean | "offload" | "selective" | undefined => {
  const plain = flag(node);
  if (plain !== undefined) return plain;
  const written = text(node)?.toLowerCase();
  if (written === undefined) return undefined;
  if (/offload/.test(written)) return "offload";
  if (/selective/.test(written)) return "selective";
  return true;
};

export const readAttention = (run: Draft, look: Look): void => {
  const named = take(
    run,
    "attention",
    look(
      "attn_implementation",
      "attn_impl",
      "attention_implementation",
      "flash_attn",
      "attn",
      "attention",
    ),
    (node) => {
      if (node.kind !== "scalar") return undefined;
      const written = text(node);
      if (written === undefined || flag(node) === false) return undefined;
      return flag(node) === true ? "flash_attention_2" : attentionName(written);
    },
  );
  if (named !== undefined) return;
  for (const [key, name] of [
    ["use_flash_attention_2", "flash_attention_2"],
    ["use_flash_attn", "flash_attention_2"],
    ["use_flash_attention", "flash_attention_2"],
    ["flash_attention", "flash_attention_2"],
    ["flash_attention_2", "flash_attention_2"],
    ["use_flash_attn_2", "flash_attention_2"],
    ["sdp_attention", "sdpa"],
    ["xformers_attention", "xformers"],
    ["flex_attention", "flex_attention"],
    ["sage_attention", "sage_attention"],
    ["eager_attention", "eager"],
  ] as const) {
    const node = look(key);
    if (flag(node) === true) return state(run, "attention", name, node!);
  }
  const disabled = look("disable_flash_attn2", "disable_flash_attn");
  if (flag(disabled) === false) return state(run, "attention", "flash_attention_2", disabled!);
  if (!run.assumptions.some((one) => one.field === "attention"))
    assume(run, "attention", "sdpa", "not stated: transformers chooses SDPA on recent versions");
};

/** Evaluation and checkpoints in steps; strategies by epoch have no step count before the volume is known. */
const readRhythm = (run: Draft, look: Look): void => {
  const evaluates = look("eval_strategy", "evaluation_strategy");
  const every = look("eval_steps");
  const strategy = text(evaluates)?.toLowerCase();
  if (every !== undefined && strategy !== "no" && strategy !== "false" && strategy !== "epoch")
    take(run, "evaluation.everySteps", every, whole);
  const saves = text(look("save_strategy"))?.toLowerCase();
  const saveEvery = look("save_steps", "save_interval", "save_every");
  if (saves !== "no" && saves !== "false" && saves !== "epoch")
    take(run, "checkpoints.everySteps", saveEvery, whole);
  take(run, "checkpoints.keep", look("save_total_limit"), count);
};

const whole = (node: Node): number | undefined => {
  const value = number(node);
  return value !== undefined && value >= 1 ? Math.round(value) : undefined;
};

const readKernels = (run: Draft, look: Look): void => {
  const kernels: string[] = [];
  let from: Node | undefined;
  for (const [keys, name] of [
    [
      [
        "use_liger_kernel",
        "enable_liger_kernel",
        "use_liger",
        "liger_kernel",
        "liger_fused_linear_cross_entropy",
      ],
      "liger",
    ],
    [["cut_cross_entropy"], "cut_cross_entropy"],
    [["chunked_cross_entropy"], "chunked_cross_entropy"],
    [["use_unsloth", "unsloth"], "unsloth"],
    [["torch_compile", "compile"], "torch_compile"],
  ] as const)
    for (const key of keys) {
      const node = look(key);
      if (flag(node) === true && !kernels.includes(name)) {
        kernels.push(name);
        from ??= node;
      }
    }
  if (from !== undefined) state(run, "kernels", kernels, from);
};
