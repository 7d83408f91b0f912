import type { Remark } from "./draft.ts";
import { place, scalar, type Source } from "./node.ts";

const MODEL =
  /^\s*"?(base_model|model_name_or_path|pretrained_model_name_or_path|model_name|model_id|model)"?\s*:\s*["']?[\w.-]+\/?[\w.-]+/m;
const VOLUME =
  /^\s*"?(num_train_epochs|num_epochs|epochs|max_steps|n_epochs|max_train_steps|iters)"?\s*:\s*["']?\d/m;
const TRAINS =
  /^\s*"?(learning_rate|lr|micro_batch_size|per_device_train_batch_size|gradient_accumulation_steps|lora_r|lora_rank|finetuning_type|adapter)"?\s*:/m;
/** A template is filled in before anybody parses it. */
const TEMPLATE = /\{\{|\{%|<%/;

/** What a training config that its own loader would refuse is told; undefined for every other file. */
export const remarkBroken = (source: Source): Remark | undefined => {
  const { broken, text } = source;
  if (broken === undefined || TEMPLATE.test(text)) return undefined;
  if (!MODEL.test(text) || !VOLUME.test(text) || !TRAINS.test(text)) return undefined;
  return {
    path: "",
    ...place(scalar(source, broken.offset, "")),
    message: `This file does not parse: ${broken.message}`,
  };
};
