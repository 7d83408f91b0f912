import { loraOn, readLora } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has } from "../node.ts";
import { readDeepSpeed } from "../parallelism.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, modelId, number, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** LLaMA-Factory's v1 schema (examples/v1 @ff6d4d12eeb0): `model`, `peft_config`, `quant_config`, `dist_config`. */
const BECAUSE = "LLaMA-Factory v1 default";

export const llamaFactoryV1: Framework = {
  id: "llamafactory",
  recognises: ({ root }) =>
    has(root, "model") &&
    has(root, "train_dataset") &&
    has(root, "model_class", "dist_config", "peft_config", "kernel_config") &&
    has(root, "micro_batch_size", "max_steps", "num_train_epochs", "learning_rate"),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    take(run, "baseModel", look("model"), modelId);
    const bits = number(look("quant_config.quantization_bit"));
    if (bits === 4 || bits === 8)
      state(run, "quantizationBits", bits, look("quant_config.quantization_bit")!);
    else assume(run, "quantizationBits", null, BECAUSE);
    const peft = text(look("peft_config.name"))?.toLowerCase();
    if (peft === undefined) assume(run, "technique", "full", "there is no peft_config");
    else
      state(
        run,
        "technique",
        peft === "lora"
          ? loraOn(bits as 4 | 8 | undefined)
          : peft === "freeze"
            ? "freeze"
            : "adapter",
        look("peft_config.name")!,
      );
    if (peft === "lora")
      readLora(run, (...keys) => exactly(at(root, "peft_config")!)(...keys), {
        rank: 8,
        alpha: "double",
        targets: "all-linear",
        because: BECAUSE,
      });
    const stage =
      text(look("stage", "training_stage", "rl_stage")) ??
      (/dpo/.test(document.path) ? "dpo" : "sft");
    assume(
      run,
      "objective",
      /dpo/.test(stage) ? "dpo" : /rm|reward/.test(stage) ? "reward" : "sft",
      "by the stage or the file's name",
    );
    takeOr(run, "sequenceLength", look("cutoff_len"), count, 2048, BECAUSE);
    readTrainerArguments(run, document, look, {
      ...HF_TRAINER,
      micro: 1,
      gradientCheckpointing: true,
      precision: "bf16",
      because: BECAUSE,
    });
    const dist = look("dist_config.name");
    if (text(dist) === "deepspeed") {
      run.values.delete("parallelism.strategy");
      readDeepSpeed(run, document, look("dist_config.config_file"));
    } else if ((text(dist) ?? "").startsWith("fsdp"))
      state(run, "parallelism.strategy", text(dist) === "fsdp2" ? "fsdp2" : "fsdp", dist!);
    else assume(run, "parallelism.strategy", "none", "there is no dist_config");
    readDatasets(run, document, look("train_dataset"));
  },
};
