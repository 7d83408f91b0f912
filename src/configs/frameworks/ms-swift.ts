import { loraOn, readLora, readQuantization } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import { exactly, type Look } from "../look.ts";
import { has, type Node } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, number, precisionName, text } from "../values.ts";
import { readEngine } from "./hugging-face-length.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** ms-swift `swift/arguments/*.py`, `swift/megatron/arguments/megatron_args.py` @3602360a5623. */
const BECAUSE = "ms-swift default (swift/arguments, over the Hugging Face Trainer's)";

const swift = (root: Node): boolean =>
  has(root, "model", "model_id_or_path", "model_type") &&
  has(root, "dataset", "cached_dataset", "val_dataset") &&
  (has(
    root,
    "tuner_type",
    "sft_type",
    "rlhf_type",
    "split_dataset_ratio",
    "quant_method",
    "attn_impl",
    "use_hf",
    "model_author",
  ) ||
    (has(root, "train_type") && has(root, "target_modules", "lora_rank", "torch_dtype")));
/** The arguments, or one level down under `args:`. */
const block = (root: Node): Node =>
  swift(root)
    ? root
    : ([...root.entries.values()].find((value) => value.kind === "map" && swift(value)) ?? root);

/** What the `swift` and `megatron` commands run. */
const SCRIPT = /(?:^|\/)swift[/.]cli[/.](_megatron[/.])?(sft|pt|rlhf)(?:\.py)?$/;

export const msSwift: Framework = {
  id: "ms-swift",
  recognises: ({ root, launch }) =>
    launch === undefined
      ? swift(block(root)) && !has(block(root), "infer_backend", "max_new_tokens")
      : (/^(swift|megatron)$/.test(launch.program) && /^(sft|pt|rlhf)$/.test(launch.verb ?? "")) ||
        SCRIPT.test(launch.program),
  read: (document, run) => {
    const root = block(document.root);
    const look = exactly(root);
    const script = SCRIPT.exec(document.launch?.program ?? "");
    const verb = script?.[2] ?? document.launch?.verb;
    const megatron =
      document.launch?.program === "megatron" ||
      script?.[1] !== undefined ||
      has(
        root,
        "tensor_model_parallel_size",
        "recompute_granularity",
        "expert_model_parallel_size",
      );
    take(run, "baseModel", look("model", "model_id_or_path", "mcore_model", "load"), modelId);
    const rlhf = look("rlhf_type");
    if (text(rlhf) !== undefined)
      state(
        run,
        "objective",
        OBJECTIVES[text(rlhf)!.toLowerCase()] ?? text(rlhf)!.toLowerCase(),
        rlhf!,
      );
    else if (/^(embedding|reranker|generative_reranker)$/.test(text(look("task_type")) ?? ""))
      state(run, "objective", "embedding", look("task_type")!);
    else if (text(look("task_type")) === "seq_cls")
      state(run, "objective", "classification", look("task_type")!);
    else if (verb === "rlhf") assume(run, "objective", "dpo", "ms-swift's default rlhf_type");
    else if (verb === "pt") assume(run, "objective", "pretrain", "swift pt");
    else assume(run, "objective", "sft", "swift sft");
    const bits = readQuantization(run, look);
    if (bits === undefined) assume(run, "quantizationBits", null, BECAUSE);
    const tuner = look("tuner_type", "train_type", "sft_type");
    const type = text(tuner)?.toLowerCase() ?? (megatron ? "full" : "lora");
    const technique =
      type === "full"
        ? "full"
        : /^(lora|longlora|adalora|lora_llm)$/.test(type)
          ? loraOn(bits)
          : type === "dora"
            ? "dora"
            : "adapter";
    if (tuner === undefined) assume(run, "technique", technique, BECAUSE);
    else state(run, "technique", technique, tuner);
    if (technique === "lora" || technique === "qlora")
      readLora(run, look, { rank: 8, alpha: 32, targets: "all-linear", because: BECAUSE });
    const objective = run.values.get("objective");
    if (objective === "grpo" || objective === "ppo") {
      // Prompt and completion together, as everywhere for rollouts.
      const completion = look("max_completion_length", "response_length");
      const prompt = count(look("max_length"));
      const tokens =
        takeOr(run, "rollouts.completionTokens", completion, count, 512, BECAUSE) ?? 512;
      if (prompt !== undefined) {
        state(run, "rollouts.promptTokens", prompt, look("max_length")!);
        state(run, "sequenceLength", prompt + tokens, completion ?? look("max_length")!);
      }
      takeOr(run, "rollouts.generations", look("num_generations"), count, 8, BECAUSE);
      readEngine(run, look, 0.9, "ms-swift default (vllm_gpu_memory_utilization)");
    }
    take(run, "sequenceLength", look("max_length"), count);
    if (!run.values.has("sequenceLength"))
      leaveOpen(run, "sequenceLength", "ms-swift cuts at the model's own maximum");
    take(run, "precision", look("torch_dtype"), (node) => precisionName(text(node) ?? ""));
    if (megatron)
      return readMegatron(run, look, document.launch?.gpuCount?.value, () =>
        readDatasets(run, document, look("dataset", "cached_dataset")),
      );
    const micro = count(look("per_device_train_batch_size", "batch_size")) ?? 1;
    const world = document.launch?.gpuCount?.value ?? 1;
    readTrainerArguments(run, document, look, {
      ...HF_TRAINER,
      micro: 1,
      accumulation: Math.ceil(16 / micro / world),
      gradientCheckpointing: true,
      precision: "bf16",
      because: BECAUSE,
    });
    if (flag(look("padding_free")) === true && run.values.get("packing") !== true)
      run.values.set("packing", false);
    if (!run.values.has("parallelism.strategy"))
      assume(run, "parallelism.strategy", "none", "neither deepspeed nor fsdp is set");
    readDatasets(run, document, look("dataset", "cached_dataset"), {
      most: number(look("train_dataset_sample")),
    });
  },
};

const OBJECTIVES: Record<string, string> = {
  dpo: "dpo",
  orpo: "orpo",
  simpo: "simpo",
  kto: "kto",
  cpo: "cpo",
  rm: "reward",
  ppo: "ppo",
  grpo: "grpo",
  gkd: "distillation",
};

const readMegatron = (run: Draft, look: Look, gpus: number | undefined, data: () => void): void => {
  const sizes = {
    tensor: "tensor_model_parallel_size",
    pipeline: "pipeline_model_parallel_size",
    expert: "expert_model_parallel_size",
    context: "context_parallel_size",
  };
  for (const [field, key] of Object.entries(sizes))
    take(run, `parallelism.${field}`, look(key), count);
  takeOr(run, "microBatchSize", look("micro_batch_size"), count, 1, BECAUSE);
  const whole = count(look("global_batch_size")) ?? 16;
  const micro = (run.values.get("microBatchSize") as number | undefined) ?? 1;
  const split = ["tensor", "pipeline", "context"]
    .map((field) => (run.values.get(`parallelism.${field}`) as number | undefined) ?? 1)
    .reduce((product, size) => product * size, 1);
  if (gpus === undefined)
    leaveOpen(
      run,
      "gradientAccumulationSteps",
      `a global batch of ${whole} over a number of GPUs that the file does not state`,
    );
  else
    assume(
      run,
      "gradientAccumulationSteps",
      Math.max(1, Math.round(whole / micro / Math.max(1, gpus / split))),
      `a global batch of ${whole} in micro batches of ${micro} over ${gpus} GPUs`,
    );
  take(run, "epochs", look("num_train_epochs", "max_epochs"), number);
  take(run, "maxSteps", look("train_iters", "max_steps"), count);
  if (!run.values.has("epochs") && !run.values.has("maxSteps")) assume(run, "epochs", 3, BECAUSE);
  assume(run, "precision", "bf16", "Megatron-SWIFT trains in bf16");
  assume(run, "optimizer", "adam", BECAUSE);
  const recompute = look("recompute_granularity");
  takeOr(
    run,
    "gradientCheckpointing",
    recompute,
    (node) => (text(node) === "full" ? true : checkpointing(node)),
    "selective",
    BECAUSE,
  );
  takeOr(run, "packing", look("packing"), flag, false, BECAUSE);
  takeOr(run, "attention", look("attention_backend"), text, "flash_attention_2", BECAUSE);
  data();
};
