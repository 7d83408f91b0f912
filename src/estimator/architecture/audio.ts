import type { Stack } from "./architecture.ts";
import { linear } from "./blocks.ts";
import { type Config, layerCount, positive, record } from "./fields.ts";

/** An audio encoder in Whisper's line, by its sizes. */
export const audioStack = (config: Config, out: number): Stack | undefined => {
  const audio = record(config, "audio_config");
  if (audio === undefined) return undefined;
  const d = positive(audio, "d_model", "hidden_size");
  const layers = layerCount(audio, "encoder_layers", "num_hidden_layers");
  const inner = positive(audio, "encoder_ffn_dim", "intermediate_size");
  if (d === undefined || layers === undefined || inner === undefined) return undefined;
  const heads = positive(audio, "encoder_attention_heads", "num_attention_heads") ?? 16;
  const headDim = Math.max(1, Math.floor(d / heads));
  return {
    role: "audio",
    hiddenSize: d,
    norm: "layer",
    layers: [
      {
        count: layers,
        mixer: {
          kind: "attention",
          heads,
          keyValueHeads: heads,
          headDim,
          valueHeadDim: headDim,
          causal: false,
          qkNorm: false,
        },
        mlp: { kind: "dense", intermediateSize: inner, gated: false, activation: "gelu" },
        linears: [
          ...["q_proj", "k_proj", "v_proj", "out_proj"].map((name) =>
            linear(name, d, d, "attention", name !== "k_proj"),
          ),
          linear("fc1", d, inner, "mlp", true),
          linear("fc2", inner, d, "mlp", true),
        ],
        norms: 2,
        normParameters: 4 * d,
        otherParameters: 0,
      },
    ],
    linears: [
      linear("conv1", 3 * (positive(audio, "num_mel_bins") ?? 128), d, "embedding", true),
      linear("conv2", 3 * d, d, "embedding", true),
      linear("proj", d, positive(audio, "output_dim") ?? out, "projector", true),
    ],
    otherParameters: 2 * d,
  };
};
