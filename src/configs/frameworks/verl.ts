import { type Draft, assume, leaveOpen, state } from "../draft.ts";
import { type Look, exactly } from "../look.ts";
import { has } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { count, flag, modelId, number, optimizerName, text } from "../values.ts";
import { type Document, type Framework, take, takeOr } from "./framework.ts";
import { BECAUSE, every, gpus, readLora, readTrainFiles } from "./verl-common.ts";
import { readSft } from "./verl-sft.ts";

export const verl: Framework = {
  id: "verl",
  recognises: ({ root, launch }) =>
    /^verl\.trainer\.(main_ppo|fsdp_sft_trainer|sft_trainer)|verl\.(recipe|experimental)\./.test(
      launch?.program ?? "",
    ) ||
    (has(root, "actor_rollout_ref.model.path") &&
      has(root, "trainer.total_epochs", "trainer.total_training_steps", "data.train_batch_size")) ||
    (has(root, "model.partial_pretrain") &&
      has(root, "data.train_files") &&
      has(root, "trainer.total_epochs")),
  read: (document, run) => {
    const look = exactly(document.root);
    if (look("model.partial_pretrain") !== undefined || /sft/.test(document.launch?.program ?? ""))
      readSft(document, run, look);
    else readPpo(document, run, look);
  },
};

const readPpo = (document: Document, run: Draft, look: Look): void => {
  const actor = "actor_rollout_ref.actor";
  take(run, "baseModel", look("actor_rollout_ref.model.path"), modelId);
  readLora(run, look, "actor_rollout_ref.model");
  const estimator = look("algorithm.adv_estimator");
  const name = text(estimator)?.toLowerCase() ?? "gae";
  const objective = /grpo|reinforce|remax|opo|gpg/.test(name)
    ? "grpo"
    : /rloo/.test(name)
      ? "rloo"
      : "ppo";
  if (estimator === undefined) assume(run, "objective", objective, BECAUSE);
  else state(run, "objective", objective, estimator);
  const prompt =
    takeOr(run, "rollouts.promptTokens", look("data.max_prompt_length"), count, 512, BECAUSE) ??
    512;
  const response =
    takeOr(
      run,
      "rollouts.completionTokens",
      look("data.max_response_length"),
      count,
      512,
      BECAUSE,
    ) ?? 512;
  const from = look("data.max_response_length", "data.max_prompt_length");
  if (from === undefined) assume(run, "sequenceLength", prompt + response, BECAUSE);
  else state(run, "sequenceLength", prompt + response, from);
  takeOr(run, "rollouts.generations", look("actor_rollout_ref.rollout.n"), count, 1, BECAUSE);
  take(
    run,
    "rollouts.engineMemoryFraction",
    look("actor_rollout_ref.rollout.gpu_memory_utilization"),
    number,
  );
  takeOr(run, "packing", look("actor_rollout_ref.model.use_remove_padding"), flag, true, BECAUSE);
  const total = gpus(run, look);
  const micro = take(
    run,
    "microBatchSize",
    look(`${actor}.ppo_micro_batch_size_per_gpu`, `${actor}.ppo_micro_batch_size`),
    count,
  );
  const mini = count(look(`${actor}.ppo_mini_batch_size`)) ?? 256;
  const generations = (run.values.get("rollouts.generations") as number | undefined) ?? 1;
  const ulysses = take(
    run,
    "parallelism.context",
    look(`${actor}.ulysses_sequence_parallel_size`),
    count,
  );
  const split = [
    "tensor_model_parallel_size",
    "pipeline_model_parallel_size",
    "context_parallel_size",
  ]
    .map((key) => count(look(`${actor}.megatron.${key}`)) ?? 1)
    .reduce((product, size) => product * size, ulysses ?? 1);
  if (total !== undefined && micro !== undefined) {
    const ranks = Math.max(1, total / split);
    const accumulation = Math.max(1, Math.round((mini * generations) / ranks / micro));
    const node = look(`${actor}.ppo_mini_batch_size`);
    if (node === undefined) assume(run, "gradientAccumulationSteps", accumulation, BECAUSE);
    else state(run, "gradientAccumulationSteps", accumulation, node);
  } else
    leaveOpen(
      run,
      "gradientAccumulationSteps",
      `a mini batch of ${mini} over a number of GPUs that is not stated`,
    );
  const steps = take(run, "maxSteps", look("trainer.total_training_steps"), count);
  const epochs = take(run, "epochs", look("trainer.total_epochs"), number);
  if (steps === undefined && epochs === undefined) assume(run, "epochs", 30, BECAUSE);
  assume(run, "precision", "bf16", BECAUSE);
  take(run, "optimizer", look(`${actor}.optim.optimizer`), (node) =>
    text(node) === undefined ? undefined : optimizerName(text(node)!),
  );
  const megatron =
    text(look(`${actor}.strategy`)) === "megatron" ||
    /megatron/.test(look("config_name")?.text ?? "");
  assume(run, "optimizer", megatron ? "adam" : "adamw_torch", BECAUSE);
  takeOr(
    run,
    "gradientCheckpointing",
    look("actor_rollout_ref.model.enable_gradient_checkpointing"),
    checkpointing,
    true,
    BECAUSE,
  );
  const strategy = look(`${actor}.strategy`);
  const named = text(strategy)?.toLowerCase();
  const packaged = look("config_name");
  if (named === "megatron") state(run, "parallelism.strategy", "zero1", strategy!);
  else if (named === undefined && /megatron/.test(packaged?.text ?? ""))
    assume(
      run,
      "parallelism.strategy",
      "zero1",
      "verl's Megatron config: its optimizer is distributed over the data-parallel ranks",
    );
  else if (named === "fsdp2") state(run, "parallelism.strategy", "fsdp2", strategy!);
  else assume(run, "parallelism.strategy", "fsdp", BECAUSE);
  for (const [field, key] of [
    ["tensor", "tensor_model_parallel_size"],
    ["pipeline", "pipeline_model_parallel_size"],
    ["expert", "expert_model_parallel_size"],
    ["context", "context_parallel_size"],
  ] as const)
    take(run, `parallelism.${field}`, look(`${actor}.megatron.${key}`), count);
  const offload = [
    look(`${actor}.fsdp_config.param_offload`),
    look(`${actor}.fsdp_config.optimizer_offload`),
    look(`${actor}.fsdp_config.offload_policy`),
    look(`${actor}.megatron.param_offload`),
    look(`${actor}.megatron.optimizer_offload`),
  ].find((node) => flag(node) === true);
  if (offload !== undefined) state(run, "parallelism.cpuOffload", true, offload);
  every(run, "checkpoints.everySteps", look("trainer.save_freq"));
  every(run, "evaluation.everySteps", look("trainer.test_freq"));
  readTrainFiles(document, run, look);
};
