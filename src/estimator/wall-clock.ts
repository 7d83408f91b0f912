import { SECONDS_PER_HOUR } from "../units.ts";
import { Z80 } from "./chance.ts";
import type { Range } from "./estimate.ts";
import type { Subject } from "./memory.ts";
import { dataParallel } from "./setup.ts";
import type { SpeedFigures } from "./throughput.ts";
import type { Workload } from "./workload.ts";

/** assumed: what a machine needs before the first step, besides the model: image, imports, compilation. */
const START_SECONDS = 180;
/** assumed: download from the Hub and load to the GPU, bytes a second. */
const DOWNLOAD_BYTES_PER_SECOND = 250e6;
/** assumed: checkpoints to local disk. */
const SAVE_BYTES_PER_SECOND = 1e9;

export type WallClockParts = {
  training: number;
  start: number;
  evaluation: number;
  saving: number;
};

/** Seconds from renting the machine to the last checkpoint. */
export const wallClockParts = (
  subject: Subject,
  speed: SpeedFigures,
  workload: Workload,
): WallClockParts => {
  const { setup, counts, trained } = subject;
  const every = setup.evaluation.everySteps;
  const evaluations =
    setup.evaluation.rows === 0
      ? 0
      : every === undefined
        ? Math.ceil(setup.epochs)
        : Math.floor(workload.steps / every);
  const tokensPerSecond = speed.tokensPerSecondPerGpu * setup.gpuCount;
  // Evaluation is a forward pass alone: a third of the training work at most.
  const evaluation =
    (evaluations * setup.evaluation.rows * setup.tokensPerRow) / Math.max(1, tokensPerSecond * 2.5);
  const saves =
    setup.checkpoints.everySteps === undefined
      ? 1
      : Math.floor(workload.steps / setup.checkpoints.everySteps) + 1;
  const savedBytes = setup.adapters ? trained.total * 12 : counts.total * 14;
  return {
    training: workload.tokens / Math.max(1e-9, speed.tokensPerStep / speed.secondsPerStep),
    start: START_SECONDS + (counts.total * 2) / DOWNLOAD_BYTES_PER_SECOND,
    evaluation,
    saving:
      (saves * savedBytes) / SAVE_BYTES_PER_SECOND / Math.max(1, Math.min(4, dataParallel(setup))),
  };
};

/** Hours on the machine: training within `sigma`, the standard deviation of its logarithm, the rest within half to twice. */
export const wallClock = (
  subject: Subject,
  speed: SpeedFigures,
  workload: Workload,
  sigma: number,
): Range => {
  const parts = wallClockParts(subject, speed, workload);
  const around = parts.start + parts.saving;
  const own = parts.training + parts.evaluation;
  const factor = Math.exp(Z80 * sigma);
  return {
    low: (own / factor + around * 0.5) / SECONDS_PER_HOUR,
    expected: (own + around) / SECONDS_PER_HOUR,
    high: (own * factor + around * 2) / SECONDS_PER_HOUR,
  };
};
