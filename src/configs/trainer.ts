import { type Draft, assume, remark, state } from "./draft.ts";
import { type Document, take, takeOr } from "./frameworks/framework.ts";
import type { Look } from "./look.ts";
import type { Node } from "./node.ts";
import { readDeepSpeed, readFsdp } from "./parallelism.ts";
import { ACCUMULATION, EPOCHS, MICRO, STEPS, type TrainerDefaults } from "./trainer-defaults.ts";
import { readKernels, readRhythm } from "./trainer-rhythm.ts";
import {
  readAttention,
  readCheckpointing,
  readOptimizer,
  readPrecision,
} from "./trainer-settings.ts";
import { count, flag, number } from "./values.ts";

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
