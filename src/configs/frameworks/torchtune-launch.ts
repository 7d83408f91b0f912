import { readDatasets } from "../datasets.ts";
import { assume, type Draft } from "../draft.ts";
import { exactly } from "../look.ts";
import { count, modelId } from "../values.ts";
import { take, type Document } from "./framework.ts";

/** `tune run <recipe> --config ...` whose config is not at hand: what the recipe's name and the overrides tell. */
export const readTuneCommand = (document: Document, run: Draft): void => {
  const look = exactly(document.root);
  const recipe = document.launch?.verb ?? "";
  const because = `the recipe ${recipe}`;
  take(run, "baseModel", look("downloaded"), modelId);
  if (/qlora/.test(recipe)) assume(run, "technique", "qlora", because);
  else if (/lora/.test(recipe)) assume(run, "technique", "lora", because);
  else assume(run, "technique", "full", because);
  assume(run, "quantizationBits", /qlora/.test(recipe) ? 4 : null, because);
  assume(
    run,
    "objective",
    /dpo/.test(recipe)
      ? "dpo"
      : /ppo/.test(recipe)
        ? "ppo"
        : /grpo/.test(recipe)
          ? "grpo"
          : /knowledge|kd/.test(recipe)
            ? "distillation"
            : "sft",
    because,
  );
  const single = /single_device/.test(recipe);
  assume(run, "parallelism.strategy", single ? "none" : "fsdp2", because);
  if (single && !run.values.has("hardware.gpuCount")) assume(run, "hardware.gpuCount", 1, because);
  take(run, "microBatchSize", look("batch_size"), count);
  take(run, "gradientAccumulationSteps", look("gradient_accumulation_steps"), count);
  take(run, "epochs", look("epochs"), count);
  take(run, "sequenceLength", look("tokenizer.max_seq_len"), count);
  readDatasets(run, document, look("dataset.source"));
};
