import type { Architecture, LayerGroup, Stack } from "./architecture/architecture.ts";
import { linearParameters } from "./architecture/parameters.ts";
import type { Coefficients } from "./coefficients.ts";
import type { Setup } from "./setup.ts";
import { bytesOf, freezesA, raisesUnquantised, separateMaster, shardsWeights } from "./setup.ts";
import type { Trained } from "./trained.ts";

/** Parameters of one layer of a group. */
export const layerParameters = (group: LayerGroup): number =>
  group.linears.reduce((sum, linear) => sum + linearParameters(linear) * linear.copies, 0) +
  group.normParameters +
  group.otherParameters;

/** Multiply-adds of one layer for one token, attention's products left out. */
export const layerWork = (group: LayerGroup): number =>
  group.linears.reduce(
    (sum, linear) => sum + linear.inFeatures * linear.outFeatures * linear.activeCopies,
    0,
  );

/** Tokens that one token looks at, on average, where a row has `length`. */
const attendedTokens = (group: LayerGroup, length: number, kernel: Setup["attention"]): number => {
  if (group.mixer.kind !== "attention") return 0;
  const window = group.mixer.window;
  const seen = window !== undefined && window < length && kernel === "flash" ? window : length;
  // A causal kernel skips the upper half; eager attention and a given mask compute it.
  return group.mixer.causal && kernel !== "eager" && seen === length ? seen / 2 : seen;
};

/** Multiply-adds of attention's two products for one token and layer. */
export const attentionWork = (
  group: LayerGroup,
  length: number,
  kernel: Setup["attention"],
): number => {
  if (group.mixer.kind !== "attention") return 0;
  const { heads, headDim, valueHeadDim } = group.mixer;
  return heads * (headDim + valueHeadDim) * attendedTokens(group, length, kernel);
};

/**
 * Bytes that one layer keeps for its backward pass, per token. Counted from the graph that the engines build:
 * norms keep their input (in fp32 where the kernel is not fused), attention its queries, keys, values and
 * output (and its score matrix when eager), the MLP its products before and after the activation; the input of
 * a linear map is kept only where its weight or an adapter on it is trained.
 */
export const savedBytesPerToken = (
  stack: Stack,
  group: LayerGroup,
  setup: Setup,
  trained: Trained,
  length: number,
  quantisedInputs: number,
): number => {
  const width = bytesOf(setup.precision);
  const hidden = stack.hiddenSize;
  const full = !setup.adapters;
  const keeps = !freezesA(setup);
  const has = (role: string) =>
    full || (keeps && trained.targets.some((target) => target.role === role));
  const fused = setup.fusedKernels;
  const rms = stack.norm === "rms";

  let bytes = 0;
  // Norms: RMS in eager PyTorch raises to fp32 and keeps that copy, and the normed half when its weight is trained.
  const perNorm = rms && !fused ? 4 * hidden + (full ? width * hidden : 0) : width * hidden;
  bytes += Math.max(2, group.norms) * perNorm;

  if (group.mixer.kind === "attention") {
    const { heads, keyValueHeads, headDim, valueHeadDim } = group.mixer;
    const keyValue = setup.attention === "flash" ? keyValueHeads : heads;
    bytes += width * (heads * headDim + keyValue * (headDim + valueHeadDim) + heads * valueHeadDim);
    bytes += 4 * heads;
    if (has("attention")) bytes += width * hidden;
    if (group.mixer.latent !== undefined)
      bytes += width * 2 * (group.mixer.latent.queryRank + group.mixer.latent.keyValueRank);
    // Scores, fp32 softmax and its half: heads x length each.
    if (setup.attention === "eager") bytes += heads * length * (4 + 2 * width);
    if (group.mixer.cross !== undefined)
      bytes += width * group.mixer.cross.heads * group.mixer.cross.headDim * 4;
  } else if (group.mixer.kind !== "none") {
    const out = group.linears
      .filter((linear) => linear.role === "stateSpace")
      .reduce((sum, linear) => sum + linear.outFeatures, 0);
    bytes += width * 2 * out + (has("stateSpace") ? width * hidden : 0);
    bytes += 4 * group.mixer.innerSize;
  }

  if (group.mlp.kind === "dense") {
    const inner = group.mlp.intermediateSize;
    const trainedMlp = has("mlp");
    const kept = group.mlp.gated ? (fused ? 2 : 3) : 1;
    bytes += width * inner * (kept + (trainedMlp ? 1 : 0));
    if (trainedMlp) bytes += width * hidden;
    if (!group.mlp.gated && !fused)
      bytes += width * inner * (/new|tanh|fast/.test(group.mlp.activation) ? 3 : 0);
  } else if (group.mlp.kind === "mixture") {
    const inner = group.mlp.expertIntermediateSize * group.mlp.expertsPerToken;
    const sharedInner = group.mlp.sharedIntermediateSize;
    const kept = (group.mlp.gated ? (fused ? 2 : 3) : 1) + (has("expert") ? 1 : 0);
    bytes += width * (inner + sharedInner) * kept;
    bytes += width * hidden * (2 * group.mlp.expertsPerToken + 1);
    bytes += 8 * group.mlp.experts;
  }
  // bitsandbytes' products keep their input although the weight is frozen.
  if (
    setup.quantization !== undefined &&
    setup.quantization.kind !== "gptq" &&
    setup.quantization.kind !== "awq"
  ) {
    const inputs = new Map<string, number>();
    for (const linear of group.linears)
      if (linear.role !== "router" && linear.role !== "head")
        inputs.set(
          `${linear.role} ${linear.inFeatures}`,
          Math.max(
            inputs.get(`${linear.role} ${linear.inFeatures}`) ?? 0,
            linear.inFeatures * linear.activeCopies,
          ),
        );
    let total = 0;
    for (const size of inputs.values()) total += size;
    bytes += width * total * quantisedInputs;
  }
  return bytes + adapterBytesPerToken(group, setup, trained);
};

/** What adapters keep per token: their inner product, and a dropped copy of their input with its mask. */
const adapterBytesPerToken = (group: LayerGroup, setup: Setup, trained: Trained): number => {
  if (trained.targets.length === 0) return 0;
  const width = bytesOf(setup.precision);
  const names = new Set(trained.targets.map((target) => target.name));
  const dropped = new Set<string>();
  let bytes = 0;
  for (const linear of group.linears) {
    if (!names.has(linear.name)) continue;
    bytes += width * setup.lora.rank * linear.activeCopies;
    if (setup.lora.dropout === 0 || freezesA(setup)) continue;
    // peft drops the input anew for every module; litgpt has one adapter for queries, keys and values.
    const fused = setup.framework.engine === "litgpt" && linear.role === "attention";
    const input = fused ? `attention ${linear.inFeatures}` : linear.name;
    if (!dropped.has(input)) bytes += (width + 1) * linear.inFeatures * linear.activeCopies;
    dropped.add(input);
  }
  return bytes;
};

/** Bytes that come and go while one layer is recomputed and differentiated: gradients of what it saved, per token. */
export const transientBytesPerToken = (stack: Stack, group: LayerGroup, setup: Setup): number => {
  const { mlp } = group;
  const wide = mlp.kind === "none" ? 0 : mlp.gated ? 4 : 2;
  const inner =
    mlp.kind === "dense"
      ? mlp.intermediateSize
      : mlp.kind === "mixture"
        ? mlp.expertIntermediateSize * mlp.expertsPerToken + mlp.sharedIntermediateSize
        : stack.hiddenSize;
  return bytesOf(setup.precision) * (wide * inner + 4 * stack.hiddenSize);
};

/** Bytes of the residual stream's value that a checkpointed layer keeps, per token. */
export const residualBytesPerToken = (stack: Stack, setup: Setup): number =>
  stack.hiddenSize * (raisedResidual(setup) ? 4 : bytesOf(setup.precision));

/**
 * The residual stream runs in fp32 where embeddings were raised to it: peft's k-bit preparation, and trained
 * weights kept in fp32 under FSDP or autocast.
 */
const raisedResidual = (setup: Setup): boolean => {
  if (setup.precision === "fp32") return true;
  // Sharded fp32 weights are gathered in half, DeepSpeed and Megatron compute on a half copy: only plain autocast raises.
  if (!setup.adapters)
    return (
      setup.weightsPrecision === "fp32" && !separateMaster(setup) && !shardsWeights(setup.strategy)
    );
  // FSDP flattens parameters of one width together, so nothing is raised there but by fused kernels under autocast.
  if (shardsWeights(setup.strategy))
    return (
      setup.fusedKernels &&
      setup.framework.engine === "transformers" &&
      setup.weightsPrecision === "fp32"
    );
  return raisesUnquantised(setup);
};

/** All layers of a model with the stack they stand in; towers too. */
export const layerGroups = (architecture: Architecture): { stack: Stack; group: LayerGroup }[] =>
  architecture.stacks.flatMap((stack) => stack.layers.map((group) => ({ stack, group })));

export type { Coefficients };
