import { own } from "../../own.ts";
import { flag, positive, record, size, sizes, word, words, type Config } from "./fields.ts";
import { hybridPattern } from "./mixers.ts";
import { familyOf } from "./traits.ts";
import { type Traits } from "./families.ts";

export type MixerKey =
  | "full"
  | "sliding"
  | "mamba1"
  | "mamba2"
  | "deltaNet"
  | "shortConvolution"
  | "lightning"
  | "none";
export type MlpKey = "dense" | "mixture" | "both" | "none";
export type LayerKey = { mixer: MixerKey; mlp: MlpKey };

const LAYER_TYPES: Record<string, MixerKey> = {
  full_attention: "full",
  attention: "full",
  sliding_attention: "sliding",
  sliding: "sliding",
  chunked_attention: "sliding",
  local: "sliding",
  global: "full",
  linear_attention: "deltaNet",
  mamba: "mamba2",
  mamba2: "mamba2",
  conv: "shortConvolution",
  short_conv: "shortConvolution",
};

export const windowOf = (config: Config, family: string): number | undefined =>
  positive(
    config,
    "sliding_window",
    "sliding_window_size",
    "local_attention",
    "attention_chunk_size",
  ) ?? (family === "gpt_neo" ? (positive(config, "window_size") ?? 256) : undefined);

/** Since transformers 5 every mixer linear in the length is called "linear_attention". */
const LINEAR_KINDS: Record<string, MixerKey> = {
  minimax: "lightning",
  jamba: "mamba1",
  granitemoehybrid: "mamba2",
  bamba: "mamba2",
  nemotron_h: "mamba2",
  lfm2: "shortConvolution",
  lfm2_moe: "shortConvolution",
};

const linearKind = (family: string): MixerKey => own(LINEAR_KINDS, family) ?? "deltaNet";

/** What mixes the tokens in layer `index`. */
const mixerAt = (
  config: Config,
  family: string,
  traits: Traits,
  layers: number,
  types: string[] | undefined,
  attentionLayers: number[] | undefined,
  index: number,
): MixerKey => {
  if (family === "mamba" || family === "falcon_mamba") return "mamba1";
  if (family === "mamba2") return "mamba2";
  const named = types?.[index] === undefined ? undefined : LAYER_TYPES[types[index]];
  if (named === "deltaNet") return linearKind(family);
  if (named === "mamba2" && family === "jamba") return "mamba1";
  if (named !== undefined) return named;
  if (family === "jamba") {
    const period = positive(config, "attn_layer_period") ?? 8;
    return index % period === (size(config, "attn_layer_offset") ?? 4) ? "full" : "mamba1";
  }
  if (family === "bamba" || family === "granitemoehybrid") {
    const marked = attentionLayers ?? sizes(config, "attn_layer_indices");
    if (marked !== undefined) return marked.includes(index) ? "full" : "mamba2";
    return "full";
  }
  if (family === "lfm2" || family === "lfm2_moe") {
    const marked = sizes(config, "full_attn_idxs");
    return marked === undefined || marked.includes(index) ? "full" : "shortConvolution";
  }
  if (family === "qwen3_next" || family === "qwen3_5_text" || family === "qwen3_5_moe_text") {
    const every = positive(config, "full_attention_interval") ?? 4;
    return (index + 1) % every === 0 ? "full" : "deltaNet";
  }
  if (family === "minimax") {
    const marks = sizes(config, "attn_type_list");
    const full = marks === undefined ? (index + 1) % 8 === 0 : marks[index] === 1;
    return full ? "full" : "lightning";
  }
  if (windowOf(config, family) === undefined) return "full";
  if (!traits.slides && flag(config, "use_sliding_window") !== true) return "full";
  if (!traits.slides)
    return index >= (size(config, "max_window_layers") ?? layers) ? "sliding" : "full";
  const pattern = word(config, "sliding_window_pattern");
  if (pattern !== undefined && /^[LG]+$/.test(pattern))
    return pattern[index % pattern.length] === "G" ? "full" : "sliding";
  const every =
    positive(config, "sliding_window_pattern", "_sliding_window_pattern") ?? traits.fullEvery;
  if (every === 0) return "sliding";
  return index % every === (traits.fullAt + every) % every ? "full" : "sliding";
};

export const expertCount = (config: Config): number => {
  const ffn = record(config, "ffn_config");
  return (
    positive(config, "num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts") ??
    sizes(config, "num_experts")?.[0] ??
    (ffn === undefined ? undefined : positive(ffn, "moe_num_experts")) ??
    0
  );
};

const mlpAt = (config: Config, family: string, experts: number, index: number): MlpKey => {
  if (["mamba", "falcon_mamba", "mamba2"].includes(family)) return "none";
  if (family === "gemma4_text") return experts > 0 ? "both" : "dense";
  if (experts === 0) return "dense";
  const denseFirst =
    size(config, "first_k_dense_replace", "num_dense_layers") ??
    (family === "ernie4_5_moe" ? (size(config, "moe_layer_start_index") ?? 1) : 0);
  if (index < denseFirst) return "dense";
  if (sizes(config, "mlp_only_layers")?.includes(index) === true) return "dense";
  const kinds = words(config, "mlp_layer_types");
  if (kinds !== undefined) return kinds[index] === "dense" ? "dense" : "mixture";
  const listed = sizes(config, "moe_layers");
  if (listed !== undefined && listed.length > 0)
    return listed.includes(index) ? "mixture" : "dense";
  if (family === "jamba") {
    const period = positive(config, "expert_layer_period") ?? 2;
    return index % period === (size(config, "expert_layer_offset") ?? 1) ? "mixture" : "dense";
  }
  const interleave = positive(config, "interleave_moe_layer_step", "decoder_sparse_step");
  if (interleave !== undefined) return (index + 1) % interleave === 0 ? "mixture" : "dense";
  const frequencies = sizes(config, "moe_layer_freq");
  if (frequencies !== undefined) return frequencies[index] === 0 ? "dense" : "mixture";
  const every = positive(config, "moe_layer_freq", "moe_layer_interval") ?? 1;
  return index % every === 0 ? "mixture" : "dense";
};

/** The kind of each layer, first to last. */
export const layerKeys = (
  config: Config,
  modelType: string,
  traits: Traits,
  layers: number,
): LayerKey[] => {
  const family = familyOf(modelType);
  const experts = expertCount(config);
  const pattern = hybridPattern(config);
  if (family === "nemotron_h" && pattern !== undefined)
    return pattern.map((letter): LayerKey => {
      if (letter === "M") return { mixer: "mamba2", mlp: "none" };
      if (letter === "*") return { mixer: "full", mlp: "none" };
      return { mixer: "none", mlp: letter === "E" ? "mixture" : "dense" };
    });
  const blocks = words(config, "layers_block_type");
  if (family === "nemotron_h" && blocks !== undefined)
    return blocks.map((block): LayerKey => {
      if (block === "moe") return { mixer: "none", mlp: "mixture" };
      if (block === "mlp") return { mixer: "none", mlp: "dense" };
      return {
        mixer: block.endsWith("attention") && block !== "linear_attention" ? "full" : "mamba2",
        mlp: "none",
      };
    });
  const types = words(config, "layer_types") ?? words(config, "layers_block_type");
  const attentionLayers = sizes(config, "attention_layers");
  const attentionKinds = words(config, "attention_layers");
  return Array.from({ length: layers }, (_, index) => ({
    mixer: mixerAt(config, family, traits, layers, types ?? attentionKinds, attentionLayers, index),
    mlp: mlpAt(config, family, experts, index),
  }));
};
