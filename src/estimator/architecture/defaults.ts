import { own } from "../../own.ts";
import type { Config } from "./fields.ts";

/**
 * What transformers' config classes (4.57, src/transformers/models/<type>/configuration_<type>.py) take for
 * a size that a config.json leaves out; nested text_configs often do. Types whose files always carry
 * their sizes are not listed.
 */
const sized = (
  hidden_size: number,
  num_hidden_layers: number,
  num_attention_heads: number,
  num_key_value_heads: number | undefined,
  intermediate_size: number,
  vocab_size: number,
  more: Config = {},
): Config => ({
  hidden_size,
  num_hidden_layers,
  num_attention_heads,
  ...(num_key_value_heads === undefined ? {} : { num_key_value_heads }),
  intermediate_size,
  vocab_size,
  ...more,
});

export const DEFAULTS: Record<string, Config> = {
  llama: sized(4096, 32, 32, undefined, 11008, 32000),
  mistral: sized(4096, 32, 32, 8, 14336, 32000, { sliding_window: 4096 }),
  mixtral: sized(4096, 32, 32, 8, 14336, 32000, { num_local_experts: 8, num_experts_per_tok: 2 }),
  qwen2: sized(4096, 32, 32, 32, 22016, 151936),
  qwen2_vl: sized(8192, 80, 64, 8, 29568, 152064),
  qwen2_5_vl: sized(8192, 80, 64, 8, 29568, 152064),
  qwen2_moe: sized(2048, 24, 16, 16, 5632, 151936, {
    num_experts: 60,
    num_experts_per_tok: 4,
    moe_intermediate_size: 1408,
    shared_expert_intermediate_size: 5632,
  }),
  qwen3: sized(4096, 32, 32, 32, 22016, 151936, { head_dim: 128 }),
  qwen3_moe: sized(2048, 24, 32, 4, 6144, 151936, {
    num_experts: 128,
    num_experts_per_tok: 8,
    moe_intermediate_size: 768,
  }),
  gemma: sized(3072, 28, 16, 16, 24576, 256000, { head_dim: 256 }),
  gemma2: sized(2304, 26, 8, 4, 9216, 256000, { head_dim: 256, sliding_window: 4096 }),
  gemma3_text: sized(2304, 26, 8, 4, 9216, 262208, { head_dim: 256, sliding_window: 4096 }),
  phi3: sized(3072, 32, 32, undefined, 8192, 32064),
  phi: sized(2048, 24, 32, undefined, 8192, 51200),
  gpt2: { n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50257 },
  gpt_neox: sized(6144, 44, 64, undefined, 24576, 50432),
  opt: sized(768, 12, 12, undefined, 3072, 50272),
  falcon: { hidden_size: 4544, num_hidden_layers: 32, num_attention_heads: 71, vocab_size: 65024 },
  llama4_text: sized(5120, 48, 40, 8, 8192, 202048, {
    intermediate_size_mlp: 16384,
    head_dim: 128,
    num_local_experts: 16,
    num_experts_per_tok: 1,
  }),
  bert: sized(768, 12, 12, undefined, 3072, 30522),
  roberta: sized(768, 12, 12, undefined, 3072, 50265),
  distilbert: sized(768, 6, 12, undefined, 3072, 30522),
  t5: { d_model: 512, d_kv: 64, d_ff: 2048, num_layers: 6, num_heads: 8, vocab_size: 32128 },
  mt5: { d_model: 512, d_kv: 64, d_ff: 1024, num_layers: 8, num_heads: 6, vocab_size: 250112 },
};

/** Names of one and the same size; a file that gives one needs no default for another. */
const SAME_SIZE: string[][] = [
  ["hidden_size", "n_embd", "d_model", "dim", "n_embed"],
  ["num_hidden_layers", "n_layer", "n_layers", "num_layers"],
  ["num_attention_heads", "n_head", "n_heads", "num_heads"],
  ["num_key_value_heads", "num_kv_heads", "n_head_kv", "multi_query_group_num"],
  ["intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size", "d_ff", "hidden_dim"],
  ["vocab_size", "padded_vocab_size"],
  ["num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts"],
  ["shared_expert_intermediate_size", "n_shared_experts"],
];

/** The fields with the family's defaults under them. Key/value heads follow stated heads, not a default. */
export const withDefaults = (given: Config, family: string): Config => {
  const defaults = own(DEFAULTS, family);
  if (defaults === undefined) return given;
  const config: Config = { ...given };
  for (const [name, value] of Object.entries(defaults)) {
    const names = SAME_SIZE.find((group) => group.includes(name)) ?? [name];
    if (names.every((one) => given[one] === undefined)) config[name] = value;
  }
  return config;
};
