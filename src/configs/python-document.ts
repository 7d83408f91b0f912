import type { Document } from "./frameworks/framework.ts";
import type { Files } from "./files.ts";
import { list, map, scalar, type Node, type Source } from "./node.ts";
import { parsePython, type Call } from "./python.ts";

const ARGUMENTS =
  /(TrainingArguments|TrainArguments|(SFT|DPO|GRPO|KTO|ORPO|CPO|PPO|RLOO|Reward|GKD|BCO|OnlineDPO|PRM)Config)$/;
const TRAINERS = /Trainer$/;
const ADAPTERS =
  /^(LoraConfig|LoRAConfig|get_peft_model|LoHaConfig|LoKrConfig|AdaLoraConfig|IA3Config|PromptTuningConfig|PrefixTuningConfig)$/;
const QUANTISERS = /^(BitsAndBytesConfig|Mxfp4Config|GPTQConfig|AwqConfig|HqqConfig)$/;
const MODELS =
  /^(Auto\w*(CausalLM|Seq2SeqLM|ConditionalGeneration|ImageTextToText|Vision2Seq|LMHeadModel|SequenceClassification|Model)|Fast(Language|Vision|Text)?Model|\w+ForCausalLM|\w+ForConditionalGeneration|\w+LMHeadModel|AutoPeftModelForCausalLM|\w+ForSequenceClassification)$/;
const OTHER_MODELS =
  /Whisper|Wav2Vec|ViT|CLIP|Bert|Deberta|Roberta|Electra|Layout|Segformer|Detr|Diffusion|UNet|Tokenizer|Processor|Sentence/i;

/** Arguments of a trainer's own command as Python writes them: `dict(stage="sft", ..)`, `SftArguments(..)`. */
export const embeddedDocuments = (source: Source, files: Files): Document[] => {
  const { calls, constants } = parsePython(source);
  const maps = [
    ...[...constants.entries.values()].filter((value) => value.kind === "map"),
    ...calls
      .filter(({ name }) => /^(Sft|SFT|Train|RLHF|Pretrain)Arguments$|^run_exp$/.test(name))
      .map((call) => call.arguments.entries.get("0") ?? call.arguments),
  ].filter(
    (made) =>
      made.kind === "map" &&
      made.entries.size >= 5 &&
      ["model_name_or_path", "base_model", "model"].some((key) => made.entries.has(key)),
  );
  return maps.slice(0, 6).map((root) => ({
    path: source.path,
    text: source.text,
    root,
    shape: "data" as const,
    embedded: true,
    files,
  }));
};

/** The calls of a training script as one map: what `anywhere` finds in a YAML, it finds here. */
export const pythonDocument = (source: Source, files: Files): Document => {
  const { calls, constants } = parsePython(source);
  const root = map(source, 0);
  const add = (key: string, value: Node): void => {
    if (!root.entries.has(key)) root.entries.set(key, value);
    else root.entries.set(`${key}__${root.entries.size}`, value);
  };
  let trainers = 0;
  const ordered: [number, string, Call][] = [];
  for (const call of calls) {
    const { name, callee } = call;
    const owner = callee.split(".").at(-2) ?? "";
    if (ARGUMENTS.test(name) && call.arguments.entries.size > 0)
      ordered.push([0, "training_arguments", call]);
    else if (
      (/^(HuggingFace|PyTorch|ModelTrainer|Estimator)$/.test(name) &&
        call.arguments.entries.has("instance_type")) ||
      (/^(HuggingFace|ModelTrainer)$/.test(name) && call.arguments.entries.has("hyperparameters"))
    )
      ordered.push([0, "sagemaker", call]);
    else if (TRAINERS.test(name)) {
      trainers++;
      ordered.push([1, "trainer_call", call]);
    } else if (QUANTISERS.test(name)) ordered.push([2, "quantization_config", call]);
    else if (ADAPTERS.test(name)) ordered.push([2, "adapter_call", call]);
    else if (name === "from_pretrained" && MODELS.test(owner) && !OTHER_MODELS.test(owner))
      ordered.push([1, "from_pretrained", call]);
    else if (/^(gradient_checkpointing_enable|prepare_model_for_(kbit|int8)_training)$/.test(name))
      ordered.push([4, "checkpointing_call", call]);
    else if (name === "train_test_split") ordered.push([4, "train_test_split", call]);
    else if (name === "load_dataset") ordered.push([3, "load_dataset", call]);
    else if (/^tokenizer$|^tok$/.test(name) && call.arguments.entries.has("max_length"))
      ordered.push([5, "tokenizer_call", call]);
    else if (name === "Compute" && call.arguments.entries.has("instance_type"))
      ordered.push([0, "sagemaker_compute", call]);
    else if (
      /fine_?tuning\.(jobs\.)?create$/.test(callee) ||
      name === "create_model_customization_job"
    )
      ordered.push([0, "hosted_job", call]);
    else if (
      /^(function|cls)$/.test(name) &&
      call.arguments.entries.has("gpu") &&
      /app|stub|modal/.test(callee)
    )
      ordered.push([4, "modal", call]);
  }
  ordered.sort((a, b) => a[0] - b[0]);
  for (const [, key, call] of ordered) {
    const made = map(source, call.arguments.offset, new Map(call.arguments.entries));
    made.entries.set("called", scalar(source, call.arguments.offset, call.callee, true));
    if (key === "from_pretrained") {
      const model =
        made.entries.get("0") ??
        made.entries.get("model_name") ??
        made.entries.get("pretrained_model_name_or_path") ??
        made.entries.get("model_id") ??
        made.entries.get("model_name_or_path");
      made.entries.delete("model_name");
      if (model !== undefined) made.entries.set("model_name_or_path", model);
    }
    made.entries.delete("0");
    made.entries.delete("1");
    made.entries.delete("2");
    if (key === "load_dataset") {
      const named = call.arguments.entries.get("0") ?? call.arguments.entries.get("path");
      const file = call.arguments.entries.get("data_files");
      const isKind = /^(json|csv|text|parquet|arrow)$/.test(named?.text ?? "");
      const picked =
        isKind && file !== undefined
          ? file.kind === "map"
            ? (file.entries.get("train") ?? file)
            : file
          : named;
      made.entries.clear();
      if (picked !== undefined) made.entries.set("dataset_name", picked);
      const split = call.arguments.entries.get("split");
      if (split !== undefined) made.entries.set("dataset_split", split);
    }
    if (key === "checkpointing_call") {
      const on = call.arguments.entries.get("use_gradient_checkpointing");
      made.entries.clear();
      made.entries.set(
        "gradient_checkpointing",
        on ?? scalar(source, call.arguments.offset, "True"),
      );
    }
    if (key === "quantization_config" || key === "adapter_call") made.entries.delete("model");
    add(key, made);
  }
  if (trainers > 0) root.entries.set("has_trainer", scalar(source, 0, "true"));
  // Constants lie deeper than the calls: they answer only what no call does.
  root.entries.set("module", map(source, 0, new Map([["constants", constants]])));
  void list;
  return { path: source.path, text: source.text, root, shape: "python", files };
};
