import type { Architecture } from "./architecture.ts";
import type { Coefficients } from "./coefficients.ts";
import type { MemoryParts } from "./estimate.ts";
import type * as z from "zod";
import type { Gpu } from "./gpus.ts";
import {
  layerGroups,
  layerParameters,
  residualBytesPerToken,
  savedBytesPerToken,
} from "./layers.ts";
import type { ParameterCounts } from "./parameters.ts";
import {
  bytesOf,
  dataParallel,
  hasReferenceModel,
  hasRollouts,
  sequencesPerRow,
  shardsGradients,
  shardsOptimizer,
  shardsWeights,
  type Setup,
} from "./setup.ts";
import { quantisableParameters, quantisedBytes, type Trained } from "./trained.ts";

export type Parts = z.infer<typeof MemoryParts>;
export type Moment = { name: string; parts: Parts };
export type MemoryFigures = {
  allocatedBytes: number;
  reservedBytes: number;
  processBytes: number;
  parts: Parts;
  peakMoment: string;
  moments: Moment[];
};

/** What memory is computed from: one run on one number of GPUs. */
export type Subject = {
  setup: Setup;
  architecture: Architecture;
  counts: ParameterCounts;
  trained: Trained;
};

const sum = (parts: Parts): number => Object.values(parts).reduce((total, part) => total + part, 0);

/** Rows of one micro-batch as they lie in memory: their number and padded length, at the longest batch. */
export const longestBatch = (setup: Setup): { rows: number; length: number; tokens: number } => {
  const each = setup.packing ? setup.sequenceLength : setup.maxTokensPerRow;
  const rows = setup.microBatchSize * sequencesPerRow(setup.objective);
  const length = hasRollouts(setup)
    ? setup.rollouts.promptTokens + setup.rollouts.completionTokens
    : each;
  if (setup.paddingFree && !setup.packing) {
    // Rows lie end to end without padding: the longest batch holds one longest row and others near the mean.
    const others = (rows - 1) * setup.tokensPerRow * 1.3;
    return { rows, length, tokens: Math.min(rows * length, length + others) / setup.context };
  }
  return { rows, length, tokens: (rows * length) / setup.context };
};

type Shares = { model: number; weights: number; gradients: number; optimizer: number };

const shares = (setup: Setup): Shares => {
  const model = 1 / (setup.tensor * setup.pipeline);
  const data = 1 / dataParallel(setup);
  return {
    model,
    weights: model * (shardsWeights(setup.strategy) ? data : 1),
    gradients: model * (shardsGradients(setup.strategy) ? data : 1),
    optimizer: model * (shardsOptimizer(setup.strategy) ? data : 1),
  };
};

/** Weights on one GPU, by width: quantised, raised, trained, frozen. */
const weightsBytes = (subject: Subject, share: Shares): number => {
  const { setup, counts, trained } = subject;
  const frozenWidth = setup.precision === "fp32" ? 4 : 2;
  const experts = setup.expert > 1 ? counts.experts * (1 - 1 / setup.expert) : 0;
  const total = counts.total - experts;
  if (setup.quantization !== undefined) {
    const quantisable = Math.max(0, quantisableParameters(counts) - experts);
    const rest = Math.max(0, total - quantisable);
    const raised =
      setup.framework.raisesUnquantised &&
      setup.quantization.kind !== "gptq" &&
      setup.quantization.kind !== "awq" &&
      !setup.fusedKernels
        ? 4
        : frozenWidth;
    return (quantisedBytes(quantisable, setup) + rest * raised) * share.weights;
  }
  if (setup.adapters)
    return (
      (total - trained.baseParameters) * frozenWidth * share.weights +
      trained.baseParameters * bytesOf(setup.weightsPrecision) * 2 * share.weights
    );
  const trainedWidth = bytesOf(setup.weightsPrecision);
  const base = Math.min(trained.baseParameters, total);
  const deepSpeed = setup.strategy.startsWith("zero");
  // DeepSpeed and Megatron keep half weights for computing and an fp32 master with the optimizer.
  const width =
    trainedWidth === 4 &&
    (deepSpeed || setup.framework.engine === "megatron") &&
    setup.precision !== "fp32"
      ? 2
      : trainedWidth;
  return (base * width + (total - base) * frozenWidth) * share.weights;
};

const separateMaster = (setup: Setup): boolean =>
  !setup.adapters &&
  setup.weightsPrecision === "fp32" &&
  setup.precision !== "fp32" &&
  (setup.strategy.startsWith("zero") || setup.framework.engine === "megatron");

/** Numbers whose optimizer state and gradient live on the GPU at a time. */
const trainedAtOnce = (subject: Subject): number => {
  const { setup, counts, trained } = subject;
  if (setup.technique === "lisa" || setup.technique === "badam")
    return Math.min(
      trained.baseParameters,
      counts.perLayer.mean * (setup.technique === "lisa" ? 2 : 1) +
        (setup.technique === "lisa" ? counts.embeddings + counts.head : 0),
    );
  return trained.total;
};

/** Share of full-size states that a low-rank projection of gradients keeps. */
const projected = (subject: Subject): number => {
  const { setup, architecture } = subject;
  if (setup.technique !== "galore" && setup.technique !== "apollo") return 1;
  const rank =
    setup.technique === "apollo" ? Math.min(setup.lora.rank, 256) : Math.max(setup.lora.rank, 128);
  return Math.min(1, (1.25 * rank) / Math.max(1, architecture.hiddenSize));
};

/** Memory of one GPU at each moment of a step; the peak is the greatest. */
export const memoryFigures = (
  subject: Subject,
  gpu: Gpu | undefined,
  c: Coefficients,
): MemoryFigures => {
  const { setup, architecture, counts, trained } = subject;
  const share = shares(setup);
  const width = bytesOf(setup.precision);
  const trainedWidth = bytesOf(setup.weightsPrecision);
  const atOnce = trainedAtOnce(subject);
  const batch = longestBatch(setup);
  const master = separateMaster(setup);

  const base = weightsBytes(subject, share);
  const adapters = trained.adapterParameters * trainedWidth * share.weights;
  const gradientWidth = master ? 2 : trainedWidth;
  const gradients = setup.optimizerInBackward
    ? counts.perLayer.largest * gradientWidth * share.gradients
    : atOnce * gradientWidth * share.gradients + (master && setup.strategy !== "zero3" ? 0 : 0);
  const momentBytes =
    setup.optimizer.stateBytes ?? setup.optimizer.moments * (master ? 4 : trainedWidth);
  const stateBytes =
    (momentBytes * projected(subject) + (master ? 4 : 0)) * atOnce * share.optimizer;
  const states = setup.cpuOffload && shardsOptimizer(setup.strategy) ? 0 : stateBytes;
  const temporaries =
    setup.optimizerInBackward || (setup.cpuOffload && shardsOptimizer(setup.strategy))
      ? 0
      : setup.optimizer.temporaries * trainedWidth * atOnce * share.optimizer * (master ? 2 : 1);
  const resident = setup.cpuOffload && shardsWeights(setup.strategy) ? 0 : 1;

  // A second, frozen copy scores the reference where no adapter can be switched off; PPO adds reward and value models.
  const reference =
    hasReferenceModel(setup) && !setup.adapters ? counts.total * width * share.weights : 0;
  const critics = setup.objective === "ppo" ? 2 * counts.total * width * share.weights : 0;
  const frozenCopies = reference + critics;

  const groups = layerGroups(architecture);
  const perGpuLayers = 1 / (setup.tensor * setup.pipeline);
  const inFlight =
    setup.pipeline > 1 ? Math.min(setup.pipeline, setup.gradientAccumulationSteps) : 1;
  let kept = 0;
  let largestLayer = 0;
  let largestUnit = 0;
  let largestMatrix = 0;
  for (const { stack, group } of groups) {
    const tower = stack.role === "vision" || stack.role === "audio";
    const tokens =
      tower && stack.fixedTokens !== undefined ? stack.fixedTokens * batch.rows : batch.tokens;
    const saved =
      savedBytesPerToken(stack, group, setup, trained, batch.length) * tokens * c.savedActivations;
    const residual = residualBytesPerToken(stack, setup) * tokens;
    const frozenTower = tower && setup.adapters;
    if (setup.checkpointing === "none") kept += frozenTower ? 0 : saved * group.count;
    else if (setup.checkpointing === "selective") kept += (residual + saved * 0.6) * group.count;
    else if (setup.checkpointing === "full") kept += residual * group.count;
    else kept += residual * 2;
    largestLayer = Math.max(largestLayer, frozenTower ? 0 : saved / setup.tensor);
    largestUnit = Math.max(largestUnit, layerParameters(group));
    for (const linear of group.linears)
      largestMatrix = Math.max(
        largestMatrix,
        linear.inFeatures * linear.outFeatures * (linear.fused === true ? linear.copies : 1),
      );
  }
  kept *= perGpuLayers * inFlight * (setup.tensor > 1 ? 1 : 1);

  const logits =
    architecture.vocabSize === 0
      ? 0
      : (batch.tokens * architecture.vocabSize * logitWidth(setup, c)) / setup.tensor;
  const gathered =
    shardsWeights(setup.strategy) && dataParallel(setup) > 1
      ? (c.gatheredLayers * largestUnit + counts.embeddings + counts.head) *
        share.model *
        gatheredWidth(setup)
      : 0;
  const dequantised = setup.quantization === undefined ? 0 : (2 * largestMatrix * 2) / setup.tensor;
  const buckets =
    setup.strategy === "ddp" || setup.strategy === "zero1" || setup.strategy === "zero2"
      ? trained.total * gradientWidth * (setup.strategy === "ddp" ? 1 : 0) * share.model +
        (setup.strategy === "ddp" ? 0 : Math.min(5e8, trained.total) * 2)
      : setup.strategy === "zero3"
        ? Math.min(2e9, counts.total) * 1
        : 0;
  const buffers = gathered + dequantised + buckets + c.workspaceBytes;
  const engine = setup.rollouts.engineMemoryFraction * (gpu?.usableMemoryBytes ?? 0);

  const accumulated =
    setup.gradientAccumulationSteps > 1 || setup.optimizerInBackward ? gradients : gradients * 0.0;
  const common = {
    weightsBytes: base * resident + frozenCopies,
    adapterBytes: adapters,
    optimizerBytes: states,
  };
  const moment = (name: string, own: Partial<Parts>): Moment => ({
    name,
    parts: {
      gradientsBytes: 0,
      activationsBytes: 0,
      logitsBytes: 0,
      buffersBytes: 0,
      ...common,
      ...own,
    },
  });
  const moments = [
    moment("loss", {
      gradientsBytes: accumulated,
      activationsBytes: kept,
      logitsBytes: logits,
      buffersBytes: buffers,
    }),
    moment("backward", {
      gradientsBytes: Math.max(accumulated, gradients / Math.max(1, counts.layers)),
      activationsBytes: kept + largestLayer * c.backwardTransient,
      logitsBytes: setup.loss === "whole" ? batch.tokens * architecture.vocabSize * width * 0 : 0,
      buffersBytes: buffers,
    }),
    moment("end of backward", {
      gradientsBytes: gradients,
      activationsBytes:
        (kept * 1) / Math.max(1, counts.layers) + largestLayer * c.backwardTransient,
      buffersBytes: buffers,
    }),
    moment("optimizer step", {
      gradientsBytes: gradients,
      optimizerBytes: states + temporaries,
      buffersBytes: c.workspaceBytes,
    }),
    ...(engine > 0 ? [moment("rollout", { buffersBytes: engine + c.workspaceBytes })] : []),
  ];
  let peak = moments[0]!;
  for (const candidate of moments) if (sum(candidate.parts) > sum(peak.parts)) peak = candidate;
  const allocated = sum(peak.parts);
  const steady = common.weightsBytes + common.adapterBytes + common.optimizerBytes;
  const transient = Math.max(0, allocated - steady);
  const varied = !setup.packing && setup.maxTokensPerRow > setup.tokensPerRow * 1.2;
  const reserved = allocated + transient * (varied ? c.variedSlackShare : c.slackShare);
  const process = reserved + c.contextBytes + (setup.gpuCount > 1 ? c.communicatorBytes : 0);
  return {
    allocatedBytes: allocated,
    reservedBytes: reserved,
    processBytes: process,
    parts: peak.parts,
    peakMoment: peak.name,
    moments,
  };
};

const logitWidth = (setup: Setup, c: Coefficients): number => {
  if (setup.loss === "fused") return 0.05;
  if (setup.loss === "chunked") return c.chunkedLogitBytes;
  return c.logitBytes;
};

const gatheredWidth = (setup: Setup): number =>
  setup.quantization !== undefined ? 2 : bytesOf(setup.precision);
