import { type Result, right, wrong } from "../../problem.ts";
import type { Architecture, Linear, Stack } from "./architecture.ts";
import { linear } from "./blocks.ts";
import { type Config, layerCount, positive } from "./fields.ts";
import { group, lacks } from "./seq2seq-group.ts";
import { readT5 } from "./seq2seq-t5.ts";

/** Encoder-decoders: T5 and its line, BART and its line, Whisper. */
const T5_LINE = new Set(["t5", "mt5", "umt5", "longt5", "switch_transformers"]);

const BART_LINE = new Set([
  "bart",
  "mbart",
  "pegasus",
  "m2m_100",
  "marian",
  "blenderbot",
  "plbart",
  "nllb",
]);

export const isSeq2Seq = (modelType: string): boolean =>
  T5_LINE.has(modelType) || BART_LINE.has(modelType) || modelType === "whisper";

const readBartOrWhisper = (config: Config, modelType: string): Result<Architecture> => {
  const whisper = modelType === "whisper";
  const d = positive(config, "d_model", "hidden_size");
  const layers = layerCount(config, "encoder_layers", "num_hidden_layers");
  const heads = positive(config, "encoder_attention_heads", "num_attention_heads");
  const vocab = positive(config, "vocab_size");
  if (d === undefined) return wrong(lacks("d_model"));
  if (layers === undefined) return wrong(lacks("encoder_layers"));
  if (heads === undefined) return wrong(lacks("encoder_attention_heads"));
  if (vocab === undefined) return wrong(lacks("vocab_size"));
  const inner = positive(config, "encoder_ffn_dim", "intermediate_size") ?? 4 * d;
  const headDim = Math.max(1, Math.floor(d / heads));
  const attention = (role: "attention" | "crossAttention"): Linear[] => [
    linear("q_proj", d, d, role, true),
    linear("k_proj", d, d, role, !whisper),
    linear("v_proj", d, d, role, true),
    linear("out_proj", d, d, role, true),
  ];
  const learned = whisper || ["bart", "mbart", "plbart"].includes(modelType);
  const finalNorm =
    whisper || ["mbart", "pegasus", "m2m_100", "nllb", "blenderbot"].includes(modelType);
  const embeddingNorm = ["bart", "mbart", "plbart"].includes(modelType);
  const stack = (role: "encoder" | "decoder", count: number, width: number): Stack => {
    const cross = role === "decoder";
    return {
      role,
      hiddenSize: d,
      norm: "layer",
      layers: [
        group(
          { d, heads, headDim, count, inner: width, causal: cross, cross },
          [
            ...attention("attention"),
            ...(cross ? attention("crossAttention") : []),
            linear("fc1", d, width, "mlp", true),
            linear("fc2", width, d, "mlp", true),
          ],
          false,
          "gelu",
          2 * d,
        ),
      ],
      linears:
        whisper && !cross
          ? [
              linear("conv1", 3 * (positive(config, "num_mel_bins") ?? 80), d, "embedding", true),
              linear("conv2", 3 * d, d, "embedding", true),
            ]
          : [],
      otherParameters: (finalNorm ? 2 * d : 0) + (embeddingNorm ? 2 * d : 0),
      ...(whisper && !cross
        ? { fixedTokens: positive(config, "max_source_positions") ?? 1500 }
        : {}),
    };
  };
  const rows = (positive(config, "max_position_embeddings") ?? 1024) + 2;
  const positions = whisper
    ? [
        {
          name: "encoder.embed_positions",
          rows: positive(config, "max_source_positions") ?? 1500,
          width: d,
        },
        {
          name: "decoder.embed_positions",
          rows: positive(config, "max_target_positions") ?? 448,
          width: d,
        },
      ]
    : learned
      ? [
          { name: "encoder.embed_positions", rows, width: d },
          { name: "decoder.embed_positions", rows, width: d },
        ]
      : [];
  return right({
    modelType,
    kind: whisper ? "speech" : "encoder-decoder",
    hiddenSize: d,
    vocabSize: vocab,
    embeddings: [{ name: "shared", rows: vocab, width: d }, ...positions],
    tiedEmbeddings: true,
    stacks: [
      stack("encoder", layers, inner),
      stack(
        "decoder",
        layerCount(config, "decoder_layers") ?? layers,
        positive(config, "decoder_ffn_dim") ?? inner,
      ),
    ],
    maxPositions: whisper
      ? (positive(config, "max_target_positions") ?? 448)
      : (positive(config, "max_position_embeddings") ?? 1024),
    uncertain: [],
  });
};

export const readSeq2Seq = (config: Config, modelType: string): Result<Architecture> =>
  T5_LINE.has(modelType) ? readT5(config, modelType) : readBartOrWhisper(config, modelType);
