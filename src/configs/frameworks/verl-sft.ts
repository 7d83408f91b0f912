import { type Draft, assume, leaveOpen } from "../draft.ts";
import type { Look } from "../look.ts";
import { at } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { count, flag, modelId, number, text } from "../values.ts";
import { type Document, take, takeOr } from "./framework.ts";
import { BECAUSE, gpus, readLora, readTrainFiles } from "./verl-common.ts";

const ENGINE_SIZES = [
  ["tensor", "tensor_model_parallel_size"],
  ["pipeline", "pipeline_model_parallel_size"],
  ["expert", "expert_model_parallel_size"],
  ["context", "context_parallel_size"],
] as const;

export const readSft = (document: Document, run: Draft, look: Look): void => {
  take(run, "baseModel", look("model.partial_pretrain", "model.path"), modelId);
  readLora(run, look, "model");
  assume(run, "objective", "sft", "verl's SFT trainer");
  takeOr(run, "sequenceLength", look("data.max_length"), count, 1024, BECAUSE);
  const micro =
    takeOr(
      run,
      "microBatchSize",
      look("data.micro_batch_size_per_gpu", "data.micro_batch_size"),
      count,
      4,
      BECAUSE,
    ) ?? 4;
  const total = document.launch?.gpuCount?.value ?? gpus(run, look);
  const batch = count(look("data.train_batch_size")) ?? 256;
  /* `sft_trainer` runs on an engine of its own choice; `fsdp_sft_trainer` came before it. */
  const engine = (document.launch?.program ?? "").endsWith(".sft_trainer");
  const ulysses = take(
    run,
    "parallelism.context",
    look("ulysses_sequence_parallel_size", "engine.ulysses_sequence_parallel_size"),
    count,
  );
  const megatron =
    at(document.root, "engine")?.text === "megatron" ||
    text(look("engine.strategy")) === "megatron";
  const split = ENGINE_SIZES.map(([field, key]) => {
    const size = take(run, `parallelism.${field}`, look(`engine.${key}`), count) ?? 1;
    return field === "expert" ? 1 : size;
  }).reduce((product, size) => product * size, ulysses ?? 1);
  if (total !== undefined)
    assume(
      run,
      "gradientAccumulationSteps",
      Math.max(1, Math.round(batch / Math.max(1, total / split) / micro)),
      `train_batch_size ${batch} over ${total} GPUs`,
    );
  else
    leaveOpen(
      run,
      "gradientAccumulationSteps",
      "a global batch over a number of GPUs that is not stated",
    );
  const steps = take(run, "maxSteps", look("trainer.total_training_steps"), count);
  if (
    take(run, "epochs", look("trainer.total_epochs"), number) === undefined &&
    steps === undefined
  )
    assume(run, "epochs", 4, BECAUSE);
  assume(run, "precision", "bf16", BECAUSE);
  assume(run, "optimizer", megatron ? "adam" : "adamw_torch", BECAUSE);
  takeOr(
    run,
    "packing",
    look("use_remove_padding", "model.use_remove_padding"),
    flag,
    engine,
    BECAUSE,
  );
  takeOr(
    run,
    "gradientCheckpointing",
    look("model.enable_gradient_checkpointing"),
    checkpointing,
    true,
    BECAUSE,
  );
  assume(
    run,
    "parallelism.strategy",
    megatron
      ? "zero1"
      : (text(look("model.strategy", "engine.strategy")) ?? (engine ? "fsdp" : "fsdp2")) === "fsdp"
        ? "fsdp"
        : "fsdp2",
    BECAUSE,
  );
  readTrainFiles(document, run, look);
};
