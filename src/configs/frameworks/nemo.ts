import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import { exactly, type Look } from "../look.ts";
import { has } from "../node.ts";
import { count, flag, number, precisionName, text } from "../values.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

/** NeMo 1.x `examples/nlp/language_modeling/conf` and `tuning/conf` @8cfedd720346. */
const BECAUSE = "NeMo default (examples/nlp/language_modeling)";
/** "The other bound": as many epochs or steps as nobody trains. */
const ENDLESS = 9999;

export const nemo: Framework = {
  id: "nemo",
  recognises: ({ root, launch, path }) =>
    (has(root, "trainer.max_steps", "trainer.max_epochs") &&
      has(root, "model.restore_from_path", "model.mcore_gpt") &&
      has(root, "model.micro_batch_size", "model.data.train_ds") &&
      has(root, "model.optim", "exp_manager") &&
      !/generate|inference|export|validate|_eval|bert|retro|t5|t0/.test(path)) ||
    (launch !== undefined && /megatron_gpt_(finetuning|sft|peft)\w*\.py$/.test(launch.program)),
  read: (document, run) => {
    const look = exactly(document.root);
    const tuned = readModel(run, document, look);
    const scheme = look("model.peft.peft_scheme");
    const name = text(scheme)?.toLowerCase() ?? "none";
    assume(run, "quantizationBits", null, BECAUSE);
    if (/lora/.test(name)) {
      state(run, "technique", "lora", scheme!);
      takeOr(run, "lora.rank", look("model.peft.lora_tuning.adapter_dim"), count, 32, BECAUSE);
      const alpha = look("model.peft.lora_tuning.alpha");
      takeOr(run, "lora.alpha", alpha, number, run.values.get("lora.rank") as number, BECAUSE);
      const targets = look("model.peft.lora_tuning.target_modules");
      takeOr(run, "lora.targetModules", targets, attention, ["attention_qkv"], BECAUSE);
    } else if (name !== "none" && name !== "null")
      state(run, "technique", /ptuning|prefix/.test(name) ? "prefix" : "adapter", scheme!);
    else assume(run, "technique", "full", "no peft_scheme");
    if (/distill/.test(document.path)) assume(run, "objective", "distillation", "by the path");
    assume(run, "objective", tuned ? "sft" : "pretrain", tuned ? "it restores a model" : BECAUSE);
    const length = look("model.data.train_ds.max_seq_length", "model.encoder_seq_length");
    takeOr(run, "sequenceLength", length, count, 2048, BECAUSE);
    takeOr(run, "packing", look("model.data.train_ds.packed_sequence"), flag, !tuned, BECAUSE);
    readBatch(run, look);
    const [steps, epochs] = [look("trainer.max_steps"), look("trainer.max_epochs")];
    take(run, "maxSteps", steps, (node) => bound(count(node)));
    take(run, "epochs", epochs, (node) => bound(number(node)));
    take(run, "optimizer", look("model.optim.name"), text);
    assume(run, "optimizer", "distributed_fused_adam", BECAUSE);
    const precision = look("trainer.precision");
    takeOr(run, "precision", precision, (node) => precisionName(text(node) ?? ""), "bf16", BECAUSE);
    const recompute = look("model.activations_checkpoint_granularity");
    takeOr<boolean | "selective">(
      run,
      "gradientCheckpointing",
      recompute,
      (node) => (text(node) === "selective" ? "selective" : true),
      false,
      BECAUSE,
    );
    readDatasets(run, document, look("model.data.train_ds.file_names", "model.data.data_prefix"));
  },
};

const bound = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 && value !== ENDLESS ? value : undefined;
const attention = (node: Parameters<typeof text>[0]): string[] | undefined =>
  node?.kind === "list" ? node.items.flatMap((item) => text(item) ?? []) : undefined;

/** A `.nemo` file named for its model, or the dimensions of one trained from scratch. */
const readModel = (run: Draft, { root }: Document, look: Look): boolean => {
  const path = look("model.restore_from_path");
  const file = text(path)?.replace(/\.nemo$/, "");
  if (path !== undefined && file !== undefined) state(run, "baseModel", file, path);
  const tuned = has(root, "model.restore_from_path") && !has(root, "model.hidden_size");
  const hidden = look("model.hidden_size");
  if (file === undefined && number(hidden) !== undefined)
    state(
      run,
      "baseModel",
      `nemo-${number(look("model.num_layers")) ?? "?"}x${number(hidden)}`,
      hidden!,
    );
  return tuned || file !== undefined;
};

const readBatch = (run: Draft, look: Look): void => {
  const micro =
    takeOr(run, "microBatchSize", look("model.micro_batch_size"), count, 1, BECAUSE) ?? 1;
  const devices = look("trainer.devices");
  const nodes = count(look("trainer.num_nodes")) ?? 1;
  let split = 1;
  for (const [field, key] of [
    ["tensor", "tensor_model_parallel_size"],
    ["pipeline", "pipeline_model_parallel_size"],
    ["context", "context_parallel_size"],
    ["expert", "expert_model_parallel_size"],
  ] as const) {
    const size = take(run, `parallelism.${field}`, look(`model.${key}`), count) ?? 1;
    if (field !== "expert") split *= size;
  }
  const sharded = look("model.fsdp");
  if (flag(sharded) === true) state(run, "parallelism.strategy", "fsdp", sharded!);
  else assume(run, "parallelism.strategy", "none", "the file states no sharding");
  const whole = count(look("model.global_batch_size"));
  const each = count(devices);
  if (each === undefined)
    return leaveOpen(run, "gradientAccumulationSteps", "the number of devices is not stated");
  state(run, "hardware.gpuCount", each * nodes, devices!);
  if (nodes > 1) state(run, "parallelism.nodes", nodes, look("trainer.num_nodes")!);
  if (whole === undefined) return;
  const ranks = Math.max(1, (each * nodes) / split);
  assume(
    run,
    "gradientAccumulationSteps",
    Math.max(1, Math.round(whole / micro / ranks)),
    `a global batch of ${whole} in micro batches of ${micro} over ${each * nodes} GPUs`,
  );
};
