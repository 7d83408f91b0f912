import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { positive } from "../trainer.ts";
import { count, flag, modelId, number, optimizerName, targetModules, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** Ludwig `ludwig/schema/trainer.py`, `schema/llms/{peft,quantization}.py` @5d19f3e63212. */
const BECAUSE = "Ludwig default (ludwig/schema)";

export const ludwig: Framework = {
  id: "ludwig",
  recognises: ({ root }) =>
    text(at(root, "model_type")) === "llm" &&
    at(root, "base_model") !== undefined &&
    at(root, "trainer") !== undefined &&
    text(at(root, "trainer.type")) !== "none",
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    take(run, "baseModel", look("base_model"), modelId);
    const bits =
      number(look("quantization.bits")) ??
      (at(root, "quantization")?.kind === "map" ? 4 : undefined);
    if (bits === 4 || bits === 8)
      state(run, "quantizationBits", bits, look("quantization.bits") ?? at(root, "quantization")!);
    else assume(run, "quantizationBits", null, BECAUSE);
    const adapter = at(root, "adapter");
    const type = text(look("adapter.type", "adapter"))?.toLowerCase();
    if (adapter === undefined || type === undefined)
      assume(run, "technique", "full", "Ludwig trains all weights without an adapter");
    else {
      const lora = /lora/.test(type);
      state(
        run,
        "technique",
        lora ? (bits === 4 ? "qlora" : "lora") : /prefix|prompt/.test(type) ? "prefix" : "adapter",
        look("adapter.type", "adapter")!,
      );
      if (lora) {
        const rank = takeOr(run, "lora.rank", look("adapter.r"), count, 8, BECAUSE)!;
        takeOr(run, "lora.alpha", look("adapter.alpha"), number, 2 * rank, BECAUSE);
        take(run, "lora.targetModules", look("adapter.target_modules"), targetModules);
        take(run, "lora.dropout", look("adapter.dropout"), number);
        if (flag(look("adapter.use_dora")) === true)
          state(run, "lora.variant", "dora", look("adapter.use_dora")!);
        else if (/pissa/.test(text(look("adapter.init_lora_weights")) ?? ""))
          state(run, "lora.variant", "pissa", look("adapter.init_lora_weights")!);
        else if (flag(look("adapter.use_rslora")) === true)
          state(run, "lora.variant", "rslora", look("adapter.use_rslora")!);
      }
    }
    const trainer = text(look("trainer.type"))?.toLowerCase() ?? "finetune";
    const objective =
      (
        { finetune: "sft", dpo: "dpo", kto: "kto", orpo: "orpo", grpo: "grpo" } as Record<
          string,
          string
        >
      )[trainer] ?? "sft";
    if (look("trainer.type") === undefined) assume(run, "objective", objective, BECAUSE);
    else state(run, "objective", objective, look("trainer.type")!);
    take(run, "sequenceLength", look("preprocessing.global_max_sequence_length"), count);
    if (!run.values.has("sequenceLength"))
      leaveOpen(
        run,
        "sequenceLength",
        "global_max_sequence_length is not set: the longest row governs",
      );
    takeOr(run, "microBatchSize", look("trainer.batch_size"), count, 1, BECAUSE);
    take(run, "gradientAccumulationSteps", look("trainer.gradient_accumulation_steps"), count);
    if (!run.values.has("gradientAccumulationSteps"))
      leaveOpen(run, "gradientAccumulationSteps", "Ludwig chooses it when it runs (auto)");
    const steps = take(run, "maxSteps", look("trainer.train_steps"), count);
    const epochs = take(run, "epochs", look("trainer.epochs"), (node) => positive(number(node)));
    if (steps === undefined && epochs === undefined) assume(run, "epochs", 100, BECAUSE);
    takeOr(
      run,
      "optimizer",
      look("trainer.optimizer.type", "trainer.optimizer"),
      (node) => (text(node) === undefined ? undefined : optimizerName(text(node)!)),
      "adam",
      BECAUSE,
    );
    takeOr(
      run,
      "gradientCheckpointing",
      look("trainer.enable_gradient_checkpointing"),
      checkpointing,
      false,
      BECAUSE,
    );
    assume(run, "packing", false, "Ludwig pads, it does not pack");
    if (bits !== undefined)
      assume(run, "precision", "fp16", "Ludwig's bitsandbytes compute type is float16");
    assume(run, "attention", "sdpa", "the framework's own choice");
    const strategy = look("backend.trainer.strategy", "backend.strategy", "backend.type");
    const stage = number(
      look(
        "backend.trainer.strategy.zero_optimization.stage",
        "backend.strategy.zero_optimization.stage",
      ),
    );
    if (stage !== undefined)
      state(
        run,
        "parallelism.strategy",
        stage === 0 ? "ddp" : `zero${stage}`,
        strategy ?? at(root, "backend")!,
      );
    else if (/fsdp/.test(text(strategy) ?? ""))
      state(run, "parallelism.strategy", "fsdp", strategy!);
    else assume(run, "parallelism.strategy", "none", BECAUSE);
    readDatasets(run, document, look("dataset", "preprocessing.dataset"));
  },
};
