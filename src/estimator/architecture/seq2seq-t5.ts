import { type Result, right, wrong } from "../../problem.ts";
import type { Architecture, Linear, Stack } from "./architecture.ts";
import { linear } from "./blocks.ts";
import { DEFAULTS } from "./defaults.ts";
import { type Config, flag, layerCount, positive, word } from "./fields.ts";
import { group, lacks } from "./seq2seq-group.ts";

export const readT5 = (given: Config, modelType: string): Result<Architecture> => {
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
