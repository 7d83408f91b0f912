/**
 * A model as the estimator sees it: stacks of layers, each layer with the linear maps in it, so that memory,
 * FLOPs and the parameters of an adapter on any `target_modules` follow by counting. Sizes are counts of
 * numbers, never bytes. Built from a config.json by read.ts, summed up by parameters.ts.
 */
export type Role =
  | "attention"
  | "crossAttention"
  | "stateSpace"
  | "mlp"
  | "expert"
  | "sharedExpert"
  | "router"
  | "projector"
  | "conditioning"
  | "embedding"
  | "head";

/** A weight matrix (and bias) that an adapter can be put on; `name` is the last part of its module's path. */
export type Linear = {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
  role: Role;
  /** How many of it stand in one layer: 1, or the number of experts. */
  copies: number;
  /** How many of these work on one token. */
  activeCopies: number;
  /** All copies lie in one 3-D tensor (gpt-oss, Llama 4): no nn.Linear, so `all-linear` passes it by. */
  fused?: boolean;
};

export type Attention = {
  kind: "attention";
  heads: number;
  keyValueHeads: number;
  /** Width of one query/key head; with MLA the rotary part is included. */
  headDim: number;
  valueHeadDim: number;
  causal: boolean;
  /** Tokens that one token sees, where the layer slides or is local. */
  window?: number;
  /** Multi-head latent attention: what is cached and expanded. */
  latent?: { queryRank: number; keyValueRank: number; ropeDim: number };
  /** The output is multiplied by a gate out of the query projection (Qwen3-Next, Qwen3.5). */
  gated?: boolean;
  qkNorm: boolean;
  /** A second attention, over the encoder's or the image's states. */
  cross?: { heads: number; keyValueHeads: number; headDim: number };
};

/** Layers that mix tokens in time linear in the length. */
export type LinearMixer = {
  kind: "mamba1" | "mamba2" | "deltaNet" | "shortConvolution" | "lightning";
  /** Width of the mixed states. */
  innerSize: number;
  heads: number;
  /** Numbers of state kept for each inner channel. */
  stateSize: number;
  convKernel: number;
};

export type Mixer = Attention | LinearMixer | { kind: "none" };

export type Mlp =
  | { kind: "dense"; intermediateSize: number; gated: boolean; activation: string }
  | {
      kind: "mixture";
      experts: number;
      expertsPerToken: number;
      expertIntermediateSize: number;
      /** Total width of what every token passes besides its experts; 0 when there is none. */
      sharedIntermediateSize: number;
      gated: boolean;
      activation: string;
    }
  | { kind: "none" };

/** `count` equal layers; the order of layers among groups is not kept, for nothing computed depends on it. */
export type LayerGroup = {
  count: number;
  mixer: Mixer;
  mlp: Mlp;
  /** Per layer. */
  linears: Linear[];
  /** Norms over the hidden size that keep an activation, per layer. */
  norms: number;
  /** Per layer: weights and biases of norms. */
  normParameters: number;
  /** Per layer: all else (convolutions, state matrices, relative position tables, sinks, scalars). */
  otherParameters: number;
};

export type Stack = {
  role: "decoder" | "encoder" | "vision" | "audio" | "diffusion";
  hiddenSize: number;
  norm: "rms" | "layer";
  layers: LayerGroup[];
  /** Outside the layers: patch embedding, projector, merger, pooler, time embeddings. */
  linears: Linear[];
  /** Outside the layers: final norms, position tables, class tokens. */
  otherParameters: number;
  /** Tokens that one input always has, where the architecture fixes it (Whisper's 1500 frames, an image's patches). */
  fixedTokens?: number;
};

export type ModelKind =
  | "decoder"
  | "encoder"
  | "encoder-decoder"
  | "vision-language"
  | "speech"
  | "diffusion";

export type Architecture = {
  /** `model_type` of the config.json. */
  modelType: string;
  kind: ModelKind;
  /** Of the main stack. */
  hiddenSize: number;
  /** Width of the logits; 0 without a language head. */
  vocabSize: number;
  /** Tables indexed by token or position; a tied head uses the first. */
  embeddings: { name: string; rows: number; width: number }[];
  tiedEmbeddings: boolean;
  /** The untied language (or task) head; with tied embeddings undefined, though its product is computed. */
  head?: Linear;
  maxPositions?: number;
  /** The main stack first: the text decoder, the encoder of BERT, the diffusion transformer. */
  stacks: Stack[];
  /** A published exact count, with its basis: what parameterCounts must come near to. */
  published?: { parameters: number; active?: number; basis: string };
  /** Why (part of) this is not sure; empty when it is. */
  uncertain: string[];
};
