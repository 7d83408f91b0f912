import type { Problem } from "../../problem.ts";
import type { LayerGroup, Linear } from "./architecture.ts";

export const lacks = (field: string): Problem => ({
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

export const group = (
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
