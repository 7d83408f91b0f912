import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { checkpointing } from "../trainer-settings.ts";
import {
  attentionName,
  count,
  flag,
  modelId,
  number,
  precisionName,
  targetModules,
  text,
} from "../values.ts";
import { type Framework, take, takeOr } from "./framework.ts";
import { rayGpus } from "./openrlhf-ray.ts";

/** OpenRLHF `openrlhf/cli/train_*.py` @3c3be6234e0c; flat flags of earlier releases too. */
const BECAUSE = "OpenRLHF default (openrlhf/cli)";

export const openRlhf: Framework = {
  id: "openrlhf",
  recognises: ({ launch }) => /openrlhf[./]cli[./]train_/.test(launch?.program ?? ""),
  read: (document, run) => {
    const look = anywhere(document.root);
    const script = /train_(\w+?)(_ray)?(\.py)?$/.exec(document.launch?.program ?? "")?.[1] ?? "sft";
    take(
      run,
      "baseModel",
      look(
        "pretrain",
        "model.model_name_or_path",
        "model_name_or_path",
        "actor.model_name_or_path",
        "model.path",
      ),
      modelId,
    );
    const estimator =
      text(look("algo.advantage.estimator", "advantage_estimator"))?.toLowerCase() ?? "";
    const ppo = script.startsWith("ppo");
    const objective = ppo
      ? /group_norm|grpo|reinforce/.test(estimator)
        ? "grpo"
        : /rloo/.test(estimator)
          ? "rloo"
          : "ppo"
      : ((
          {
            sft: "sft",
            dpo: "dpo",
            rm: "reward",
            kto: "kto",
            kd: "distillation",
            prm: "reward",
          } as Record<string, string>
        )[script] ?? "sft");
    assume(run, "objective", objective, `the script train_${script}`);
    const bits = flag(look("load_in_4bit")) === true ? 4 : undefined;
    if (bits !== undefined) state(run, "quantizationBits", 4, look("load_in_4bit")!);
    else assume(run, "quantizationBits", null, BECAUSE);
    const rank = look("lora_rank", "lora.rank");
    if ((count(rank) ?? 0) >= 1) {
      state(run, "technique", bits === 4 ? "qlora" : "lora", rank!);
      take(run, "lora.rank", rank, count);
      takeOr(run, "lora.alpha", look("lora_alpha", "lora.alpha"), number, 16, BECAUSE);
      takeOr(
        run,
        "lora.targetModules",
        look("target_modules", "lora.target_modules"),
        targetModules,
        "all-linear",
        BECAUSE,
      );
    } else assume(run, "technique", "full", "lora_rank is 0 unless set");
    if (ppo) {
      const prompt =
        takeOr(
          run,
          "rollouts.promptTokens",
          look("prompt_max_len", "data.prompt_max_len"),
          count,
          1024,
          BECAUSE,
        ) ?? 1024;
      const response =
        takeOr(
          run,
          "rollouts.completionTokens",
          look("generate_max_len", "rollout.max_new_tokens"),
          count,
          1024,
          BECAUSE,
        ) ?? 1024;
      take(run, "sequenceLength", look("data.max_len"), count);
      assume(run, "sequenceLength", prompt + response, "prompt and generation together");
      takeOr(
        run,
        "rollouts.generations",
        look("n_samples_per_prompt", "rollout.n_samples_per_prompt"),
        count,
        1,
        BECAUSE,
      );
    } else
      takeOr(
        run,
        "sequenceLength",
        look("max_len", "data.max_len", "max_length"),
        count,
        2048,
        BECAUSE,
      );
    const micro =
      takeOr(
        run,
        "microBatchSize",
        look("micro_train_batch_size", "train.micro_batch_size"),
        count,
        ppo ? 1 : 8,
        BECAUSE,
      ) ?? 1;
    const batch = count(look("train_batch_size", "train.batch_size")) ?? 128;
    const total = rayGpus(run, look) ?? document.launch?.gpuCount?.value;
    if (total !== undefined)
      assume(
        run,
        "gradientAccumulationSteps",
        Math.max(1, Math.round(batch / total / micro)),
        `train_batch_size ${batch} over ${total} GPUs`,
      );
    else
      leaveOpen(
        run,
        "gradientAccumulationSteps",
        `a global batch of ${batch} over all visible GPUs`,
      );
    takeOr(
      run,
      "epochs",
      // Under PPO the episodes go over the prompts; max_epochs are passes over each batch of answers.
      ppo
        ? look("num_episodes", "train.num_episodes", "max_epochs", "train.max_epochs")
        : look("max_epochs", "train.max_epochs"),
      number,
      ppo ? 1 : 2,
      BECAUSE,
    );
    take(run, "maxSteps", look("max_steps", "train.max_steps"), count);
    const stage = look("zero_stage", "ds.zero_stage");
    if (number(stage) === undefined) assume(run, "parallelism.strategy", "zero2", BECAUSE);
    else
      state(
        run,
        "parallelism.strategy",
        number(stage) === 0 ? "ddp" : `zero${number(stage)}`,
        stage!,
      );
    if (flag(look("adam_offload", "ds.adam_offload")) === true)
      state(run, "parallelism.cpuOffload", true, look("adam_offload", "ds.adam_offload")!);
    if (flag(look("bf16")) === true) state(run, "precision", "bf16", look("bf16")!);
    take(run, "precision", look("param_dtype", "ds.param_dtype", "fsdp.param_dtype"), (node) =>
      precisionName(text(node) ?? ""),
    );
    assume(run, "precision", "bf16", BECAUSE);
    assume(run, "optimizer", "adamw_torch", "OpenRLHF trains with (Fused or CPU) Adam");
    takeOr(
      run,
      "gradientCheckpointing",
      look(
        "gradient_checkpointing",
        "gradient_checkpointing_enable",
        "model.gradient_checkpointing_enable",
        "actor.gradient_checkpointing_enable",
        "actor.gradient_checkpoint",
      ),
      checkpointing,
      false,
      BECAUSE,
    );
    if (flag(look("flash_attn")) === true)
      state(run, "attention", "flash_attention_2", look("flash_attn")!);
    takeOr(
      run,
      "attention",
      look("attn_implementation", "ds.attn_implementation", "fsdp.attn_implementation"),
      (node) => attentionName(text(node) ?? ""),
      "flash_attention_2",
      BECAUSE,
    );
    takeOr(run, "packing", look("packing_samples", "ds.packing_samples"), flag, false, BECAUSE);
    readDatasets(
      run,
      document,
      look("dataset", "data.dataset", "prompt_data", "data.prompt_dataset", "data.prompt_data"),
      { most: number(look("max_samples", "data.max_samples")) },
    );
  },
};
