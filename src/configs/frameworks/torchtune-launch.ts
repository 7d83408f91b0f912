import { readDatasets } from "../datasets.ts";
import { assume, state, type Draft } from "../draft.ts";
import { exactly } from "../look.ts";
import { count, flag, modelId, number, precisionName, text } from "../values.ts";
import { take, type Document } from "./framework.ts";

/** Builder name to Hugging Face id: torchtune `models/<family>/_model_builders.py` @bd2a0fc7c314. */
export const BUILDERS: Record<string, string> = {
  llama2_7b: "meta-llama/Llama-2-7b-hf",
  llama2_13b: "meta-llama/Llama-2-13b-hf",
  llama2_70b: "meta-llama/Llama-2-70b-hf",
  llama3_8b: "meta-llama/Meta-Llama-3-8B",
  llama3_70b: "meta-llama/Meta-Llama-3-70B",
  llama3_1_8b: "meta-llama/Llama-3.1-8B",
  llama3_1_70b: "meta-llama/Llama-3.1-70B",
  llama3_1_405b: "meta-llama/Llama-3.1-405B",
  llama3_2_1b: "meta-llama/Llama-3.2-1B",
  llama3_2_3b: "meta-llama/Llama-3.2-3B",
  llama3_3_70b: "meta-llama/Llama-3.3-70B-Instruct",
  gemma_2b: "google/gemma-2b",
  gemma_7b: "google/gemma-7b",
  gemma2_2b: "google/gemma-2-2b",
  gemma2_9b: "google/gemma-2-9b",
  gemma2_27b: "google/gemma-2-27b",
  mistral_7b: "mistralai/Mistral-7B-v0.1",
  phi3_mini: "microsoft/Phi-3-mini-4k-instruct",
  phi4_14b: "microsoft/phi-4",
  qwen2_0_5b: "Qwen/Qwen2-0.5B",
  qwen2_1_5b: "Qwen/Qwen2-1.5B",
  qwen2_7b: "Qwen/Qwen2-7B",
  qwen2_5_7b_base: "Qwen/Qwen2.5-7B",
  qwen2_5_7b_instruct: "Qwen/Qwen2.5-7B-Instruct",
  qwen3_8b_base: "Qwen/Qwen3-8B-Base",
  qwen3_8b_instruct: "Qwen/Qwen3-8B",
};
/** `tune run <recipe> --config ...` whose config is not at hand: what the recipe's name and the overrides tell. */
export const readTuneCommand = (document: Document, run: Draft): void => {
  const look = exactly(document.root);
  const recipe = document.launch?.verb ?? "";
  const because = `the recipe ${recipe}`;
  take(run, "baseModel", look("downloaded"), modelId);
  // A config by its built-in name, such as llama3_1/8B_lora: the builder table knows the model.
  const config = document.launch?.configs[0];
  const named = /^(\w+)\/(\d+(?:_\d+)?B)_/.exec(config?.path ?? "");
  const known = named === null ? undefined : BUILDERS[`${named[1]}_${named[2]!.toLowerCase()}`];
  if (config !== undefined && known !== undefined && !run.values.has("baseModel"))
    state(run, "baseModel", known, config.node);
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
  const epochs = (run.values.get("epochs") as number | undefined) ?? 1;
  take(run, "maxSteps", look("max_steps_per_epoch"), (node) =>
    count(node) === undefined ? undefined : count(node)! * epochs,
  );
  take(run, "sequenceLength", look("tokenizer.max_seq_len"), count);
  take(run, "packing", look("dataset.packed"), flag);
  take(run, "gradientCheckpointing", look("enable_activation_checkpointing"), flag);
  take(run, "precision", look("dtype"), (node) => precisionName(text(node) ?? ""));
  if (run.values.get("technique") !== "full") {
    take(run, "lora.rank", look("model.lora_rank"), count);
    take(run, "lora.alpha", look("model.lora_alpha"), number);
  }
  readDatasets(run, document, look("dataset.source"));
};
