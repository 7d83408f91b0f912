import type { Architecture, LayerGroup, Linear, Stack } from "./architecture.ts";
import { linear } from "./blocks.ts";
import { flag, positive, sizes, words, type Config } from "./fields.ts";
import { right, wrong, type Result } from "../../problem.ts";

/**
 * The UNet of Stable Diffusion 1, 2 and XL as diffusers (0.35, UNet2DConditionModel) builds it: residual
 * blocks of two 3x3 convolutions with a time projection, transformer blocks with cross-attention on
 * the levels that have them. A convolution counts as the linear map of its patch.
 */
type Counted = { linears: Linear[]; norms: number };

const convolution = (name: string, from: number, to: number, kernel = 3): Linear =>
  linear(name, kernel * kernel * from, to, "projector", true);

const residual = (from: number, to: number, time: number): Counted => ({
  linears: [
    convolution("conv1", from, to),
    linear("time_emb_proj", time, to, "conditioning", true),
    convolution("conv2", to, to),
    ...(from === to ? [] : [convolution("conv_shortcut", from, to, 1)]),
  ],
  norms: 2 * from + 2 * to,
});

const transformer = (width: number, depth: number, context: number): Counted => ({
  linears: [
    linear("proj_in", width, width, "projector", true),
    ...Array.from({ length: depth }, () => [
      ...["to_q", "to_k", "to_v"].map((name) => linear(name, width, width, "attention")),
      linear("to_out.0", width, width, "attention", true),
      linear("to_q", width, width, "crossAttention"),
      linear("to_k", context, width, "crossAttention"),
      linear("to_v", context, width, "crossAttention"),
      linear("to_out.0", width, width, "crossAttention", true),
      linear("ff.net.0.proj", width, 8 * width, "mlp", true),
      linear("ff.net.2", 4 * width, width, "mlp", true),
    ]).flat(),
    linear("proj_out", width, width, "projector", true),
  ],
  norms: 2 * width + depth * 6 * width,
});

const perLevel = (config: Config, name: string, levels: number, otherwise: number): number[] => {
  const one = positive(config, name);
  const given = one === undefined ? sizes(config, name) : undefined;
  return Array.from({ length: levels }, (_, index) => given?.[index] ?? one ?? otherwise);
};

export const readUNet = (config: Config): Result<Architecture> => {
  const widths = sizes(config, "block_out_channels");
  const first = widths?.[0];
  if (widths === undefined || first === undefined || widths.length > 8)
    return wrong({
      path: "block_out_channels",
      message: "The architecture of this UNet lacks block_out_channels.",
    });
  const levels = widths.length;
  const context = positive(config, "cross_attention_dim") ?? 768;
  const each = Math.min(6, positive(config, "layers_per_block") ?? 2);
  const depths = perLevel(config, "transformer_layers_per_block", levels, 1).map((depth) =>
    Math.min(depth, 20),
  );
  const heads = perLevel(config, "attention_head_dim", levels, 8);
  const kinds = words(config, "down_block_types");
  const attends = (level: number): boolean =>
    kinds === undefined ? level < levels - 1 : (kinds[level] ?? "").startsWith("CrossAttn");
  const time = 4 * first;
  const linears: Linear[] = [];
  let norms = 0;
  const layers: LayerGroup[] = [];
  const at = (index: number): number => widths[index] ?? first;

  const addResidual = (from: number, to: number): void => {
    const block = residual(from, to, time);
    linears.push(...block.linears);
    norms += block.norms;
  };
  const addTransformer = (level: number): void => {
    const width = at(level);
    const depth = depths[level] ?? 1;
    const block = transformer(width, depth, context);
    const count = Math.max(1, heads[level] ?? 8);
    const headDim = Math.max(1, Math.floor(width / count));
    layers.push({
      count: 1,
      mixer: {
        kind: "attention",
        heads: count,
        keyValueHeads: count,
        headDim,
        valueHeadDim: headDim,
        causal: false,
        qkNorm: false,
        cross: { heads: count, keyValueHeads: count, headDim },
      },
      mlp: { kind: "dense", intermediateSize: 4 * width, gated: true, activation: "geglu" },
      linears: block.linears,
      norms: 3 * depth + 1,
      normParameters: block.norms,
      otherParameters: 0,
    });
  };

  const skips = [first];
  let current = first;
  for (let level = 0; level < levels; level++) {
    for (let index = 0; index < each; index++) {
      addResidual(current, at(level));
      current = at(level);
      if (attends(level)) addTransformer(level);
      skips.push(current);
    }
    if (level < levels - 1) {
      linears.push(convolution("downsample", current, current));
      skips.push(current);
    }
  }
  addResidual(current, current);
  addTransformer(levels - 1);
  addResidual(current, current);
  for (let level = levels - 1; level >= 0; level--) {
    for (let index = 0; index <= each; index++) {
      addResidual(current + (skips.pop() ?? first), at(level));
      current = at(level);
      if (attends(level)) addTransformer(level);
    }
    if (level > 0) linears.push(convolution("upsample", current, current));
  }
  const added = positive(config, "projection_class_embeddings_input_dim");
  const embed = (name: string, from: number): Linear[] => [
    linear(`${name}.linear_1`, from, time, "conditioning", true),
    linear(`${name}.linear_2`, time, time, "conditioning", true),
  ];
  linears.push(
    convolution("conv_in", positive(config, "in_channels") ?? 4, first),
    convolution("conv_out", first, positive(config, "out_channels") ?? 4),
    ...embed("time_embedding", first),
    ...(added === undefined ? [] : embed("add_embedding", added)),
  );
  const stack: Stack = {
    role: "diffusion",
    hiddenSize: first,
    norm: "layer",
    layers,
    linears,
    otherParameters: norms + 2 * first,
  };
  return right({
    modelType: "unet",
    kind: "diffusion",
    hiddenSize: first,
    vocabSize: 0,
    embeddings: [],
    tiedEmbeddings: false,
    stacks: [stack],
    uncertain:
      flag(config, "class_embed_type") === true ? ["Class embeddings are not counted."] : [],
  });
};
