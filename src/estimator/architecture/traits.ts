import { own } from "../../own.ts";
import { LLAMA_NAMES } from "./blocks.ts";
import { FAMILIES, LLAMA_BIASES, type Traits } from "./families.ts";
import { type Config, flag } from "./fields.ts";

const BASE: Traits = {
  norm: "rms",
  normsPerLayer: 2,
  finalNorm: true,
  embeddingNorm: false,
  qkvBias: false,
  outBias: false,
  mlpBias: false,
  gated: true,
  activation: "silu",
  qkNorm: "none",
  names: LLAMA_NAMES,
  tied: false,
  headBias: false,
  positionRows: 0,
  gatedAttention: false,
  fullEvery: 0,
  fullAt: -1,
  slides: true,
  routerBias: false,
  sharedGate: false,
  fusedExperts: false,
  expertNames: LLAMA_NAMES,
  otherPerLayer: 0,
};

/** Trained like another type, or an outer type whose own fields are the text model's. */
const SAME_AS: Record<string, string> = {
  llama4: "llama4_text",
  gemma3: "gemma3_text",
  gemma4: "gemma4_text",
  gemma3n: "gemma3n_text",
  qwen3_5: "qwen3_5_text",
  qwen3_5_moe: "qwen3_5_moe_text",
  qwen3_vl_moe: "qwen3_vl_moe_text",
  deepseek_v32: "deepseek_v3",
  kimi: "kimi_k2",
  mimo_v2: "mimo",
  phi4: "phi3",
  yi: "llama",
  cwm: "llama",
  ministral: "mistral",
  aquila: "llama",
  code_llama: "llama",
  internlm: "llama",
  xverse: "llama",
  mistral_text: "mistral",
  olmo_hf: "olmo",
  grok1: "grok-1",
  gptoss: "gpt_oss",
  lfm2_vl: "lfm2",
  granite_speech: "granite",
  exaone4_5: "exaone4",
};

export const familyOf = (modelType: string): string =>
  own(FAMILIES, modelType) === undefined ? (own(SAME_AS, modelType) ?? modelType) : modelType;

export const traitsOf = (modelType: string, config: Config): Traits | undefined => {
  const family = own(FAMILIES, familyOf(modelType));
  return family === undefined ? undefined : { ...BASE, ...family(config) };
};

/** For a type that nobody told us about: Llama, with whatever biases its fields name. */
export const unknownTraits = (config: Config): Traits => ({
  ...BASE,
  ...LLAMA_BIASES(config),
  ...(flag(config, "qkv_bias") === true || flag(config, "use_qkv_bias") === true
    ? { qkvBias: true }
    : {}),
  ...(flag(config, "use_qk_norm") === true ? { qkNorm: "head" as const } : {}),
});
