import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import { exactly, type Look } from "../look.ts";
import { at, has } from "../node.ts";
import { checkpointing } from "../trainer.ts";
import { count, flag, modelId, number, optimizerName, targetModules, text } from "../values.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

/** verl `verl/trainer/config/**` @b178a3cd56f5. */
const BECAUSE = "verl default (verl/trainer/config)";

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

const gpus = (run: Draft, look: Look): number | undefined => {
  const each = look("trainer.n_gpus_per_node");
  const nodes = count(look("trainer.nnodes")) ?? 1;
  const value = count(each);
  if (value !== undefined) {
    state(run, "hardware.gpuCount", value * nodes, each!);
    if (nodes > 1) state(run, "parallelism.nodes", nodes, look("trainer.nnodes")!);
    return value * nodes;
  }
  return run.values.get("hardware.gpuCount") as number | undefined;
};

const readLora = (run: Draft, look: Look, at: string): void => {
  const rank = look(`${at}.lora_rank`);
  assume(run, "quantizationBits", null, "verl trains over unquantised weights");
  if ((count(rank) ?? 0) < 1) return assume(run, "technique", "full", "lora_rank is 0 unless set");
  state(run, "technique", "lora", rank!);
  take(run, "lora.rank", rank, count);
  takeOr(run, "lora.alpha", look(`${at}.lora_alpha`), number, 16, BECAUSE);
  takeOr(
    run,
    "lora.targetModules",
    look(`${at}.target_modules`),
    targetModules,
    "all-linear",
    BECAUSE,
  );
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

const every = (run: Draft, field: string, node: ReturnType<Look>): void =>
  void take(run, field, node, count);

/** `$HOME/data/gsm8k/train.parquet`: the folder names the data set. */
const readTrainFiles = (document: Document, run: Draft, look: Look): void => {
  const node = look("data.train_files");
  if (node === undefined) return;
  const path =
    (node.kind === "list" ? node.items[0]?.text : node.text)
      ?.replace(/^\[?['"]?/, "")
      .split(",")[0] ?? "";
  const folder = path.split("/").at(-2);
  const named =
    folder === undefined || /\$|^(|data|datasets?|train|parquet|raw|processed)$/i.test(folder);
  if (!named) return readDatasets(run, document, { ...node, kind: "scalar", text: folder });
  // The folder says nothing: the file's own name.
  const file = path.split("/").at(-1) ?? "";
  if (file !== "" && !file.includes("$"))
    readDatasets(run, document, { ...node, kind: "scalar", text: file });
};

const ENGINE_SIZES = [
  ["tensor", "tensor_model_parallel_size"],
  ["pipeline", "pipeline_model_parallel_size"],
  ["expert", "expert_model_parallel_size"],
  ["context", "context_parallel_size"],
] as const;
const readSft = (document: Document, run: Draft, look: Look): void => {
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
