import { readDatasets } from "../datasets.ts";
import { assume, remark, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has, normalised } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { count, flag, modelId, number, optimizerName, targetModules, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** mlx-lm `mlx_lm/lora.py` CONFIG_DEFAULTS @d78bf58e217c. */
const BECAUSE = "mlx-lm default (lora.py CONFIG_DEFAULTS)";

export const mlxLm: Framework = {
  id: "mlx-lm",
  recognises: ({ root, launch }) =>
    /mlx_lm(\.lora)?$/.test(launch?.program ?? "") ||
    (has(root, "model") &&
      has(root, "iters") &&
      has(
        root,
        "lora_parameters",
        "fine_tune_type",
        "num_layers",
        "lora_layers",
        "adapter_path",
        "steps_per_eval",
        "steps-per-eval",
        "num-layers",
        "lora-layers",
      )) ||
    (has(root, "model", "lora_parameters") &&
      has(root, "train", "fine_tune_type", "adapter_path") &&
      has(root, "batch_size", "learning_rate") &&
      has(root, "lora_parameters") &&
      has(root, "model", "data") &&
      has(root, "iters", "batch_size", "num_layers") &&
      at(root, "training") === undefined),
  read: (document, run) => {
    const { root } = document;
    // On the command line mlx-lm's flags are written with hyphens; in a file such keys are not read.
    const isCommand = document.shape === "command";
    const look = exactly(root);
    for (const key of root.entries.keys())
      if (!isCommand && key.includes("-"))
        remark(
          run,
          key,
          at(root, key),
          `mlx-lm reads underscore names only: ${key} is silently ignored.`,
          normalised(key),
        );
    take(run, "baseModel", look("model"), modelId);
    const type = look("fine_tune_type", "fine-tune-type");
    const name = text(type)?.toLowerCase() ?? "lora";
    const model = (run.values.get("baseModel") as string | undefined) ?? "";
    const bits = /-?(4|8)-?bit/i.exec(model)?.[1];
    if (bits !== undefined && name !== "full")
      state(run, "quantizationBits", Number(bits), look("model")!);
    else assume(run, "quantizationBits", null, "the model's name tells no quantisation");
    const technique =
      name === "full" ? "full" : name === "dora" ? "dora" : bits === "4" ? "qlora" : "lora";
    if (type === undefined) assume(run, "technique", technique, BECAUSE);
    else state(run, "technique", technique, type);
    if (technique !== "full") {
      const rank = takeOr(
        run,
        "lora.rank",
        look("lora_parameters.rank", "lora_rank"),
        count,
        8,
        BECAUSE,
      );
      const scale = look("lora_parameters.scale");
      const alpha = look("lora_parameters.alpha");
      if (alpha !== undefined) take(run, "lora.alpha", alpha, number);
      else if (scale !== undefined && rank !== undefined)
        take(run, "lora.alpha", scale, (node) => (number(node) ?? 20) * rank);
      else if (rank !== undefined) assume(run, "lora.alpha", 20 * rank, BECAUSE);
      take(run, "lora.targetModules", look("lora_parameters.keys"), targetModules);
      take(run, "lora.dropout", look("lora_parameters.dropout"), number);
    }
    assume(run, "objective", "sft", "mlx-lm trains supervised");
    takeOr(run, "sequenceLength", look("max_seq_length", "max-seq-length"), count, 2048, BECAUSE);
    takeOr(run, "microBatchSize", look("batch_size", "batch-size"), count, 4, BECAUSE);
    takeOr(
      run,
      "gradientAccumulationSteps",
      look("grad_accumulation_steps", "grad-accumulation-steps"),
      count,
      1,
      BECAUSE,
    );
    takeOr(run, "maxSteps", look("iters"), count, 1000, BECAUSE);
    takeOr(
      run,
      "optimizer",
      look("optimizer"),
      (node) => (text(node) === undefined ? undefined : optimizerName(text(node)!)),
      "adam",
      BECAUSE,
    );
    takeOr(
      run,
      "gradientCheckpointing",
      look("grad_checkpoint", "grad-checkpoint"),
      checkpointing,
      false,
      BECAUSE,
    );
    assume(run, "packing", false, BECAUSE);
    assume(run, "precision", "bf16", "mlx-lm computes in the checkpoint's type");
    assume(run, "parallelism.strategy", "none", "mlx-lm runs on one machine of Apple silicon");
    take(run, "evaluation.everySteps", look("steps_per_eval"), count);
    take(run, "checkpoints.everySteps", look("save_every"), count);
    if (flag(look("train")) === false)
      remark(
        run,
        "train",
        look("train"),
        "train is false: mlx-lm will not train unless --train is given.",
      );
    readDatasets(run, document, look("hf_dataset.path", "hf_dataset.name", "data"));
  },
};
