import type { Coefficients } from "./coefficients.ts";
import type { Gpu } from "./gpus.ts";
import { attentionWork, layerGroups, layerWork } from "./layers.ts";
import type { Subject } from "./memory.ts";
import {
  bytesOf,
  dataParallel,
  hasReferenceModel,
  hasRollouts,
  sequencesPerRow,
  shardsWeights,
  type Setup,
} from "./setup.ts";
import { paddedTokensPerRow } from "./workload.ts";

export type SpeedTerm = { name: string; seconds: number; because: string };
export type SpeedFigures = {
  tokensPerSecondPerGpu: number;
  realTokensPerSecondPerGpu: number;
  secondsPerStep: number;
  mfu: number;
  /** Floating point operations of one optimizer step over all GPUs, recomputation left out. */
  flopsPerStep: number;
  tokensPerStep: number;
  terms: SpeedTerm[];
};

/** Matrix rate that torch reaches on large squares; datasheets promise a fifth more than anyone measures. */
export const matmulRate = (gpu: Gpu, setup: Setup): number => {
  if (setup.precision === "fp32") return gpu.tf32FlopsPerSecond ?? gpu.fp32FlopsPerSecond ?? 1e13;
  const sheet =
    setup.precision === "fp16"
      ? (gpu.fp16FlopsPerSecond ?? gpu.bf16FlopsPerSecond)
      : (gpu.bf16FlopsPerSecond ?? gpu.fp16FlopsPerSecond);
  const paper = sheet ?? gpu.fp32FlopsPerSecond ?? 1e13;
  const half = Math.min(gpu.measuredBf16FlopsPerSecond ?? 0.82 * paper, 0.95 * paper);
  if (setup.precision !== "fp8") return half;
  // fp8: only the matrix products of the layers run in it, with casts around them.
  return gpu.fp8FlopsPerSecond === undefined
    ? half
    : half * (1 + 0.6 * (gpu.fp8FlopsPerSecond / paper - 1));
};

/** Usable bytes a second between GPUs, one way, by the slowest link in the ring. */
export const linkRate = (gpu: Gpu, setup: Setup, c: Coefficients): number => {
  const word = (setup.interconnect ?? "").toLowerCase();
  if (setup.nodes > 1 || setup.gpuCount > Math.max(1, gpu.gpusPerNode) * 1.01) {
    // Between machines, per GPU: InfiniBand NDR 50 GB/s, HDR 25; Ethernet a tenth. assumed where nobody says.
    if (/ethernet|tcp|10g|25g/.test(word)) return 2e9;
    if (/hdr|200/.test(word)) return 25e9 * c.linkEfficiency;
    return (gpu.link.startsWith("nvlink") ? 40e9 : 10e9) * c.linkEfficiency;
  }
  if (/pcie/.test(word)) return 16e9 * c.linkEfficiency;
  const both = gpu.linkBytesPerSecond ?? 32e9;
  const oneWay = both / 2;
  // GeForce cards have no peer-to-peer over PCIe: every byte goes through the host twice.
  const geforce = /^(RTX(20|30|40|50)|GTX)/.test(gpu.id) && gpu.link.startsWith("pcie");
  return oneWay * c.linkEfficiency * (geforce ? 0.35 : 1);
};

/** Kernels that one layer launches from Python in a forward pass. */
const callsPerLayer = (subject: Subject): number => {
  const { setup, trained } = subject;
  const base = setup.fusedKernels ? 22 : 34;
  const layers = Math.max(1, subject.counts.layers);
  const adapters =
    trained.targets.reduce(
      (total, target) => total + target.count * Math.min(target.copies, 64),
      0,
    ) / layers;
  return base + adapters * 6 + (setup.quantization === undefined ? 0 : 10);
};

/** Time of one optimizer step on each GPU and what makes it up. */
export const speedFigures = (subject: Subject, gpu: Gpu, c: Coefficients): SpeedFigures => {
  const { setup, architecture, counts, trained } = subject;
  const rows = setup.microBatchSize * sequencesPerRow(setup.objective);
  const padded = paddedTokensPerRow(setup);
  const rowTokens = setup.packing ? setup.sequenceLength : padded;
  const tokens = rows * rowTokens;
  const ways = setup.tensor * setup.pipeline * setup.context;
  const rate = matmulRate(gpu, setup);
  const adapters = setup.adapters;
  const recomputes =
    setup.checkpointing === "full" || setup.checkpointing === "offload"
      ? 1
      : setup.checkpointing === "selective"
        ? 0.3
        : 0;

  let work = 0;
  let attention = 0;
  let elementwise = 0;
  let expertWork = 0;
  let weightBytes = 0;
  const width = bytesOf(setup.precision);
  const seen =
    setup.packing && setup.attention === "flash" && setup.paddingFree
      ? setup.tokensPerRow
      : rowTokens;
  for (const { stack, group } of layerGroups(architecture)) {
    const tower = stack.role === "vision" || stack.role === "audio";
    const fraction = tower
      ? Math.min(1, ((stack.fixedTokens ?? 0) * rows) / Math.max(1, tokens))
      : 1;
    const own = layerWork(group) * group.count * fraction;
    work += own;
    if (group.mlp.kind === "mixture")
      expertWork +=
        group.linears
          .filter((linear) => linear.role === "expert")
          .reduce(
            (total, linear) => total + linear.inFeatures * linear.outFeatures * linear.activeCopies,
            0,
          ) *
        group.count *
        fraction;
    attention += attentionWork(group, seen, setup.attention) * group.count * fraction;
    const inner =
      group.mlp.kind === "dense"
        ? group.mlp.intermediateSize * (group.mlp.gated ? 3 : 2)
        : group.mlp.kind === "mixture"
          ? (group.mlp.expertIntermediateSize * group.mlp.expertsPerToken +
              group.mlp.sharedIntermediateSize) *
            3
          : 0;
    const eager =
      setup.attention === "eager" && group.mixer.kind === "attention"
        ? group.mixer.heads * seen * 4
        : 0;
    elementwise += (14 * stack.hiddenSize + 2 * inner + eager) * group.count * fraction * width;
  }
  const headWork = architecture.vocabSize * architecture.hiddenSize;
  weightBytes = counts.total * 2;

  // Forward 1, gradient of activations 1, gradient of trained weights 1, recomputation 1: in forward passes of 2 FLOPs a weight.
  const trainedShare = adapters
    ? Math.min(1, trained.baseParameters / Math.max(1, counts.total))
    : Math.min(1, trained.baseParameters / Math.max(1, counts.total));
  const reference = hasReferenceModel(setup) ? 1 : 0;
  const passes = 2 + trainedShare + recomputes + reference;
  const layerFlops = 2 * tokens * (work * passes + trained.adapterWorkPerToken * (3 + recomputes));
  const headFlops =
    2 *
    tokens *
    headWork *
    (2 + (trained.headTrained ? 1 : 0) + reference + (setup.loss === "fused" ? 0 : 0));
  const attentionFlops = 2 * tokens * attention * (3.5 + recomputes + reference);

  const looped =
    expertWork > 0 && !setup.groupedExperts
      ? 1 + (expertWork / Math.max(1, work)) * (1 / c.loopedExperts - 1)
      : 1;
  const matmulSeconds = (layerFlops * looped + headFlops) / (rate * c.matmulEfficiency) / ways;
  const attentionSeconds =
    attentionFlops /
    (rate * c.attentionEfficiency * (setup.attention === "eager" ? 0.6 : 1)) /
    ways;
  const bandwidth = gpu.bandwidthBytesPerSecond * 0.85;
  const passesOver = setup.fusedKernels ? c.fusedElementwisePasses : c.elementwisePasses;
  const logitBytes = setup.loss === "fused" ? 4 : setup.loss === "chunked" ? 12 : 24;
  const elementwiseSeconds =
    (tokens *
      (elementwise * passesOver * (2.5 + recomputes) + architecture.vocabSize * logitBytes)) /
    bandwidth /
    ways;
  const readSeconds = (weightBytes * (2 + recomputes)) / bandwidth / ways;
  const dequantiseSeconds =
    setup.quantization === undefined
      ? 0
      : (counts.total * 2 * c.dequantisePasses * (2 + recomputes)) / bandwidth / 2 / ways;
  const device = matmulSeconds + attentionSeconds + elementwiseSeconds + dequantiseSeconds;
  const launches = (counts.layers * callsPerLayer(subject) * (2.2 + recomputes)) / setup.pipeline;
  const launchSeconds = launches * c.launchSeconds * (setup.compiled ? 0.4 : 1);
  const busy = Math.pow(
    Math.pow(Math.max(device, readSeconds), 3) + Math.pow(launchSeconds, 3),
    1 / 3,
  );

  const data = dataParallel(setup);
  const link = linkRate(gpu, setup, c);
  const ring = data > 1 ? (data - 1) / data : 0;
  const carried = setup.quantization === undefined ? counts.total * 2 : counts.total * 0.56;
  const gatherBytes = shardsWeights(setup.strategy)
    ? (carried * (2 + 0) * ring) / (setup.tensor * setup.pipeline)
    : 0;
  const scatterBytes = shardsWeights(setup.strategy)
    ? (trained.total * 2 * ring) / (setup.tensor * setup.pipeline)
    : 0;
  const tensorBytes =
    setup.tensor > 1
      ? 4 *
        counts.layers *
        tokens *
        architecture.hiddenSize *
        width *
        ((setup.tensor - 1) / setup.tensor)
      : 0;
  const offloadBytes = setup.cpuOffload && shardsWeights(setup.strategy) ? (carried * 2) / data : 0;
  const communication =
    (gatherBytes + scatterBytes) / link + tensorBytes / (link * 1.2) + offloadBytes / 12e9;
  const exposed = Math.max(0, communication - c.overlap * busy);
  const bubble =
    setup.pipeline > 1 ? (setup.pipeline - 1) / Math.max(1, setup.gradientAccumulationSteps) : 0;
  const micro = (busy + exposed) * (1 + bubble);

  const allReduceBytes =
    !shardsWeights(setup.strategy) && data > 1
      ? (2 * trained.total * 2 * ring) / (setup.tensor * setup.pipeline)
      : 0;
  const reduceSeconds = Math.max(0, allReduceBytes / link - 0.5 * busy);
  const stateBytes =
    (trained.total * 20) /
    (setup.tensor * setup.pipeline) /
    (shardsWeights(setup.strategy) || setup.strategy.startsWith("zero") ? data : 1);
  const optimizerSeconds = setup.cpuOffload
    ? (trained.total * 16) / data / 30e9
    : stateBytes / bandwidth;
  const rolloutSeconds = hasRollouts(setup)
    ? rolloutTime(subject, gpu, tokens) * setup.gradientAccumulationSteps
    : 0;
  const secondsPerStep =
    micro * setup.gradientAccumulationSteps +
    reduceSeconds +
    optimizerSeconds +
    c.stepSeconds +
    rolloutSeconds;

  const tokensPerStepPerGpu = (tokens * setup.gradientAccumulationSteps * data) / setup.gpuCount;
  const tokensPerStep = tokensPerStepPerGpu * setup.gpuCount;
  const ideal = 2 * (work * (2 + trainedShare) + headWork * 3 + attention * 3);
  const flopsPerStep = ideal * tokensPerStep;
  const speed = tokensPerStepPerGpu / secondsPerStep;
  const peak = gpu.bf16FlopsPerSecond ?? gpu.fp16FlopsPerSecond ?? gpu.fp32FlopsPerSecond ?? rate;
  const realShare = setup.packing ? 1 : Math.min(1, setup.tokensPerRow / rowTokens);
  return {
    tokensPerSecondPerGpu: speed,
    realTokensPerSecondPerGpu: speed * realShare,
    secondsPerStep,
    mfu: flopsPerStep / setup.gpuCount / secondsPerStep / peak,
    flopsPerStep,
    tokensPerStep,
    terms: [
      {
        name: "matrix products",
        seconds: matmulSeconds,
        because: `${passes.toFixed(2)} forward-sized passes over the weights`,
      },
      {
        name: "attention",
        seconds: attentionSeconds,
        because: `rows of ${Math.round(seen)} tokens`,
      },
      {
        name: "element-wise kernels",
        seconds: elementwiseSeconds,
        because: "bytes of activations and logits moved",
      },
      {
        name: "dequantisation",
        seconds: dequantiseSeconds,
        because: "weights unpacked in every pass",
      },
      {
        name: "launch floor",
        seconds: Math.max(0, busy - Math.max(device, readSeconds)),
        because: `${Math.round(launches)} kernels launched`,
      },
      { name: "communication", seconds: exposed, because: "what computation does not hide" },
      {
        name: "optimizer",
        seconds:
          (optimizerSeconds + reduceSeconds + c.stepSeconds) / setup.gradientAccumulationSteps,
        because: "once per optimizer step",
      },
    ],
  };
};

/** Answers are generated token by token: each reads the weights once for all rows of the batch. */
const rolloutTime = (subject: Subject, gpu: Gpu, tokens: number): number => {
  const { setup, counts } = subject;
  const rows = Math.max(
    1,
    tokens / (setup.rollouts.promptTokens + setup.rollouts.completionTokens),
  );
  const engine = setup.rollouts.engineMemoryFraction > 0 ? 1 : 6;
  const readSeconds = (counts.active * 2) / (gpu.bandwidthBytesPerSecond * 0.6);
  return setup.rollouts.completionTokens * (readSeconds + 2e-4 * rows) * engine;
};
