import { own } from "../../own.ts";
import type { Architecture, LayerGroup, Linear, Stack } from "./architecture.ts";
import { linear, normParameters, type NormKind } from "./blocks.ts";
import { DEFAULTS, withDefaults } from "./defaults.ts";
import { flag, layerCount, positive, size, words, type Config } from "./fields.ts";
import { right, wrong, type Result } from "../../problem.ts";

/** Encoders in BERT's line: every token sees every other, a dense or gated MLP, no language head. */
type EncoderNames = { q: string; k: string; v: string; o: string; up: string; down: string };

const BERT_NAMES: EncoderNames = {
  q: "query",
  k: "key",
  v: "value",
  o: "attention.output.dense",
  up: "intermediate.dense",
  down: "output.dense",
};
const NAMES: Record<string, EncoderNames> = {
  distilbert: { q: "q_lin", k: "k_lin", v: "v_lin", o: "out_lin", up: "lin1", down: "lin2" },
  "deberta-v2": { ...BERT_NAMES, q: "query_proj", k: "key_proj", v: "value_proj" },
  mpnet: { ...BERT_NAMES, q: "q", k: "k", v: "v", o: "o" },
};

export const ENCODERS = new Set([
  "bert",
  "roberta",
  "xlm-roberta",
  "xlm-roberta-xl",
  "camembert",
  "distilbert",
  "deberta-v2",
  "electra",
  "ernie",
  "mpnet",
  "esm",
  "modernbert",
]);

type EncoderSizes = { d: number; layers: number; heads: number; inner: number; vocab: number };

const layer = (
  { d, layers, heads, inner }: EncoderSizes,
  linears: Linear[],
  norm: NormKind,
  gated: boolean,
): LayerGroup => ({
  count: layers,
  mixer: {
    kind: "attention",
    heads,
    keyValueHeads: heads,
    headDim: Math.max(1, Math.floor(d / heads)),
    valueHeadDim: Math.max(1, Math.floor(d / heads)),
    causal: false,
    qkNorm: false,
  },
  mlp: { kind: "dense", intermediateSize: inner, gated, activation: "gelu" },
  linears,
  norms: 2,
  normParameters: 2 * normParameters(norm, d),
  otherParameters: 0,
});

const modernBert = (config: Config, sized: EncoderSizes): Architecture => {
  const { d, layers, inner, vocab } = sized;
  const base = layer(
    sized,
    [
      linear("Wqkv", d, 3 * d, "attention"),
      linear("attn.Wo", d, d, "attention"),
      linear("Wi", d, 2 * inner, "mlp"),
      linear("mlp.Wo", inner, d, "mlp"),
    ],
    "layerWithoutBias",
    true,
  );
  const every = positive(config, "global_attn_every_n_layers") ?? 3;
  const types = words(config, "layer_types");
  const global =
    types === undefined
      ? Math.ceil(layers / every)
      : types.filter((type) => type === "full_attention").length;
  const window = positive(config, "local_attention", "sliding_window") ?? 128;
  const local: LayerGroup = {
    ...base,
    count: layers - global,
    mixer: base.mixer.kind === "attention" ? { ...base.mixer, window } : base.mixer,
  };
  return {
    ...encoderOf(config, "modernbert", sized),
    tiedEmbeddings: true,
    stacks: [
      {
        role: "encoder",
        hiddenSize: d,
        norm: "layer",
        layers: [{ ...base, count: global }, ...(local.count > 0 ? [local] : [])],
        linears: [linear("head.dense", d, d, "projector")],
        // Embedding norm and final norm; the first layer has no attention norm; the head's norm and bias.
        otherParameters: 2 * d - d + d + vocab,
      },
    ],
  };
};

const encoderOf = (config: Config, modelType: string, { d, vocab }: EncoderSizes): Architecture => {
  const positions = positive(config, "max_position_embeddings");
  return {
    modelType,
    kind: "encoder",
    hiddenSize: d,
    vocabSize: vocab,
    embeddings: [{ name: "word_embeddings", rows: vocab, width: d }],
    tiedEmbeddings: true,
    ...(positions === undefined ? {} : { maxPositions: positions }),
    stacks: [],
    uncertain: [],
  };
};

export const readEncoder = (given: Config, modelType: string): Result<Architecture> => {
  const family = modelType === "xlm-roberta" || modelType === "camembert" ? "roberta" : modelType;
  const config = withDefaults(given, own(DEFAULTS, family) === undefined ? "bert" : family);
  const d = positive(config, "hidden_size", "dim");
  const layers = layerCount(config, "num_hidden_layers", "n_layers");
  const heads = positive(config, "num_attention_heads", "n_heads");
  const inner = positive(config, "intermediate_size", "hidden_dim");
  const vocab = positive(config, "vocab_size");
  if (
    d === undefined ||
    layers === undefined ||
    heads === undefined ||
    inner === undefined ||
    vocab === undefined
  )
    return wrong({
      path: "hidden_size",
      message:
        "The architecture lacks the sizes of an encoder (hidden_size, num_hidden_layers ...).",
    });
  const sized = { d, layers, heads, inner, vocab };
  if (modelType === "modernbert") return right(modernBert(config, sized));

  const names = own(NAMES, modelType) ?? BERT_NAMES;
  const attention = (name: string): Linear => linear(name, d, d, "attention", true);
  const group = layer(
    sized,
    [
      attention(names.q),
      attention(names.k),
      attention(names.v),
      attention(names.o),
      linear(names.up, d, inner, "mlp", true),
      linear(names.down, inner, d, "mlp", true),
    ],
    "layer",
    false,
  );
  const base = encoderOf(config, modelType, sized);
  const width = modelType === "electra" ? (positive(config, "embedding_size") ?? d) : d;
  const deberta = modelType === "deberta-v2";
  const learned = deberta ? flag(config, "position_biased_input") === true : modelType !== "esm";
  const rows = positive(config, "max_position_embeddings") ?? 512;
  const types =
    size(config, "type_vocab_size") ??
    (family === "roberta"
      ? 1
      : deberta || ["distilbert", "mpnet", "esm"].includes(modelType)
        ? 0
        : 2);
  const pooler = !deberta && !["distilbert", "electra"].includes(modelType);
  const relative = deberta ? 2 * (positive(config, "position_buckets") ?? 256) : 0;
  const convolution = deberta ? (size(config, "conv_kernel_size") ?? 0) : 0;
  const stack: Stack = {
    role: "encoder",
    hiddenSize: d,
    norm: "layer",
    layers: [group],
    linears: [
      ...(width === d ? [] : [linear("embeddings_project", width, d, "projector", true)]),
      ...(pooler ? [linear("pooler.dense", d, d, "projector", true)] : []),
    ],
    otherParameters:
      2 * width +
      (relative > 0 ? relative * d + 2 * d : 0) +
      (convolution > 0 ? convolution * d * d + d + 2 * d : 0),
  };
  const tables = [
    { name: "word_embeddings", rows: vocab, width },
    ...(learned ? [{ name: "position_embeddings", rows, width }] : []),
    ...(types > 0 ? [{ name: "token_type_embeddings", rows: types, width }] : []),
  ];
  return right({ ...base, embeddings: tables, stacks: [stack] });
};
