import { attentionBlock } from "./blocks.ts";
import type { Sizes } from "./decoder-sizes.ts";
import { type Config, flag, positive } from "./fields.ts";
import { type MixerKey, windowOf } from "./layer-kinds.ts";
import {
  type MixerBlock,
  deltaNet,
  latentAttention,
  lightning,
  mamba1,
  mamba2,
  shortConvolution,
} from "./mixers.ts";
import type { Traits } from "./families.ts";

export const mixerOf = (
  config: Config,
  family: string,
  traits: Traits,
  sized: Sizes,
  key: MixerKey,
): MixerBlock | undefined => {
  const { d, heads, headDim } = sized;
  switch (key) {
    case "none":
      return undefined;
    case "mamba1":
      return mamba1(config, d, family === "jamba");
    case "mamba2":
      return mamba2(config, d);
    case "deltaNet":
      return deltaNet(config, d, family !== "qwen3_next");
    case "shortConvolution":
      return shortConvolution(config, d);
    case "lightning":
      return lightning(d, heads, headDim);
    case "full":
    case "sliding":
      break;
  }
  if (positive(config, "kv_lora_rank") !== undefined)
    return latentAttention(config, d, heads, traits.qkvBias);
  const window = key === "sliding" ? windowOf(config, family) : undefined;
  const globalHead = key === "full" ? positive(config, "global_head_dim") : undefined;
  const block = attentionBlock({
    hiddenSize: d,
    heads,
    keyValueHeads:
      (key === "full" ? positive(config, "num_global_key_value_heads") : undefined) ??
      sized.keyValueHeads,
    headDim: globalHead ?? headDim,
    qkvBias: traits.qkvBias,
    outBias: traits.outBias,
    qkNorm: traits.qkNorm,
    names: traits.names,
    gated: traits.gatedAttention,
    keyEqualsValue: key === "full" && flag(config, "attention_k_eq_v") === true,
    causal: true,
    ...(window === undefined ? {} : { window }),
  });
  if (family !== "falcon_h1") return { ...block, otherParameters: 0 };
  // Falcon-H1 runs Mamba-2 beside the attention of each layer.
  const beside = mamba2(config, d);
  return {
    block: block.block,
    linears: [...block.linears, ...beside.linears],
    normParameters:
      block.normParameters + (flag(config, "mamba_rms_norm") === true ? beside.normParameters : 0),
    otherParameters: beside.otherParameters,
  };
};
