import { own } from "../../own.ts";
import { loraOn, readLora, readQuantization } from "../adapter.ts";
import { assume, remark, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has } from "../node.ts";
import { readDatasets } from "../datasets.ts";
import { HF_TRAINER, type TrainerDefaults } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, number, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** axolotl `src/axolotl/utils/schemas/{config,training,model,peft}.py` @067b021c8b87. */
const DEFAULTS: TrainerDefaults = {
  ...HF_TRAINER,
  micro: 1,
  accumulation: 1,
  epochs: 1,
  optimizer: "adamw_torch_fused",
  gradientCheckpointing: false,
  precision: "bf16",
  packing: false,
  because: "axolotl default (utils/schemas)",
};
const OWN = [
  "micro_batch_size",
  "sequence_len",
  "adapter",
  "lora_r",
  "val_set_size",
  "dataset_prepared_path",
  "num_epochs",
  "sample_packing",
  "pad_to_sequence_len",
  "flash_attention",
  "gradient_accumulation_steps",
  "rl",
];

export const axolotl: Framework = {
  id: "axolotl",
  recognises: ({ root }) =>
    has(root, "base_model") &&
    !has(root, "task", "backend", "model_type_llm", "input_features", "model_name_or_path") &&
    (at(root, "datasets")?.kind === "list" || has(root, "pretraining_dataset", "test_datasets")) &&
    OWN.some((key) => has(root, key)),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    take(run, "baseModel", look("base_model"), modelId);
    const rl = text(look("rl"))?.toLowerCase();
    const objective = rl === undefined ? undefined : own(OBJECTIVES, rl);
    if (objective !== undefined) state(run, "objective", objective, look("rl")!);
    else if (flag(look("reward_model", "process_reward_model")) === true)
      state(run, "objective", "reward", look("reward_model", "process_reward_model")!);
    else if (look("pretraining_dataset") !== undefined)
      state(run, "objective", "pretrain", look("pretraining_dataset")!);
    else assume(run, "objective", "sft", "axolotl trains supervised unless rl is set");

    const bits = readQuantization(run, look);
    const adapter = text(look("adapter"))?.toLowerCase();
    if (adapter === "lora" || adapter === "qlora") {
      state(run, "technique", adapter === "qlora" ? "qlora" : loraOn(bits), look("adapter")!);
      if (adapter === "qlora" && bits === undefined) {
        if (look("gptq") !== undefined) state(run, "quantizationBits", 4, look("gptq")!);
        else {
          assume(run, "quantizationBits", 4, "adapter: qlora needs load_in_4bit");
          const off = look("load_in_4bit");
          remark(
            run,
            "load_in_4bit",
            off ?? look("adapter"),
            "axolotl rejects adapter: qlora without load_in_4bit: true.",
            "load_in_4bit: true",
          );
        }
      }
      readLora(run, look, { because: DEFAULTS.because });
      if (flag(look("lora_target_linear")) === true)
        state(run, "lora.targetModules", "all-linear", look("lora_target_linear")!);
    } else if (adapter !== undefined) state(run, "technique", "adapter", look("adapter")!);
    else {
      assume(run, "technique", "full", "axolotl trains all weights when adapter is absent");
      run.values.delete("quantizationBits");
      if (bits !== undefined)
        remark(
          run,
          `load_in_${bits}bit`,
          look(`load_in_${bits}bit`),
          `axolotl rejects load_in_${bits}bit without an adapter.`,
        );
      if (look("unfrozen_parameters") !== undefined)
        state(run, "technique", "freeze", look("unfrozen_parameters")!);
    }
    takeOr(run, "sequenceLength", look("sequence_len"), count, 512, DEFAULTS.because);
    readTrainerArguments(run, document, look, DEFAULTS);
    assume(run, "parallelism.strategy", "none", "neither deepspeed nor fsdp is set");
    assume(run, "quantizationBits", null, "no load_in_4bit or load_in_8bit");
    take(run, "parallelism.tensor", look("tensor_parallel_size"), count);
    take(
      run,
      "parallelism.context",
      look("context_parallel_size", "sequence_parallel_degree"),
      count,
    );
    if (flag(look("use_ray")) === true)
      take(run, "hardware.gpuCount", look("ray_num_workers"), count);
    readDatasets(run, document, look("datasets", "pretraining_dataset"));
    const plugins = at(root, "plugins")?.items.map((one) => one.text.toLowerCase()) ?? [];
    const kernels = new Set((run.values.get("kernels") as string[] | undefined) ?? []);
    if (plugins.some((one) => one.includes("liger"))) kernels.add("liger");
    if (plugins.some((one) => one.includes("cut_cross_entropy"))) kernels.add("cut_cross_entropy");
    if (kernels.size > 0 && plugins.length > 0)
      state(run, "kernels", [...kernels], at(root, "plugins")!);
    if (
      flag(look("activation_offloading")) === true &&
      run.values.get("gradientCheckpointing") === true
    )
      state(run, "gradientCheckpointing", "offload", look("activation_offloading")!);
    if (
      look("evals_per_epoch") !== undefined &&
      (number(look("val_set_size")) ?? 0) === 0 &&
      look("test_datasets") === undefined
    )
      remark(
        run,
        "evals_per_epoch",
        look("evals_per_epoch"),
        "Nothing is evaluated: val_set_size is 0 and there are no test_datasets.",
        "val_set_size",
      );
  },
};

const OBJECTIVES: Record<string, string> = {
  dpo: "dpo",
  ipo: "ipo",
  kto: "kto",
  orpo: "orpo",
  simpo: "simpo",
  grpo: "grpo",
  gdpo: "grpo",
  ebft: "sft",
};
