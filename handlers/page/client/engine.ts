/** The estimator in the browser: the same src/ as the Worker's. Loaded when somebody begins to type. */
import "./no-eval.ts";
import { answerFrom } from "../../../src/answer.ts";
import { changesBetween, type Difference } from "./compare.ts";
import type { Catalog } from "../../../src/estimator/offer.ts";
import type { Assumption, Estimate } from "../../../src/estimator/estimate.ts";
import type { TrainingRun } from "../../../src/estimator/run.ts";
import { findModel, nearestModels } from "../../../src/estimator/models/models.ts";
import type { Result } from "../../../src/problem.ts";
import { estimateAddress } from "../../../src/report/address.ts";
import { bestQuote, isGpuQuote } from "../../../src/report/index.ts";
import { type Extras, extrasOf } from "../extras.ts";
import { editRun } from "../edit-run.ts";
import { limited, optionsFor } from "../limited.ts";
import { withAssumptions } from "../merge.ts";
import { type NamedRun, readInput, type Written } from "../read-input.ts";

export { changesBetween, editRun, readInput };
export type { Difference, NamedRun, Written };

export type Shown = {
  estimate: Estimate;
  extras: Extras;
  address: string;
  remarks: string[];
};

/** Asks the Worker for the config.json of a model that no table holds; nothing but its id leaves the browser. */
export type FindArchitecture = (id: string) => Promise<Result<HubArchitecture>>;
export type HubArchitecture = {
  architecture: Record<string, unknown>;
  source: string;
  asOf: string;
};

export const answerHere = async (
  named: NamedRun,
  catalog: Catalog,
  findArchitecture: FindArchitecture,
): Promise<Result<Shown>> => {
  const known = await withArchitecture(named.run, findArchitecture);
  if (!known.ok) return known;
  const answered = answerFrom(known.value.run, catalog, optionsFor(named.limits));
  if (!answered.ok) return answered;
  const whole = withAssumptions(answered.value.estimate, [
    ...known.value.assumptions,
    ...named.assumptions,
  ]);
  const { estimate, remarks } = limited(whole, named.limits);
  const address = estimateAddress(location.origin, estimate);
  return {
    ok: true,
    value: {
      estimate,
      extras: extrasOf(estimate),
      address,
      remarks: [...remarks, ...named.remarks],
    },
  };
};

/** As handlers/answer.ts does it, but through our own Worker. */
const withArchitecture = async (
  run: TrainingRun,
  findArchitecture: FindArchitecture,
): Promise<Result<{ run: TrainingRun; assumptions: Assumption[] }>> => {
  if (run.architecture !== undefined || findModel(run.baseModel) !== undefined)
    return { ok: true, value: { run, assumptions: [] } };
  const found = await findArchitecture(run.baseModel);
  if (!found.ok) {
    const [near] = nearestModels(run.baseModel);
    return near === undefined
      ? found
      : { ok: false, problems: found.problems.map((one) => ({ ...one, didYouMean: near })) };
  }
  const { architecture, source, asOf } = found.value;
  const because = `read from ${source} on ${asOf.slice(0, 10)}`;
  const assumption = { field: "architecture", value: architecture["model_type"] ?? "", because };
  return { ok: true, value: { run: { ...run, architecture }, assumptions: [assumption] } };
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
