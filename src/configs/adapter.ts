import { assume, leaveOpen, state, type Draft } from "./draft.ts";
import { take, takeOr } from "./frameworks/framework.ts";
import type { Look } from "./look.ts";
import type { Node } from "./node.ts";
import { count, flag, number, targetModules, text, words } from "./values.ts";

/** Bits of the frozen base as people write them: flags, "4bit", nf4, `bits: 4`, a bitsandbytes block. */
export const readQuantization = (run: Draft, look: Look): 4 | 8 | undefined => {
  // A switch over the block: what the block holds is inert while it is off.
  const off = look(
    "is_quantized",
    "use_quantization",
    "quantization.enabled",
    "quantization.enable",
    "quantization.use",
  );
  if (off?.kind === "scalar" && flag(off) === false) return undefined;
  for (const [key, bits] of [
    ["load_in_4bit", 4],
    ["use_4bit", 4],
    ["use_qlora", 4],
    ["qlora", 4],
    ["load_4bit", 4],
    ["load_in_4_bit", 4],
    ["use_4bit_quantization", 4],
    ["use_bnb_4bit_quantization", 4],
    ["quantize_4bit", 4],
    ["load_in_8bit", 8],
    ["use_8bit", 8],
    ["load_8bit", 8],
    ["use_8bit_quantization", 8],
  ] as const) {
    const node = look(key);
    if (node?.kind === "scalar" && flag(node) === true) return settle(run, bits, node, look);
  }
  const node = look(
    "quantization_bit",
    "quant_bits",
    "quantization_bits",
    "quantization.bits",
    "quant.bits",
    "bits",
    "quantization.load_in",
    "quantization",
    "quantize",
    "quant",
    "quant_type",
    "quantization.type",
    "quantization.mode",
    "model_quantization",
  );
  if (node?.kind === "scalar") {
    const written = text(node)?.toLowerCase() ?? "";
    if (/^(4|int4|nf4|fp4|4-?bit|bnb.?4bit|bitsandbytes-4bit|.*nf4.*|.*4bit.*|q4.*)$/.test(written))
      return settle(run, 4, node, look);
    if (/^(8|int8|8-?bit|llm\.int8|.*int8.*|.*8bit.*)$/.test(written))
      return settle(run, 8, node, look);
  }
  return undefined;
};

const settle = (run: Draft, bits: 4 | 8, node: Node, look: Look): 4 | 8 => {
  state(run, "quantizationBits", bits, node);
  const kind = look("bnb_4bit_quant_type", "bnb_quant_type", "quant_type", "quantization_type");
  const written = text(kind)?.toLowerCase();
  if (bits === 4 && (written === "nf4" || written === "fp4"))
    state(run, "quantization.kind", written, kind!);
  const double = look(
    "bnb_4bit_use_double_quant",
    "bnb_double_quant",
    "use_double_quant",
    "use_nested_quant",
    "double_quant",
    "double_quantization",
  );
  if (flag(double) !== undefined) state(run, "quantization.doubleQuant", flag(double), double!);
  return bits;
};

export interface LoraDefaults {
  rank?: number;
  alpha?: number | "same" | "double";
  targets?: string | string[];
  because: string;
}
/** peft `src/peft/tuners/lora/config.py`. */
export const PEFT: LoraDefaults = {
  rank: 8,
  alpha: 8,
  because: "PEFT LoraConfig default (tuners/lora/config.py)",
};

const RANK = [
  "lora_r",
  "lora_rank",
  "lora.r",
  "lora.rank",
  "peft.r",
  "peft.rank",
  "peft.lora_r",
  "peft_config.r",
  "lora_config.r",
  "adapter.r",
  "adapter.rank",
  "network_dim",
  "adapter_dim",
  "lora_dim",
  "lora.lora_r",
  "lora.dim",
  "rank",
  "r",
];
const ALPHA = [
  "lora_alpha",
  "lora.alpha",
  "lora.lora_alpha",
  "peft.alpha",
  "adapter.alpha",
  "alpha",
];
const TARGETS = [
  "lora_target_modules",
  "lora_targets",
  "lora_target",
  "target_modules",
  "lora.targets",
  "lora.target",
  "lora_modules",
  "lora.modules",
];

/** Rank, alpha, targets, variant of a LoRA run. */
export const readLora = (run: Draft, look: Look, defaults: LoraDefaults = PEFT): void => {
  const rankNode = look(...RANK);
  const rank =
    defaults.rank === undefined
      ? take(run, "lora.rank", rankNode, count)
      : takeOr(run, "lora.rank", rankNode, count, defaults.rank, defaults.because);
  const alpha = take(run, "lora.alpha", look(...ALPHA), number);
  if (alpha === undefined) {
    if (typeof defaults.alpha === "number")
      assume(run, "lora.alpha", defaults.alpha, defaults.because);
    else if (rank !== undefined && defaults.alpha !== undefined)
      assume(run, "lora.alpha", defaults.alpha === "double" ? 2 * rank : rank, defaults.because);
  }
  const targets = take(run, "lora.targetModules", look(...TARGETS), targetModules);
  if (targets === undefined) {
    if (defaults.targets !== undefined)
      assume(run, "lora.targetModules", defaults.targets, defaults.because);
    else
      leaveOpen(
        run,
        "lora.targetModules",
        "not stated: PEFT chooses by architecture, usually q_proj and v_proj",
      );
  }
  take(run, "lora.dropout", look("lora_dropout", "lora.dropout"), number);
  take(
    run,
    "lora.modulesToSave",
    look("lora_modules_to_save", "modules_to_save", "additional_target"),
    words,
  );
  for (const [key, variant] of [
    ["use_dora", "dora"],
    ["peft_use_dora", "dora"],
    ["use_rslora", "rslora"],
    ["peft_use_rslora", "rslora"],
    ["pissa_init", "pissa"],
  ] as const) {
    const node = look(key);
    if (flag(node) === true) state(run, "lora.variant", variant, node!);
  }
};

/** `lora` or, on a 4-bit base, `qlora`; an 8-bit base stays `lora`. */
export const loraOn = (bits: 4 | 8 | undefined): "lora" | "qlora" =>
  bits === 4 ? "qlora" : "lora";
