import type { Architecture, LayerGroup, Linear } from "./architecture.ts";
import { linear } from "./blocks.ts";
import { flag, layerCount, positive, sizes, word, type Config } from "./fields.ts";
import { right, wrong, type Result } from "../../problem.ts";

/**
 * Diffusion transformers as diffusers (0.35) builds them: joint blocks, where image and text each have their
 * own maps and attend together, then single blocks. The text encoders and the VAE are not part of them.
 */
const CLASSES: Record<string, string> = {
  FluxTransformer2DModel: "flux",
  SD3Transformer2DModel: "sd3",
  QwenImageTransformer2DModel: "qwenimage",
};

export const diffusionType = (config: Config): string | undefined => {
  const name = CLASSES[word(config, "_class_name") ?? ""];
  if (name !== undefined) return name;
  const modelType = word(config, "model_type") ?? "";
  return ["flux", "sd3", "qwenimage"].includes(modelType) ? modelType : undefined;
};

export const isUNet = (config: Config): boolean =>
  word(config, "_class_name") === "UNet2DConditionModel" || word(config, "model_type") === "unet";

const condition = (name: string, from: number, to: number): Linear =>
  linear(name, from, to, "conditioning", true);

const embedder = (name: string, from: number, d: number): Linear[] => [
  condition(`${name}.linear_1`, from, d),
  condition(`${name}.linear_2`, d, d),
];

const attentionOf = (d: number, added: boolean, addedOut = added): Linear[] => {
  const map = (name: string): Linear => linear(name, d, d, "attention", true);
  return [
    ...["to_q", "to_k", "to_v", "to_out.0"].map(map),
    ...(added ? ["add_q_proj", "add_k_proj", "add_v_proj"].map(map) : []),
    ...(addedOut ? [map("to_add_out")] : []),
  ];
};

const feedForward = (name: string, d: number, inner: number): Linear[] => [
  linear(`${name}.net.0.proj`, d, inner, "mlp", true),
  linear(`${name}.net.2`, inner, d, "mlp", true),
];

export const readDiffusion = (config: Config, modelType: string): Result<Architecture> => {
  const heads = positive(config, "num_attention_heads");
  const headDim = positive(config, "attention_head_dim", "head_dim");
  const stated = positive(config, "hidden_size", "inner_dim");
  const d = stated ?? (heads === undefined || headDim === undefined ? undefined : heads * headDim);
  if (heads === undefined || d === undefined)
    return wrong({
      path: "num_attention_heads",
      message: "The architecture lacks num_attention_heads and attention_head_dim.",
    });
  const inner = positive(config, "intermediate_size") ?? 4 * d;
  const width = Math.max(1, Math.floor(d / heads));
  const layers = layerCount(config, "num_layers", "num_hidden_layers");
  if (layers === undefined)
    return wrong({ path: "num_layers", message: "The architecture lacks num_layers." });
  const group = (
    count: number,
    linears: Linear[],
    normed: number,
    streams: number,
  ): LayerGroup => ({
    count,
    mixer: {
      kind: "attention",
      heads,
      keyValueHeads: heads,
      headDim: width,
      valueHeadDim: width,
      causal: false,
      qkNorm: normed > 0,
    },
    mlp: { kind: "dense", intermediateSize: inner, gated: false, activation: "gelu" },
    linears,
    norms: 2 * streams,
    normParameters: normed,
    otherParameters: 0,
  });
  const channels = positive(config, "in_channels");
  const jointWidth = positive(config, "joint_attention_dim");
  const pooledWidth = positive(config, "pooled_projection_dim");
  const groups: LayerGroup[] = [];
  let outside: Linear[] = [];
  let other = 0;

  if (modelType === "flux") {
    const single = layerCount(config, "num_single_layers") ?? 38;
    const double = layerCount(config, "num_layers") ?? 19;
    const joint = [
      condition("norm1.linear", d, 6 * d),
      condition("norm1_context.linear", d, 6 * d),
      ...attentionOf(d, true),
      ...feedForward("ff", d, inner),
      ...feedForward("ff_context", d, inner),
    ];
    groups.push(group(double, joint, 4 * width, 2));
    groups.push(
      group(
        single,
        [
          condition("norm.linear", d, 3 * d),
          ...["to_q", "to_k", "to_v"].map((name) => linear(name, d, d, "attention", true)),
          linear("proj_mlp", d, inner, "mlp", true),
          linear("proj_out", d + inner, d, "mlp", true),
        ],
        2 * width,
        1,
      ),
    );
    const input = channels ?? 64;
    outside = [
      linear("x_embedder", input, d, "embedding", true),
      linear("context_embedder", jointWidth ?? 4096, d, "embedding", true),
      ...embedder("timestep_embedder", 256, d),
      ...embedder("text_embedder", pooledWidth ?? 768, d),
      ...(flag(config, "guidance_embeds") === true ? embedder("guidance_embedder", 256, d) : []),
      condition("norm_out.linear", d, 2 * d),
      linear("proj_out", d, input, "projector", true),
    ];
  } else if (modelType === "qwenimage") {
    const joint = [
      condition("img_mod.1", d, 6 * d),
      condition("txt_mod.1", d, 6 * d),
      ...attentionOf(d, true),
      ...feedForward("img_mlp", d, inner),
      ...feedForward("txt_mlp", d, inner),
    ];
    groups.push(group(layers, joint, 4 * width, 2));
    const text = jointWidth ?? 3584;
    const input = channels ?? 64;
    outside = [
      linear("img_in", input, d, "embedding", true),
      linear("txt_in", text, d, "embedding", true),
      ...embedder("timestep_embedder", 256, d),
      condition("norm_out.linear", d, 2 * d),
      linear("proj_out", d, input, "projector", true),
    ];
    other = text;
  } else {
    const dual = new Set(sizes(config, "dual_attention_layers") ?? []);
    const normed = word(config, "qk_norm") === "rms_norm" || flag(config, "qk_norm") === true;
    const build = (last: boolean, second: boolean): LayerGroup =>
      group(
        1,
        [
          condition("norm1.linear", d, (second ? 9 : 6) * d),
          condition("norm1_context.linear", d, (last ? 2 : 6) * d),
          ...attentionOf(d, true, !last),
          ...(second ? attentionOf(d, false) : []),
          ...feedForward("ff", d, inner),
          ...(last ? [] : feedForward("ff_context", d, inner)),
        ],
        normed ? (second ? 6 : 4) * width : 0,
        2,
      );
    const duals = [...dual].filter((index) => index < layers - 1).length;
    if (duals > 0) groups.push({ ...build(false, true), count: duals });
    if (layers - 1 - duals > 0) groups.push({ ...build(false, false), count: layers - 1 - duals });
    groups.push(build(true, dual.has(layers - 1)));
    const patch = positive(config, "patch_size") ?? 2;
    const input = (channels ?? 16) * patch * patch;
    outside = [
      linear("pos_embed.proj", input, d, "embedding", true),
      linear("context_embedder", jointWidth ?? 4096, d, "embedding", true),
      ...embedder("timestep_embedder", 256, d),
      ...embedder("text_embedder", pooledWidth ?? 2048, d),
      condition("norm_out.linear", d, 2 * d),
      linear("proj_out", d, input, "projector", true),
    ];
  }
  return right({
    modelType,
    kind: "diffusion",
    hiddenSize: d,
    vocabSize: 0,
    embeddings: [],
    tiedEmbeddings: false,
    stacks: [
      {
        role: "diffusion",
        hiddenSize: d,
        norm: "layer",
        layers: groups,
        linears: outside,
        otherParameters: other,
      },
    ],
    uncertain: [],
  });
};
