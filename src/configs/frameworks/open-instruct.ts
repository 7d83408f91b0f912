import { loraOn, readLora, readQuantization } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { has } from "../node.ts";
import { HF_TRAINER, readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId } from "../values.ts";
import { take, type Framework } from "./framework.ts";

/** open-instruct `open_instruct/finetune.py`, `dpo_tune_cache.py` @e6c3044aa620. */
const BECAUSE = "open-instruct default (open_instruct/finetune.py)";

export const openInstruct: Framework = {
  id: "open-instruct",
  recognises: ({ root, launch }) =>
    /open_instruct\/(finetune|dpo_tune(_cache)?|grpo_fast|ppo\w*|reward_modeling|grpo\w*)\.py/.test(
      launch?.program ?? "",
    ) ||
    (has(root, "model_name_or_path") &&
      has(root, "dataset_mixer_list", "dataset_mixer", "train_file", "dataset_name") &&
      has(root, "with_tracking", "use_flash_attn", "dataset_mix_dir", "checkpointing_steps") &&
      has(root, "num_train_epochs", "num_epochs", "max_train_steps", "learning_rate")),
  read: (document, run) => {
    const look = anywhere(document.root);
    take(run, "baseModel", look("model_name_or_path"), modelId);
    const use = look("use_lora");
    const bits =
      flag(look("use_qlora")) === true
        ? (readQuantization(run, look) ?? 4)
        : readQuantization(run, look);
    if (bits === undefined) assume(run, "quantizationBits", null, BECAUSE);
    const lora = flag(use) === true || flag(look("use_qlora")) === true;
    if (use === undefined) assume(run, "technique", lora ? loraOn(bits) : "full", BECAUSE);
    else state(run, "technique", lora ? loraOn(bits) : "full", use);
    if (lora) readLora(run, look, { rank: 64, alpha: 16, because: BECAUSE });
    const path = `${document.launch?.program ?? ""} ${document.path}`.toLowerCase();
    const objective = /grpo/.test(path)
      ? "grpo"
      : /ppo/.test(path)
        ? "ppo"
        : /reward/.test(path)
          ? "reward"
          : /dpo/.test(path) || look("dpo_beta", "beta", "dpo_loss_type") !== undefined
            ? "dpo"
            : "sft";
    assume(run, "objective", objective, "by the script, the path or dpo_beta");
    take(run, "sequenceLength", look("max_seq_length", "max_token_length"), count);
    if (!run.values.has("sequenceLength"))
      leaveOpen(run, "sequenceLength", "max_seq_length is not set");
    if (flag(look("use_flash_attn")) !== false && has(document.root, "use_flash_attn"))
      state(run, "attention", "flash_attention_2", look("use_flash_attn")!);
    else if (!has(document.root, "use_flash_attn"))
      assume(run, "attention", "flash_attention_2", BECAUSE);
    readTrainerArguments(run, document, look, {
      ...HF_TRAINER,
      epochs: 2,
      optimizer: "adamw_torch_fused",
      precision: "bf16",
      because: BECAUSE,
    });
    assume(run, "parallelism.strategy", "none", "the launcher states the parallelism");
    readDatasets(
      run,
      document,
      look("dataset_mixer_list", "dataset_mixer", "dataset_name", "train_file"),
    );
  },
};
