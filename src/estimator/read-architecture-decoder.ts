import type { Architecture, LayerGroup, Linear, Mlp, Mixer, Stack } from "./architecture.ts";
import { attentionBlock, denseLinears, linear, normParameters } from "./architecture-blocks.ts";
import { withDefaults } from "./architecture-defaults.ts";
import {
  flag,
  layerCount,
  positive,
  ratio,
  record,
  size,
  sizes,
  word,
  words,
  type Config,
} from "./architecture-fields.ts";
import { familyOf, traitsOf, unknownTraits, type Traits } from "./architecture-traits.ts";
import {
  deltaNet,
  latentAttention,
  lightning,
  mamba1,
  mamba2,
  shortConvolution,
  type MixerBlock,
} from "./read-architecture-mixers.ts";
import {
  expertCount,
  layerKeys,
  windowOf,
  type LayerKey,
  type MixerKey,
} from "./read-architecture-layers.ts";
import { right, wrong, type Result } from "../problem.ts";

type Sizes = {
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

const sizesOf = (config: Config, family: string): Result<Sizes> => {
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

const mixerOf = (
  config: Config,
  family: string,
  traits: Traits,
  sized: Sizes,
  key: MixerKey,
): MixerBlock | undefined => {
  const { d, heads, headDim } = sized;
  switch (key) {
    case "none":
      return undefined;
    case "mamba1":
      return mamba1(config, d, family === "jamba");
    case "mamba2":
      return mamba2(config, d);
    case "deltaNet":
      return deltaNet(config, d, family !== "qwen3_next");
    case "shortConvolution":
      return shortConvolution(config, d);
    case "lightning":
      return lightning(d, heads, headDim);
    case "full":
    case "sliding":
      break;
  }
  if (positive(config, "kv_lora_rank") !== undefined)
    return latentAttention(config, d, heads, traits.qkvBias);
  const window = key === "sliding" ? windowOf(config, family) : undefined;
  const globalHead = key === "full" ? positive(config, "global_head_dim") : undefined;
  const block = attentionBlock({
    hiddenSize: d,
    heads,
    keyValueHeads:
      (key === "full" ? positive(config, "num_global_key_value_heads") : undefined) ??
      sized.keyValueHeads,
    headDim: globalHead ?? headDim,
    qkvBias: traits.qkvBias,
    outBias: traits.outBias,
    qkNorm: traits.qkNorm,
    names: traits.names,
    gated: traits.gatedAttention,
    keyEqualsValue: key === "full" && flag(config, "attention_k_eq_v") === true,
    causal: true,
    ...(window === undefined ? {} : { window }),
  });
  if (family !== "falcon_h1") return { ...block, otherParameters: 0 };
  // Falcon-H1 runs Mamba-2 beside the attention of each layer.
  const beside = mamba2(config, d);
  return {
    block: block.block,
    linears: [...block.linears, ...beside.linears],
    normParameters:
      block.normParameters + (flag(config, "mamba_rms_norm") === true ? beside.normParameters : 0),
    otherParameters: beside.otherParameters,
  };
};

const denseMlp = (traits: Traits, intermediateSize: number): Mlp => ({
  kind: "dense",
  intermediateSize,
  gated: traits.gated,
  activation: traits.activation,
});

type MlpBlock = { block: Mlp; linears: Linear[]; otherParameters: number };

const sharedWidth = (config: Config, each: number): number =>
  positive(
    config,
    "shared_expert_intermediate_size",
    "moe_shared_expert_intermediate_size",
    "shared_intermediate_size",
  ) ??
  (size(
    config,
    "n_shared_experts",
    "num_shared_experts",
    "num_shared_expert",
    "moe_num_shared_experts",
  ) ??
    sizes(config, "num_shared_expert")?.[0] ??
    0) * each;

const mixtureOf = (config: Config, family: string, traits: Traits, sized: Sizes): MlpBlock => {
  const ffn = record(config, "ffn_config");
  const experts = expertCount(config);
  const each =
    positive(
      config,
      "moe_intermediate_size",
      "expert_intermediate_size",
      "expert_ffn_hidden_size",
    ) ??
    sizes(config, "moe_intermediate_size")?.[0] ??
    (family === "llama4_text" ? positive(config, "intermediate_size") : undefined) ??
    sized.intermediate;
  const perToken = Math.min(
    experts,
    positive(
      config,
      "num_experts_per_tok",
      "num_experts_per_token",
      "moe_topk",
      "moe_k",
      "moe_top_k",
      "top_k_experts",
      "num_selected_experts",
    ) ??
      sizes(config, "moe_topk")?.[0] ??
      (ffn === undefined ? undefined : positive(ffn, "moe_top_k")) ??
      1,
  );
  const shared = family === "llama4_text" ? each : sharedWidth(config, each);
  const { d } = sized;
  const expertLinears = denseLinears(
    d,
    each,
    traits.gated,
    traits.mlpBias,
    traits.expertNames,
    "expert",
    experts,
    perToken,
  ).map((item): Linear => (traits.fusedExperts ? { ...item, fused: true } : item));
  const router = linear("gate", d, experts, "router", traits.routerBias);
  return {
    block: {
      kind: "mixture",
      experts,
      expertsPerToken: perToken,
      expertIntermediateSize: each,
      sharedIntermediateSize: shared,
      gated: traits.gated,
      activation: traits.activation,
    },
    linears: [
      router,
      ...expertLinears,
      ...(shared > 0
        ? denseLinears(d, shared, traits.gated, traits.mlpBias, traits.names, "sharedExpert")
        : []),
      ...(shared > 0 && traits.sharedGate ? [linear("shared_expert_gate", d, 1, "router")] : []),
    ],
    otherParameters: 0,
  };
};

/** Gemma 4 mixture layers run a dense MLP beside the experts, each with norms of its own. */
const besideExperts = (config: Config, family: string, traits: Traits, sized: Sizes): MlpBlock => {
  const mixture = mixtureOf(config, family, traits, sized);
  if (mixture.block.kind !== "mixture") return mixture;
  const { d, intermediate } = sized;
  return {
    block: { ...mixture.block, sharedIntermediateSize: intermediate },
    linears: [
      ...mixture.linears,
      ...denseLinears(d, intermediate, traits.gated, traits.mlpBias, traits.names, "sharedExpert"),
    ],
    otherParameters: d + mixture.block.experts + 3 * d,
  };
};

const layerOf = (
  config: Config,
  family: string,
  traits: Traits,
  sized: Sizes,
  key: LayerKey,
  count: number,
): LayerGroup => {
  const mixer = mixerOf(config, family, traits, sized, key.mixer);
  let mlp: MlpBlock = { block: { kind: "none" }, linears: [], otherParameters: 0 };
  if (key.mlp === "mixture") mlp = mixtureOf(config, family, traits, sized);
  if (key.mlp === "both") mlp = besideExperts(config, family, traits, sized);
  const always = family === "granitemoehybrid" && key.mlp === "dense";
  const width = always
    ? (positive(config, "shared_intermediate_size") ?? sized.intermediate)
    : sized.intermediate;
  if (key.mlp === "dense")
    mlp = {
      block: denseMlp(traits, width),
      linears: denseLinears(sized.d, width, traits.gated, traits.mlpBias, traits.names),
      otherParameters: 0,
    };
  const block: Mixer = mixer?.block ?? { kind: "none" };
  return {
    count,
    mixer: block,
    mlp: mlp.block,
    linears: [...(mixer?.linears ?? []), ...mlp.linears],
    norms: traits.normsPerLayer,
    normParameters:
      traits.normsPerLayer * normParameters(traits.norm, sized.d) + (mixer?.normParameters ?? 0),
    otherParameters:
      (mixer?.otherParameters ?? 0) + mlp.otherParameters + otherOf(config, traits, key),
  };
};

/** Sinks and scalars; of a layer that has the part they belong to. */
const otherOf = (config: Config, traits: Traits, key: LayerKey): number =>
  key.mixer === "none" || key.mlp === "none" ? 0 : traits.otherPerLayer;

/** A text decoder (or the text part of a larger model) from its fields. */
export const readDecoder = (given: Config, modelType: string): Result<Architecture> => {
  const family = familyOf(modelType);
  const config = withDefaults(given, family);
  const known = traitsOf(modelType, config);
  const traits = known ?? unknownTraits(config);
  const sized = sizesOf(config, family);
  if (!sized.ok) return sized;
  const { d, layers, vocab } = sized.value;

  const counts = new Map<string, { key: LayerKey; count: number }>();
  for (const key of layerKeys(config, modelType, traits, layers)) {
    const name = `${key.mixer} ${key.mlp}`;
    const entry = counts.get(name) ?? { key, count: 0 };
    entry.count += 1;
    counts.set(name, entry);
  }
  const groups = [...counts.values()].map(({ key, count }) =>
    layerOf(config, family, traits, sized.value, key, count),
  );
  const tied = flag(config, "tie_word_embeddings") ?? flag(config, "tie_embedding") ?? traits.tied;
  const stack: Stack = {
    role: "decoder",
    hiddenSize: d,
    norm: traits.norm === "rms" ? "rms" : "layer",
    layers: groups,
    linears: [],
    otherParameters:
      (traits.finalNorm ? normParameters(traits.norm, d) : 0) +
      (traits.embeddingNorm ? normParameters(traits.norm, d) : 0),
  };
  const embedWidth = positive(config, "word_embed_proj_dim") ?? d;
  if (embedWidth !== d)
    stack.linears.push(
      linear("project_in", embedWidth, d, "projector"),
      linear("project_out", d, embedWidth, "projector"),
    );
  const positions = positive(
    config,
    "max_position_embeddings",
    "n_positions",
    "max_seq_len",
    "seq_length",
    "model_max_length",
  );
  return right({
    modelType,
    kind: "decoder",
    hiddenSize: d,
    vocabSize: vocab,
    embeddings: [
      { name: "embed_tokens", rows: vocab, width: embedWidth },
      ...(traits.positionRows > 0
        ? [{ name: "embed_positions", rows: traits.positionRows, width: d }]
        : []),
    ],
    tiedEmbeddings: tied,
    ...(tied ? {} : { head: linear("lm_head", embedWidth, vocab, "head", traits.headBias) }),
    ...(positions === undefined ? {} : { maxPositions: positions }),
    stacks: [stack],
    uncertain:
      known === undefined
        ? [
            `No reader knows the model type "${modelType}"; its layers are counted like Llama's from the sizes given.`,
          ]
        : [],
  });
};
