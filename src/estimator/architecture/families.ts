import { LLAMA_NAMES, type Names, type NormKind, OUT_PROJ_NAMES, type QkNorm } from "./blocks.ts";
import { type Config, flag, positive, size, word } from "./fields.ts";

/**
 * How a decoder family differs from Llama, by `model_type`: norms, biases, gating, module names and the
 * defaults that transformers (4.57) takes for a field that its config.json leaves out.
 */
export type Traits = {
  norm: NormKind;
  normsPerLayer: number;
  finalNorm: boolean;
  embeddingNorm: boolean;
  qkvBias: boolean;
  outBias: boolean;
  mlpBias: boolean;
  gated: boolean;
  activation: string;
  qkNorm: QkNorm;
  names: Names;
  tied: boolean;
  headBias: boolean;
  /** Rows of a learned table of positions. */
  positionRows: number;
  /** The output of attention is gated by half of a doubled query projection. */
  gatedAttention: boolean;
  /** Every n-th layer sees everything, the others slide; 0: all slide when a window is set. */
  fullEvery: number;
  /** Which of the n: 0 the first, -1 the last. */
  fullAt: number;
  /** A window applies without `use_sliding_window`. */
  slides: boolean;
  routerBias: boolean;
  /** A vector per shared expert that gates it. */
  sharedGate: boolean;
  /** Experts in one 3-D tensor. */
  fusedExperts: boolean;
  expertNames: Names;
  /** Parameters a layer has beyond its matrices and norms. */
  otherPerLayer: number;
};

const named = (changes: Partial<Names>): Names => ({ ...LLAMA_NAMES, ...changes });

const GPT2_NAMES = named({ qkv: "c_attn", o: "c_proj", up: "c_fc", down: "c_proj" });

const NEOX_NAMES = named({
  qkv: "query_key_value",
  o: "dense",
  up: "dense_h_to_4h",
  down: "dense_4h_to_h",
});

const PHI3_NAMES = named({ qkv: "qkv_proj", gateUp: "gate_up_proj" });

const W_NAMES = named({ gate: "w1", up: "w3", down: "w2" });

const allBiased = { qkvBias: true, outBias: true, mlpBias: true } as const;

const gptLike = { norm: "layer", gated: false, activation: "gelu", ...allBiased } as const;

type Family = (config: Config) => Partial<Traits>;

const QWEN2: Family = () => ({ qkvBias: true, slides: false });

const QWEN3: Family = (c) => ({
  qkNorm: "head",
  qkvBias: flag(c, "attention_bias") ?? false,
  outBias: flag(c, "attention_bias") ?? false,
  slides: false,
});

const GEMMA: Family = () => ({ tied: true, activation: "gelu" });

export const LLAMA_BIASES: Family = (c) => ({
  qkvBias: flag(c, "attention_bias") ?? false,
  outBias: flag(c, "attention_bias") ?? false,
  mlpBias: flag(c, "mlp_bias") ?? false,
});

const DEEPSEEK: Family = (c) => ({
  ...LLAMA_BIASES(c),
  routerBias: word(c, "topk_method") === "noaux_tc" || word(c, "scoring_func") === "sigmoid",
});

const GLM4_MOE: Family = (c) => ({
  qkvBias: flag(c, "attention_bias") ?? true,
  qkNorm: flag(c, "use_qk_norm") === true ? "head" : "none",
  routerBias: true,
});

const QWEN3_NEXT: Family = () => ({
  qkNorm: "head",
  gatedAttention: true,
  sharedGate: true,
  slides: false,
});

const STARCODER2: Family = (c) => ({
  norm: "layer",
  gated: false,
  activation: "gelu",
  qkvBias: flag(c, "use_bias") ?? true,
  outBias: flag(c, "use_bias") ?? true,
  mlpBias: flag(c, "use_bias") ?? true,
  tied: true,
  names: named({ up: "c_fc", down: "c_proj" }),
});

const CHATGLM: Family = (c) => ({
  qkvBias: flag(c, "add_qkv_bias") ?? true,
  outBias: flag(c, "add_bias_linear") ?? false,
  mlpBias: flag(c, "add_bias_linear") ?? false,
  names: named({ ...NEOX_NAMES, gateUp: "dense_h_to_4h" }),
});

const COHERE: Family = (c) => ({
  norm: "layerWithoutBias",
  normsPerLayer: 1,
  tied: true,
  qkNorm: flag(c, "use_qk_norm") === true ? "perHead" : "none",
});

const NEMOTRON: Family = (c) => ({
  ...LLAMA_BIASES(c),
  gated: false,
  norm: "layer",
  activation: "relu2",
});

const GRANITE_MOE: Family = (c) => ({
  ...LLAMA_BIASES(c),
  fusedExperts: true,
  expertNames: named({ gateUp: "input_linear", down: "output_linear" }),
});

export const FAMILIES: Record<string, Family> = {
  llama: LLAMA_BIASES,
  mistral: () => ({}),
  ministral3: () => ({}),
  mixtral: () => ({ expertNames: W_NAMES }),
  qwen: () => ({
    qkvBias: true,
    names: named({ qkv: "c_attn", o: "c_proj", gate: "w2", up: "w1", down: "c_proj" }),
  }),
  qwen2: QWEN2,
  qwen2_vl: QWEN2,
  qwen2_5_vl: QWEN2,
  qwen2_vl_text: QWEN2,
  qwen2_5_vl_text: QWEN2,
  qwen2_5_omni_text: QWEN2,
  qwen2_moe: () => ({ qkvBias: true, sharedGate: true, slides: false }),
  qwen3: QWEN3,
  qwen3_vl_text: QWEN3,
  qwen3_vl: QWEN3,
  qwen3_moe: QWEN3,
  qwen3_vl_moe_text: (c) => ({ ...QWEN3(c), fusedExperts: true }),
  qwen3_omni_moe_text: QWEN3,
  qwen3_next: QWEN3_NEXT,
  qwen3_5_text: QWEN3_NEXT,
  qwen3_5_moe_text: (c) => ({ ...QWEN3_NEXT(c), fusedExperts: true }),
  deepseek: DEEPSEEK,
  deepseek_v2: DEEPSEEK,
  deepseek_v3: (c) => ({ ...DEEPSEEK(c), routerBias: true }),
  kimi_k2: (c) => ({ ...DEEPSEEK(c), routerBias: true }),
  glm4_moe_lite: (c) => ({ ...LLAMA_BIASES(c), routerBias: true }),
  glm_moe_dsa: (c) => ({ ...LLAMA_BIASES(c), routerBias: true }),
  minicpm3: (c) => ({ ...LLAMA_BIASES(c), tied: true }),
  gemma: GEMMA,
  gemma2: () => ({ tied: true, activation: "gelu", normsPerLayer: 4, fullEvery: 2 }),
  gemma3_text: () => ({
    tied: true,
    activation: "gelu",
    normsPerLayer: 4,
    qkNorm: "head",
    fullEvery: 6,
  }),
  phi: (c) => ({
    ...gptLike,
    normsPerLayer: 1,
    headBias: true,
    names: named({ o: "dense", up: "fc1", down: "fc2" }),
    qkNorm: flag(c, "qk_layernorm") === true ? "headWithBias" : "none",
  }),
  phi3: () => ({ names: PHI3_NAMES }),
  phi3small: () => ({
    norm: "layer",
    ...allBiased,
    tied: true,
    activation: "gegelu",
    names: named({ qkv: "query_key_value", o: "dense", gateUp: "up_proj" }),
  }),
  phimoe: (c) => ({
    norm: "layer",
    qkvBias: flag(c, "attention_bias") ?? false,
    outBias: flag(c, "attention_bias") ?? false,
    headBias: flag(c, "lm_head_bias") ?? false,
    expertNames: W_NAMES,
  }),
  falcon: (c) => {
    const bias = flag(c, "bias") ?? false;
    const twoNorms =
      flag(c, "new_decoder_architecture") === true
        ? size(c, "num_ln_in_parallel_attn") !== 1
        : flag(c, "parallel_attn") === false;
    return {
      ...gptLike,
      qkvBias: bias,
      outBias: bias,
      mlpBias: bias,
      tied: true,
      normsPerLayer: twoNorms ? 2 : 1,
      names: NEOX_NAMES,
    };
  },
  mpt: (c) => ({
    norm: flag(c, "no_bias") === false ? "layer" : "layerWithoutBias",
    gated: false,
    activation: "gelu",
    tied: true,
    names: named({ qkv: "Wqkv", o: "out_proj" }),
  }),
  stablelm: (c) => ({
    norm: "layer",
    qkvBias: flag(c, "use_qkv_bias") ?? false,
    normsPerLayer: flag(c, "use_parallel_residual") === true ? 1 : 2,
    qkNorm: flag(c, "qk_layernorm") === true ? "perHead" : "none",
  }),
  baichuan: () => ({ names: named({ qkv: "W_pack" }) }),
  internlm2: (c) => ({
    qkvBias: flag(c, "bias") ?? false,
    outBias: flag(c, "bias") ?? false,
    names: named({ ...W_NAMES, qkv: "wqkv", o: "wo" }),
  }),
  internlm3: (c) => ({
    qkvBias: flag(c, "qkv_bias") ?? false,
    outBias: flag(c, "bias") ?? false,
    mlpBias: flag(c, "bias") ?? false,
  }),
  chatglm: CHATGLM,
  glm: (c) => ({
    qkvBias: flag(c, "attention_bias") ?? true,
    names: named({ gateUp: "gate_up_proj" }),
  }),
  glm4: (c) => ({
    qkvBias: flag(c, "attention_bias") ?? false,
    normsPerLayer: 4,
    names: named({ gateUp: "gate_up_proj" }),
  }),
  glm4_moe: GLM4_MOE,
  olmo: (c) => ({ ...LLAMA_BIASES(c), norm: "none" }),
  olmo2: (c) => ({ ...LLAMA_BIASES(c), qkNorm: "full" }),
  olmo3: (c) => ({ ...LLAMA_BIASES(c), qkNorm: "full", fullEvery: 4 }),
  olmoe: (c) => ({ ...LLAMA_BIASES(c), qkNorm: "full" }),
  smollm3: (c) => ({ ...LLAMA_BIASES(c), tied: true, slides: false }),
  gpt_neox: (c) => ({
    ...gptLike,
    qkvBias: flag(c, "attention_bias") ?? true,
    outBias: flag(c, "attention_bias") ?? true,
    names: NEOX_NAMES,
  }),
  gptj: () => ({
    norm: "layer",
    normsPerLayer: 1,
    gated: false,
    activation: "gelu",
    mlpBias: true,
    headBias: true,
    names: named({ o: "out_proj", up: "fc_in", down: "fc_out" }),
  }),
  codegen: () => ({
    norm: "layer",
    normsPerLayer: 1,
    gated: false,
    activation: "gelu",
    mlpBias: true,
    headBias: true,
    names: named({ qkv: "qkv_proj", o: "out_proj", up: "fc_in", down: "fc_out" }),
  }),
  gpt_neo: (c) => ({
    norm: "layer",
    gated: false,
    activation: "gelu",
    outBias: true,
    mlpBias: true,
    tied: true,
    positionRows: positive(c, "max_position_embeddings") ?? 2048,
    fullEvery: 2,
    fullAt: 0,
    names: named({ o: "out_proj", up: "c_fc", down: "c_proj" }),
  }),
  gpt2: (c) => ({
    ...gptLike,
    tied: true,
    positionRows: positive(c, "n_positions", "max_position_embeddings", "n_ctx") ?? 1024,
    names: GPT2_NAMES,
  }),
  gpt_bigcode: (c) => ({
    ...gptLike,
    tied: true,
    positionRows: positive(c, "n_positions", "max_position_embeddings") ?? 1024,
    names: GPT2_NAMES,
  }),
  opt: (c) => ({
    ...gptLike,
    tied: true,
    activation: "relu",
    positionRows: (positive(c, "max_position_embeddings") ?? 2048) + 2,
    finalNorm: flag(c, "do_layer_norm_before") ?? true,
    names: OUT_PROJ_NAMES,
  }),
  bloom: () => ({ ...gptLike, tied: true, embeddingNorm: true, names: NEOX_NAMES }),
  starcoder2: STARCODER2,
  granite: LLAMA_BIASES,
  granitemoe: GRANITE_MOE,
  granitemoeshared: GRANITE_MOE,
  granitemoehybrid: GRANITE_MOE,
  cohere: COHERE,
  cohere2: (c) => ({ ...COHERE(c), fullEvery: 4 }),
  dbrx: () => ({
    norm: "layerWithoutBias",
    fusedExperts: true,
    expertNames: named({ gate: "w1", up: "v1", down: "w2" }),
    names: named({ qkv: "Wqkv", o: "out_proj" }),
  }),
  "grok-1": () => ({ normsPerLayer: 4, tied: true }),
  gpt_oss: (c) => ({
    qkvBias: flag(c, "attention_bias") ?? true,
    outBias: flag(c, "attention_bias") ?? true,
    mlpBias: true,
    routerBias: true,
    fusedExperts: true,
    expertNames: named({ gateUp: "gate_up_proj" }),
    fullEvery: 2,
    otherPerLayer: positive(c, "num_attention_heads") ?? 64,
  }),
  minimax_m2: () => ({ qkNorm: "full", routerBias: true, expertNames: W_NAMES }),
  minimax: () => ({ expertNames: W_NAMES, slides: false }),
  nemotron: NEMOTRON,
  nemotron_h: (c) => ({
    gated: false,
    activation: "relu2",
    normsPerLayer: 1,
    routerBias: true,
    qkvBias: flag(c, "attention_bias") ?? false,
    outBias: flag(c, "attention_bias") ?? false,
    mlpBias: flag(c, "mlp_bias") ?? false,
  }),
  "nemotron-nas": () => ({}),
  lfm2: () => ({ tied: true, qkNorm: "head", names: named({ ...W_NAMES, o: "out_proj" }) }),
  lfm2_moe: () => ({
    tied: true,
    qkNorm: "head",
    routerBias: true,
    names: named({ ...W_NAMES, o: "out_proj" }),
    expertNames: W_NAMES,
  }),
  jamba: () => ({}),
  bamba: LLAMA_BIASES,
  falcon_h1: LLAMA_BIASES,
  mamba: () => ({ tied: true, normsPerLayer: 1 }),
  falcon_mamba: () => ({ tied: true, normsPerLayer: 1 }),
  mamba2: () => ({ tied: false, normsPerLayer: 1 }),
  hunyuan_v1_dense: (c) => ({ ...LLAMA_BIASES(c), qkNorm: "head" }),
  hunyuan_v1_moe: (c) => ({ ...LLAMA_BIASES(c), qkNorm: "head" }),
  seed_oss: (c) => ({
    qkvBias: flag(c, "attention_bias") ?? true,
    outBias: flag(c, "attention_out_bias") ?? false,
  }),
  apertus: (c) => ({
    ...LLAMA_BIASES(c),
    gated: false,
    activation: "xielu",
    qkNorm: "head",
    otherPerLayer: 2,
  }),
  exaone: () => ({
    names: named({ o: "out_proj", gate: "c_fc_0", up: "c_fc_1", down: "c_proj" }),
  }),
  exaone4: () => ({ qkNorm: "head", fullEvery: 4 }),
  minicpm: () => ({ tied: true }),
  mimo: () => ({ qkvBias: true, slides: false }),
  arcee: (c) => ({ ...LLAMA_BIASES(c), gated: false, activation: "relu2" }),
  ernie4_5: (c) => ({
    tied: true,
    qkvBias: flag(c, "use_bias") ?? false,
    outBias: flag(c, "use_bias") ?? false,
    mlpBias: flag(c, "use_bias") ?? false,
  }),
  ernie4_5_moe: (c) => ({
    tied: true,
    routerBias: true,
    qkvBias: flag(c, "use_bias") ?? false,
    outBias: flag(c, "use_bias") ?? false,
    mlpBias: flag(c, "use_bias") ?? false,
  }),
  persimmon: () => ({
    ...gptLike,
    activation: "relu2",
    qkNorm: "headWithBias",
    names: NEOX_NAMES,
  }),
  helium: LLAMA_BIASES,
  bitnet: (c) => ({ ...LLAMA_BIASES(c), activation: "relu2" }),
  dots1: (c) => ({ ...LLAMA_BIASES(c), qkNorm: "head", routerBias: true }),
  llama4_text: () => ({ fusedExperts: true, expertNames: named({ gateUp: "gate_up_proj" }) }),
  gemma3n_text: () => ({
    tied: true,
    activation: "gelu",
    normsPerLayer: 4,
    qkNorm: "head",
    fullEvery: 5,
  }),
  gemma4_text: () => ({
    tied: true,
    activation: "gelu",
    normsPerLayer: 4,
    qkNorm: "head",
    fullEvery: 6,
    fusedExperts: true,
    expertNames: named({ gateUp: "gate_up_proj" }),
  }),
};
