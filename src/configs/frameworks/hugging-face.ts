import { PEFT } from "../adapter.ts";
import { DATASET_KEYS } from "../dataset-keys.ts";
import { readDatasets } from "../datasets.ts";
import { type Draft, assume } from "../draft.ts";
import { type Look, anywhere } from "../look.ts";
import {
  ACCUMULATION,
  EPOCHS,
  HF_TRAINER,
  MICRO,
  RATE,
  STEPS,
  type TrainerDefaults,
} from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, modelId, number, text } from "../values.ts";
import { type Document, type Framework, take } from "./framework.ts";
import { TRL, readLength, readRollouts } from "./hugging-face-length.ts";
import { modelNode, namesModelLater } from "./hugging-face-model.ts";
import { readObjective } from "./hugging-face-objective.ts";
import { TRL_LORA, readTechnique } from "./hugging-face-technique.ts";

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
