import { FITTED, type Coefficients } from "../../src/estimator/coefficients.ts";
import { completeRun, type CompleteRun } from "../../src/estimator/complete.ts";
import { onHardware, type OnHardware } from "../../src/estimator/cost.ts";
import { findGpu } from "../../src/estimator/gpus/gpus.ts";
import { doubtOf, type Spread } from "../../src/estimator/spread.ts";
import type { MeasuredRun } from "./rows.ts";

export type Kind = "allocated" | "reserved" | "process" | "unsaid" | "speed";
export const MEMORY_KINDS: readonly Kind[] = ["allocated", "reserved", "process", "unsaid"];

/** One measured figure beside its estimate. `error` = predicted / measured - 1. */
export type Score = {
  id: string;
  source: string;
  family: string;
  technique: string;
  kind: Kind;
  measured: number;
  predicted: number;
  error: number;
  /** ln(predicted / measured). */
  logError: number;
  /** Standard deviation that the estimate claims for the logarithm. */
  sigma: number;
  /** One GPU, nothing of weight assumed. */
  fullyStated: boolean;
  parts: Record<string, number>;
};

/** Readied once: completing a run does not depend on coefficients. */
export type Ready = { measured: MeasuredRun; complete: CompleteRun };

export const ready = (runs: readonly MeasuredRun[]): { rows: Ready[]; refused: string[] } => {
  const rows: Ready[] = [];
  const refused: string[] = [];
  for (const measured of runs) {
    const complete = completeRun(measured.run);
    if (complete.ok && complete.value.architecture !== undefined)
      rows.push({ measured, complete: complete.value });
    else refused.push(measured.id);
  }
  return { rows, refused };
};

/** Batch and length are stated: what the targets are set on. */
export const isStated = ({ run }: MeasuredRun): boolean =>
  run.microBatchSize !== undefined &&
  (run.sequenceLength !== undefined || run.dataset?.tokensPerRow !== undefined);

const NO_GPU = "A100-80GB-SXM";

/** The estimate on the hardware of the row; memory alone where the row names no GPU. */
export const placed = (row: Ready, coefficients: Coefficients): OnHardware | undefined => {
  const gpu = row.complete.gpu ?? findGpu(NO_GPU)?.gpu;
  if (gpu === undefined) return undefined;
  return onHardware(
    row.complete,
    gpu,
    row.complete.setup.gpuCount,
    doubtOf(row.complete),
    coefficients,
  );
};

const SPREAD_OF: Record<Kind, keyof Spread> = {
  allocated: "allocated",
  reserved: "reserved",
  process: "process",
  unsaid: "reserved",
  speed: "speed",
};

export const scoresOf = (row: Ready, coefficients: Coefficients = FITTED): Score[] => {
  const { measured, complete } = row;
  if (measured.outcome !== "ok") return [];
  const on = placed(row, coefficients);
  if (on === undefined) return [];
  const { memory, speed } = on;
  const { figures } = measured;
  const scores: Score[] = [];
  const assumed = new Set(complete.assumptions.map((assumption) => assumption.field));
  const fullyStated =
    complete.setup.gpuCount === 1 &&
    isStated(measured) &&
    !assumed.has("gradientCheckpointing") &&
    !assumed.has("weightsPrecision") &&
    !assumed.has("optimizer");
  const add = (kind: Kind, figure: number | undefined, predicted: number) => {
    if (figure === undefined || !(figure > 0)) return;
    scores.push({
      id: measured.id,
      source: measured.source,
      family: measured.family,
      technique: complete.setup.technique,
      kind,
      measured: figure,
      predicted,
      error: predicted / figure - 1,
      logError: Math.log(predicted / figure),
      sigma: on.spread[SPREAD_OF[kind]],
      fullyStated,
      parts:
        kind === "speed"
          ? Object.fromEntries(speed.terms.map((term) => [term.name, term.seconds]))
          : memory.parts,
    });
  };
  add("allocated", figures.allocatedBytes, memory.allocatedBytes);
  add("reserved", figures.reservedBytes, memory.reservedBytes);
  add("process", figures.processBytes, memory.processBytes);
  add("unsaid", figures.unsaidBytes, memory.reservedBytes);
  if (complete.gpu !== undefined) {
    if (figures.tokensPerSecondPerGpu !== undefined)
      add("speed", figures.tokensPerSecondPerGpu, speed.tokensPerSecondPerGpu);
    else if (figures.realTokensPerSecondPerGpu !== undefined)
      add("speed", figures.realTokensPerSecondPerGpu, speed.realTokensPerSecondPerGpu);
    else if (figures.secondsPerStep !== undefined)
      add("speed", 1 / figures.secondsPerStep, 1 / speed.secondsPerStep);
  }
  return scores;
};

export const quantile = (values: readonly number[], share: number): number => {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((left, right) => left - right);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
};
