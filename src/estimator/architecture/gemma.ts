import type { Architecture, LayerGroup, Stack } from "./architecture.ts";
import { linear } from "./blocks.ts";
import { flag, positive, size, type Config } from "./fields.ts";

/**
 * What Gemma 4 adds to a decoder: per-layer embeddings with a gate in each layer, MLPs of double width
 * in the layers that share another's keys and values, and one scale for each layer.
 */
export const gemmaPerLayer = (text: Architecture, config: Config): Architecture => {
  const [stack, ...others] = text.stacks;
  if (stack === undefined) return text;
  const d = stack.hiddenSize;
  const perLayer = size(config, "hidden_size_per_layer_input") ?? 0;
  const layers = stack.layers.reduce((sum, group) => sum + group.count, 0);
  const sharing = Math.min(layers, size(config, "num_kv_shared_layers") ?? 0);
  const wide = flag(config, "use_double_wide_mlp") === true && sharing > 0;
  const gated = (group: LayerGroup): LayerGroup => ({
    ...group,
    linears: [
      ...group.linears,
      ...(perLayer > 0
        ? [
            linear("per_layer_input_gate", d, perLayer, "mlp"),
            linear("per_layer_projection", perLayer, d, "mlp"),
          ]
        : []),
    ],
    normParameters: group.normParameters + (perLayer > 0 ? d : 0),
    otherParameters: group.otherParameters + 1,
  });
  const widened = (group: LayerGroup): LayerGroup => ({
    ...group,
    mlp:
      group.mlp.kind === "dense"
        ? { ...group.mlp, intermediateSize: 2 * group.mlp.intermediateSize }
        : group.mlp,
    linears: group.linears.map((item) => {
      if (item.role !== "mlp" || item.name.startsWith("per_layer")) return item;
      return item.outFeatures === d
        ? { ...item, inFeatures: 2 * item.inFeatures }
        : { ...item, outFeatures: 2 * item.outFeatures };
    }),
  });
  const groups = stack.layers.map(gated).flatMap((group) => {
    if (!wide) return [group];
    // The last layers share; each kind of layer has its part of them.
    const doubled = Math.round((group.count * sharing) / layers);
    return [
      { ...group, count: group.count - doubled },
      { ...widened(group), count: doubled },
    ].filter((part) => part.count > 0);
  });
  const rows = positive(config, "vocab_size_per_layer_input") ?? text.vocabSize;
  return {
    ...text,
    embeddings:
      perLayer > 0
        ? [...text.embeddings, { name: "embed_tokens_per_layer", rows, width: layers * perLayer }]
        : text.embeddings,
    stacks: [
      {
        ...stack,
        layers: groups,
        linears:
          perLayer > 0
            ? [
                ...stack.linears,
                linear("per_layer_model_projection", d, layers * perLayer, "projector"),
              ]
            : stack.linears,
        otherParameters: stack.otherParameters + (perLayer > 0 ? perLayer : 0),
      },
      ...others,
    ],
  };
};

/**
 * Gemma 3n: a decoder with four parallel residual streams (AltUp), a low-rank side path (LAuReL) and
 * per-layer embeddings (transformers 4.57, modeling_gemma3n.py). Its text part plus one constant gives both
 * published totals, so that the constant is what the MobileNet and the audio tower come to.
 */
const GEMMA_3N_TOWERS = 983_281_504;

export const gemma3n = (text: Architecture, config: Config): Architecture => {
  const [stack] = text.stacks;
  if (stack === undefined) return text;
  const d = stack.hiddenSize;
  const streams = Math.min(16, positive(config, "altup_num_inputs") ?? 4);
  const rank = positive(config, "laurel_rank") ?? 64;
  const perLayer = positive(config, "hidden_size_per_layer_input") ?? 256;
  const rows = positive(config, "vocab_size_per_layer_input") ?? 262_144;
  const layers = stack.layers.reduce((sum, group) => sum + group.count, 0);
  const towers: Stack = {
    role: "vision",
    hiddenSize: d,
    norm: "rms",
    layers: [],
    linears: [],
    otherParameters: GEMMA_3N_TOWERS,
  };
  return {
    ...text,
    kind: "vision-language",
    embeddings: [
      ...text.embeddings,
      { name: "embed_tokens_per_layer", rows, width: layers * perLayer },
    ],
    stacks: [
      {
        ...stack,
        layers: stack.layers.map((group) => ({
          ...group,
          linears: [
            ...group.linears,
            linear("linear_left", d, rank, "mlp"),
            linear("linear_right", rank, d, "mlp"),
            linear("per_layer_input_gate", d, perLayer, "mlp"),
            linear("per_layer_projection", perLayer, d, "mlp"),
            linear("modality_router", d, streams, "router"),
            linear("prediction_coefs", streams, streams * streams, "router"),
            linear("correction_coefs", streams, streams, "router"),
          ],
          normParameters: group.normParameters + 3 * d,
          otherParameters: group.otherParameters + d,
        })),
        linears: [
          linear("per_layer_model_projection", d, layers * perLayer, "projector"),
          ...Array.from({ length: 2 * Math.max(0, streams - 1) }, () =>
            linear("altup_projections", d, d, "projector"),
          ),
        ],
        otherParameters: stack.otherParameters + perLayer,
      },
      towers,
    ],
  };
};

/**
 * Gemma 4's audio encoder: what the published totals of E2B and E4B leave over text and vision, less a
 * projection of 1536 to the hidden size, is the same number for both.
 */
export const gemma4Audio = (d: number): Stack => ({
  role: "audio",
  hiddenSize: 1536,
  norm: "rms",
  layers: [],
  linears: [linear("embedding_projection", 1536, d, "projector")],
  otherParameters: 304_825_536,
});
