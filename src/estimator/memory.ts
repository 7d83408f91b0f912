import type * as z from "zod";
import type { Architecture } from "./architecture/architecture.ts";
import type { Coefficients } from "./coefficients.ts";
import type { MemoryParts } from "./estimate.ts";
import type { Gpu } from "./gpus/row.ts";
import type { ParameterCounts } from "./architecture/parameters.ts";
import { passesOf } from "./passes.ts";
import { dataParallel, type Setup } from "./setup.ts";
import { statesOf } from "./states.ts";
import type { Trained } from "./trained.ts";

export type Parts = z.infer<typeof MemoryParts>;
export type Moment = { name: string; parts: Parts };
export type MemoryFigures = {
  allocatedBytes: number;
  reservedBytes: number;
  processBytes: number;
  /** What the process cannot do without: the allocator gives its slack back before it fails. */
  neededBytes: number;
  parts: Parts;
  peakMoment: string;
  moments: Moment[];
};

/** What memory and time are computed from: one run on one number of GPUs. */
export type Subject = {
  setup: Setup;
  architecture: Architecture;
  counts: ParameterCounts;
  trained: Trained;
};

const sum = (parts: Parts): number =>
  parts.weightsBytes +
  parts.adapterBytes +
  parts.gradientsBytes +
  parts.optimizerBytes +
  parts.activationsBytes +
  parts.logitsBytes +
  parts.buffersBytes;

/** Memory of one GPU at each moment of a step. The peak is the greatest of them, not their sum. */
const momentsOf = (subject: Subject, gpu: Gpu | undefined, c: Coefficients): Moment[] => {
  const { setup, counts } = subject;
  const states = statesOf(subject, c);
  const passes = passesOf(subject, c);
  const layers = Math.max(1, counts.layers);
  // Gradients of the micro-batches before are alive through the next ones.
  const accumulated =
    setup.gradientAccumulationSteps > 1 || setup.optimizerInBackward ? states.gradientsBytes : 0;
  // Without recomputation the copies that autocast made stay saved for the products of the backward pass.
  const castInBackward = setup.checkpointing === "none" ? passes.castBytes : passes.layerCastBytes;
  const moment = (name: string, own: Partial<Parts>): Moment => ({
    name,
    parts: {
      weightsBytes: states.baseBytes,
      adapterBytes: states.adapterBytes,
      gradientsBytes: 0,
      optimizerBytes: states.optimizerBytes,
      activationsBytes: 0,
      logitsBytes: 0,
      buffersBytes: passes.buffersBytes,
      ...own,
    },
  });
  const moments = [
    moment("loss", {
      gradientsBytes: accumulated,
      activationsBytes: passes.keptBytes,
      logitsBytes: passes.logitsBytes,
      buffersBytes: passes.buffersBytes + passes.castBytes,
    }),
    moment("backward", {
      gradientsBytes: Math.max(accumulated, states.gradientsBytes / layers),
      activationsBytes: passes.keptBytes + passes.layerBytes,
      buffersBytes: passes.buffersBytes + castInBackward,
    }),
    moment("end of backward", {
      gradientsBytes: states.gradientsBytes,
      activationsBytes: passes.keptBytes / layers + passes.layerBytes,
      buffersBytes: passes.buffersBytes + passes.layerCastBytes,
    }),
    moment("optimizer step", {
      gradientsBytes: states.gradientsBytes,
      optimizerBytes: states.optimizerBytes + states.temporariesBytes,
      buffersBytes: passes.workspaceBytes,
    }),
  ];
  const engine = setup.rollouts.engineMemoryFraction * (gpu?.usableMemoryBytes ?? 0);
  if (engine > 0) moments.push(moment("rollout", { buffersBytes: engine + passes.workspaceBytes }));
  return moments;
};

/** The three figures of memory on one GPU: what torch gives out, what it holds, what the driver shows. */
export const memoryFigures = (
  subject: Subject,
  gpu: Gpu | undefined,
  c: Coefficients,
): MemoryFigures => {
  const { setup } = subject;
  const moments = momentsOf(subject, gpu, c);
  const [loss, backward, end, step] = moments;
  let peak = moments[0]!;
  for (const candidate of moments) if (sum(candidate.parts) > sum(peak.parts)) peak = candidate;
  const allocated = sum(peak.parts);

  // The allocator's slack: blocks of one phase do not serve the other, and varied lengths leave holes.
  const steady =
    peak.parts.weightsBytes + peak.parts.adapterBytes + (loss?.parts.optimizerBytes ?? 0);
  const above = (moment: Moment | undefined) =>
    moment === undefined ? 0 : Math.max(0, sum(moment.parts) - steady);
  const passing = Math.max(above(loss), above(backward), above(end));
  const stepping = above(step);
  const varied = !setup.packing && setup.maxTokensPerRow > setup.tokensPerRow * 1.2;
  const slack =
    passing * (varied ? c.variedSlackShare : c.slackShare) +
    Math.min(passing, stepping) * c.phaseSlack;

  const context =
    c.contextBytes +
    (dataParallel(setup) * setup.tensor * setup.pipeline > 1 ? c.communicatorBytes : 0);
  const paged = statesOf(subject, c).pagedBytes;
  const room = (gpu?.usableMemoryBytes ?? Number.POSITIVE_INFINITY) - context - paged;
  const free = (gpu?.usableMemoryBytes ?? Number.POSITIVE_INFINITY) - context - allocated * 1.01;
  const reserved = Math.max(allocated * 1.01, Math.min(allocated + slack, room));
  return {
    allocatedBytes: allocated,
    reservedBytes: reserved,
    // The driver moves paged states to the host when the GPU is full: they never ask for more than it has.
    processBytes: reserved + context + Math.max(0, Math.min(paged, free)),
    neededBytes: allocated * 1.03 + context,
    parts: peak.parts,
    peakMoment: peak.name,
    moments,
  };
};
