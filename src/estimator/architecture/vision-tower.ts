import type { LayerGroup, Linear, Stack } from "./architecture.ts";
import {
  type Names,
  type NormKind,
  OUT_PROJ_NAMES,
  type QkNorm,
  attentionBlock,
  denseLinears,
  linear,
  normParameters,
} from "./blocks.ts";
import { type Config, layerCount, positive, ratio } from "./fields.ts";

/**
 * Image towers with the projector that hands their patches to the text model. Each is counted as its
 * transformers implementation builds it (4.57, src/transformers/models/<type>/modeling_<type>.py).
 */
export type Tower = {
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

export const sizesOf = (
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

export const CLIP_TRAITS = {
  norm: "layer",
  gated: false,
  attentionBias: true,
  outBias: true,
  mlpBias: true,
  qkNorm: "none",
  names: OUT_PROJ_NAMES,
  otherPerLayer: 0,
} as const;

export const layersOf = (
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

export const stackOf = (
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

export const patches = (width: number, patch: number, bias: boolean, frames = 1): Linear =>
  linear("patch_embedding", 3 * frames * patch * patch, width, "embedding", bias);

export const project = (name: string, from: number, to: number, bias = true): Linear =>
  linear(name, from, to, "projector", bias);

/** Image tokens along one side. */
export const side = (vision: Config, image: number, patch: number): number =>
  Math.floor((positive(vision, "image_size") ?? image) / patch);
