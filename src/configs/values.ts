import { own } from "../own.ts";
import { findModel } from "../estimator/models/models.ts";
import { isUnset, type Node } from "./node.ts";

/** How the words of configs are understood. Each answers undefined for "unset" and for what it cannot tell. */

export const text = (node: Node | undefined): string | undefined => {
  if (node === undefined || node.kind !== "scalar" || isUnset(node)) return undefined;
  const value = node.text.trim();
  return /\$[\w({]|\{\{/.test(value) ? undefined : value;
};

/** 1e-5 (a string to YAML 1.1), 1_000, 1.0e+6, "2048". */
export const number = (node: Node | undefined): number | undefined => {
  const value = text(node);
  if (value === undefined || !/^[-+]?(\d[\d_]*\.?[\d_]*|\.\d+)(e[-+]?\d+)?$/i.test(value))
    return undefined;
  const read = Number(value.replaceAll("_", ""));
  return Number.isFinite(read) ? read : undefined;
};

export const count = (node: Node | undefined): number | undefined => {
  const value = number(node);
  return value !== undefined && value >= 1 ? Math.round(value) : undefined;
};

/** Both readings of YAML: true/yes/on and false/no/off. */
export const flag = (node: Node | undefined): boolean | undefined => {
  const value = text(node)?.toLowerCase();
  if (value === undefined) return undefined;
  if (/^(true|yes|on|y|1|t)$/.test(value)) return true;
  if (/^(false|no|off|n|0|f)$/.test(value)) return false;
  return undefined;
};

export const words = (node: Node | undefined): string[] | undefined => {
  if (node === undefined) return undefined;
  if (node.kind === "list") return node.items.flatMap((item) => text(item) ?? []);
  const value = text(node);
  if (value === undefined) return undefined;
  return value
    .replace(/^\[|\]$/g, "")
    .split(/[,\s]+/)
    .map((word) => word.replace(/^['"]|['"]$/g, ""))
    .filter((word) => word !== "");
};

const OPTIMIZERS: Record<string, string> = {
  adamw: "adamw_torch",
  "torch.optim.adamw": "adamw_torch",
  fusedadam: "adamw_torch_fused",
  pagedadamw: "paged_adamw_32bit",
  pagedadamw32bit: "paged_adamw_32bit",
  pagedadamw8bit: "paged_adamw_8bit",
  adamw8bit: "adamw_8bit",
  adamw4bit: "adamw_torch_4bit",
  lion8bit: "lion_8bit",
  pagedlion8bit: "paged_lion_8bit",
};

/** Torch's and bitsandbytes' class names, with or without their module, in Hugging Face spelling. */
export const optimizerName = (written: string): string => {
  const name = written.replace(/^OptimizerNames\./i, "");
  const bare = name.split(".").at(-1)!.toLowerCase();
  return own(OPTIMIZERS, name.toLowerCase()) ?? own(OPTIMIZERS, bare) ?? bare;
};

export const precisionName = (written: string): "bf16" | "fp16" | "fp32" | "fp8" | undefined => {
  const value = written.toLowerCase().replace(/^torch\./, "");
  if (/bf16|bfloat16/.test(value)) return "bf16";
  if (/fp8|float8/.test(value)) return "fp8";
  if (/fp16|float16|^half$|16-(true|mixed)|amp_fp16|^16$/.test(value)) return "fp16";
  if (/fp32|float32|^float$|32-true|^32$|tf32/.test(value)) return "fp32";
  return undefined;
};

export const attentionName = (written: string): string | undefined => {
  const value = written.toLowerCase();
  const known: Record<string, string> = {
    fa2: "flash_attention_2",
    flash_attn: "flash_attention_2",
    flash_attn2: "flash_attention_2",
    flash_attention: "flash_attention_2",
    flash: "flash_attention_2",
    fa3: "flash_attention_3",
    flash_attn_3: "flash_attention_3",
    disabled: "eager",
  };
  if (value === "auto" || value === "default" || value === "none") return undefined;
  return known[value] ?? written;
};

/** `$MODELS/Qwen3-8B`: a folder that only the machine knows, whose name is a known model's. */
const underVariable = (node: Node | undefined): string | undefined => {
  const found = /^\$\{?\w+\}?((?:\/[\w.-]+)+)\/?$/.exec(node?.text.trim() ?? "");
  return found !== null && findModel(found[1]!) !== undefined ? found[1] : undefined;
};

/** Model ids: not empty, not a placeholder. */
export const modelId = (node: Node | undefined): string | undefined => {
  const value = text(node) ?? underVariable(node);
  if (value === undefined || value.length > 300 || /[\s<>*]/.test(value)) return undefined;
  return /^(auto|true|false|your|path|todo)$/i.test(value) || /^[-\d.]+$/.test(value)
    ? undefined
    : value.replace(/\/+$/, "");
};

/** All of LLaMA-Factory's `all`, PEFT's `all-linear`, or the names. */
export const targetModules = (node: Node | undefined): string | string[] | undefined => {
  const names = words(node);
  if (names === undefined || names.length === 0) return undefined;
  if (names.length === 1) {
    const name = names[0]!;
    return /^(all|all-linear|all_linear|linear)$/i.test(name)
      ? "all-linear"
      : /^\*|[|()\\]/.test(name)
        ? name
        : names;
  }
  return names;
};
