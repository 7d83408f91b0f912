/**
 * What arithmetic alone cannot know, each with a meaning. Fitted by test/accuracy/fit.ts, which rewrites
 * `FITTED` below; `PRIOR` holds what is expected from reading the code and data sheets, and where the fit is
 * drawn to when the rows are silent.
 */
export const PRIOR = {
  /** Bytes per logit alive at the loss when logits are made whole: half, fp32, shifted copy, log-softmax. */
  logitBytes: 12,
  /** The same since transformers 4.47, which shifts labels instead of copying logits: half, fp32, log-softmax. */
  unshiftedLogitBytes: 11,
  /** The same for losses made by one kernel: half logits, their fp32 form or gradient beside. */
  kernelLogitBytes: 7,
  /** The same for losses made in chunks (the logits themselves stay). */
  chunkedLogitBytes: 2,
  /** Gradients and recomputed values alive while one layer is differentiated, against their count. */
  backwardTransient: 1,
  /** Saved activations against the count from the graph of the layer. */
  savedActivations: 1,
  /** Inputs of quantised linear maps kept for the backward pass, in copies of compute width. */
  quantisedInputs: 1.3,
  /** A fixed sum for library workspaces, in bytes. */
  workspaceBytes: 3e8,
  /** Gathered units alive at once under FSDP or ZeRO-3, in layers. */
  gatheredLayers: 2,
  /** Reserved over allocated: a share of what comes and goes within a step. */
  slackShare: 0.12,
  /** The same where lengths vary from batch to batch. */
  variedSlackShare: 0.35,
  /** Blocks of the smaller phase (backward or optimizer) that the larger one cannot reuse. */
  phaseSlack: 0.6,
  /** CUDA context and libraries on one GPU, in bytes. */
  contextBytes: 6e8,
  /** NCCL's buffers when there are several, in bytes. */
  communicatorBytes: 1.2e9,

  /** Share of the measured matrix rate reached by large matrix products in a training step. */
  matmulEfficiency: 0.8,
  /** The same besides on Hopper and later, which throttle under load. */
  hopperMatmul: 0.9,
  /** The same for attention's products. */
  attentionEfficiency: 0.55,
  /** The same on Hopper and later, whose kernels of the second generation do not fill. */
  hopperAttention: 0.7,
  /** Share of fp8's nominal gain that casts and small matrices leave. */
  fp8Gain: 0.5,
  /** Passes over the activations by element-wise kernels, unfused. */
  elementwisePasses: 1.6,
  /** The same with fused kernels. */
  fusedElementwisePasses: 0.7,
  /** Seconds to launch the work of one module call from Python. */
  launchSeconds: 2.6e-5,
  /** Launches of litgpt's loop (Lightning Fabric), against transformers' code. */
  litgptLaunches: 1.6,
  /** Launches of Megatron's fused layers. */
  megatronLaunches: 0.5,
  /** Launches that DeepSpeed's third stage adds per module for fetching and releasing its weights. */
  zero3Hooks: 6,
  /** Matrix efficiency of Megatron (its own fused layers and schedules) against PyTorch's. */
  megatronMatmul: 1.15,
  /** Share of communication hidden behind computation. */
  overlap: 0.6,
  /** Share of a link's nominal rate that collectives reach. */
  linkEfficiency: 0.7,
  /** The same over PCIe. */
  pcieEfficiency: 0.5,
  /** Passes over the quantised weights' dequantised form. */
  dequantisePasses: 3,
  /** Seconds per optimizer step outside the model: data, logging, clipping. */
  stepSeconds: 0.02,
  /** Speed of expert layers that loop in Python, against grouped ones. */
  loopedExperts: 0.8,
};
export type Coefficients = { [Name in keyof typeof PRIOR]: number };

export const FITTED: Coefficients = {
  logitBytes: 15.9,
  unshiftedLogitBytes: 9.01,
  kernelLogitBytes: 7,
  chunkedLogitBytes: 2,
  backwardTransient: 0.625,
  savedActivations: 1.06,
  quantisedInputs: 1.5,
  workspaceBytes: 294000000,
  gatheredLayers: 2.08,
  slackShare: 0.137,
  variedSlackShare: 0.292,
  phaseSlack: 0.877,
  contextBytes: 941000000,
  communicatorBytes: 1420000000,
  matmulEfficiency: 0.8,
  hopperMatmul: 0.975,
  attentionEfficiency: 0.528,
  hopperAttention: 0.534,
  fp8Gain: 0.746,
  elementwisePasses: 1.67,
  fusedElementwisePasses: 0.498,
  launchSeconds: 0.0000331,
  litgptLaunches: 1.28,
  megatronLaunches: 0.466,
  zero3Hooks: 9.13,
  megatronMatmul: 1.22,
  overlap: 0.343,
  linkEfficiency: 0.474,
  pcieEfficiency: 0.37,
  dequantisePasses: 4.61,
  stepSeconds: 0.0141,
  loopedExperts: 0.769,
};

/** Spread of measured over expected, as the standard deviation of its logarithm (test/accuracy/fit.ts). */
export const SPREAD = {
  allocated: 0.11,
  reserved: 0.132,
  process: 0.12,
  speed: 0.22,
};
