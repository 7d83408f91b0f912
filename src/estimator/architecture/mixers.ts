import type { LinearMixer, Linear, Attention } from "./architecture.ts";
import { linear, type Block } from "./blocks.ts";
import { positive, ratio, size, word, type Config } from "./fields.ts";

/** A mixer with its own parameters beyond matrices: convolutions, state matrices, inner norms. */
export type MixerBlock = Block<Attention | LinearMixer> & { otherParameters: number };

const stateLinear = (name: string, from: number, to: number, bias = false): Linear =>
  linear(name, from, to, "stateSpace", bias);

/** Mamba (Gu and Dao 2023): selective scan with a low-rank time step. Jamba adds three inner norms. */
export const mamba1 = (config: Config, d: number, innerNorms: boolean): MixerBlock => {
  const expand = ratio(config, "mamba_expand") ?? ratio(config, "expand") ?? 2;
  const inner = Math.round(expand * d);
  const state = positive(config, "mamba_d_state", "state_size") ?? 16;
  const kernel = positive(config, "mamba_d_conv", "conv_kernel") ?? 4;
  const rank = positive(config, "mamba_dt_rank", "time_step_rank") ?? Math.ceil(d / 16);
  return {
    block: { kind: "mamba1", innerSize: inner, heads: 1, stateSize: state, convKernel: kernel },
    linears: [
      stateLinear("in_proj", d, 2 * inner),
      stateLinear("x_proj", inner, rank + 2 * state),
      stateLinear("dt_proj", rank, inner, true),
      stateLinear("out_proj", inner, d),
    ],
    normParameters: innerNorms ? rank + 2 * state : 0,
    otherParameters: inner * kernel + inner + inner * state + inner,
  };
};

/** Mamba-2 (Dao and Gu 2024): one decay per head, B and C shared in groups. */
export const mamba2 = (config: Config, d: number): MixerBlock => {
  const own = word(config, "model_type") === "mamba2" ? ["head_dim"] : [];
  const headDim = positive(config, "mamba_head_dim", "mamba_d_head", ...own) ?? 64;
  const expand = ratio(config, "mamba_expand") ?? ratio(config, "expand") ?? 2;
  const heads =
    positive(config, "mamba_num_heads", "mamba_n_heads", "num_heads") ??
    Math.max(1, Math.floor((expand * d) / headDim));
  const inner = heads * headDim;
  const groups = positive(config, "mamba_n_groups", "n_groups", "mamba_num_groups") ?? 1;
  const state = positive(config, "mamba_d_state", "ssm_state_size", "state_size") ?? 128;
  const kernel = positive(config, "mamba_d_conv", "conv_kernel") ?? 4;
  const mixed = inner + 2 * groups * state;
  return {
    block: { kind: "mamba2", innerSize: inner, heads, stateSize: state, convKernel: kernel },
    linears: [
      stateLinear("in_proj", d, 2 * inner + 2 * groups * state + heads),
      stateLinear("out_proj", inner, d),
    ],
    normParameters: inner,
    otherParameters: mixed * kernel + mixed + 3 * heads,
  };
};

/** Gated DeltaNet (Yang et al. 2024) as in Qwen3-Next (four products fused in two) and Qwen3.5 (apart). */
export const deltaNet = (config: Config, d: number, apart: boolean): MixerBlock => {
  const keyHeads = positive(config, "linear_num_key_heads") ?? 16;
  const valueHeads = positive(config, "linear_num_value_heads") ?? 32;
  const keyDim = positive(config, "linear_key_head_dim") ?? 128;
  const valueDim = positive(config, "linear_value_head_dim") ?? 128;
  const kernel = positive(config, "linear_conv_kernel_dim") ?? 4;
  const keys = keyHeads * keyDim;
  const values = valueHeads * valueDim;
  return {
    block: {
      kind: "deltaNet",
      innerSize: values,
      heads: valueHeads,
      stateSize: keyDim,
      convKernel: kernel,
    },
    linears: [
      ...(apart
        ? [
            stateLinear("in_proj_qkv", d, 2 * keys + values),
            stateLinear("in_proj_z", d, values),
            stateLinear("in_proj_b", d, valueHeads),
            stateLinear("in_proj_a", d, valueHeads),
          ]
        : [
            stateLinear("in_proj_qkvz", d, 2 * keys + 2 * values),
            stateLinear("in_proj_ba", d, 2 * valueHeads),
          ]),
      stateLinear("out_proj", values, d),
    ],
    normParameters: valueDim,
    otherParameters: (2 * keys + values) * kernel + 2 * valueHeads,
  };
};

/** LFM2's gated short convolution. */
export const shortConvolution = (config: Config, d: number): MixerBlock => {
  const kernel = positive(config, "conv_L_cache") ?? 3;
  return {
    block: {
      kind: "shortConvolution",
      innerSize: d,
      heads: 1,
      stateSize: kernel,
      convKernel: kernel,
    },
    linears: [stateLinear("in_proj", d, 3 * d), stateLinear("out_proj", d, d)],
    normParameters: 0,
    otherParameters: kernel * d,
  };
};

/** MiniMax-Text-01's lightning attention: linear attention with an output gate and norm. */
export const lightning = (d: number, heads: number, headDim: number): MixerBlock => {
  const inner = heads * headDim;
  return {
    block: { kind: "lightning", innerSize: inner, heads, stateSize: headDim, convKernel: 0 },
    linears: [
      stateLinear("qkv_proj", d, 3 * inner),
      stateLinear("output_gate", d, inner),
      stateLinear("out_proj", inner, d),
    ],
    normParameters: inner,
    otherParameters: 0,
  };
};

/** Multi-head latent attention (DeepSeek-V2, 2024, sec. 2.1). */
export const latentAttention = (
  config: Config,
  d: number,
  heads: number,
  bias: boolean,
): MixerBlock => {
  const queryRank = size(config, "q_lora_rank") ?? 0;
  const rank = positive(config, "kv_lora_rank") ?? 512;
  const rope = size(config, "qk_rope_head_dim") ?? 64;
  const nope = size(config, "qk_nope_head_dim") ?? 128;
  const value = positive(config, "v_head_dim") ?? 128;
  const map = (name: string, from: number, to: number, biased = false): Linear =>
    linear(name, from, to, "attention", biased);
  const query = heads * (nope + rope);
  const sparse = positive(config, "index_n_heads");
  const indexDim = positive(config, "index_head_dim") ?? 128;
  const indexer =
    sparse === undefined || queryRank === 0
      ? []
      : [
          map("wq_b", queryRank, sparse * indexDim),
          map("wk", d, indexDim),
          map("weights_proj", d, sparse),
        ];
  return {
    block: {
      kind: "attention",
      heads,
      keyValueHeads: heads,
      headDim: nope + rope,
      valueHeadDim: value,
      causal: true,
      latent: { queryRank, keyValueRank: rank, ropeDim: rope },
      qkNorm: false,
    },
    linears: [
      ...(queryRank === 0
        ? [map("q_proj", d, query)]
        : [map("q_a_proj", d, queryRank, bias), map("q_b_proj", queryRank, query)]),
      map("kv_a_proj_with_mqa", d, rank + rope, bias),
      map("kv_b_proj", rank, heads * (nope + value)),
      map("o_proj", heads * value, d, bias),
      ...indexer,
    ],
    normParameters: queryRank + rank + (indexer.length > 0 ? 2 * indexDim : 0),
    otherParameters: 0,
  };
};

/** The letters of Nemotron-H's layers, from its pattern: M Mamba-2, * attention, - MLP, E experts. */
export const hybridPattern = (config: Config): string[] | undefined => {
  const pattern = word(config, "hybrid_override_pattern");
  return pattern === undefined || !/^[-M*E]+$/.test(pattern) ? undefined : pattern.split("");
};
