import { loraOn, PEFT, readLora, readQuantization, type LoraDefaults } from "../adapter.ts";
import { DATASET_KEYS, readDatasets } from "../datasets.ts";
import { assume, leaveOpen, remark, state, type Draft } from "../draft.ts";
import { anywhere, type Look } from "../look.ts";
import type { Node } from "../node.ts";
import {
  EPOCHS,
  HF_TRAINER,
  LENGTH,
  MICRO,
  ACCUMULATION,
  RATE,
  readTrainerArguments,
  STEPS,
  type TrainerDefaults,
} from "../trainer.ts";
import { count, flag, modelId, number, text } from "../values.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

const MODEL = [
  "model_name_or_path",
  "pretrained_model_name_or_path",
  "base_model_name_or_path",
  "model_id_or_path",
  "base_model",
  "base_model_id",
  "base_model_name",
  "base_model_path",
  "student_model",
  "policy_model",
  "model_name",
  "model_id",
  "model_path",
  "name_or_path",
  "hf_model",
  "hf_model_id",
  "model.base",
  "model.base_model",
  "model.name_or_path",
  "model.name",
  "model.id",
  "model.path",
  "model.pretrained",
  "pretrained_model",
  "pretrained",
  "llm_name",
  "pretrained_model_name",
  "pretrained_model",
  "base_llm",
  "llm",
  "model_checkpoint",
  "model",
];

/** The last model key that holds an id or a path, not a nickname for a run. */
const modelNode = (look: Look): Node | undefined => {
  for (const key of MODEL) {
    const node = look(key);
    if (node?.kind !== "scalar") continue;
    const id = modelId(node);
    if (id !== undefined && isModel(id, key)) return node;
  }
  return undefined;
};
const FAMILIES =
  /(^|[^a-z])(llama|codellama|tinyllama|qwen|mistral|mixtral|ministral|gemma|phi-?\d|gpt-?[2-9j]|gpt_|falcon|pythia|olmo|smollm|deepseek|yi-\d|baichuan|chatglm|glm-?\d|internlm|bloom|opt-\d|mpt-|stablelm|granite|command-r|exaone|nemotron|minicpm|vicuna|zephyr|codegen|starcoder|llava|openelm|cerebras|flan|t5)|[-_ ]\d+(\.\d+)?b($|[^a-z])/i;
/** Models of other trades that wear Hugging Face ids or argument names: not a language model's fine-tuning. */
const OTHER_TRADES =
  /(^|[/_-])(vit|dino|dinov2|clip|siglip|resnet\w*|resnext|efficientnet|convnext|mobilenet|yolo\w*|whisper|wav2vec\w*|hubert|speecht5|deit|swin|detr|segformer|unet|vae|sam\d?|timm|bert|roberta|deberta|electra|distilbert|albert|xlm|minilm|mpnet|bge|e5|gte|sentence-transformers)([/_.-]|\d|$)/i;
export const isOtherTrade = (id: string): boolean =>
  OTHER_TRADES.test(id) || /tiny-random|internal-testing/i.test(id);
const isModel = (id: string, key: string): boolean =>
  !isOtherTrade(id) &&
  !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*){2,}$/.test(id) &&
  (/^[\w.-]+\/[\w.-]+$/.test(id) ||
    (/\//.test(id) && /model|checkpoint|ckpt/i.test(id)) ||
    FAMILIES.test(id) ||
    /name_or_path/.test(key));

/** The model is named by a variable that only the environment or the command line knows. */
const namesModelLater = (look: Look): boolean =>
  /\$[\w({]/.test(
    look("model_name_or_path", "base_model", "model_name", "model_path", "model_id", "model")
      ?.text ?? "",
  );

const written = (look: Look, keys: readonly string[]): boolean => look(...keys) !== undefined;

/** Evidence of a training: volume, rate, batch, adapter, data. A model and a volume are the least. */
export const trains = (look: Look, program?: string): boolean => {
  if (modelNode(look) === undefined && !namesModelLater(look)) return false;
  const volume = written(look, EPOCHS) || count(look(...STEPS)) !== undefined;
  const rate = written(look, RATE);
  const batch = written(look, MICRO) || written(look, ACCUMULATION);
  const adapter = written(look, [
    "lora_r",
    "lora_rank",
    "lora_alpha",
    "lora.r",
    "lora.rank",
    "lora",
    "use_lora",
    "use_peft",
  ]);
  const data = written(look, DATASET_KEYS);
  const evidence = Number(rate) + Number(batch) + Number(adapter) + Number(data);
  // A training script that is run trains, also by its defaults; a file must say how much.
  if (
    program !== undefined &&
    /train|tune|sft|dpo|grpo|orpo|kto|rlhf|lora/i.test(program) &&
    (volume || evidence >= 2)
  )
    return true;
  return (volume && evidence >= 2) || (volume && rate);
};

/** trl `trl/trainer/*_config.py` @f2cd57710ae3. */
export const TRL: TrainerDefaults = {
  ...HF_TRAINER,
  gradientCheckpointing: true,
  precision: "bf16",
  because: "TRL default (trl/trainer/*_config.py, over the Hugging Face Trainer's)",
};

/** The most common of all: Hugging Face argument names, at any depth of anybody's own schema. */
export const huggingFace: Framework = {
  id: "transformers",
  recognises: ({ root, launch }) => trains(anywhere(root), launch?.program),
  read: (document, run) => readHuggingFace(document, run, anywhere(document.root)),
};

const TRL_SIGNS = [
  "dataset_mixture",
  "dataset_mixer",
  "num_generations",
  "max_completion_length",
  "desirable_weight",
  "packing_strategy",
  "use_peft",
  "max_prompt_length",
  "loss_type",
  "padding_free",
  "dataset_id_or_path",
  "assistant_only_loss",
  "completion_only_loss",
  "beta",
  "packing",
  "chat_template",
  "dataset_text_field",
  "eos_token",
  "dataset_num_proc",
  "reward_funcs",
];

/** Flat, `model_name_or_path` and TRL's own keys: what `trl sft --config` and its relatives read. */
export const trl: Framework = {
  id: "trl",
  recognises: ({ root, launch }) => {
    if (
      /^trl$|(^|\/)(sft|dpo|grpo|kto|orpo|reward|rloo|ppo)(_\w+)?\.py$|open_r1|alignment/.test(
        launch?.program ?? "",
      )
    )
      return trains(anywhere(root), launch?.program);
    return (
      root.entries.has("model_name_or_path") &&
      TRL_SIGNS.some((key) => root.entries.has(key)) &&
      trains(anywhere(root))
    );
  },
  read: (document, run) => {
    readHuggingFace(document, run, anywhere(document.root), TRL);
  },
};

export const readHuggingFace = (
  document: Document,
  run: Draft,
  look: Look,
  defaults: TrainerDefaults = HF_TRAINER,
): void => {
  take(run, "baseModel", modelNode(look), modelId);
  readTechnique(run, look, defaults === TRL ? TRL_LORA : PEFT);
  const objective = readObjective(run, document, look);
  readLength(run, look, objective, defaults === TRL);
  readTrainerArguments(run, document, look, defaults);
  if (objective === "grpo") readRollouts(run, look);
  if (!run.values.has("parallelism.strategy"))
    assume(
      run,
      "parallelism.strategy",
      "none",
      "the file states no parallelism; a launcher may add some",
    );
  readDatasets(run, document, look(...DATASET_KEYS), {
    most: number(
      look("max_samples", "max_train_samples", "num_samples", "train_samples", "max_rows"),
    ),
    split: look("dataset_train_split", "dataset_split", "split", "train_split"),
  });
  take(
    run,
    "hardware.gpuCount",
    look(
      "num_gpus",
      "n_gpus",
      "gpus",
      "num_gpu",
      "n_gpu",
      "gpu_count",
      "nproc_per_node",
      "gpus_per_node",
    ),
    count,
  );
  take(run, "hardware.gpu", look("gpu_type", "gpu", "accelerator_type"), (node) =>
    /[a-z]\d/i.test(text(node) ?? "") ? text(node) : undefined,
  );
};

const METHODS = [
  "technique",
  "method",
  "tuning_method",
  "finetuning_type",
  "finetune_type",
  "fine_tune_type",
  "training_type",
  "train_type",
  "tuner_type",
  "peft_type",
  "peft_method",
  "adapter_type",
  "adapter",
  "finetuning_method",
  "training_method",
  "training.method",
  "mode",
  "peft.type",
  "peft.method",
];

/** trl `trl/trainer/model_config.py` @f2cd57710ae3. */
const TRL_LORA: LoraDefaults = {
  rank: 16,
  alpha: 32,
  because: "TRL ModelConfig default (trl/trainer/model_config.py)",
};

const readTechnique = (run: Draft, look: Look, defaults: LoraDefaults): void => {
  let bits = readQuantization(run, look);
  const named = look(...METHODS);
  const name = named?.kind === "scalar" ? (text(named)?.toLowerCase() ?? "") : "";
  const full = look("full_finetuning", "full_finetune", "full_fine_tuning");
  const use = look(
    "use_peft",
    "use_peft_lora",
    "use_lora",
    "is_peft",
    "is_lora",
    "lora_enable",
    "enable_lora",
    "lora.enabled",
    "lora.enable",
    "lora.use_lora",
    "peft.enabled",
    "peft.use_peft",
    "lora.use",
    "use_qlora",
    "qlora.enabled",
  );
  const lora = look(
    "lora_r",
    "lora_rank",
    "lora_dim",
    "lora.r",
    "lora.rank",
    "lora_alpha",
    "lora_target_modules",
    "peft_config",
    "lora_config",
    "lora",
    "adapter.r",
    "peft.r",
    "peft.lora_r",
    "peft.rank",
  );
  const on = use === undefined ? undefined : flag(use);
  if (flag(full) === true) state(run, "technique", "full", full!);
  else if (on === false) state(run, "technique", "full", use!);
  else if (/qlora/.test(name)) {
    bits ??= 4;
    assume(run, "quantizationBits", 4, "QLoRA trains over a 4-bit base");
    state(run, "technique", "qlora", named!);
  } else if (/dora/.test(name)) state(run, "technique", "dora", named!);
  else if (/lora/.test(name)) state(run, "technique", loraOn(bits), named!);
  else if (/^(full|full[_-]?(ft|finetune|finetuning|fine[_-]tuning|sft)|sft_full)$/.test(name))
    state(run, "technique", "full", named!);
  else if (/prefix|prompt|p[_-]tuning|ia3|adapter/.test(name))
    state(run, "technique", "adapter", named!);
  else if (on === true) state(run, "technique", loraOn(bits), use!);
  else if (lora !== undefined && flag(lora) !== false) state(run, "technique", loraOn(bits), lora);
  else if (bits !== undefined)
    assume(run, "technique", loraOn(bits), "a quantised base is trained through an adapter");
  else assume(run, "technique", "full", "the file speaks of no adapter");
  const technique = run.values.get("technique");
  if (technique === "lora" || technique === "qlora" || technique === "dora")
    readLora(run, look, defaults);
  if (bits === undefined && technique !== "qlora")
    assume(run, "quantizationBits", null, "the file quantises nothing");
};

const OBJECTIVE_WORDS: [RegExp, string][] = [
  [/simpo/, "simpo"],
  [/(^|[^a-z])orpo/, "orpo"],
  [/(^|[^a-z])kto/, "kto"],
  [/(^|[^a-z])cpo/, "cpo"],
  [/grpo|dapo|gspo/, "grpo"],
  [/rloo/, "rloo"],
  [/(^|[^a-z])i?dpo/, "dpo"],
  [/(^|[^a-z])ppo/, "ppo"],
  [/reward_model|reward_modeling|(^|[^a-z])(rm|reward)([^a-z]|$)/, "reward"],
  [/distill|(^|[^a-z])(kd|gkd)([^a-z]|$)/, "distillation"],
  [/pre-?train|(^|[^a-z])(cpt|pt)([^a-z]|$)/, "pretrain"],
  [/(^|[^a-z])sft/, "sft"],
];
export const objectiveNamed = (words: string): string | undefined =>
  OBJECTIVE_WORDS.find(([pattern]) => pattern.test(words.toLowerCase()))?.[1];

const readObjective = (run: Draft, document: Document, look: Look): string => {
  const said = look(
    "stage",
    "objective",
    "training_stage",
    "trainer_type",
    "task",
    "task_type",
    "training_objective",
    "rlhf_type",
    "algorithm",
    "algo",
    "method",
    "trainer",
    "training_method",
    "training_mode",
    "mode",
    "training.type",
  );
  const named = said?.kind === "scalar" ? objectiveNamed(text(said) ?? "") : undefined;
  if (named !== undefined) state(run, "objective", named, said!);
  else if (
    look("num_generations", "reward_funcs", "max_completion_length", "reward_functions") !==
    undefined
  )
    state(
      run,
      "objective",
      "grpo",
      look("num_generations", "reward_funcs", "max_completion_length", "reward_functions")!,
    );
  else if (look("desirable_weight") !== undefined)
    state(run, "objective", "kto", look("desirable_weight")!);
  else if (look("center_rewards_coefficient") !== undefined)
    state(run, "objective", "reward", look("center_rewards_coefficient")!);
  else {
    const path = objectiveNamed(
      `${document.launch?.program ?? ""} ${document.launch?.verb ?? ""} ${document.path.split("/").slice(-3).join("/")}`,
    );
    const prefers =
      look("beta", "dpo_beta") !== undefined &&
      look("max_prompt_length", "loss_type", "rpo_alpha", "dpo_beta", "ref_model") !== undefined;
    if (prefers && (path === undefined || path === "sft"))
      state(run, "objective", "dpo", look("beta", "dpo_beta")!);
    else
      assume(
        run,
        "objective",
        path ?? "sft",
        path === undefined
          ? "nothing in the file says otherwise than supervised"
          : "by the path and the command",
      );
  }
  return run.values.get("objective") as string;
};

const readLength = (run: Draft, look: Look, objective: string, isTrl: boolean): void => {
  const prompt = look("max_prompt_length", "max_prompt_len", "prompt_length");
  const completion = look(
    "max_completion_length",
    "max_response_length",
    "max_new_tokens",
    "completion_length",
  );
  if (objective === "grpo" || objective === "rloo" || objective === "ppo") {
    const total = take(
      run,
      "sequenceLength",
      look("max_seq_length", "max_seq_len", "sequence_length", "seq_len"),
      count,
    );
    if (total !== undefined) return;
    const [p, c] = [count(prompt), count(completion)];
    if (completion !== undefined && c !== undefined)
      state(run, "sequenceLength", (p ?? 512) + c, completion);
    else
      assume(run, "sequenceLength", (p ?? 512) + 512, "TRL GRPO: prompt 512 + completion 256..512");
    return;
  }
  const source = look("source_max_len");
  const target = look("target_max_len");
  if (count(source) !== undefined && count(target) !== undefined)
    return state(run, "sequenceLength", count(source)! + count(target)!, source!);
  if (isTrl) {
    takeOr(run, "sequenceLength", look(...LENGTH), count, 1024, TRL.because);
    return;
  }
  if (take(run, "sequenceLength", look(...LENGTH), count) === undefined)
    leaveOpen(
      run,
      "sequenceLength",
      "no length is written: the model's own maximum or the longest row governs",
    );
};

export const readRollouts = (run: Draft, look: Look): void => {
  takeOr(
    run,
    "rollouts.generations",
    look("num_generations", "num_rollouts", "group_size", "n_generations"),
    count,
    8,
    "TRL GRPO default",
  );
  take(run, "rollouts.promptTokens", look("max_prompt_length"), count);
  take(run, "rollouts.completionTokens", look("max_completion_length"), count);
  readEngine(run, look, 0.3, "TRL GRPO default (vllm_gpu_memory_utilization)");
};

/** An inference engine beside the trainer takes its share of each GPU; one behind a server has GPUs of its own. */
export const readEngine = (run: Draft, look: Look, share: number, because: string): void => {
  const field = "rollouts.engineMemoryFraction";
  const use = look("use_vllm");
  const mode = look("vllm_mode");
  if (flag(use) === true && text(mode)?.toLowerCase() === "server")
    return remark(
      run,
      "vllm_mode",
      mode,
      "The answers come from a vLLM server on GPUs of its own: they are not in this estimate.",
    );
  take(run, field, look("vllm_gpu_memory_utilization", "gpu_memory_utilization"), number);
  if (flag(use) === true) assume(run, field, share, because);
};
