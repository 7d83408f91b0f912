import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has } from "../node.ts";
import { count, flag, modelId, number } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** mistralai/mistral-finetune `finetune/args.py`, `model/args.py` @1943535d8e6d. */
const BECAUSE = "mistral-finetune default (finetune/args.py)";
/** The models that it trains, by the size that its example files are named for (its README). */
const SIZES: [RegExp, string][] = [
  [/8x22b/i, "mistralai/Mixtral-8x22B-v0.3"],
  [/8x7b/i, "mistralai/Mixtral-8x7B-v0.1"],
  [/12b|nemo/i, "mistralai/Mistral-Nemo-Base-2407"],
  [/7b/i, "mistralai/Mistral-7B-v0.3"],
];

export const mistralFinetune: Framework = {
  id: "mistral-finetune",
  recognises: ({ root }) =>
    has(root, "model_id_or_path") &&
    has(root, "data.instruct_data", "data.data") &&
    has(root, "lora.rank", "lora.enable") &&
    has(root, "seq_len") &&
    has(root, "max_steps"),
  read: (document, run) => {
    const look = exactly(document.root);
    const model = look("model_id_or_path");
    take(run, "baseModel", model, modelId);
    const size = SIZES.find(([pattern]) => pattern.test(document.path.split("/").at(-1)!))?.[1];
    if (model === undefined && size !== undefined)
      assume(run, "baseModel", size, "model_id_or_path is left empty: by the file's name");
    const lora = at(document.root, "lora")!;
    assume(run, "objective", "sft", "mistral-finetune trains on instructions");
    assume(run, "quantizationBits", null, BECAUSE);
    if (flag(look("lora.enable")) === false) state(run, "technique", "full", look("lora.enable")!);
    else {
      state(run, "technique", "lora", lora);
      const rank = takeOr(run, "lora.rank", look("lora.rank"), count, 16, BECAUSE) ?? 16;
      assume(run, "lora.alpha", rank * (number(look("lora.scaling")) ?? 2), "rank times scaling");
      assume(run, "lora.targetModules", "all-linear", "LoRA on every linear layer");
    }
    take(run, "sequenceLength", look("seq_len"), count);
    assume(run, "packing", true, "sequences are packed to seq_len");
    takeOr(run, "microBatchSize", look("batch_size"), count, 1, BECAUSE);
    takeOr(run, "gradientAccumulationSteps", look("num_microbatches"), count, 1, BECAUSE);
    take(run, "maxSteps", look("max_steps"), count);
    assume(run, "optimizer", "adamw_torch", BECAUSE);
    assume(run, "precision", "bf16", BECAUSE);
    takeOr(run, "gradientCheckpointing", look("checkpoint"), flag, true, BECAUSE);
    assume(run, "attention", "xformers", "memory_efficient_attention of xformers");
    assume(run, "parallelism.strategy", "fsdp", "the model is wrapped in FSDP on several GPUs");
    if (flag(look("no_eval")) !== true)
      take(run, "evaluation.everySteps", look("eval_freq"), count);
    if (flag(look("no_ckpt")) !== true)
      take(run, "checkpoints.everySteps", look("ckpt_freq"), count);
    readDatasets(run, document, look("data.instruct_data", "data.data"));
  },
};
