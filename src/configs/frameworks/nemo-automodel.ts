import { loraOn } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { has } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { positive } from "../trainer.ts";
import {
  attentionName,
  count,
  flag,
  modelId,
  number,
  optimizerName,
  precisionName,
  targetModules,
  text,
} from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** NVIDIA NeMo Automodel `components/**` and the recipes @36044ad3d139. */
const BECAUSE = "NeMo Automodel default (components)";

export const nemoAutomodel: Framework = {
  id: "nemo-automodel",
  recognises: ({ root }) =>
    has(root, "step_scheduler") &&
    has(root, "model.pretrained_model_name_or_path", "model._target_", "model.config") &&
    has(
      root,
      "step_scheduler.global_batch_size",
      "step_scheduler.num_epochs",
      "step_scheduler.max_steps",
    ) &&
    has(root, "dataset", "optimizer"),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    take(
      run,
      "baseModel",
      look(
        "model.pretrained_model_name_or_path",
        "model.config.pretrained_model_name_or_path",
        "model.config",
      ),
      modelId,
    );
    const bits =
      flag(look("quantization.load_in_4bit")) === true
        ? 4
        : flag(look("quantization.load_in_8bit")) === true
          ? 8
          : undefined;
    if (bits !== undefined)
      state(run, "quantizationBits", bits, look(`quantization.load_in_${bits}bit`)!);
    else assume(run, "quantizationBits", null, BECAUSE);
    const peft = look("peft");
    if (peft !== undefined) {
      state(run, "technique", loraOn(bits), peft);
      takeOr(run, "lora.rank", look("peft.dim"), count, 8, BECAUSE);
      takeOr(run, "lora.alpha", look("peft.alpha"), number, 32, BECAUSE);
      take(run, "lora.dropout", look("peft.dropout"), number);
      if (flag(look("peft.match_all_linear")) === true)
        state(run, "lora.targetModules", "all-linear", look("peft.match_all_linear")!);
      else take(run, "lora.targetModules", look("peft.target_modules"), targetModules);
      if (flag(look("peft.use_dora")) === true)
        state(run, "lora.variant", "dora", look("peft.use_dora")!);
    } else assume(run, "technique", "full", "there is no peft block");
    const path = document.path.toLowerCase();
    const recipe = `${text(look("recipe")) ?? ""} ${path}`.toLowerCase();
    assume(
      run,
      "objective",
      /(^|[^a-z])kd([^a-z]|$)|distill|knowledgedistill/.test(recipe)
        ? "distillation"
        : /pretrain/.test(recipe)
          ? "pretrain"
          : /dpo/.test(recipe)
            ? "dpo"
            : "sft",
      "by the recipe and the folder",
    );
    const dtype = text(look("model.torch_dtype", "model.dtype"));
    if (dtype !== undefined && dtype !== "auto")
      take(run, "precision", look("model.torch_dtype", "model.dtype"), (node) =>
        precisionName(text(node) ?? ""),
      );
    assume(run, "precision", "bf16", "the checkpoint's own type, bf16 in almost all");
    const packed = count(look("packed_sequence.packed_sequence_size"));
    const length = look(
      "dataset.seq_length",
      "dataset.seq_len",
      "dataset.max_seq_length",
      "dataset.block_size",
    );
    take(run, "sequenceLength", length, count);
    if (packed !== undefined) {
      state(run, "packing", true, look("packed_sequence.packed_sequence_size")!);
      if (!run.values.has("sequenceLength"))
        state(run, "sequenceLength", packed, look("packed_sequence.packed_sequence_size")!);
    } else assume(run, "packing", false, "packed_sequence_size 0 is off");
    if (!run.values.has("sequenceLength"))
      leaveOpen(
        run,
        "sequenceLength",
        "dataset.seq_length is not set: the longest row of each batch governs",
      );
    const micro = take(run, "microBatchSize", look("step_scheduler.local_batch_size"), count);
    const parallel = {
      tensor: "tp_size",
      pipeline: "pp_size",
      context: "cp_size",
      expert: "ep_size",
    };
    let model = 1;
    for (const [field, key] of Object.entries(parallel)) {
      const size = take(run, `parallelism.${field}`, look(`distributed.${key}`), count) ?? 1;
      if (field !== "expert") model *= size;
    }
    const kind =
      text(look("distributed.strategy", "distributed._target_"))?.toLowerCase() ?? "fsdp2";
    const node = look("distributed.strategy", "distributed._target_");
    const strategy = /megatron_?fsdp|megatronfsdp/.test(kind)
      ? "fsdp"
      : /ddp/.test(kind)
        ? "ddp"
        : "fsdp2";
    if (node === undefined) assume(run, "parallelism.strategy", strategy, BECAUSE);
    else state(run, "parallelism.strategy", strategy, node);
    const dp = count(look("distributed.dp_size"));
    const gpus = count(
      look("launcher.nproc_per_node", "slurm.ntasks_per_node", "ci.nproc_per_node"),
    );
    const nodes = count(look("slurm.nodes", "ci.nodes")) ?? 1;
    const total =
      dp !== undefined
        ? dp * model
        : gpus !== undefined && look("slurm", "launcher") !== undefined
          ? gpus * nodes
          : undefined;
    if (total !== undefined)
      state(
        run,
        "hardware.gpuCount",
        total,
        look("distributed.dp_size", "launcher.nproc_per_node", "slurm.ntasks_per_node")!,
      );
    const global = count(look("step_scheduler.global_batch_size"));
    if (total !== undefined && global !== undefined && micro !== undefined)
      state(
        run,
        "gradientAccumulationSteps",
        Math.max(1, Math.round(global / micro / (total / model))),
        look("step_scheduler.global_batch_size")!,
      );
    else
      leaveOpen(
        run,
        "gradientAccumulationSteps",
        `a global batch of ${global ?? "unknown size"} over a number of GPUs that the file does not state`,
      );
    const steps = take(run, "maxSteps", look("step_scheduler.max_steps"), count);
    const epochs = take(run, "epochs", look("step_scheduler.num_epochs"), (found) =>
      positive(number(found)),
    );
    if (steps === undefined && epochs === undefined) assume(run, "epochs", 10, BECAUSE);
    take(run, "optimizer", look("optimizer._target_"), (found) =>
      text(found) === undefined ? undefined : optimizerName(text(found)!),
    );
    takeOr(
      run,
      "gradientCheckpointing",
      look("distributed.activation_checkpointing", "model.activation_checkpointing"),
      checkpointing,
      false,
      BECAUSE,
    );
    take(run, "attention", look("model.attn_implementation"), (found) =>
      attentionName(text(found) ?? ""),
    );
    take(run, "evaluation.everySteps", look("step_scheduler.val_every_steps"), count);
    take(run, "checkpoints.everySteps", look("step_scheduler.ckpt_every_steps"), count);
    const data = look(
      "dataset.dataset_name",
      "dataset.path_or_dataset_id",
      "dataset.path_or_dataset",
      "dataset.dataset_id",
      "dataset.paths",
      "dataset.file_pattern",
    );
    if (data !== undefined)
      readDatasets(run, document, data, {
        split: look("dataset.split"),
        most: number(look("dataset.num_samples_limit", "dataset.limit_dataset_samples")),
      });
  },
};
