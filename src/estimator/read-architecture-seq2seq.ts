import type { Architecture, LayerGroup, Linear, Stack } from "./architecture.ts";
import { linear } from "./architecture-blocks.ts";
import { DEFAULTS } from "./architecture-defaults.ts";
import { flag, layerCount, positive, word, type Config } from "./architecture-fields.ts";
import { right, wrong, type Problem, type Result } from "../problem.ts";

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

const lacks = (field: string): Problem => ({
  path: field,
  message: `The architecture lacks ${field}: without it there is nothing to count.`,
});

type Side = {
  d: number;
  heads: number;
  headDim: number;
  count: number;
  inner: number;
  causal: boolean;
  cross: boolean;
};

const group = (
  side: Side,
  linears: Linear[],
  gated: boolean,
  activation: string,
  normWidth: number,
): LayerGroup => {
  const { heads, headDim, count, inner, causal, cross } = side;
  return {
    count,
    mixer: {
      kind: "attention",
      heads,
      keyValueHeads: heads,
      headDim,
      valueHeadDim: headDim,
      causal,
      qkNorm: false,
      ...(cross ? { cross: { heads, keyValueHeads: heads, headDim } } : {}),
    },
    mlp: { kind: "dense", intermediateSize: inner, gated, activation },
    linears,
    norms: cross ? 3 : 2,
    normParameters: (cross ? 3 : 2) * normWidth,
    otherParameters: 0,
  };
};

const readT5 = (given: Config, modelType: string): Result<Architecture> => {
  const config = { ...DEFAULTS[modelType === "mt5" ? "mt5" : "t5"], ...given };
  const d = positive(given, "d_model", "hidden_size") ?? positive(config, "d_model");
  const heads =
    positive(given, "num_heads", "num_attention_heads") ?? positive(config, "num_heads");
  const headDim =
    positive(given, "d_kv", "head_dim") ??
    (d !== undefined && heads !== undefined && positive(given, "hidden_size") !== undefined
      ? Math.floor(d / heads)
      : positive(config, "d_kv"));
  const inner = positive(given, "d_ff", "intermediate_size") ?? positive(config, "d_ff");
  const layers =
    layerCount(given, "num_layers", "num_hidden_layers") ?? layerCount(config, "num_layers");
  const vocab = positive(config, "vocab_size");
  if (d === undefined || layers === undefined)
    return wrong(lacks(d === undefined ? "d_model" : "num_layers"));
  if (heads === undefined || headDim === undefined) return wrong(lacks("num_heads"));
  if (inner === undefined || vocab === undefined) return wrong(lacks("d_ff"));
  const gated =
    (word(config, "feed_forward_proj") ?? (modelType === "t5" ? "relu" : "gated-gelu")).startsWith(
      "gated",
    ) || flag(config, "is_gated_act") === true;
  const width = heads * headDim;
  const attention = (role: "attention" | "crossAttention"): Linear[] => [
    linear("q", d, width, role),
    linear("k", d, width, role),
    linear("v", d, width, role),
    linear("o", width, d, role),
  ];
  const mlp = [
    ...(gated
      ? [linear("wi_0", d, inner, "mlp"), linear("wi_1", d, inner, "mlp")]
      : [linear("wi", d, inner, "mlp")]),
    linear("wo", inner, d, "mlp"),
  ];
  const buckets = positive(config, "relative_attention_num_buckets") ?? 32;
  const tied = flag(config, "tie_word_embeddings") ?? true;
  const stack = (role: "encoder" | "decoder", count: number): Stack => {
    const cross = role === "decoder";
    const layer = group(
      { d, heads, headDim, count, inner, causal: cross, cross },
      [...attention("attention"), ...(cross ? attention("crossAttention") : []), ...mlp],
      gated,
      gated ? "gelu" : "relu",
      d,
    );
    if (modelType === "umt5") layer.otherParameters = buckets * heads;
    return {
      role,
      hiddenSize: d,
      norm: "rms",
      layers: [layer],
      linears: [],
      otherParameters: (modelType === "umt5" ? 0 : buckets * heads) + d,
    };
  };
  return right({
    modelType,
    kind: "encoder-decoder",
    hiddenSize: d,
    vocabSize: vocab,
    embeddings: [{ name: "shared", rows: vocab, width: d }],
    tiedEmbeddings: tied,
    ...(tied ? {} : { head: linear("lm_head", d, vocab, "head") }),
    stacks: [
      stack("encoder", layers),
      stack("decoder", layerCount(config, "num_decoder_layers") ?? layers),
    ],
    uncertain:
      modelType === "switch_transformers" ? ["Switch Transformers' experts are not counted."] : [],
  });
};

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
    uncertain: [],
  });
};

export const readSeq2Seq = (config: Config, modelType: string): Result<Architecture> =>
  T5_LINE.has(modelType) ? readT5(config, modelType) : readBartOrWhisper(config, modelType);
