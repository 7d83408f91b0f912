import type { Coefficients } from "./coefficients.ts";
import { exchangeOf, optimizerSeconds } from "./exchange.ts";
import type { Gpu } from "./gpus/row.ts";
import type { Subject } from "./memory.ts";
import { attentionRate, matmulRate } from "./rates.ts";
import { rolloutSeconds } from "./rollouts.ts";
import {
  dataParallel,
  gradientDepth,
  hasReferenceModel,
  hasRollouts,
  scoresVocabulary,
  type Setup,
} from "./setup.ts";
import { workOf } from "./work.ts";

export { matmulRate };

export type SpeedTerm = { name: string; seconds: number; because: string };
export type SpeedFigures = {
  tokensPerSecondPerGpu: number;
  realTokensPerSecondPerGpu: number;
  secondsPerStep: number;
  mfu: number;
  /** Floating point operations of one optimizer step over all GPUs, recomputation left out. */
  flopsPerStep: number;
  /** Computed tokens of one optimizer step over all GPUs. */
  tokensPerStep: number;
  /** Of one optimizer step; they add up to `secondsPerStep`. */
  terms: SpeedTerm[];
};

/** Forward passes repeated to save memory. */
const recomputesOf = (setup: Setup): number => {
  if (setup.checkpointing === "none") return 0;
  return setup.checkpointing === "selective" ? 0.3 : 1;
};

/** Engines launch through more or less Python; a loop over transformers' code is the measure. */
const launchFactor = (setup: Setup, c: Coefficients): number => {
  if (setup.framework.engine === "litgpt") return c.litgptLaunches;
  if (setup.framework.engine === "megatron") return c.megatronLaunches;
  return 1;
};

/** Share of the memory's rate that long element-wise kernels reach. assumed: 0.85, as STREAM-like kernels do. */
const BANDWIDTH_SHARE = 0.85;

/** Time of one optimizer step and what makes it up. */
export const speedFigures = (subject: Subject, gpu: Gpu, c: Coefficients): SpeedFigures => {
  const { setup, architecture, counts, trained } = subject;
  const work = workOf(subject, c);
  const { tokens } = work;
  const ways = setup.tensor * setup.pipeline * setup.context;
  const recomputes = recomputesOf(setup);
  const reference = hasReferenceModel(setup) ? 1 : 0;
  const accumulation = setup.gradientAccumulationSteps;

  // Forward, gradient of activations, gradient of trained weights, recomputation, reference: passes of 2 FLOPs a weight.
  const trainedShare = Math.min(1, trained.baseParameters / Math.max(1, counts.total));
  const depth = gradientDepth(setup, counts.layers);
  const passes = 1 + depth + (setup.adapters ? 0 : trainedShare) + recomputes + reference;
  const looped =
    work.experts > 0 && !setup.groupedExperts
      ? 1 + (work.experts / Math.max(1, work.linear)) * (1 / c.loopedExperts - 1)
      : 1;
  const rate = matmulRate(gpu, setup, c);
  const linearFlops =
    2 * tokens * (work.linear * passes * looped + trained.adapterWorkPerToken * (3 + recomputes));
  const headPasses = 2 + (setup.adapters && !trained.headTrained ? 0 : 1) + reference;
  const headFlops = 2 * tokens * work.head * headPasses;
  const matmul = (linearFlops + headFlops) / rate / ways;
  const attention =
    (2 * tokens * work.attention * (3.5 + recomputes + reference)) /
    attentionRate(gpu, setup, c) /
    ways;

  const bandwidth = gpu.bandwidthBytesPerSecond * BANDWIDTH_SHARE;
  const over = setup.fusedKernels ? c.fusedElementwisePasses : c.elementwisePasses;
  const vocabulary = scoresVocabulary(setup.objective) ? architecture.vocabSize : 0;
  const logitBytes = { fused: 4, kernel: 8, chunked: 12, whole: 24 }[setup.loss];
  const elementwise =
    (tokens *
      (work.elementwiseBytes * over * (2.5 + recomputes + reference) + vocabulary * logitBytes)) /
    bandwidth /
    ways;
  const dequantise =
    setup.quantization === undefined
      ? 0
      : (counts.total * (0.5 + 2) * c.dequantisePasses * (2 + recomputes)) / bandwidth / ways;
  // At few tokens the weights' own bytes bound the products.
  const reading = (counts.active * 2 * (2 + recomputes)) / bandwidth / ways;
  const device = Math.max(matmul, reading) + attention + elementwise + dequantise;
  const slower = (setup.compiled ? 0.5 : 1) * launchFactor(setup, c);
  const launching =
    (work.launches * (2.3 + recomputes + reference) * c.launchSeconds * slower) / setup.pipeline;
  const busy = (device ** 3 + launching ** 3) ** (1 / 3);

  const exchange = exchangeOf(subject, gpu, c, tokens, busy);
  const bubble = setup.pipeline > 1 ? (setup.pipeline - 1) / accumulation : 0;
  const once = optimizerSeconds(subject, gpu) + exchange.perStepSeconds + c.stepSeconds;
  const rollout = rolloutSeconds(subject, gpu, c, c.launchSeconds * slower);
  const secondsPerStep =
    (busy + exchange.perMicroBatchSeconds) * (1 + bubble) * accumulation + once + rollout;

  const data = dataParallel(setup);
  const tokensPerStep = tokens * accumulation * data;
  const ideal =
    2 *
    (work.linear * (1 + depth + trainedShare + reference) +
      work.head * (3 + reference) +
      work.attention * (3 + reference));
  const flopsPerStep = ideal * tokensPerStep;
  const speed = tokensPerStep / setup.gpuCount / secondsPerStep;
  const peak = gpu.bf16FlopsPerSecond ?? gpu.fp16FlopsPerSecond ?? gpu.fp32FlopsPerSecond ?? rate;
  const realShare =
    setup.packing || hasRollouts(setup)
      ? 1
      : Math.min(1, (setup.tokensPerRow * setup.microBatchSize) / tokens);
  const term = (name: string, seconds: number, because: string): SpeedTerm => ({
    name,
    seconds: seconds * accumulation,
    because,
  });
  return {
    tokensPerSecondPerGpu: speed,
    realTokensPerSecondPerGpu: speed * realShare,
    secondsPerStep,
    mfu: flopsPerStep / setup.gpuCount / secondsPerStep / peak,
    flopsPerStep,
    tokensPerStep,
    terms: [
      term("matrix products", matmul, `${passes.toFixed(2)} forward-sized passes over the weights`),
      term(
        "weights read",
        Math.max(0, reading - matmul),
        "few tokens: the weights' own bytes bound the products",
      ),
      term("attention", attention, `rows of ${Math.round(work.rowTokens)} tokens`),
      term("element-wise kernels", elementwise, "bytes of activations and logits moved"),
      term("dequantisation", dequantise, "weights unpacked in every pass"),
      term(
        "launch floor",
        busy - device,
        `${Math.round(work.launches * (2.3 + recomputes))} kernels launched per micro-batch`,
      ),
      term("communication", exchange.perMicroBatchSeconds, "what computation does not hide"),
      term(
        "pipeline bubble",
        (busy + exchange.perMicroBatchSeconds) * bubble,
        `${setup.pipeline} stages`,
      ),
      { name: "rollouts", seconds: rollout, because: "answers generated token by token" },
      {
        name: "optimizer step",
        seconds: once,
        because: "states updated, gradients exchanged, data and logging",
      },
    ],
  };
};
