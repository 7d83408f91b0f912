import type { Linear, Stack } from "./architecture.ts";
import { LLAMA_NAMES, OUT_PROJ_NAMES } from "./blocks.ts";
import { type Config, flag, word } from "./fields.ts";
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

export const siglip = (
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

export const clip = (vision: Config, out: number, newline: boolean): Stack => {
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

export const pixtral = (vision: Config, out: number, merger: boolean): Stack => {
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

export const internVit = (vision: Config, out: number): Stack => {
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
