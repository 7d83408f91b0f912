import type { Coefficients } from "./coefficients.ts";
import {
  layerGroups,
  layerParameters,
  residualBytesPerToken,
  savedBytesPerToken,
  transientBytesPerToken,
} from "./layers.ts";
import { oncePerSubject } from "./memo.ts";
import type { Subject } from "./memory.ts";
import {
  bytesOf,
  dataParallel,
  gradientDepth,
  hasRollouts,
  scoresVocabulary,
  sequencesPerRow,
  shardsWeights,
  type Setup,
} from "./setup.ts";
import { sharesOf } from "./states.ts";
import { quantisedBytes } from "./trained.ts";
import { castsWeights } from "./weights.ts";

/** Rows of one micro-batch as they lie in memory, at the longest batch of the run. */
export const longestBatch = (setup: Setup): { rows: number; length: number; tokens: number } => {
  const rows = setup.microBatchSize * sequencesPerRow(setup.objective);
  const length = hasRollouts(setup)
    ? setup.rollouts.promptTokens + setup.rollouts.completionTokens
    : setup.packing
      ? setup.sequenceLength
      : setup.maxTokensPerRow;
  const ends = setup.paddingFree && !setup.packing;
  // Without padding rows lie end to end: the longest batch holds one longest row and others near the mean.
  const tokens = ends
    ? Math.min(rows * length, length + (rows - 1) * setup.tokensPerRow)
    : rows * length;
  return { rows, length, tokens: tokens / setup.context };
};

export type Passes = {
  /** Kept by all layers until their backward pass. */
  keptBytes: number;
  /** One layer while it is recomputed and differentiated. */
  layerBytes: number;
  logitsBytes: number;
  /** Gathered, dequantised and communicated pieces, library workspaces. */
  buffersBytes: number;
  workspaceBytes: number;
  /** Half-precision copies of trained fp32 weights: all of them, and those of the largest layer with the head. */
  castBytes: number;
  layerCastBytes: number;
};

/** Bytes alive per logit while the loss is made and differentiated. */
const logitWidth = (setup: Setup, c: Coefficients): number => {
  if (setup.loss === "fused") return 0.05;
  if (setup.loss === "chunked") return c.chunkedLogitBytes;
  if (setup.loss === "kernel") return c.kernelLogitBytes;
  return setup.shiftsLabels ? c.unshiftedLogitBytes : c.logitBytes;
};

const countPasses = (subject: Subject, c: Coefficients): Passes => {
  const { setup, architecture, counts, trained } = subject;
  const share = sharesOf(setup);
  const batch = longestBatch(setup);
  const inFlight =
    setup.pipeline > 1 ? Math.min(setup.pipeline, setup.gradientAccumulationSteps) : 1;
  const layerShare = inFlight / (setup.tensor * setup.pipeline);
  const depth = gradientDepth(setup, counts.layers);
  let kept = 0;
  let layerBytes = 0;
  let largestUnit = 0;
  let largestMatrix = 0;
  for (const { stack, group } of layerGroups(architecture)) {
    const tower = stack.role === "vision" || stack.role === "audio";
    const fixed = stack.fixedTokens;
    const tokens = fixed === undefined ? batch.tokens : fixed * batch.rows;
    const frozen = tower && setup.adapters;
    const saved =
      savedBytesPerToken(stack, group, setup, trained, fixed ?? batch.length, c.quantisedInputs) *
      tokens *
      c.savedActivations;
    const residual = residualBytesPerToken(stack, setup) * tokens;
    if (!frozen) {
      if (setup.checkpointing === "none") kept += saved * group.count * depth;
      else if (setup.checkpointing === "full") kept += residual * group.count;
      // Selective recomputes attention and norms alone: assumed three fifths stay.
      else if (setup.checkpointing === "selective") kept += (residual + saved * 0.6) * group.count;
      else kept += residual * 2;
      // Checkpointed layers are saved anew one by one; others free theirs as the pass goes back.
      const passing = transientBytesPerToken(stack, group, setup) * tokens * c.backwardTransient;
      const own = (setup.checkpointing === "none" ? 0 : saved) + passing;
      layerBytes = Math.max(layerBytes, own / setup.tensor);
    }
    largestUnit = Math.max(largestUnit, layerParameters(group));
    for (const linear of group.linears) {
      const size = linear.inFeatures * linear.outFeatures;
      largestMatrix = Math.max(largestMatrix, linear.fused === true ? size * linear.copies : size);
    }
  }

  const vocabulary = scoresVocabulary(setup.objective) ? architecture.vocabSize : 0;
  const data = dataParallel(setup);
  const { strategy } = setup;
  // FSDP gathers the layer at work and the next, and the root unit: embeddings, head. Frozen units of its first
  // version are not freed again in older loops (litgpt).
  const units =
    setup.framework.engine === "litgpt" && setup.adapters && strategy === "fsdp"
      ? counts.total - counts.embeddings - counts.head
      : c.gatheredLayers * largestUnit;
  // Quantised units travel packed (bitsandbytes' quant_storage, torchao's NF4 tensors); the root does not.
  const half = bytesOf(setup.precision);
  const unitBytes = setup.quantization === undefined ? units * half : quantisedBytes(units, setup);
  const gathered =
    shardsWeights(strategy) && data > 1
      ? (unitBytes + (counts.embeddings + counts.head) * half) * share.model
      : 0;
  // bitsandbytes and GPTQ kernels write the half-precision form of the matrix at work, forward and backward.
  const dequantised = setup.quantization === undefined ? 0 : (4 * largestMatrix) / setup.tensor;
  const cast = castsWeights(setup) ? share.model * bytesOf(setup.precision) : 0;
  return {
    keptBytes: kept * layerShare,
    layerBytes,
    logitsBytes: (batch.tokens * vocabulary * logitWidth(setup, c)) / setup.tensor,
    buffersBytes: gathered + dequantised + bucketBytes(subject) + c.workspaceBytes,
    workspaceBytes: c.workspaceBytes,
    castBytes: cast * Math.max(0, trained.baseParameters - counts.embeddings),
    layerCastBytes: cast * (largestUnit + counts.head),
  };
};

/** What comes and goes with forward and backward passes on one GPU. */
export const passesOf = oncePerSubject(countPasses);

/** Buckets of collectives: DDP's copy of all gradients; DeepSpeed's reduce and gather buckets of 5e8 numbers. */
const bucketBytes = ({ setup, counts, trained }: Subject): number => {
  if (dataParallel(setup) <= 1) return 0;
  const share = 1 / (setup.tensor * setup.pipeline);
  if (setup.strategy === "ddp") return trained.total * bytesOf(setup.weightsPrecision) * share;
  if (setup.strategy === "zero1" || setup.strategy === "zero2")
    return Math.min(5e8, trained.total) * 2;
  return setup.strategy === "zero3" ? Math.min(1e9, counts.total) * 2 : 0;
};
