import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MODEL_ROWS } from "../../../src/estimator/models/table.ts";
import { parameterCounts } from "../../../src/estimator/architecture/parameters.ts";
import { readArchitecture } from "../../../src/estimator/architecture/read.ts";

const total = (config: Record<string, unknown>): number => {
  const read = readArchitecture(config);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return parameterCounts(read.value).total;
};

const FIELDS = [
  "hidden_size",
  "n_embd",
  "num_hidden_layers",
  "num_attention_heads",
  "num_key_value_heads",
  "head_dim",
  "intermediate_size",
  "vocab_size",
  "num_experts",
  "n_routed_experts",
  "num_experts_per_tok",
  "moe_intermediate_size",
  "first_k_dense_replace",
  "layer_types",
  "hybrid_override_pattern",
  "sliding_window",
  "kv_lora_rank",
  "q_lora_rank",
  "text_config",
  "vision_config",
  "thinker_config",
  "audio_config",
  "perceiver_config",
  "attn_config",
  "ffn_config",
  "block_out_channels",
  "mlp_only_layers",
  "altup_num_inputs",
  "deepstack_visual_indexes",
  "transformer_layers_per_block",
  "layers_per_block",
  "dual_attention_layers",
  "safetensors_parameters",
  "resampler_depth",
  "full_attn_idxs",
  "d_model",
  "block_configs",
  "cross_attention_layers",
  "tie_word_embeddings",
  "encoder_layers",
  "num_layers",
];
const TYPES = [
  ...new Set(MODEL_ROWS.split("\n").map((row) => row.split("|")[3] ?? "")),
  "nobody_knows",
];
const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    0,
    -1,
    1,
    2,
    64,
    1e7,
    1e8,
    1e300,
    0.5,
    Number.MAX_SAFE_INTEGER,
    "",
    "x".repeat(5000),
  ),
  fc.array(fc.nat(3000), { maxLength: 300 }),
);
const config = fc
  .tuple(
    fc.constantFrom(...TYPES),
    fc.dictionary(fc.constantFrom(...FIELDS), hostile),
    fc.dictionary(fc.constantFrom(...FIELDS), hostile),
  )
  .map(([model_type, outer, inner]) => ({
    model_type,
    ...outer,
    text_config: inner,
    vision_config: inner,
  }));

const sound = (value: unknown): void => {
  const read = readArchitecture(value);
  if (!read.ok) {
    expect(read.problems.length).toBeGreaterThan(0);
    return;
  }
  const counts = parameterCounts(read.value);
  expect(Number.isFinite(counts.total)).toBe(true);
  expect(counts.total).toBeGreaterThanOrEqual(0);
  expect(counts.linears.every((one) => one.inFeatures >= 0 && one.outFeatures >= 0)).toBe(true);
};

describe("any config.json", () => {
  it("that is any JSON at all gives a Result", () => {
    fc.assert(fc.property(fc.jsonValue(), sound), { numRuns: 500 });
  });

  it("with any field of any type gives a Result, in time", () => {
    fc.assert(fc.property(config, sound), { numRuns: 1500 });
  });

  it("with one field of a real one spoilt gives a Result", () => {
    const real = {
      model_type: "qwen3_moe",
      hidden_size: 2048,
      num_hidden_layers: 48,
      num_attention_heads: 32,
      num_key_value_heads: 4,
      head_dim: 128,
      intermediate_size: 6144,
      vocab_size: 151936,
      num_experts: 128,
      num_experts_per_tok: 8,
      moe_intermediate_size: 768,
      tie_word_embeddings: false,
    };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(real)), hostile, (field, value) =>
        sound({ ...real, [field]: value }),
      ),
      { numRuns: 500 },
    );
  });
});

/** As the Hub's files stand, nested and with what they leave out; totals as in the Hub's metadata. */
describe("files as the Hub has them", () => {
  it.each([
    [
      "google/gemma-3-4b-it: heads, head size and vocabulary left to the defaults",
      {
        model_type: "gemma3",
        text_config: {
          hidden_size: 2560,
          intermediate_size: 10240,
          model_type: "gemma3_text",
          num_hidden_layers: 34,
          sliding_window: 1024,
        },
        vision_config: {
          hidden_size: 1152,
          image_size: 896,
          intermediate_size: 4304,
          model_type: "siglip_vision_model",
          num_attention_heads: 16,
          num_hidden_layers: 27,
          patch_size: 14,
          vision_use_head: false,
        },
      },
      4_300_079_472,
    ],
    [
      "llava-hf/llava-1.5-7b-hf: a text_config with a name and a vocabulary",
      {
        model_type: "llava",
        text_config: {
          _name_or_path: "lmsys/vicuna-7b-v1.5",
          model_type: "llama",
          vocab_size: 32064,
        },
        vision_config: {
          hidden_size: 1024,
          image_size: 336,
          intermediate_size: 4096,
          model_type: "clip_vision_model",
          num_attention_heads: 16,
          num_hidden_layers: 24,
          patch_size: 14,
          projection_dim: 768,
        },
      },
      7_063_427_072,
    ],
    [
      "openai-community/gpt2-medium: n_embd, n_layer, n_head, n_inner null",
      {
        model_type: "gpt2",
        n_ctx: 1024,
        n_embd: 1024,
        n_head: 16,
        n_layer: 24,
        n_positions: 1024,
        vocab_size: 50257,
      },
      354_823_168,
    ],
    [
      "tiiuae/falcon-7b: multi_query and parallel_attn, no intermediate size",
      {
        model_type: "falcon",
        hidden_size: 4544,
        num_hidden_layers: 32,
        num_attention_heads: 71,
        multi_query: true,
        parallel_attn: true,
        new_decoder_architecture: false,
        bias: false,
        vocab_size: 65024,
      },
      6_921_720_704,
    ],
    [
      "mosaicml/mpt-7b: d_model, n_heads, expansion_ratio, no_bias",
      {
        model_type: "mpt",
        d_model: 4096,
        n_heads: 32,
        n_layers: 32,
        expansion_ratio: 4,
        no_bias: true,
        vocab_size: 50432,
        attn_config: { attn_type: "multihead_attention" },
      },
      6_649_286_656,
    ],
    [
      "databricks/dbrx-base: attn_config and ffn_config",
      {
        model_type: "dbrx",
        d_model: 6144,
        n_heads: 48,
        n_layers: 40,
        vocab_size: 100352,
        attn_config: { kv_n_heads: 8 },
        ffn_config: { ffn_hidden_size: 10752, moe_num_experts: 16, moe_top_k: 4 },
        tie_word_embeddings: false,
      },
      131_596_523_520,
    ],
    [
      "THUDM/chatglm3-6b: padded_vocab_size, multi_query_group_num, ffn_hidden_size",
      {
        model_type: "chatglm",
        hidden_size: 4096,
        num_layers: 28,
        num_attention_heads: 32,
        kv_channels: 128,
        multi_query_attention: true,
        multi_query_group_num: 2,
        ffn_hidden_size: 13696,
        padded_vocab_size: 65024,
        add_qkv_bias: true,
        add_bias_linear: false,
      },
      6_243_584_000,
    ],
    [
      "LiquidAI/LFM2-1.2B: block_ff_dim adjusted, full_attn_idxs",
      {
        model_type: "lfm2",
        hidden_size: 2048,
        num_hidden_layers: 16,
        num_attention_heads: 32,
        num_key_value_heads: 8,
        block_ff_dim: 12288,
        block_auto_adjust_ff_dim: true,
        block_ffn_dim_multiplier: 1.0,
        block_multiple_of: 256,
        full_attn_idxs: [2, 5, 8, 10, 12, 14],
        vocab_size: 65536,
        conv_L_cache: 3,
      },
      1_170_340_608,
    ],
    [
      "Qwen/Qwen-7B: intermediate_size counts both halves",
      {
        model_type: "qwen",
        hidden_size: 4096,
        num_hidden_layers: 32,
        num_attention_heads: 32,
        kv_channels: 128,
        intermediate_size: 22016,
        vocab_size: 151936,
        tie_word_embeddings: false,
      },
      7_721_324_544,
    ],
    [
      "google-t5/t5-base: d_model, d_kv, d_ff",
      {
        model_type: "t5",
        d_model: 768,
        d_kv: 64,
        d_ff: 3072,
        num_layers: 12,
        num_heads: 12,
        vocab_size: 32128,
      },
      222_903_552,
    ],
    [
      "facebook/bart-large: both sides",
      {
        model_type: "bart",
        d_model: 1024,
        encoder_layers: 12,
        decoder_layers: 12,
        encoder_ffn_dim: 4096,
        decoder_ffn_dim: 4096,
        encoder_attention_heads: 16,
        decoder_attention_heads: 16,
        max_position_embeddings: 1024,
        vocab_size: 50265,
      },
      406_291_456,
    ],
    [
      "facebook/nllb-200-distilled-600M: m2m_100",
      {
        model_type: "m2m_100",
        d_model: 1024,
        encoder_layers: 12,
        decoder_layers: 12,
        encoder_attention_heads: 16,
        encoder_ffn_dim: 4096,
        decoder_ffn_dim: 4096,
        vocab_size: 256206,
      },
      615_073_792,
    ],
    [
      "tiiuae/Falcon-H1-0.5B-Base: attention and Mamba-2 in each layer",
      {
        model_type: "falcon_h1",
        hidden_size: 1024,
        num_hidden_layers: 36,
        num_attention_heads: 8,
        num_key_value_heads: 2,
        head_dim: 64,
        intermediate_size: 2048,
        vocab_size: 32784,
        mamba_d_ssm: 1536,
        mamba_n_heads: 24,
        mamba_d_head: 64,
        mamba_d_state: 128,
        mamba_n_groups: 1,
        tie_word_embeddings: false,
      },
      521_411_104,
    ],
    [
      "distilbert-base-uncased: dim, n_layers, hidden_dim",
      {
        model_type: "distilbert",
        dim: 768,
        n_layers: 6,
        n_heads: 12,
        hidden_dim: 3072,
        max_position_embeddings: 512,
        vocab_size: 30522,
      },
      66_362_880,
    ],
    [
      "stabilityai/stable-diffusion-3.5-large: by its class",
      {
        _class_name: "SD3Transformer2DModel",
        num_layers: 38,
        attention_head_dim: 64,
        num_attention_heads: 38,
        joint_attention_dim: 4096,
        pooled_projection_dim: 2048,
        caption_projection_dim: 2432,
        in_channels: 16,
        patch_size: 2,
        qk_norm: "rms_norm",
        dual_attention_layers: [],
      },
      8_056_627_520,
    ],
  ])("%s", (_name, file, expected) => {
    expect(total(file)).toBe(expected);
  });

  it("of a type that nobody knows are counted like Llama's, and say so", () => {
    const read = readArchitecture({
      model_type: "tomorrow",
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 14336,
      vocab_size: 128256,
      tie_word_embeddings: false,
    });
    if (!read.ok) throw new Error("unread");
    expect(read.value.uncertain.join()).toContain("tomorrow");
    expect(parameterCounts(read.value).total).toBe(8_030_261_248);
  });

  it.each([
    [
      "hidden_size",
      {
        model_type: "tomorrow",
        num_hidden_layers: 2,
        num_attention_heads: 2,
        vocab_size: 9,
        intermediate_size: 8,
      },
    ],
    [
      "num_hidden_layers",
      {
        model_type: "tomorrow",
        hidden_size: 8,
        num_attention_heads: 2,
        vocab_size: 9,
        intermediate_size: 8,
      },
    ],
    ["model_type", { hidden_size: 8 }],
  ])("without %s name what is missing", (field, file) => {
    const read = readArchitecture(file);
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toContain(field);
  });
});
