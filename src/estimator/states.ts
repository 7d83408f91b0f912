import { oncePerSubject } from "./memo.ts";
import type { Subject } from "./memory.ts";
import {
  bytesOf,
  shardGroup,
  hasReferenceModel,
  raisesUnquantised,
  separateMaster,
  shardsGradients,
  shardsOptimizer,
  shardsWeights,
  type Setup,
} from "./setup.ts";
import { quantisableParameters, quantisedBytes } from "./trained.ts";

/** Fractions of the model that one GPU holds of each kind of state (Rajbhandari et al. 2020, ZeRO stages). */
export type Shares = { model: number; weights: number; gradients: number; optimizer: number };

export const sharesOf = (setup: Setup): Shares => {
  const model = 1 / (setup.tensor * setup.pipeline);
  const data = 1 / shardGroup(setup);
  return {
    model,
    weights: model * (shardsWeights(setup.strategy) ? data : 1),
    gradients: model * (shardsGradients(setup.strategy) ? data : 1),
    optimizer: model * (shardsOptimizer(setup.strategy) ? data : 1),
  };
};

/** Weights of the base on one GPU, by width: quantised, raised, trained, frozen, copied for training. */
const baseBytes = (subject: Subject, share: Shares): number => {
  const { setup, counts, trained } = subject;
  const frozenWidth = setup.precision === "fp32" ? 4 : 2;
  const elsewhere = setup.expert > 1 ? counts.experts * (1 - 1 / setup.expert) : 0;
  const total = counts.total - elsewhere;
  if (setup.quantization !== undefined) {
    const quantisable = Math.max(0, quantisableParameters(counts) - elsewhere);
    const rest = Math.max(0, total - quantisable);
    const raised = raisesUnquantised(setup) ? 4 : frozenWidth;
    const copies = trained.baseParameters * frozenWidth;
    return (quantisedBytes(quantisable, setup) + rest * raised + copies) * share.weights;
  }
  // Extra modules trained beside adapters are copies, in the base's width.
  if (setup.adapters) return (total + trained.baseParameters) * frozenWidth * share.weights;
  const base = Math.min(trained.baseParameters, total);
  const width = separateMaster(setup) ? 2 : bytesOf(setup.weightsPrecision);
  return (base * width + (total - base) * frozenWidth) * share.weights;
};

/** Numbers of the base whose gradient and states exist at a time: layer-wise methods keep a few layers (LISA, BAdam). */
const trainedAtOnce = ({ setup, counts, trained }: Subject): number => {
  if (setup.technique === "badam") return Math.min(trained.baseParameters, counts.perLayer.mean);
  if (setup.technique === "lisa")
    return Math.min(
      trained.baseParameters,
      2 * counts.perLayer.mean + counts.embeddings + counts.head,
    );
  return trained.baseParameters;
};

/**
 * Share of full-size states that a low-rank projection of gradients keeps (GaLore: rank; APOLLO: a sketch of the
 * same shape): m r + 2 n r numbers of 2 m n for an m x n matrix. Embeddings, head and norms keep theirs whole
 * (Zhao et al. 2024; transformers' `optim_target_modules`).
 */
const projected = ({ setup, architecture, counts }: Subject): number => {
  const low = /galore|apollo/;
  if (!low.test(setup.technique) && !low.test(setup.optimizer.id)) return 1;
  const share = Math.min(1, (1.25 * setup.lora.rank) / Math.max(1, architecture.hiddenSize));
  const whole = Math.min(1, (counts.embeddings + counts.head) / Math.max(1, counts.total));
  return whole + (1 - whole) * share;
};

export type States = {
  baseBytes: number;
  adapterBytes: number;
  /** All gradients, as they stand at the end of a backward pass. */
  gradientsBytes: number;
  optimizerBytes: number;
  /** States in memory that the driver pages: seen by nvidia-smi, not by torch. */
  pagedBytes: number;
  /** Parameter-sized temporaries of the optimizer's step. */
  temporariesBytes: number;
};

/** DeepSpeed steps through its partition in groups of 1e9 numbers, each raised to fp32 (sub_group_size's default). */
const SUB_GROUP_PARAMETERS = 1e9;

const countStates = (subject: Subject): States => {
  const { setup, counts, trained } = subject;
  const share = sharesOf(setup);
  const { optimizer } = setup;
  const master = separateMaster(setup);
  const adapterWidth = bytesOf(setup.weightsPrecision);
  const baseWidth = setup.adapters ? (setup.precision === "fp32" ? 4 : 2) : adapterWidth;
  const base = trainedAtOnce(subject);
  // PPO trains a value model of the policy's size beside it (Ouyang et al. 2022).
  const models = setup.objective === "ppo" && !setup.adapters ? 2 : 1;
  const adapters = trained.adapterParameters;

  // States that lie with the host take their gradients there as the backward pass makes them (Ren et al. 2021,
  // ZeRO-Offload; FSDP's CPUOffload): one layer's are on the GPU at a time.
  const offloaded = setup.cpuOffload;
  const inBackward = setup.optimizerInBackward;
  const gradientOfBase =
    inBackward || offloaded ? Math.min(base, counts.perLayer.largest) : base * models;
  const gradientsBytes =
    (gradientOfBase * (master ? 2 : baseWidth) + adapters * adapterWidth) *
    (offloaded ? share.model : share.gradients);

  const momentWidth = (width: number) => optimizer.stateBytes ?? optimizer.moments * width;
  const statesOfBase =
    (momentWidth(master ? 4 : baseWidth) * projected(subject) + (master ? 4 : 0)) * base * models;
  const stateBytes = (statesOfBase + momentWidth(adapterWidth) * adapters) * share.optimizer;
  const elsewhere = offloaded || optimizer.paged;

  const steps = offloaded || inBackward ? 0 : 1;
  const shard = (base + adapters) * share.optimizer;
  const temporariesBytes = master
    ? steps * Math.min(SUB_GROUP_PARAMETERS, shard) * 4
    : steps *
      optimizer.temporaries *
      (base * baseWidth + adapters * adapterWidth) *
      share.optimizer;

  // A second, frozen copy scores the reference where no adapter can be switched off; PPO adds value and reward models.
  const half = counts.total * 2 * share.weights;
  const reference = hasReferenceModel(setup) && !setup.adapters ? half : 0;
  const value = counts.total * (master ? 2 : adapterWidth) * share.weights;
  const critics = setup.objective === "ppo" ? half + (setup.adapters ? 0 : value) : 0;
  const teacher = setup.objective === "distillation" ? half : 0;
  const resident = setup.cpuOffload && shardsWeights(setup.strategy) ? 0 : 1;
  return {
    baseBytes: baseBytes(subject, share) * resident + reference + critics + teacher,
    adapterBytes: adapters * adapterWidth * share.weights,
    gradientsBytes,
    optimizerBytes: elsewhere ? 0 : stateBytes,
    pagedBytes: optimizer.paged && !offloaded ? stateBytes : 0,
    temporariesBytes,
  };
};

/** What stays on one GPU through the whole step, and what the optimizer adds. */
export const statesOf = oncePerSubject(countStates);
