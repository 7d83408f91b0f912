import { loraOn, PEFT, readLora, readQuantization } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import { anywhere, type Look } from "../look.ts";
import { at, map, type Node } from "../node.ts";
import { HF_TRAINER, readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, number, text } from "../values.ts";
import { isOtherTrade, readRollouts, TRL } from "./hugging-face.ts";
import { hosted } from "./hosted.ts";
import { readSageMaker } from "./sagemaker.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

const called = (node: Node | undefined): string =>
  text(at(node, "called"))?.split(".").at(-1) ?? "";
const SEVEN = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];
const TRAINING_KEYS = [
  "num_train_epochs",
  "max_steps",
  "learning_rate",
  "per_device_train_batch_size",
  "gradient_accumulation_steps",
  "optim",
];
const MODEL_CONSTANTS = [
  "model_name_or_path",
  "model_name",
  "model_id",
  "base_model",
  "base_model_name",
  "base_model_id",
  "model_path",
  "model_checkpoint",
  "hf_model",
  "base_model_path",
  "model",
  "checkpoint",
  "model_dir",
];

const TEST_FILE = /(^|\/)(tests?\/|test_[^/]*\.py$|[^/]*_test\.py$)/;
const own = (root: Node): Look =>
  anywhere(map(root.source, 0, new Map([...root.entries].filter(([key]) => key !== "module"))));
const constantsLook = (root: Node): Look => {
  const constants = at(root, "module.constants");
  return constants === undefined
    ? () => undefined
    : anywhere(
        map(
          root.source,
          0,
          new Map([...constants.entries].filter(([, value]) => value.kind === "scalar")),
        ),
      );
};

const modelOf = (root: Node): Node | undefined => {
  const loaded = [...root.entries]
    .filter(([key]) => key.startsWith("from_pretrained"))
    .map(([, value]) => at(value, "model_name_or_path"));
  const given = [...root.entries]
    .filter(([key]) => key.startsWith("trainer_call"))
    .map(([, value]) => at(value, "model"));
  const known = [...loaded, ...given].find(
    (node) => node?.kind === "scalar" && modelId(node) !== undefined && /[/\w]/.test(node.text),
  );
  if (known !== undefined) return known;
  const look = constantsLook(root);
  for (const key of MODEL_CONSTANTS) {
    const node = look(key);
    const id = modelId(node);
    if (
      node?.kind === "scalar" &&
      id !== undefined &&
      (/^[\w.-]+\/[\w.-]+$/.test(id) || /\d+b/i.test(id))
    )
      return node;
  }
  return undefined;
};

/** Scripts and notebooks: from_pretrained, a LoRA config, training arguments, a trainer. */
export const pythonCalls: Framework = {
  id: "transformers",
  recognises: ({ shape, root, path }) => {
    if (shape !== "python") return false;
    if (TEST_FILE.test(path)) return false;
    if (at(root, "sagemaker") !== undefined) return readableSageMaker(root);
    const job = at(root, "hosted_job");
    if (job !== undefined)
      return (
        modelId(at(job, "model") ?? at(job, "baseModelIdentifier")) !== undefined &&
        hosted.recognises({ root: job } as Document)
      );
    const training = at(root, "training_arguments");
    const loads =
      [...root.entries.keys()].some((key) => key.startsWith("from_pretrained")) ||
      text(at(root, "trainer_call.model")) !== undefined;
    if (training === undefined || !loads) return false;
    // The model may be an argument without a default; then the file must at least say how much.
    const model = modelId(modelOf(root));
    if (model !== undefined && isOtherTrade(model)) return false;
    const bound = number(at(training, "num_train_epochs")) ?? number(at(training, "max_steps"));
    if (modelOf(root) === undefined && bound === undefined) return false;
    // TRL's trainers fill in everything but the model: its config and its trainer are enough.
    if (
      /(SFT|DPO|GRPO|KTO|ORPO|CPO|RLOO|Reward|GKD)Config$/.test(called(training)) &&
      /(SFT|DPO|GRPO|KTO|ORPO|CPO|RLOO|Reward|GKD)Trainer$/.test(
        called(at(root, "trainer_call")),
      ) &&
      modelOf(root) !== undefined
    )
      return true;
    const keys = TRAINING_KEYS.filter((key) => training.entries.has(key));
    const volume =
      training.entries.has("num_train_epochs") ||
      training.entries.has("max_steps") ||
      /SFT|DPO|GRPO|ORPO|KTO/.test(called(training));
    return (
      keys.length >= 2 &&
      volume &&
      (at(root, "adapter_call") !== undefined || at(root, "has_trainer") !== undefined)
    );
  },
  read: (document, run) => {
    const { root } = document;
    if (at(root, "sagemaker") !== undefined) return readSageMaker(document, run);
    const job = at(root, "hosted_job");
    if (job !== undefined) return hosted.read({ ...document, root: job }, run);
    const look = own(root);
    const training = at(root, "training_arguments");
    const name = called(training);
    const unsloth = [...root.entries].some(
      ([key, value]) =>
        key.startsWith("from_pretrained") && /Fast\w*Model/.test(text(at(value, "called")) ?? ""),
    );
    const isTrl =
      name.endsWith("Config") ||
      /^(SFT|DPO|GRPO|KTO|ORPO|CPO|Reward)Trainer$/.test(called(at(root, "trainer_call")));
    run.framework = unsloth ? "unsloth" : isTrl ? "trl" : "transformers";
    take(run, "baseModel", modelOf(root), modelId);
    readTechnique(run, root, look, unsloth);
    const objective = readObjective(run, root, name, document);
    readLength(
      run,
      root,
      look,
      objective,
      unsloth,
      /SFTConfig|DPOConfig|KTOConfig|ORPOConfig|RewardConfig/.test(name),
    );
    const base = name.endsWith("Config") ? TRL : HF_TRAINER;
    const because = unsloth ? "Unsloth's defaults over TRL's" : base.because;
    if (unsloth) {
      const checkpoint = look("use_gradient_checkpointing");
      if (checkpoint === undefined || flag(checkpoint) !== false)
        assume(
          run,
          "gradientCheckpointing",
          true,
          "Unsloth checkpoints activations unless told otherwise",
        );
      else state(run, "gradientCheckpointing", false, checkpoint);
    }
    const onlyTraining = anywhere(
      map(
        root.source,
        0,
        new Map(
          [...root.entries].filter(([key]) => /^(training_arguments|trainer_call)/.test(key)),
        ),
      ),
    );
    const attention = look("attn_implementation");
    const checkpoint = at(root, "checkpointing_call.gradient_checkpointing");
    if (checkpoint !== undefined && !onlyTrainingHas(root, "gradient_checkpointing"))
      take(run, "gradientCheckpointing", checkpoint, flag);
    readTrainerArguments(
      run,
      document,
      (...keys) =>
        onlyTraining(...keys) ??
        (keys.includes("attn_implementation") ? attention : undefined) ??
        (keys.some((key) => /dtype|use_gradient_checkpointing|use_flash_attention/.test(key))
          ? look(
              ...keys.filter((key) =>
                /dtype|use_gradient_checkpointing|use_flash_attention/.test(key),
              ),
            )
          : undefined),
      { ...base, because, precision: base === TRL || unsloth ? "bf16" : "fp32" },
    );
    if (objective === "grpo") readRollouts(run, look);
    assume(
      run,
      "parallelism.strategy",
      "none",
      unsloth
        ? "Unsloth runs on one GPU"
        : "the script states no parallelism; a launcher may add some",
    );
    if (unsloth) {
      assume(run, "hardware.gpuCount", 1, "Unsloth runs on one GPU");
      assume(run, "kernels", ["unsloth"], "Unsloth's own kernels");
    }
    readModal(run, root);
    readData(run, document, root, look);
  },
};

const onlyTrainingHas = (root: Node, key: string): boolean =>
  at(root, `training_arguments.${key}`) !== undefined;

const readTechnique = (run: Draft, root: Node, look: Look, unsloth: boolean): void => {
  const full = look("full_finetuning");
  let bits = readQuantization(run, look);
  const loads = look("load_in_4bit");
  const model = (run.values.get("baseModel") as string | undefined) ?? "";
  if (
    bits === undefined &&
    unsloth &&
    loads === undefined &&
    look("load_in_8bit", "load_in_16bit", "full_finetuning", "load_in_fp8") === undefined
  ) {
    assume(
      run,
      "quantizationBits",
      4,
      "Unsloth's from_pretrained loads in 4 bits unless told otherwise",
    );
    bits = 4;
  }
  if (bits === undefined && /bnb-4bit|-4bit|-awq|-gptq/i.test(model) && flag(loads) !== false) {
    assume(run, "quantizationBits", 4, "the model's name: its weights are stored in 4 bits");
    bits = 4;
  }
  if (bits === undefined) assume(run, "quantizationBits", null, "nothing quantises the model");
  const adapter = [...root.entries].find(([key]) => key.startsWith("adapter_call"))?.[1];
  if (flag(full) === true) {
    run.values.set("quantizationBits", null);
    return state(run, "technique", "full", full!);
  }
  if (adapter === undefined) {
    const bare = bits !== undefined && unsloth;
    return assume(
      run,
      "technique",
      bare ? loraOn(bits) : "full",
      bare ? "a quantised base is trained through an adapter" : "the script makes no adapter",
    );
  }
  const kind = called(adapter);
  if (/IA3|Prompt|Prefix/.test(kind))
    return state(run, "technique", /Prefix/.test(kind) ? "prefix" : "adapter", adapter);
  state(run, "technique", loraOn(bits), adapter);
  const adapters = anywhere(
    map(
      root.source,
      0,
      new Map([...root.entries].filter(([key]) => key.startsWith("adapter_call"))),
    ),
  );
  readLora(
    run,
    adapters,
    unsloth
      ? { rank: 16, alpha: 16, targets: SEVEN, because: "Unsloth's get_peft_model default" }
      : PEFT,
  );
};

const readObjective = (run: Draft, root: Node, config: string, document: Document): string => {
  const trainer = [...root.entries]
    .filter(([key]) => key.startsWith("trainer_call"))
    .map(([, value]) => called(value))
    .join(" ");
  const named = `${config} ${trainer}`;
  const from = at(root, "training_arguments") ?? root;
  const found = (
    [
      [/GRPO|DAPO/, "grpo"],
      [/ORPO/, "orpo"],
      [/KTO/, "kto"],
      [/CPO/, "cpo"],
      [/RLOO/, "rloo"],
      [/DPO/, "dpo"],
      [/PPO/, "ppo"],
      [/Reward/, "reward"],
      [/GKD/, "distillation"],
      [/SFT/, "sft"],
    ] as const
  ).find(([pattern]) => pattern.test(named))?.[1];
  if (found !== undefined) state(run, "objective", found, from);
  else if (
    /SequenceClassification/.test(
      [...root.entries]
        .filter(([key]) => key.startsWith("from_pretrained"))
        .map(([, value]) => text(at(value, "called")) ?? "")
        .join(),
    )
  )
    assume(run, "objective", "classification", "a sequence classifier is loaded");
  else
    assume(
      run,
      "objective",
      /pretrain|cpt|continued/.test(document.path.toLowerCase()) ? "pretrain" : "sft",
      "the plain Trainer over a causal model",
    );
  return run.values.get("objective") as string;
};

const LENGTHS = ["max_seq_length", "max_length", "max_seq_len", "model_max_length"];
const readLength = (
  run: Draft,
  root: Node,
  look: Look,
  objective: string,
  unsloth: boolean,
  trlConfig: boolean,
): void => {
  const calls = (prefix: string): Look =>
    anywhere(
      map(root.source, 0, new Map([...root.entries].filter(([key]) => key.startsWith(prefix)))),
    );
  if (objective === "grpo") {
    const completion = look("max_completion_length");
    const prompt = look("max_prompt_length");
    if (count(completion) !== undefined)
      return state(run, "sequenceLength", count(completion)! + (count(prompt) ?? 512), completion!);
    take(run, "sequenceLength", calls("from_pretrained")("max_seq_length"), count);
    return assume(
      run,
      "sequenceLength",
      (count(prompt) ?? 512) + 256,
      "TRL GRPO's default lengths",
    );
  }
  take(run, "sequenceLength", calls("training_arguments")(...LENGTHS), count);
  take(run, "sequenceLength", calls("trainer_call")(...LENGTHS), count);
  if (unsloth)
    takeOr(
      run,
      "sequenceLength",
      calls("from_pretrained")("max_seq_length"),
      count,
      2048,
      "Unsloth's from_pretrained default",
    );
  take(run, "sequenceLength", calls("tokenizer_call")("max_length"), count);
  const sft = called(at(root, "trainer_call")).endsWith("SFTTrainer");
  if (trlConfig || sft) assume(run, "sequenceLength", 1024, TRL.because);
  take(
    run,
    "sequenceLength",
    constantsLook(root)(
      ...LENGTHS,
      "max_len",
      "cutoff_len",
      "block_size",
      "sequence_length",
      "seq_length",
      "context_length",
    ),
    count,
  );
  if (!run.values.has("sequenceLength"))
    leaveOpen(run, "sequenceLength", "no length is written that can be read without running it");
};

const readModal = (run: Draft, root: Node): void => {
  const gpu = at(root, "modal.gpu");
  const found = /^([A-Za-z][\w-]*)(?::(\d+))?$/.exec(text(gpu) ?? "");
  if (found === null) return;
  state(run, "hardware.gpu", found[1], gpu!);
  state(run, "hardware.gpuCount", Number(found[2] ?? 1), gpu!);
};

const readData = (run: Draft, document: Document, root: Node, look: Look): void => {
  const loads = [...root.entries]
    .filter(([key]) => key.startsWith("load_dataset"))
    .map(([, value]) => value);
  const trains = loads.find(
    (one) =>
      text(at(one, "dataset_name")) !== undefined &&
      !/^(test|val)/.test(text(at(one, "dataset_split")) ?? ""),
  );
  const name = trains === undefined ? undefined : at(trains, "dataset_name");
  if (name !== undefined)
    return readDatasets(run, document, name, { split: at(trains, "dataset_split") });
  const constant = constantsLook(root)(
    "dataset_name",
    "dataset_id",
    "dataset",
    "dataset_path",
    "train_file",
    "data_path",
    "train_data",
    "train_path",
    "data_file",
    "train_data_path",
  );
  if (constant !== undefined && constant.kind === "scalar") readDatasets(run, document, constant);
  void look;
  void number;
};

/** A SageMaker estimator trains a model only if its hyperparameters say so. */
const readableSageMaker = (root: Node): boolean => {
  const look = anywhere(at(root, "sagemaker")!);
  const model = look(
    "model_name_or_path",
    "model_id",
    "model_name",
    "base_model",
    "model_id_or_path",
  );
  return (
    modelId(model) !== undefined &&
    !isOtherTrade(modelId(model)!) &&
    look("num_train_epochs", "epochs", "max_steps", "per_device_train_batch_size") !== undefined
  );
};
