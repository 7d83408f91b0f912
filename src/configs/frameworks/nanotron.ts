import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, first, has, type Node } from "../node.ts";
import {
  attentionName,
  count,
  flag,
  number,
  optimizerName,
  precisionName,
  text,
} from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** Nanotron @2411b022a75f (and smollm's pretraining): a model by its dimensions, GPUs = dp x tp x pp. */
const BECAUSE = "Nanotron default (config dataclasses)";

export const nanotron: Framework = {
  id: "nanotron",
  recognises: ({ root }) =>
    has(root, "tokens.train_steps") &&
    has(root, "tokens.sequence_length", "tokens.micro_batch_size") &&
    has(root, "model.model_config") &&
    has(root, "parallelism"),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    const config = at(root, "model.model_config")!;
    const load = look("checkpoints.resume_checkpoint_path", "model.init_method.path");
    const name = look("general.run", "general.project");
    state(
      run,
      "baseModel",
      (load !== undefined && text(load)) ||
        `nanotron-${number(at(config, "num_hidden_layers")) ?? "?"}x${number(at(config, "hidden_size")) ?? "?"}`,
      load ?? at(config, "hidden_size") ?? name ?? config,
    );
    const dimensions = plainMap(config);
    if (typeof dimensions.hidden_size === "number")
      state(
        run,
        "architecture",
        {
          model_type: flag(at(config, "is_qwen2_config")) === true ? "qwen2" : "llama",
          ...dimensions,
        },
        config,
      );
    assume(run, "objective", "pretrain", "Nanotron pretrains");
    assume(run, "technique", "full", "Nanotron has no adapters");
    assume(run, "quantizationBits", null, "Nanotron has no quantised bases");
    take(run, "precision", look("model.dtype"), (node) => precisionName(text(node) ?? ""));
    take(run, "sequenceLength", look("tokens.sequence_length"), count);
    assume(run, "packing", true, "documents fill whole blocks");
    take(run, "microBatchSize", look("tokens.micro_batch_size"), count);
    takeOr(
      run,
      "gradientAccumulationSteps",
      look("tokens.batch_accumulation_per_replica"),
      count,
      1,
      BECAUSE,
    );
    take(run, "maxSteps", look("tokens.train_steps"), count);
    takeOr(
      run,
      "optimizer",
      look("optimizer.optimizer_factory.name"),
      (node) => (text(node) === undefined ? undefined : optimizerName(text(node)!)),
      "adamw_torch",
      BECAUSE,
    );
    const recompute = look("parallelism.recompute_layer");
    takeOr(run, "gradientCheckpointing", recompute, flag, false, BECAUSE);
    take(run, "attention", first(config, "_attn_implementation"), (node) =>
      attentionName(text(node) ?? ""),
    );
    const stage = number(look("optimizer.zero_stage"));
    if (stage !== undefined && stage > 0)
      state(run, "parallelism.strategy", `zero${stage}`, look("optimizer.zero_stage")!);
    else assume(run, "parallelism.strategy", "none", "zero_stage is 0: plain data parallel");
    let gpus = 1;
    for (const [field, key] of [
      ["tensor", "tp"],
      ["pipeline", "pp"],
      ["context", "context_parallel_size"],
      ["expert", "expert_parallel_size"],
    ] as const) {
      const size = take(run, `parallelism.${field}`, look(`parallelism.${key}`), count) ?? 1;
      if (field === "tensor" || field === "pipeline") gpus *= size;
    }
    const dp = look("parallelism.dp");
    if (count(dp) !== undefined) state(run, "hardware.gpuCount", gpus * count(dp)!, dp!);
    take(run, "checkpoints.everySteps", look("checkpoints.checkpoint_interval"), count);
    const stages = at(root, "data_stages");
    const data = first(
      stages?.items[0],
      "data.dataset.hf_dataset_or_datasets",
      "data.dataset.dataset_folder",
      "data.dataset.dataset_read_path",
    );
    if (data !== undefined) readDatasets(run, document, data);
  },
};

const plainMap = (node: Node): Record<string, unknown> => {
  const made: Record<string, unknown> = {};
  for (const [key, value] of node.entries)
    if (value.kind === "scalar" && !key.startsWith("_") && key.length < 60) {
      const size = number(value);
      const truth = size === undefined ? flag(value) : undefined;
      if (size !== undefined) made[key] = size;
      else if (truth !== undefined) made[key] = truth;
    }
  return made;
};
