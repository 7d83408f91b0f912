import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has, type Node } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import {
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

/** NVIDIA NeMo RL `examples/configs/*.yaml` @7ea279abfbeb. */
const BECAUSE = "NeMo RL default (examples/configs)";
const ALGORITHMS = {
  sft: "sft",
  dpo: "dpo",
  grpo: "grpo",
  rm: "reward",
  distillation: "distillation",
  ppo: "ppo",
} as const;

/** By its block, or by the base that the file names (`defaults: ../../dpo.yaml`). */
const algorithmOf = (root: Node): keyof typeof ALGORITHMS | undefined => {
  const names = Object.keys(ALGORITHMS) as (keyof typeof ALGORITHMS)[];
  const base = text(at(root, "defaults"))?.split("/").at(-1) ?? "";
  return (
    names.find((key) => at(root, key)?.kind === "map") ??
    (has(root, "policy.model_name", "cluster")
      ? names.find((key) => base.includes(key))
      : undefined)
  );
};

export const nemoRl: Framework = {
  id: "nemo-rl",
  recognises: ({ root }) =>
    has(
      root,
      "policy.model_name",
      "policy.train_global_batch_size",
      "policy.train_micro_batch_size",
    ) &&
    algorithmOf(root) !== undefined &&
    !has(root, "eval", "generation.backend"),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    const algorithm = algorithmOf(root)!;
    take(run, "baseModel", look("policy.model_name"), modelId);
    state(run, "objective", ALGORITHMS[algorithm], at(root, algorithm) ?? at(root, "defaults")!);
    const megatron = flag(look("policy.megatron_cfg.enabled")) === true;
    const live = megatron ? "policy.megatron_cfg" : "policy.dtensor_cfg";
    const lora = megatron ? `${live}.peft` : `${live}.lora_cfg`;
    assume(run, "quantizationBits", null, "NeMo RL trains over unquantised weights");
    if (flag(look(`${lora}.enabled`)) === true) {
      state(run, "technique", "lora", look(`${lora}.enabled`)!);
      takeOr(run, "lora.rank", look(`${lora}.dim`), count, 8, BECAUSE);
      takeOr(run, "lora.alpha", look(`${lora}.alpha`), number, 32, BECAUSE);
      const names = take(run, "lora.targetModules", look(`${lora}.target_modules`), targetModules);
      if (names === undefined && flag(look(`${lora}.match_all_linear`)) !== false)
        assume(run, "lora.targetModules", "all-linear", BECAUSE);
    } else assume(run, "technique", "full", "the adapter block of the live back end is off");
    take(run, "precision", look("policy.precision"), (node) => precisionName(text(node) ?? ""));
    assume(run, "precision", "bf16", BECAUSE);
    take(run, "sequenceLength", look("policy.max_total_sequence_length"), count);
    takeOr(run, "packing", look("policy.sequence_packing.enabled"), flag, false, BECAUSE);
    const micro = take(run, "microBatchSize", look("policy.train_micro_batch_size"), count);
    let model = 1;
    const sizes = megatron
      ? {
          tensor: "tensor_model_parallel_size",
          pipeline: "pipeline_model_parallel_size",
          context: "context_parallel_size",
          expert: "expert_model_parallel_size",
        }
      : { tensor: "tensor_parallel_size", context: "context_parallel_size" };
    for (const [field, key] of Object.entries(sizes)) {
      const size = take(run, `parallelism.${field}`, look(`${live}.${key}`), count) ?? 1;
      if (field !== "expert") model *= size;
    }
    if (megatron) state(run, "parallelism.strategy", "zero1", look("policy.megatron_cfg.enabled")!);
    else assume(run, "parallelism.strategy", "fsdp2", "the DTensor back end shards with FSDP2");
    if (flag(look(`${live}.cpu_offload`)) === true)
      state(run, "parallelism.cpuOffload", true, look(`${live}.cpu_offload`)!);
    const each = count(look("cluster.gpus_per_node"));
    const nodes = count(look("cluster.num_nodes")) ?? 1;
    if (each !== undefined) {
      state(run, "hardware.gpuCount", each * nodes, look("cluster.gpus_per_node")!);
      if (nodes > 1) state(run, "parallelism.nodes", nodes, look("cluster.num_nodes")!);
    }
    const global = count(look("policy.train_global_batch_size"));
    if (each !== undefined && global !== undefined && micro !== undefined)
      state(
        run,
        "gradientAccumulationSteps",
        Math.max(1, Math.round(global / micro / Math.max(1, (each * nodes) / model))),
        look("policy.train_global_batch_size")!,
      );
    else
      leaveOpen(
        run,
        "gradientAccumulationSteps",
        "a global batch over a number of GPUs that the file does not state",
      );
    take(run, "epochs", look(`${algorithm}.max_num_epochs`), number);
    const steps = look(`${algorithm}.max_num_steps`);
    if ((count(steps) ?? 0) < 1_000_000) take(run, "maxSteps", steps, count);
    take(
      run,
      "optimizer",
      look(megatron ? "policy.megatron_cfg.optimizer.optimizer" : "policy.optimizer.name"),
      (node) => (text(node) === undefined ? undefined : optimizerName(text(node)!)),
    );
    takeOr(
      run,
      "gradientCheckpointing",
      look(`${live}.activation_checkpointing`),
      checkpointing,
      false,
      BECAUSE,
    );
    take(run, "evaluation.everySteps", look(`${algorithm}.val_period`), count);
    take(run, "checkpoints.everySteps", look("checkpointing.save_period"), count);
    take(run, "checkpoints.keep", look("checkpointing.keep_top_k"), count);
    if (algorithm === "grpo") {
      take(run, "rollouts.generations", look("grpo.num_generations_per_prompt"), count);
      take(run, "rollouts.promptTokens", look("data.max_input_seq_length"), count);
      take(run, "rollouts.completionTokens", look("policy.generation.max_new_tokens"), count);
    }
    readDatasets(
      run,
      document,
      look(
        "data.train.dataset_name",
        "data.train.data_path",
        "data.dataset_name",
        "data.train_data_path",
        "data.train",
      ),
      { split: look("data.train.split") },
    );
  },
};
