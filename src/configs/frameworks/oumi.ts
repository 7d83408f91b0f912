import { loraOn, readLora } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { has } from "../node.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, number, precisionName, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** Oumi `src/oumi/core/configs/params/*.py` @d8ed07778d79. */
const BECAUSE = "Oumi default (core/configs/params)";

export const oumi: Framework = {
  id: "oumi",
  recognises: ({ root }) =>
    has(root, "model.model_name") &&
    has(root, "training") &&
    (has(root, "training.trainer_type") || has(root, "data.train.datasets", "data.train")) &&
    has(
      root,
      "training.num_train_epochs",
      "training.max_steps",
      "training.per_device_train_batch_size",
      "training.learning_rate",
      "training.optimizer",
      "training.trainer_type",
    ),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    const inner = (...keys: string[]) =>
      look(...keys.flatMap((key) => [`training.${key}`, `model.${key}`]));
    take(run, "baseModel", look("model.model_name"), modelId);
    const q = look("peft.q_lora");
    const peft = flag(look("training.use_peft")) === true;
    const bits = peft && flag(q) === true ? (number(look("peft.q_lora_bits")) ?? 4) : undefined;
    if (bits === 4 || bits === 8) state(run, "quantizationBits", bits, q!);
    else assume(run, "quantizationBits", null, BECAUSE);
    if (look("training.use_peft") === undefined) assume(run, "technique", "full", BECAUSE);
    else
      state(
        run,
        "technique",
        peft ? loraOn(bits as 4 | 8 | undefined) : "full",
        look("training.use_peft")!,
      );
    if (peft)
      readLora(run, (...keys) => look(...keys.map((key) => `peft.${key}`)), {
        rank: 8,
        alpha: 8,
        because: BECAUSE,
      });
    const type = look("training.trainer_type");
    const name = text(type)?.toLowerCase() ?? "hf";
    const scratch = flag(look("model.load_pretrained_weights")) === false;
    const objective = /dpo/.test(name)
      ? "dpo"
      : /kto/.test(name)
        ? "kto"
        : /grpo/.test(name)
          ? "grpo"
          : /gkd|gold/.test(name)
            ? "distillation"
            : scratch
              ? "pretrain"
              : "sft";
    if (type === undefined) assume(run, "objective", objective, BECAUSE);
    else state(run, "objective", objective, type);
    take(run, "sequenceLength", look("model.model_max_length"), count);
    if (!run.values.has("sequenceLength"))
      leaveOpen(run, "sequenceLength", "model_max_length is not set: the model's own maximum");
    take(run, "precision", look("training.mixed_precision_dtype"), (node) =>
      precisionName(text(node) ?? ""),
    );
    take(run, "precision", look("model.torch_dtype_str"), (node) =>
      precisionName(text(node) ?? ""),
    );
    if (run.values.get("technique") === "full" && !has(root, "training.mixed_precision_dtype"))
      take(run, "weightsPrecision", look("model.torch_dtype_str"), (node) =>
        precisionName(text(node) ?? ""),
      );
    takeOr(run, "packing", look("data.train.pack"), flag, false, BECAUSE);
    readTrainerArguments(run, document, inner, {
      ...HF_TRAINER,
      optimizer: "adamw_torch",
      because: BECAUSE,
    });
    const fsdp = look("fsdp.enable_fsdp");
    const deepspeed = look("deepspeed.enable_deepspeed");
    if (flag(fsdp) === true) {
      state(run, "parallelism.strategy", "fsdp", fsdp!);
      if (flag(look("fsdp.cpu_offload")) === true)
        state(run, "parallelism.cpuOffload", true, look("fsdp.cpu_offload")!);
    } else if (flag(deepspeed) === true) {
      const stage = /(\d)/.exec(text(look("deepspeed.zero_stage")) ?? "3")?.[1];
      state(
        run,
        "parallelism.strategy",
        stage === "0" ? "ddp" : `zero${stage}`,
        look("deepspeed.zero_stage") ?? deepspeed!,
      );
    } else assume(run, "parallelism.strategy", "none", BECAUSE);
    if (objective === "grpo") {
      takeOr(run, "rollouts.generations", look("training.grpo.num_generations"), count, 8, BECAUSE);
      take(run, "rollouts.completionTokens", look("training.grpo.max_completion_length"), count);
      take(
        run,
        "rollouts.engineMemoryFraction",
        look("training.grpo.vllm_gpu_memory_utilization"),
        number,
      );
    }
    readDatasets(run, document, look("data.train.datasets"));
  },
};
