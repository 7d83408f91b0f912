/** The estimator in the browser: the same src/ as the Worker's. Loaded when somebody begins to type. */
import { answerFrom } from "../../../src/answer.ts";
import { changesBetween, type Difference } from "./compare.ts";
import type { Catalog } from "../../../src/estimator/offer.ts";
import type { Estimate } from "../../../src/estimator/estimate.ts";
import type { TrainingRun } from "../../../src/estimator/run.ts";
import { findModel } from "../../../src/estimator/models.ts";
import type { Result } from "../../../src/problem.ts";
import { estimateAddress } from "../../../src/report/address.ts";
import { bestQuote, isGpuQuote } from "../../../src/report/index.ts";
import { type Extras, extrasOf } from "../extras.ts";
import { editRun } from "../edit-run.ts";
import { withAssumptions } from "../merge.ts";
import { type NamedRun, readInput, type Written } from "../read-input.ts";

export { changesBetween, editRun, readInput };
export type { Difference, NamedRun, Written };

export type Shown = {
  estimate: Estimate;
  extras: Extras;
  address: string;
};

/** Asks the Worker for the config.json of a model that no table holds; nothing but its id leaves the browser. */
export type FindArchitecture = (id: string) => Promise<Result<Record<string, unknown>>>;

export const answerHere = async (
  named: NamedRun,
  catalog: Catalog,
  findArchitecture: FindArchitecture,
): Promise<Result<Shown>> => {
  const known = await withArchitecture(named.run, findArchitecture);
  if (!known.ok) return known;
  const answered = answerFrom(known.value, catalog);
  if (!answered.ok) return answered;
  const estimate = withAssumptions(answered.value.estimate, named.assumptions);
  const address = estimateAddress(location.origin, estimate);
  return { ok: true, value: { estimate, extras: extrasOf(estimate), address } };
};

const withArchitecture = async (
  run: TrainingRun,
  findArchitecture: FindArchitecture,
): Promise<Result<TrainingRun>> => {
  if (run.architecture !== undefined || findModel(run.baseModel) !== undefined)
    return { ok: true, value: run };
  const found = await findArchitecture(run.baseModel);
  return found.ok ? { ok: true, value: { ...run, architecture: found.value } } : found;
};

export type Point = { label: string; usd: number | undefined; hours: number | undefined };

const pointOf = (label: string, run: TrainingRun, catalog: Catalog): Point => {
  const answered = answerFrom(run, catalog, { advice: false });
  const best = answered.ok ? bestQuote(answered.value.estimate) : undefined;
  const usable = best !== undefined && (!isGpuQuote(best) || best.fits !== "no") ? best : undefined;
  return {
    label,
    usd: usable?.usd.expected,
    hours: usable !== undefined && isGpuQuote(usable) ? usable.hours.expected : undefined,
  };
};

const COUNTS = [1, 2, 4, 8, 16, 32];

/** Cost and time of the same run on 1, 2, 4 ... of the card it is on. */
export const byGpuCount = (estimate: Estimate, catalog: Catalog): Point[] => {
  const best = bestQuote(estimate);
  const gpu =
    estimate.run.hardware?.gpu ?? (best !== undefined && isGpuQuote(best) ? best.gpu : undefined);
  if (gpu === undefined) return [];
  return COUNTS.map((gpuCount) => {
    const { parallelism: _, ...run } = estimate.run;
    return pointOf(
      String(gpuCount),
      { ...run, hardware: { ...run.hardware, gpu, gpuCount } },
      catalog,
    );
  });
};

/** The same data trained by other methods, each on its own cheapest machine. */
export const byTechnique = (estimate: Estimate, catalog: Catalog): Point[] => {
  const {
    quantizationBits: _bits,
    quantization: _quantization,
    hardware: _hardware,
    parallelism: _parallelism,
    weightsPrecision: _precision,
    ...run
  } = estimate.run;
  return (["full", "lora", "qlora"] as const).map((technique) =>
    pointOf(technique, { ...run, technique }, catalog),
  );
};
