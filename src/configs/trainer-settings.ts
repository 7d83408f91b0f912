import { type Draft, assume, remark, state } from "./draft.ts";
import { take, takeOr } from "./frameworks/framework.ts";
import type { Look } from "./look.ts";
import type { Node } from "./node.ts";
import type { TrainerDefaults } from "./trainer-defaults.ts";
import { attentionName, flag, optimizerName, precisionName, text } from "./values.ts";

export const readOptimizer = (run: Draft, look: Look, defaults: TrainerDefaults): void => {
  const node = look(
    "optim",
    "optimizer",
    "optimizer_name",
    "optimizer_type",
    "optim_type",
    "optimizer.name",
    "optimizer.type",
    "optim.name",
  );
  const inner =
    node?.kind === "map"
      ? (node.entries.get("name") ?? node.entries.get("type") ?? node.entries.get("_target_"))
      : node;
  takeOr(
    run,
    "optimizer",
    inner,
    (found) => {
      const written = text(found);
      return written === undefined ? undefined : optimizerName(written);
    },
    defaults.optimizer,
    defaults.because,
  );
};

const PRECISION_WORDS = [
  "mixed_precision",
  "precision",
  "dtype",
  "torch_dtype",
  "compute_dtype",
  "bnb_4bit_compute_dtype",
  "bnb_compute_dtype",
  "model_dtype",
  "torch_dtype_str",
  "data_type",
];

/** bf16/fp16 flags, then words, then the dtype the model is loaded in. */
export const readPrecision = (run: Draft, look: Look, defaults: TrainerDefaults): void => {
  if (run.values.has("precision")) return;
  for (const [key, precision] of [
    ["bf16", "bf16"],
    ["fp16", "fp16"],
    ["bfloat16", "bf16"],
    ["float16", "fp16"],
    ["use_bf16", "bf16"],
    ["use_fp16", "fp16"],
    ["fp8", "fp8"],
  ] as const) {
    const node = look(key);
    if (node === undefined || node.kind !== "scalar") continue;
    const written = text(node)?.toLowerCase();
    if (flag(node) === true || written === "full") return state(run, "precision", precision, node);
    if (
      written === "auto" ||
      (written !== undefined && /is_bfloat16_supported|is_bf16_supported/.test(node.text))
    )
      return assume(
        run,
        "precision",
        "bf16",
        `${key}: ${node.text} means bf16 wherever the GPU has it`,
      );
  }
  for (const key of PRECISION_WORDS) {
    const word = look(key);
    const named = text(word) === undefined ? undefined : precisionName(text(word)!);
    if (word === undefined || named === undefined) continue;
    if (flag(look(named)) === false)
      remark(
        run,
        named,
        look(named),
        `${named} is off, but ${key} loads the model in it, so it computes in ${named} all the same.`,
      );
    return state(run, "precision", named, word);
  }
  if (look("bf16") === undefined && look("fp16") !== undefined && flag(look("fp16")) === undefined)
    return;
  if (defaults.precision !== undefined) {
    const off = flag(look("bf16")) === false;
    assume(run, "precision", off ? "fp32" : defaults.precision, defaults.because);
  }
};

export const readCheckpointing = (run: Draft, look: Look, defaults: TrainerDefaults): void => {
  const node = look(
    "gradient_checkpointing",
    "use_gradient_checkpointing",
    "enable_gradient_checkpointing",
    "grad_checkpointing",
    "grad_checkpoint",
    "activation_checkpointing",
    "enable_activation_checkpointing",
    "gradient_checkpoint",
  );
  takeOr(
    run,
    "gradientCheckpointing",
    node,
    checkpointing,
    defaults.gradientCheckpointing,
    defaults.because,
  );
};

export const checkpointing = (node: Node): boolean | "offload" | "selective" | undefined => {
  const plain = flag(node);
  if (plain !== undefined) return plain;
  const written = text(node)?.toLowerCase();
  if (written === undefined) return undefined;
  if (/offload/.test(written)) return "offload";
  if (/selective/.test(written)) return "selective";
  return true;
};

export const readAttention = (run: Draft, look: Look): void => {
  const named = take(
    run,
    "attention",
    look(
      "attn_implementation",
      "attn_impl",
      "attention_implementation",
      "flash_attn",
      "attn",
      "attention",
    ),
    (node) => {
      if (node.kind !== "scalar") return undefined;
      const written = text(node);
      if (written === undefined || flag(node) === false) return undefined;
      return flag(node) === true ? "flash_attention_2" : attentionName(written);
    },
  );
  if (named !== undefined) return;
  for (const [key, name] of [
    ["use_flash_attention_2", "flash_attention_2"],
    ["use_flash_attn", "flash_attention_2"],
    ["use_flash_attention", "flash_attention_2"],
    ["flash_attention", "flash_attention_2"],
    ["flash_attention_2", "flash_attention_2"],
    ["use_flash_attn_2", "flash_attention_2"],
    ["sdp_attention", "sdpa"],
    ["xformers_attention", "xformers"],
    ["flex_attention", "flex_attention"],
    ["sage_attention", "sage_attention"],
    ["eager_attention", "eager"],
  ] as const) {
    const node = look(key);
    if (flag(node) === true) return state(run, "attention", name, node!);
  }
  const disabled = look("disable_flash_attn2", "disable_flash_attn");
  if (flag(disabled) === false) return state(run, "attention", "flash_attention_2", disabled!);
  if (!run.assumptions.some((one) => one.field === "attention"))
    assume(run, "attention", "sdpa", "not stated: transformers chooses SDPA on recent versions");
};
