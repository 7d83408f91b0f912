import type { Stack } from "./architecture.ts";
import { LLAMA_NAMES, OUT_PROJ_NAMES } from "./blocks.ts";
import { type Config, flag, positive, sizes } from "./fields.ts";
import { siglip } from "./vision-clip.ts";
import {
  CLIP_TRAITS,
  type Tower,
  layersOf,
  patches,
  project,
  side,
  sizesOf,
  stackOf,
} from "./vision-tower.ts";

export const llama4 = (vision: Config, out: number): Stack => {
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

export const gemma4 = (vision: Config, out: number): Stack => {
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
export const mllama = (vision: Config, out: number): Stack => {
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
export const idefics2 = (
  vision: Config,
  out: number,
  textIntermediate: number,
  config: Config,
): Stack => {
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
