import type { Linear, Mlp } from "./architecture.ts";
import { denseLinears, linear } from "./blocks.ts";
import type { Sizes } from "./decoder-sizes.ts";
import { type Config, positive, record, size, sizes } from "./fields.ts";
import { expertCount } from "./layer-kinds.ts";
import type { Traits } from "./families.ts";

export const denseMlp = (traits: Traits, intermediateSize: number): Mlp => ({
  kind: "dense",
  intermediateSize,
  gated: traits.gated,
  activation: traits.activation,
});

export type MlpBlock = { block: Mlp; linears: Linear[]; otherParameters: number };

const sharedWidth = (config: Config, each: number): number =>
  positive(
    config,
    "shared_expert_intermediate_size",
    "moe_shared_expert_intermediate_size",
    "shared_intermediate_size",
  ) ??
  (size(
    config,
    "n_shared_experts",
    "num_shared_experts",
    "num_shared_expert",
    "moe_num_shared_experts",
  ) ??
    sizes(config, "num_shared_expert")?.[0] ??
    0) * each;

export const mixtureOf = (
  config: Config,
  family: string,
  traits: Traits,
  sized: Sizes,
): MlpBlock => {
  const ffn = record(config, "ffn_config");
  const experts = expertCount(config);
  const each =
    positive(
      config,
      "moe_intermediate_size",
      "expert_intermediate_size",
      "expert_ffn_hidden_size",
    ) ??
    sizes(config, "moe_intermediate_size")?.[0] ??
    (family === "llama4_text" ? positive(config, "intermediate_size") : undefined) ??
    sized.intermediate;
  const perToken = Math.min(
    experts,
    positive(
      config,
      "num_experts_per_tok",
      "num_experts_per_token",
      "moe_topk",
      "moe_k",
      "moe_top_k",
      "top_k_experts",
      "num_selected_experts",
    ) ??
      sizes(config, "moe_topk")?.[0] ??
      (ffn === undefined ? undefined : positive(ffn, "moe_top_k")) ??
      1,
  );
  const shared = family === "llama4_text" ? each : sharedWidth(config, each);
  const { d } = sized;
  const expertLinears = denseLinears(
    d,
    each,
    traits.gated,
    traits.mlpBias,
    traits.expertNames,
    "expert",
    experts,
    perToken,
  ).map((item): Linear => (traits.fusedExperts ? { ...item, fused: true } : item));
  const router = linear("gate", d, experts, "router", traits.routerBias);
  return {
    block: {
      kind: "mixture",
      experts,
      expertsPerToken: perToken,
      expertIntermediateSize: each,
      sharedIntermediateSize: shared,
      gated: traits.gated,
      activation: traits.activation,
    },
    linears: [
      router,
      ...expertLinears,
      ...(shared > 0
        ? denseLinears(d, shared, traits.gated, traits.mlpBias, traits.names, "sharedExpert")
        : []),
      ...(shared > 0 && traits.sharedGate ? [linear("shared_expert_gate", d, 1, "router")] : []),
    ],
    otherParameters: 0,
  };
};

/** Gemma 4 mixture layers run a dense MLP beside the experts, each with norms of its own. */
export const besideExperts = (
  config: Config,
  family: string,
  traits: Traits,
  sized: Sizes,
): MlpBlock => {
  const mixture = mixtureOf(config, family, traits, sized);
  if (mixture.block.kind !== "mixture") return mixture;
  const { d, intermediate } = sized;
  return {
    block: { ...mixture.block, sharedIntermediateSize: intermediate },
    linears: [
      ...mixture.linears,
      ...denseLinears(d, intermediate, traits.gated, traits.mlpBias, traits.names, "sharedExpert"),
    ],
    otherParameters: d + mixture.block.experts + 3 * d,
  };
};
