import { assume, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { type Node, at, map } from "../node.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { flag, modelId, number, text } from "../values.ts";
import { type Document, type Framework, take } from "./framework.ts";
import { hosted } from "./hosted.ts";
import { TRL, readRollouts } from "./hugging-face-length.ts";
import { isOtherTrade } from "./hugging-face-model.ts";
import { readData, readModal, readableSageMaker } from "./python-data.ts";
import { called, modelOf, own } from "./python-model.ts";
import { readLength, readObjective } from "./python-objective.ts";
import { readTechnique } from "./python-technique.ts";
import { readSageMaker } from "./sagemaker.ts";

const TRAINING_KEYS = [
  "num_train_epochs",
  "max_steps",
  "learning_rate",
  "per_device_train_batch_size",
  "gradient_accumulation_steps",
  "optim",
];

const TEST_FILE = /(^|\/)(tests?\/|test_[^/]*\.py$|[^/]*_test\.py$)/;

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
