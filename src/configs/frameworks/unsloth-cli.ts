import { loraOn, readLora, readQuantization } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { has } from "../node.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, modelId, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** unsloth `unsloth_cli/config.py` @015bdef0d94a. */
const BECAUSE = "Unsloth CLI default (unsloth_cli/config.py)";
const SEVEN = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

export const unslothCli: Framework = {
  id: "unsloth",
  recognises: ({ root }) =>
    has(root, "model") &&
    has(root, "training.training_type", "training.load_in_4bit") &&
    has(root, "data.dataset", "data.local_dataset") &&
    has(root, "training.num_epochs", "training.max_steps"),
  read: (document, run) => {
    const look = anywhere(document.root);
    take(run, "baseModel", look("model"), modelId);
    const type = look("training.training_type");
    const full = text(type) === "full";
    const bits = full ? undefined : readQuantization(run, look);
    if (bits === undefined) assume(run, "quantizationBits", null, BECAUSE);
    if (type === undefined) assume(run, "technique", loraOn(bits), BECAUSE);
    else state(run, "technique", full ? "full" : loraOn(bits), type);
    if (!full) readLora(run, look, { rank: 64, alpha: 16, targets: SEVEN, because: BECAUSE });
    assume(run, "objective", "sft", "Unsloth's CLI trains supervised");
    takeOr(run, "sequenceLength", look("max_seq_length"), count, 2048, BECAUSE);
    readTrainerArguments(run, document, look, {
      ...HF_TRAINER,
      micro: 2,
      accumulation: 4,
      epochs: 3,
      optimizer: "adamw_8bit",
      gradientCheckpointing: true,
      precision: "bf16",
      because: BECAUSE,
    });
    assume(run, "parallelism.strategy", "none", "Unsloth runs on one GPU");
    assume(run, "hardware.gpuCount", 1, "Unsloth runs on one GPU");
    if (!run.values.has("kernels")) assume(run, "kernels", ["unsloth"], "Unsloth's own kernels");
    readDatasets(run, document, look("data.dataset", "data.local_dataset"));
  },
};
