import type { LayerGroup, Linear, Stack } from "./architecture.ts";
import {
  attentionBlock,
  denseLinears,
  linear,
  LLAMA_NAMES,
  normParameters,
  OUT_PROJ_NAMES,
  type Names,
  type NormKind,
  type QkNorm,
} from "./architecture-blocks.ts";
import {
  flag,
  layerCount,
  positive,
  ratio,
  sizes,
  word,
  type Config,
} from "./architecture-fields.ts";

/**
 * Image towers with the projector that hands their patches to the text model. Each is counted as its
 * transformers implementation builds it (4.57, src/transformers/models/<type>/modeling_<type>.py).
 */
type Tower = {
  width: number;
  layers: number;
  heads: number;
  intermediate: number;
  patch: number;
  norm: NormKind;
  gated: boolean;
  attentionBias: boolean;
  outBias: boolean;
  mlpBias: boolean;
  qkNorm: QkNorm;
  names: Names;
  /** Parameters a layer has besides: layer scales, gates. */
  otherPerLayer: number;
};

const sizesOf = (
  vision: Config,
  defaults: Pick<Tower, "width" | "layers" | "heads" | "intermediate" | "patch">,
) => {
  const width = positive(vision, "embed_dim", "hidden_size", "width") ?? defaults.width;
  const expansion = ratio(vision, "mlp_ratio");
  return {
    width,
    layers:
      layerCount(vision, "num_hidden_layers", "depth", "layers", "encoder_layers") ??
      defaults.layers,
    heads: positive(vision, "num_attention_heads", "num_heads") ?? defaults.heads,
    intermediate:
      positive(vision, "intermediate_size") ??
      (expansion === undefined ? defaults.intermediate : Math.floor(expansion * width)),
    patch: positive(vision, "patch_size", "spatial_patch_size") ?? defaults.patch,
  };
};

const CLIP_TRAITS = {
  norm: "layer",
  gated: false,
  attentionBias: true,
  outBias: true,
  mlpBias: true,
  qkNorm: "none",
  names: OUT_PROJ_NAMES,
  otherPerLayer: 0,
} as const;

const layersOf = (
  tower: Tower,
  count = tower.layers,
  otherPerLayer = tower.otherPerLayer,
): LayerGroup => {
  const { width, intermediate } = tower;
  const attention = attentionBlock({
    hiddenSize: width,
    heads: tower.heads,
    keyValueHeads: tower.heads,
    headDim: Math.max(1, Math.floor(width / tower.heads)),
    qkvBias: tower.attentionBias,
    outBias: tower.outBias,
    qkNorm: tower.qkNorm,
    names: tower.names,
    causal: false,
  });
  return {
    count,
    mixer: attention.block,
    mlp: { kind: "dense", intermediateSize: intermediate, gated: tower.gated, activation: "gelu" },
    linears: [
      ...attention.linears,
      ...denseLinears(width, intermediate, tower.gated, tower.mlpBias, tower.names),
    ],
    norms: 2,
    normParameters: 2 * normParameters(tower.norm, width) + attention.normParameters,
    otherParameters: otherPerLayer,
  };
};

const stackOf = (
  tower: Tower,
  linears: Linear[],
  otherParameters: number,
  layers: LayerGroup[] = [layersOf(tower)],
  fixedTokens?: number,
): Stack => ({
  role: "vision",
  hiddenSize: tower.width,
  norm: tower.norm === "rms" ? "rms" : "layer",
  layers,
  linears,
  otherParameters,
  ...(fixedTokens === undefined ? {} : { fixedTokens }),
});

const patches = (width: number, patch: number, bias: boolean, frames = 1): Linear =>
  linear("patch_embedding", 3 * frames * patch * patch, width, "embedding", bias);

const project = (name: string, from: number, to: number, bias = true): Linear =>
  linear(name, from, to, "projector", bias);

/** Image tokens along one side. */
const side = (vision: Config, image: number, patch: number): number =>
  Math.floor((positive(vision, "image_size") ?? image) / patch);

const qwen2 = (vision: Config, out: number): Stack => {
  const width = positive(vision, "embed_dim") ?? 1280;
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(
      { ...vision, hidden_size: width },
      { width, layers: 32, heads: 16, intermediate: 4 * width, patch: 14 },
    ),
    names: { ...OUT_PROJ_NAMES, qkv: "qkv", o: "proj" },
  };
  const merged = 4 * width;
  return stackOf(
    tower,
    [
      patches(width, tower.patch, false, 2),
      project("mlp.0", merged, merged),
      project("mlp.2", merged, out),
    ],
    2 * width,
  );
};

const qwen25 = (vision: Config, out: number): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1280, layers: 32, heads: 16, intermediate: 3420, patch: 14 }),
    norm: "rms",
    gated: true,
    names: { ...LLAMA_NAMES, qkv: "qkv", o: "proj" },
  };
  const merged = 4 * tower.width;
  return stackOf(
    tower,
    [
      patches(tower.width, tower.patch, false, 2),
      project("mlp.0", merged, merged),
      project("mlp.2", merged, out),
    ],
    tower.width,
  );
};

const qwen3 = (vision: Config, out: number, stacked: boolean): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1152, layers: 27, heads: 16, intermediate: 4304, patch: 16 }),
    names: { ...OUT_PROJ_NAMES, qkv: "qkv", o: "proj", up: "linear_fc1", down: "linear_fc2" },
  };
  const { width } = tower;
  const merged = 4 * width;
  const deep = sizes(vision, "deepstack_visual_indexes")?.length ?? (stacked ? 3 : 0);
  const mergers = (count: number): Linear[] =>
    Array.from({ length: count }, () => [
      project("linear_fc1", merged, merged),
      project("linear_fc2", merged, out),
    ]).flat();
  const positions = positive(vision, "num_position_embeddings") ?? 2304;
  return stackOf(
    tower,
    [patches(width, tower.patch, true, 2), ...mergers(1 + deep)],
    positions * width + 2 * width + deep * 2 * merged,
  );
};

const siglip = (
  vision: Config,
  image: number,
  linears: (tower: Tower) => Linear[],
  other = 0,
): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1152, layers: 27, heads: 16, intermediate: 4304, patch: 14 }),
  };
  const grid = side(vision, image, tower.patch) ** 2;
  return stackOf(
    tower,
    [patches(tower.width, tower.patch, true), ...linears(tower)],
    grid * tower.width + 2 * tower.width + other,
    [layersOf(tower)],
    grid,
  );
};

const clip = (vision: Config, out: number, newline: boolean): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1024, layers: 24, heads: 16, intermediate: 4096, patch: 14 }),
  };
  const { width } = tower;
  const grid = side(vision, 336, tower.patch) ** 2;
  return stackOf(
    tower,
    [
      patches(width, tower.patch, false),
      project("linear_1", width, out),
      project("linear_2", out, out),
    ],
    width + (grid + 1) * width + 4 * width + (newline ? out : 0),
    [layersOf(tower)],
    grid,
  );
};

const pixtral = (vision: Config, out: number, merger: boolean): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, {
      width: 1024,
      layers: 24,
      heads: 16,
      intermediate: 4096,
      patch: merger ? 14 : 16,
    }),
    norm: "rms",
    gated: true,
    attentionBias: false,
    outBias: false,
    mlpBias: false,
    names: LLAMA_NAMES,
  };
  const { width } = tower;
  return stackOf(
    tower,
    [
      patches(width, tower.patch, false),
      ...(merger ? [project("merging_layer", 4 * width, width, false)] : []),
      project("linear_1", width, out, !merger),
      project("linear_2", out, out, !merger),
    ],
    width + (merger ? width : 0),
  );
};

const internVit = (vision: Config, out: number): Stack => {
  const large = flag(vision, "qk_normalization") === true;
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1024, layers: 24, heads: 16, intermediate: 4096, patch: 14 }),
    norm: large || word(vision, "norm_type") === "rms_norm" ? "rms" : "layer",
    attentionBias: flag(vision, "qkv_bias") ?? flag(vision, "attention_bias") ?? true,
    qkNorm: large || flag(vision, "use_qk_norm") === true ? "full" : "none",
    names: { ...OUT_PROJ_NAMES, qkv: "qkv", o: "proj" },
    otherPerLayer: 0,
  };
  const { width } = tower;
  const grid = side(vision, 448, tower.patch) ** 2;
  const merged = 4 * width;
  return stackOf(
    tower,
    [
      patches(width, tower.patch, true),
      project("mlp1.1", merged, out),
      project("mlp1.3", out, out),
    ],
    width + (grid + 1) * width + 2 * merged,
    [layersOf(tower, tower.layers, 2 * width)],
    grid / 4,
  );
};

const llama4 = (vision: Config, out: number): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1408, layers: 34, heads: 16, intermediate: 5632, patch: 14 }),
    names: { ...OUT_PROJ_NAMES, o: "o_proj" },
  };
  const { width, intermediate } = tower;
  const hidden = positive(vision, "projector_input_dim", "projector_output_dim") ?? 4096;
  const grid = side(vision, 336, tower.patch) ** 2;
  return stackOf(
    tower,
    [
      patches(width, tower.patch, false),
      project("fc1", intermediate, hidden, false),
      project("fc2", hidden, hidden, false),
      project("linear_1", hidden, out, false),
    ],
    width + (grid + 1) * width + 4 * width,
  );
};

const gemma4 = (vision: Config, out: number): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1152, layers: 27, heads: 16, intermediate: 4304, patch: 16 }),
    norm: "rms",
    gated: true,
    attentionBias: false,
    outBias: false,
    mlpBias: false,
    qkNorm: "head",
    names: LLAMA_NAMES,
  };
  const { width } = tower;
  const layer = layersOf(tower);
  layer.norms = 4;
  layer.normParameters += 2 * width;
  const positions = positive(vision, "position_embedding_size") ?? 10240;
  const standardized = flag(vision, "standardize") ?? true;
  return stackOf(
    tower,
    [patches(width, tower.patch, false), project("embedding_projection", width, out, false)],
    2 * positions * width + (standardized ? 2 * width : 0),
    [layer],
  );
};

/** Llama 3.2 Vision: tiles with aspect-ratio tables, a second, gated encoder, one projector. */
const mllama = (vision: Config, out: number): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1280, layers: 32, heads: 16, intermediate: 5120, patch: 14 }),
    attentionBias: false,
    outBias: false,
    names: { ...OUT_PROJ_NAMES, o: "o_proj" },
  };
  const { width } = tower;
  const positions = side(vision, 560, tower.patch) ** 2 + 1;
  const tiles = positive(vision, "max_num_tiles") ?? 4;
  const ratios = 1 + (sizes(vision, "supported_aspect_ratios")?.length ?? 8);
  const global = positive(vision, "num_global_layers") ?? 8;
  const seen = positive(vision, "vision_output_dim") ?? 6 * width;
  return stackOf(
    tower,
    [patches(width, tower.patch, false), project("multi_modal_projector", seen, out)],
    width +
      positions * width +
      ratios * tiles * positions * width +
      1 +
      2 * (ratios * tiles * width + 1) +
      4 * width,
    [layersOf(tower), layersOf(tower, global, 2)],
    tiles * positions,
  );
};

/** Idefics 2: a gated projector and a perceiver that resamples the patches to 64 latents. */
const idefics2 = (vision: Config, out: number, textIntermediate: number, config: Config): Stack => {
  const perceiver = (config["perceiver_config"] ?? {}) as Config;
  const depth = positive(perceiver, "resampler_depth") ?? 3;
  const heads = positive(perceiver, "resampler_n_heads") ?? 16;
  const headDim = positive(perceiver, "resampler_head_dim") ?? 96;
  const keyValueHeads = positive(perceiver, "num_key_value_heads") ?? 4;
  const latents = positive(perceiver, "resampler_n_latents") ?? 64;
  const resampler = Array.from({ length: Math.min(depth, 48) }, () => [
    project("q_proj", out, heads * headDim, false),
    project("k_proj", out, keyValueHeads * headDim, false),
    project("v_proj", out, keyValueHeads * headDim, false),
    project("o_proj", heads * headDim, out, false),
    project("gate_proj", out, 4 * out, false),
    project("up_proj", out, 4 * out, false),
    project("down_proj", 4 * out, out, false),
  ]).flat();
  return siglip(
    vision,
    980,
    (tower) => [
      project("gate_proj", tower.width, textIntermediate, false),
      project("up_proj", tower.width, textIntermediate, false),
      project("down_proj", textIntermediate, out, false),
      ...resampler,
    ],
    latents * out + 3 * depth * out + out,
  );
};

/** The tower for a model type; undefined when its kind is not one we can count. */
export const visionStack = (
  modelType: string,
  vision: Config,
  config: Config,
  out: number,
  textIntermediate: number,
): Stack | undefined => {
  const kind = word(vision, "model_type") ?? "";
  if (modelType === "qwen2_vl") return qwen2(vision, out);
  if (["qwen2_5_vl", "qwen2_5_omni_thinker"].includes(modelType)) return qwen25(vision, out);
  if (modelType.startsWith("qwen3_5")) return qwen3(vision, out, false);
  if (modelType.startsWith("qwen3_vl") || modelType.startsWith("qwen3_omni"))
    return qwen3(vision, out, true);
  if (kind === "pixtral") return pixtral(vision, out, modelType === "mistral3");
  if (modelType === "mistral3") return pixtral(vision, out, true);
  if (modelType === "gemma3")
    return siglip(
      vision,
      896,
      (t) => [{ ...project("mm_input_projection_weight", t.width, out, false), fused: true }],
      1152,
    );
  if (modelType === "paligemma")
    return siglip(vision, 224, (t) => [project("linear", t.width, out)]);
  if (modelType === "idefics3" || modelType === "smolvlm") {
    const scale = positive(config, "scale_factor") ?? 2;
    return siglip(vision, 364, (t) => [project("proj", t.width * scale * scale, out, false)]);
  }
  if (modelType === "idefics2") return idefics2(vision, out, textIntermediate, config);
  if (modelType === "internvl_chat" || modelType === "internvl") return internVit(vision, out);
  if (modelType === "llama4") return llama4(vision, out);
  if (modelType === "gemma4") return gemma4(vision, out);
  if (modelType === "mllama") return mllama(vision, out);
  if (
    [
      "llava",
      "llava_next",
      "llava_next_video",
      "llava_onevision",
      "vipllava",
      "video_llava",
    ].includes(modelType)
  )
    return kind.startsWith("siglip")
      ? siglip(
          vision,
          384,
          (t) => [project("linear_1", t.width, out), project("linear_2", out, out)],
          modelType === "llava" ? 0 : out,
        )
      : clip(vision, out, modelType !== "llava" && modelType !== "vipllava");
  return undefined;
};

/** A plain tower for a type that has no reader: sizes as given, projector of two maps. */
export const guessedVisionStack = (vision: Config, out: number): Stack | undefined => {
  if (layerCount(vision, "num_hidden_layers", "depth", "layers") === undefined) return undefined;
  return clip(vision, out, false);
};
