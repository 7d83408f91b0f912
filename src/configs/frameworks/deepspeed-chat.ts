import { readLora } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, precisionName, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** microsoft/DeepSpeedExamples `applications/DeepSpeed-Chat/training/step{1,2,3}_*\/main.py` @83757d9c937d. */
const BECAUSE = "DeepSpeed-Chat's default (training/step*/main.py)";

export const deepSpeedChat: Framework = {
  id: "deepspeed-chat",
  recognises: ({ launch, root }) =>
    /(^|\/)main\.py$/.test(launch?.program ?? "") &&
    root.entries.has("data_path") &&
    (root.entries.has("zero_stage") || root.entries.has("actor_zero_stage")) &&
    (root.entries.has("model_name_or_path") || root.entries.has("actor_model_name_or_path")),
  read: (document, run) => {
    const look = anywhere(document.root);
    const actor = look("actor_model_name_or_path");
    take(run, "baseModel", actor ?? look("model_name_or_path"), modelId);
    const path = document.path.toLowerCase();
    assume(
      run,
      "objective",
      actor !== undefined
        ? "ppo"
        : /reward|step2/.test(path) || look("num_padding_at_beginning") !== undefined
          ? "reward"
          : /dpo/.test(path)
            ? "dpo"
            : "sft",
      "by the path and the arguments of the step",
    );
    const rank = look("lora_dim", "actor_lora_dim");
    assume(run, "quantizationBits", null, BECAUSE);
    if (count(rank) === undefined) assume(run, "technique", "full", "lora_dim is 0 unless set");
    else {
      state(run, "technique", "lora", rank!);
      take(run, "lora.rank", rank, count);
      readLora(run, look, { because: BECAUSE });
    }
    if (actor === undefined)
      takeOr(run, "sequenceLength", look("max_seq_len"), count, 512, BECAUSE);
    else {
      const prompt = count(look("max_prompt_seq_len")) ?? 256;
      const answer = look("max_answer_seq_len");
      const tokens = prompt + (count(answer) ?? 256);
      if (answer === undefined) assume(run, "sequenceLength", tokens, BECAUSE);
      else state(run, "sequenceLength", tokens, answer);
      const micro = look("per_device_training_batch_size", "per_device_train_batch_size");
      takeOr(run, "microBatchSize", micro, count, 16, BECAUSE);
      const stage = look("actor_zero_stage");
      if (text(stage) !== undefined && /^[0-3]$/.test(text(stage)!))
        state(
          run,
          "parallelism.strategy",
          text(stage) === "0" ? "ddp" : `zero${text(stage)}`,
          stage!,
        );
    }
    takeOr(
      run,
      "precision",
      look("dtype"),
      (node) => precisionName(text(node) ?? ""),
      "fp16",
      BECAUSE,
    );
    const offload = look("offload");
    if (flag(offload) === true) state(run, "parallelism.cpuOffload", true, offload!);
    const checkpoint = look("gradient_checkpointing", "actor_gradient_checkpointing");
    if (flag(checkpoint) === true) state(run, "gradientCheckpointing", true, checkpoint!);
    readTrainerArguments(run, document, look, {
      ...HF_TRAINER,
      micro: 16,
      epochs: 1,
      optimizer: "adamw_torch_fused",
      because: BECAUSE,
    });
    readDatasets(run, document, look("data_path"));
  },
};
