import type { Document } from "./frameworks/framework.ts";
import { at, has, type Node } from "./node.ts";
import { flag, text } from "./values.ts";

/** Files that share keys with a training config and are none: any of these signs is enough. */
export const isLookalike = ({ root, path, shape }: Document): boolean => {
  if (root.kind !== "map") return true;
  if (shape !== "data") return false;
  return signs.some((sign) => sign(root, path));
};

const signs: ((root: Node, path: string) => boolean)[] = [
  /* accelerate launch file */ (root) =>
    has(root, "compute_environment") ||
    (has(root, "distributed_type") && has(root, "num_processes")),
  /* DeepSpeed JSON */ (root) =>
    has(root, "zero_optimization") &&
    !has(root, "train_iters", "train-iters", "num_layers", "num-layers", "model_name_or_path"),
  /* what training leaves behind */ (root) =>
    has(
      root,
      "log_history",
      "architectures",
      "best_model_checkpoint",
      "transformers_version",
      "tokenizer_class",
      "_from_model_config",
    ),
  (root) => has(root, "peft_type") && has(root, "base_model_name_or_path", "inference_mode"),
  /* API responses */ (root) =>
    /fine[_-]?tun|list/.test(text(at(root, "object")) ?? "") ||
    has(root, "trained_tokens", "finished_at", "result_files", "fine_tuned_model"),
  /* merge, export, quantisation */ (root) =>
    has(
      root,
      "merge_method",
      "export_dir",
      "export_quantization_bit",
      "quant_stage",
      "quant_modifiers",
      "merge_adapter",
    ),
  /* inference and evaluation */ (root) =>
    has(root, "infer_backend", "icl_tasks", "eval_gauntlet", "num_fewshot", "lm_eval"),
  (root) =>
    has(root, "tasks", "benchmarks") &&
    !has(root, "training", "trainer", "learning_rate", "num_train_epochs", "optimizer"),
  /* AutoTrain's other tasks */ (root) =>
    has(root, "task") &&
    has(root, "params", "backend") &&
    !/^(llm|vlm)/.test(text(at(root, "task")) ?? ""),
  (root) =>
    has(root, "train_runtime", "train_samples_per_second", "train_loss", "eval_runtime") ||
    has(root, "global_world_size", "swift_version") ||
    (has(root, "global_step") && has(root, "epoch")),
  /* catalogues and prices of models */ (root) =>
    root.entries.size <= 3 &&
    at(root, "models")?.kind === "list" &&
    !has(root, "training", "trainer", "train"),
  /* searches over runs */ (root) =>
    has(root, "tuning.tunable_training_params", "search_space") ||
    (has(root, "parameters") && has(root, "metric") && has(root, "method", "program")),
  /* CI and infrastructure */ (root) => has(root, "on") && has(root, "jobs"),
  (root) => has(root, "services") && !has(root, "model", "training"),
  (root) => flag(at(root, "do_train")) === false,
  (root) =>
    [...root.entries.values()].some(
      (value) => value.tag !== undefined && value.tag.startsWith("!function"),
    ),
  /* the tables of per-model defaults that tools ship */ (_root, path) =>
    /(^|\/)model_defaults\//.test(path),
];
