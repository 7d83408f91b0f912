import type { Attention, Linear, Role } from "./architecture.ts";

/** Builders of the linear maps of common blocks. Sizes in numbers; biases as the block has them. */
export const linear = (
  name: string,
  inFeatures: number,
  outFeatures: number,
  role: Role,
  bias = false,
  copies = 1,
  activeCopies = copies,
): Linear => ({ name, inFeatures, outFeatures, bias, role, copies, activeCopies });

export type NormKind = "rms" | "layer" | "layerWithoutBias" | "none";

export const normParameters = (kind: NormKind, width: number): number =>
  kind === "none" ? 0 : kind === "layer" ? 2 * width : width;

export type Names = {
  q: string;
  k: string;
  v: string;
  o: string;
  /** One matrix for the three. */
  qkv?: string;
  gate: string;
  up: string;
  down: string;
  /** One matrix for gate and up. */
  gateUp?: string;
};

export const LLAMA_NAMES: Names = {
  q: "q_proj",
  k: "k_proj",
  v: "v_proj",
  o: "o_proj",
  gate: "gate_proj",
  up: "up_proj",
  down: "down_proj",
};

/** Names of CLIP, SigLIP, BART, Whisper and OPT. */
export const OUT_PROJ_NAMES: Names = {
  q: "q_proj",
  k: "k_proj",
  v: "v_proj",
  o: "out_proj",
  gate: "gate_proj",
  up: "fc1",
  down: "fc2",
};

export type QkNorm = "none" | "head" | "headWithBias" | "full" | "perHead";

export type AttentionShape = {
  hiddenSize: number;
  heads: number;
  keyValueHeads: number;
  headDim: number;
  qkvBias: boolean;
  outBias: boolean;
  /** Whisper: queries and values have a bias, keys none. */
  keyBias?: boolean;
  qkNorm: QkNorm;
  names: Names;
  /** The query matrix also yields a gate of the output's width. */
  gated?: boolean;
  keyEqualsValue?: boolean;
  role?: Role;
  causal: boolean;
  window?: number;
  outWidth?: number;
};

const QK_NORM: Record<QkNorm, (heads: number, keyValueHeads: number, headDim: number) => number> = {
  none: () => 0,
  head: (_heads, _kv, headDim) => 2 * headDim,
  headWithBias: (_heads, _kv, headDim) => 4 * headDim,
  full: (heads, kv, headDim) => (heads + kv) * headDim,
  perHead: (heads, kv, headDim) => (heads + kv) * headDim,
};

export type Block<T> = { block: T; linears: Linear[]; normParameters: number };

export const attentionBlock = (shape: AttentionShape): Block<Attention> => {
  const { hiddenSize, heads, keyValueHeads, headDim, names, qkvBias, outBias } = shape;
  const role = shape.role ?? "attention";
  const queryWidth = heads * headDim * (shape.gated === true ? 2 : 1);
  const keyWidth = keyValueHeads * headDim;
  const out = linear(names.o, heads * headDim, shape.outWidth ?? hiddenSize, role, outBias);
  const input =
    names.qkv === undefined
      ? [
          linear(names.q, hiddenSize, queryWidth, role, qkvBias),
          linear(names.k, hiddenSize, keyWidth, role, shape.keyBias ?? qkvBias),
          ...(shape.keyEqualsValue === true
            ? []
            : [linear(names.v, hiddenSize, keyWidth, role, qkvBias)]),
        ]
      : [linear(names.qkv, hiddenSize, queryWidth + 2 * keyWidth, role, qkvBias)];
  return {
    block: {
      kind: "attention",
      heads,
      keyValueHeads,
      headDim,
      valueHeadDim: headDim,
      causal: shape.causal,
      qkNorm: shape.qkNorm !== "none",
      ...(shape.window === undefined ? {} : { window: shape.window }),
      ...(shape.gated === true ? { gated: true } : {}),
    },
    linears: [...input, out],
    normParameters: QK_NORM[shape.qkNorm](heads, keyValueHeads, headDim),
  };
};

export const denseLinears = (
  hiddenSize: number,
  intermediateSize: number,
  gated: boolean,
  bias: boolean,
  names: Names,
  role: Role = "mlp",
  copies = 1,
  activeCopies = copies,
): Linear[] => {
  const make = (name: string, from: number, to: number): Linear =>
    linear(name, from, to, role, bias, copies, activeCopies);
  const down = make(names.down, intermediateSize, hiddenSize);
  if (!gated) return [make(names.up, hiddenSize, intermediateSize), down];
  if (names.gateUp !== undefined)
    return [make(names.gateUp, hiddenSize, 2 * intermediateSize), down];
  return [
    make(names.gate, hiddenSize, intermediateSize),
    make(names.up, hiddenSize, intermediateSize),
    down,
  ];
};
