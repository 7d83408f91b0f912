import { type Result, right, wrong } from "../../problem.ts";
import {
  type Config,
  flag,
  layerCount,
  positive,
  ratio,
  record,
  sizes,
  word,
  words,
} from "./fields.ts";
import { expertCount } from "./layer-kinds.ts";

export type Sizes = {
  d: number;
  layers: number;
  heads: number;
  keyValueHeads: number;
  headDim: number;
  intermediate: number;
  vocab: number;
};

const keyValueHeadsOf = (config: Config, family: string, heads: number): number => {
  if (family === "falcon")
    return flag(config, "new_decoder_architecture") === true
      ? (positive(config, "num_kv_heads", "n_head_kv", "num_key_value_heads") ?? heads)
      : (flag(config, "multi_query") ?? true)
        ? 1
        : heads;
  if (family === "gpt_bigcode") return (flag(config, "multi_query") ?? true) ? 1 : heads;
  if (flag(config, "multi_query_attention") === true)
    return positive(config, "multi_query_group_num") ?? 1;
  const attention = record(config, "attn_config");
  return (
    positive(config, "num_key_value_heads", "num_kv_heads", "n_head_kv", "multi_query_group_num") ??
    (attention === undefined ? undefined : positive(attention, "kv_n_heads")) ??
    heads
  );
};

/** LFM2 shrinks the width it states: two thirds, rounded up to a multiple. */
const adjustedWidth = (config: Config, stated: number): number => {
  if (flag(config, "block_auto_adjust_ff_dim") !== true) return stated;
  const factor = ratio(config, "block_ffn_dim_multiplier") ?? 1;
  const multiple = positive(config, "block_multiple_of") ?? 256;
  return multiple * Math.ceil(Math.floor(factor * Math.floor((2 * stated) / 3)) / multiple);
};

const intermediateOf = (config: Config, family: string, d: number): number | undefined => {
  const ffn = record(config, "ffn_config");
  const expansion = ratio(config, "expansion_ratio") ?? ratio(config, "ffn_hidden_ratio");
  const stated =
    (family === "llama4_text" ? positive(config, "intermediate_size_mlp") : undefined) ??
    (family.startsWith("lfm2") ? positive(config, "block_ff_dim") : undefined) ??
    positive(
      config,
      "intermediate_size",
      "n_inner",
      "ffn_dim",
      "ffn_hidden_size",
      "ff_intermediate_size",
      "inner_hidden_size",
      "d_ff",
    ) ??
    sizes(config, "intermediate_size")?.[0] ??
    (ffn === undefined ? undefined : positive(ffn, "ffn_hidden_size"));
  if (stated !== undefined) {
    if (family === "qwen") return Math.floor(stated / 2);
    return family.startsWith("lfm2") ? adjustedWidth(config, stated) : stated;
  }
  if (expansion !== undefined) return Math.round(expansion * d);
  if (
    ["gpt2", "gpt_bigcode", "bloom", "falcon", "mpt", "gptj", "codegen", "gpt_neo"].includes(family)
  )
    return 4 * d;
  return undefined;
};

export const sizesOf = (config: Config, family: string): Result<Sizes> => {
  const d = positive(config, "hidden_size", "n_embd", "d_model", "dim", "n_embed");
  const pattern = word(config, "hybrid_override_pattern");
  const layers =
    layerCount(config, "num_hidden_layers", "n_layer", "n_layers", "num_layers") ??
    (pattern === undefined ? words(config, "layers_block_type")?.length : pattern.length);
  const scan = ["mamba", "falcon_mamba", "mamba2"].includes(family);
  const heads = scan
    ? 1
    : positive(config, "num_attention_heads", "n_head", "n_heads", "num_heads");
  const vocab = positive(config, "vocab_size", "padded_vocab_size");
  const lacking = [
    ...(d === undefined ? ["hidden_size"] : []),
    ...(layers === undefined ? ["num_hidden_layers"] : []),
    ...(heads === undefined ? ["num_attention_heads"] : []),
    ...(vocab === undefined ? ["vocab_size"] : []),
  ];
  const intermediate = scan || d === undefined ? 0 : intermediateOf(config, family, d);
  const mixed = pattern !== undefined || words(config, "layers_block_type") !== undefined;
  if (intermediate === undefined && expertCount(config) === 0 && !mixed)
    lacking.push("intermediate_size");
  if (d === undefined || layers === undefined || heads === undefined || vocab === undefined)
    return lack(lacking);
  if (lacking.length > 0) return lack(lacking);
  const headDim =
    positive(config, "head_dim", "kv_channels", "attention_head_dim") ?? Math.floor(d / heads);
  return right({
    d,
    layers,
    heads,
    keyValueHeads: keyValueHeadsOf(config, family, heads),
    headDim: Math.max(1, headDim),
    intermediate: intermediate ?? 0,
    vocab,
  });
};

const lack = (fields: string[]): Result<never> =>
  wrong(
    ...fields.map((field) => ({
      path: field,
      message: `The architecture lacks ${field}: without it there is nothing to count.`,
    })),
  );
