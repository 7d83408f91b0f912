import { loraOn, readLora, readQuantization } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import { anywhere, type Look } from "../look.ts";
import { has } from "../node.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, number } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** open-instruct `open_instruct/finetune.py`, `dpo_tune_cache.py` @e6c3044aa620. */
const BECAUSE = "open-instruct default (open_instruct/finetune.py)";

export const openInstruct: Framework = {
  id: "open-instruct",
  recognises: ({ root, launch }) =>
    launch === undefined
      ? has(root, "model_name_or_path") &&
        has(root, "dataset_mixer_list", "dataset_mixer", "train_file", "dataset_name") &&
        has(root, "with_tracking", "use_flash_attn", "dataset_mix_dir", "checkpointing_steps") &&
        has(root, "num_train_epochs", "num_epochs", "max_train_steps", "learning_rate")
      : /open_instruct[/.](finetune|dpo\w*|ppo\w*|reward_modeling|grpo\w*)(\.py)?$/.test(
          launch.program,
        ),
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
    if (objective === "grpo" || objective === "ppo") readEpisodes(run, look);
    take(run, "sequenceLength", look("max_seq_length", "max_token_length"), count);
    if (!run.values.has("sequenceLength"))
      leaveOpen(run, "sequenceLength", "max_seq_length is not set");
    if (flag(look("use_flash_attn")) !== false && has(document.root, "use_flash_attn"))
      state(run, "attention", "flash_attention_2", look("use_flash_attn")!);
    else if (!has(document.root, "use_flash_attn"))
      assume(run, "attention", "flash_attention_2", BECAUSE);
    const stage = look("deepspeed_stage");
    if (number(stage) !== undefined)
      state(
        run,
        "parallelism.strategy",
        number(stage) === 0 ? "ddp" : `zero${number(stage)}`,
        stage!,
      );
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

/** `grpo_fast.py`: prompts in groups, counted in episodes; packed into `pack_length` @e6c3044aa620. */
const GRPO = "open-instruct default (open_instruct/grpo_fast.py)";
const readEpisodes = (run: Draft, look: Look): void => {
  const prompt =
    takeOr(run, "rollouts.promptTokens", look("max_prompt_token_length"), count, 256, GRPO) ?? 256;
  const response = look("response_length");
  const tokens = takeOr(run, "rollouts.completionTokens", response, count, 256, GRPO) ?? 256;
  if (response === undefined) assume(run, "sequenceLength", prompt + tokens, GRPO);
  else state(run, "sequenceLength", prompt + tokens, response);
  const samples = look("num_samples_per_prompt_rollout");
  const each = takeOr(run, "rollouts.generations", samples, count, 4, GRPO) ?? 4;
  const prompts = count(look("num_unique_prompts_rollout")) ?? 16;
  const episodes = count(look("total_episodes")) ?? 100_000;
  const steps = Math.max(1, Math.round(episodes / (each * prompts)));
  assume(
    run,
    "maxSteps",
    steps,
    `${episodes} episodes in steps of ${prompts} prompts with ${each} answers each`,
  );
  assume(run, "packing", true, "grpo_fast packs answers into pack_length");
  leaveOpen(
    run,
    "gradientAccumulationSteps",
    "as many micro batches as a step's answers fill, over the learners",
  );
};
