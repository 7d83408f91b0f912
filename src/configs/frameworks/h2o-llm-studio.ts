import { loraOn } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import {
  count,
  flag,
  modelId,
  number,
  optimizerName,
  precisionName,
  targetModules,
  text,
} from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** H2O LLM Studio `llm_studio/python_configs` @a4971c11ed2c. */
const BECAUSE = "H2O LLM Studio default (python_configs)";

export const h2oLlmStudio: Framework = {
  id: "h2o-llmstudio",
  recognises: ({ root }) =>
    has(root, "llm_backbone") &&
    has(root, "architecture.backbone_dtype", "problem_type") &&
    has(root, "training.epochs", "training.batch_size"),
  read: (document, run) => {
    const look = exactly(document.root);
    take(run, "baseModel", look("llm_backbone"), modelId);
    const dtype = look("architecture.backbone_dtype");
    const bits = /int4/.test(text(dtype) ?? "")
      ? 4
      : /int8/.test(text(dtype) ?? "")
        ? 8
        : undefined;
    if (bits !== undefined) state(run, "quantizationBits", bits, dtype!);
    else assume(run, "quantizationBits", null, BECAUSE);
    const lora = flag(look("training.lora")) ?? true;
    if (look("training.lora") === undefined) assume(run, "technique", loraOn(bits), BECAUSE);
    else state(run, "technique", lora ? loraOn(bits) : "full", look("training.lora")!);
    if (lora) {
      takeOr(run, "lora.rank", look("training.lora_r"), count, 4, BECAUSE);
      takeOr(run, "lora.alpha", look("training.lora_alpha"), number, 16, BECAUSE);
      takeOr(
        run,
        "lora.targetModules",
        look("training.lora_target_modules"),
        targetModules,
        "all-linear",
        BECAUSE,
      );
    }
    const problem = text(look("problem_type")) ?? "";
    state(
      run,
      "objective",
      /dpo/.test(problem)
        ? "dpo"
        : /ppo|rlhf/.test(problem)
          ? "ppo"
          : /classification|regression/.test(problem)
            ? "classification"
            : "sft",
      at(document.root, "problem_type") ?? at(document.root, "llm_backbone")!,
    );
    takeOr(run, "sequenceLength", look("tokenizer.max_length"), count, 512, BECAUSE);
    takeOr(run, "microBatchSize", look("training.batch_size"), count, 2, BECAUSE);
    takeOr(run, "gradientAccumulationSteps", look("training.grad_accumulation"), count, 1, BECAUSE);
    takeOr(
      run,
      "epochs",
      look("training.epochs"),
      (node) => (number(node) === 0 ? undefined : number(node)),
      1,
      BECAUSE,
    );
    takeOr(
      run,
      "optimizer",
      look("training.optimizer"),
      (node) => (text(node) === undefined ? undefined : optimizerName(text(node)!)),
      "adamw_torch",
      BECAUSE,
    );
    takeOr(
      run,
      "gradientCheckpointing",
      look("architecture.gradient_checkpointing"),
      checkpointing,
      true,
      BECAUSE,
    );
    if (flag(look("environment.mixed_precision")) !== false)
      take(run, "precision", look("environment.mixed_precision_dtype"), (node) =>
        precisionName(text(node) ?? ""),
      );
    assume(run, "precision", "bf16", BECAUSE);
    assume(run, "packing", false, "H2O LLM Studio pads, it does not pack");
    const gpus = at(document.root, "environment.gpus");
    if (gpus?.kind === "list" && gpus.items.length > 0)
      state(run, "hardware.gpuCount", gpus.items.length, gpus);
    const deepspeed = flag(look("environment.use_deepspeed")) === true;
    const method = /zero(\d)/i.exec(text(look("environment.deepspeed_method")) ?? "")?.[1];
    if (deepspeed && method !== undefined)
      state(run, "parallelism.strategy", `zero${method}`, look("environment.deepspeed_method")!);
    else assume(run, "parallelism.strategy", "none", BECAUSE);
    readDatasets(run, document, look("dataset.train_dataframe"));
  },
};
