import { editDistance } from "../problem.ts";
import { remark, type Draft } from "./draft.ts";
import type { Document } from "./frameworks/framework.ts";
import { normalised, type Node } from "./node.ts";
import { ACCUMULATION, EPOCHS, LENGTH, MICRO, STEPS } from "./trainer-defaults.ts";

/** Keys that move the cost, as the frameworks spell them: a near miss of one of these is silently ignored. */
const KEYS = new Set([
  ...MICRO,
  ...ACCUMULATION,
  ...EPOCHS,
  ...STEPS,
  ...LENGTH,
  "learning_rate",
  "model_name_or_path",
  "base_model",
  "load_in_4bit",
  "load_in_8bit",
  "lora_rank",
  "lora_alpha",
  "lora_target",
  "lora_dropout",
  "lora_target_modules",
  "lora_target_linear",
  "lora_modules_to_save",
  "target_modules",
  "gradient_checkpointing",
  "attn_implementation",
  "flash_attention",
  "finetuning_type",
  "sample_packing",
  "pad_to_sequence_len",
  "neat_packing",
  "optimizer",
  "deepspeed",
  "fsdp_config",
  "dataset_name",
  "quantization_bit",
  "max_samples",
  "val_set_size",
  "num_generations",
  "max_completion_length",
  "max_prompt_length",
  "per_device_eval_batch_size",
  "save_total_limit",
  "eval_strategy",
  "evaluation_strategy",
  "torch_dtype",
  "use_peft",
]);

/** A remark for every key that is one slip away from a key that counts, if that key is not written too. */
export const remarkMisspelt = (document: Document, run: Draft): void => {
  // A job's request has its own words.
  if (run.values.get("technique") === "hosted") return;
  const written: { key: string; node: Node }[] = [];
  const collect = (node: Node, depth: number): void => {
    if (depth > 3 || written.length > 400) return;
    for (const [key, value] of node.entries) {
      written.push({ key, node: value });
      if (value.kind === "map") collect(value, depth + 1);
    }
  };
  collect(document.root, 0);
  const present = new Set(written.map(({ key }) => normalised(key)));
  for (const { key, node } of written) {
    const name = normalised(key);
    if (KEYS.has(name) || name.length < 7 || name.startsWith("_") || name.length > 40) continue;
    for (const known of KEYS) {
      if (present.has(known) || known.length < 7 || Math.abs(known.length - name.length) > 1)
        continue;
      if (known.slice(0, 3) !== name.slice(0, 3) && known.slice(-4) !== name.slice(-4)) continue;
      if (isPlural(name, known) || editDistance(name, known) !== 1) continue;
      remark(run, key, node, `${key} is no key of ${run.framework}: it is ignored.`, known);
      break;
    }
  }
};

/** One of several, or several of one: most often another key by right. */
const isPlural = (name: string, known: string): boolean =>
  `${name}s` === known || `${known}s` === name;
