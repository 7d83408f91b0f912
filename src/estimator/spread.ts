import { SPREAD } from "./coefficients.ts";
import type { CompleteRun } from "./complete.ts";
import type { Gpu } from "./gpus/row.ts";
import type { MemoryFigures } from "./memory.ts";
import type { SpeedFigures } from "./throughput.ts";

/** Standard deviations of the logarithm of measured over expected. */
export type Spread = { allocated: number; reserved: number; process: number; speed: number };
/** Variances that come on top for what was assumed or never measured. */
export type Doubt = { memory: number; speed: number };

/** What not knowing a field may change: assumed, from what the values people use make of the figures. */
const BY_FIELD: Record<string, Doubt> = {
  framework: { memory: 0.05, speed: 0.12 },
  microBatchSize: { memory: 0.15, speed: 0.15 },
  sequenceLength: { memory: 0.15, speed: 0.08 },
  gradientCheckpointing: { memory: 0.15, speed: 0.12 },
  weightsPrecision: { memory: 0.06, speed: 0 },
  attention: { memory: 0.03, speed: 0.05 },
  packing: { memory: 0.04, speed: 0.1 },
  "dataset.tokensPerRow": { memory: 0.04, speed: 0.1 },
  "lora.targetModules": { memory: 0.04, speed: 0.04 },
  technique: { memory: 0.3, speed: 0.2 },
  optimizer: { memory: 0.05, speed: 0 },
  // Named only where it decides: whether experts run one by one or grouped.
  kernels: { memory: 0, speed: 0.6 },
  "rollouts.engineMemoryFraction": { memory: 0.1, speed: 0.4 },
  "rollouts.completionTokens": { memory: 0.1, speed: 0.3 },
  "parallelism.strategy": { memory: 0.2, speed: 0.15 },
};
const MEASURED = new Set(["full", "lora", "qlora"]);
const UNMEASURED: Doubt = { memory: 0.1, speed: 0.2 };
/** assumed: software of other vendors reaches half to twice the share of its datasheet that NVIDIA's does. */
const UNMEASURED_VENDOR_SPEED = 0.4;

/** Doubt of one run, before it is placed on hardware. */
export const doubtOf = (complete: CompleteRun): Doubt => {
  const { setup, architecture } = complete;
  const doubt = { memory: 0, speed: 0 };
  const add = (more: Doubt, times = 1) => {
    doubt.memory += times * more.memory ** 2;
    doubt.speed += times * more.speed ** 2;
  };
  for (const field of new Set(complete.assumptions.map((assumption) => assumption.field))) {
    const more = BY_FIELD[field];
    // The width of adapters, and lengths of rows that fill their context, change little.
    if (more === undefined || (field === "weightsPrecision" && setup.adapters)) continue;
    if (field === "dataset.tokensPerRow" && setup.packing) continue;
    add(more);
  }
  const unmeasured =
    Number(!MEASURED.has(setup.technique)) +
    Number(setup.objective !== "sft" && setup.objective !== "pretrain") +
    Number(setup.tensor * setup.pipeline * setup.context > 1) +
    Number(setup.cpuOffload) +
    Number(architecture?.kind !== "decoder") +
    Number((architecture?.uncertain.length ?? 0) > 0);
  add(UNMEASURED, unmeasured);
  return doubt;
};

/** The same on hardware of which no measured row speaks: all rows are NVIDIA's. */
export const doubtOn = (doubt: Doubt, gpu: Gpu): Doubt =>
  gpu.vendor === "NVIDIA"
    ? doubt
    : {
        memory: doubt.memory + UNMEASURED.memory ** 2,
        speed: doubt.speed + UNMEASURED_VENDOR_SPEED ** 2,
      };

/**
 * What not knowing the data may change of the work, as standard deviations of its logarithm. assumed: rows of
 * people's own sets spread over a factor of three around ours, lengths over 1.7 (measured sets: 100 to 500 tokens).
 */
const ROWS_SIGMA = 0.86;
const LENGTH_SIGMA = 0.41;

const OF_WORK: Record<string, number> = {
  "dataset.rows": ROWS_SIGMA,
  "dataset.tokensPerRow": LENGTH_SIGMA,
};

/** Variance of the logarithm of a run's tokens: for what we assumed of its data, not for what a named set is known by. */
export const workVariance = ({ setup }: CompleteRun): number => {
  const rows = setup.rowsStated ? 0 : ROWS_SIGMA ** 2;
  const bySteps = setup.packing && setup.maxSteps !== undefined;
  return rows + (setup.tokensStated || bySteps ? 0 : LENGTH_SIGMA ** 2);
};

/** How much of the memory is not counted exactly, and of the time is not arithmetic at the machine's rates. */
const memoryShape = (memory: MemoryFigures): number => {
  const { weightsBytes, adapterBytes, gradientsBytes, optimizerBytes } = memory.parts;
  const counted = weightsBytes + adapterBytes + gradientsBytes + optimizerBytes;
  return 0.4 + 1.2 * Math.max(0, 1 - counted / Math.max(1, memory.allocatedBytes));
};
const ROUGH = new Set([
  "launch floor",
  "communication",
  "dequantisation",
  "weights read",
  "rollouts",
]);
const speedShape = (speed: SpeedFigures): number => {
  let rough = 0;
  for (const term of speed.terms) if (ROUGH.has(term.name)) rough += term.seconds;
  return 0.7 + 1.2 * Math.min(1, rough / Math.max(1e-12, speed.secondsPerStep));
};

/** Spread of this run's figures on one kind of hardware. */
export const spreadOn = (
  doubt: Doubt,
  memory: MemoryFigures,
  speed: SpeedFigures,
  base: Spread = SPREAD,
): Spread => {
  const shape = memoryShape(memory);
  const together = (own: number, variance: number) => Math.sqrt(own * own + variance);
  return {
    allocated: together(base.allocated * shape, doubt.memory),
    reserved: together(base.reserved * shape, doubt.memory),
    process: together(base.process * shape, doubt.memory),
    speed: together(base.speed * speedShape(speed), doubt.speed),
  };
};

/** What to state to narrow the answer, the widest first. */
export const narrowBy = (complete: CompleteRun): string[] =>
  [...new Set(complete.assumptions.map((assumption) => assumption.field))]
    .flatMap((field) => {
      const doubt = BY_FIELD[field];
      const size = (doubt?.memory ?? 0) + (doubt?.speed ?? 0) + (OF_WORK[field] ?? 0);
      return size === 0 ? [] : [{ field, size }];
    })
    .toSorted((left, right) => right.size - left.size)
    .map(({ field }) => field)
    .slice(0, 5);
