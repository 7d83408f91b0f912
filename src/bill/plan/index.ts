import { completeRun } from "../../estimator/complete.ts";
import type { Range } from "../../estimator/estimate.ts";
import { findGpu } from "../../estimator/gpus/gpus.ts";
import { managedQuotes } from "../../estimator/managed.ts";
import type { Catalog, Offer } from "../../estimator/offer.ts";
import { hours as inHours, usd as inUsd } from "../../report/format.ts";
import { right, wrong, type Result } from "../../problem.ts";
import { RESTART_HOURS, SPOT_INTERRUPTIONS_PER_HOUR } from "../assumed.ts";
import { candidates, withTechnique, type Candidate } from "./candidates.ts";
import { paretoFront, type Point } from "./pareto.ts";
import { configPatchOf } from "./config-patch.ts";
import { patchOf } from "./patch.ts";
import { PLANNED_TECHNIQUES, type Plan, type PlanRequest, type Plans } from "./request.ts";

/**
 * Plans for a run: technique, batch, GPU, count, provider, spot and division, of which none is worse than
 * another in dollars, hours and quality risk at once. Rows per optimizer step are kept.
 */
export const plan = (request: PlanRequest, catalog: Catalog): Result<Plans> => {
  const own = completeRun(request.run);
  if (!own.ok)
    return wrong(...own.problems.map((problem) => ({ ...problem, path: `run.${problem.path}` })));
  if (request.gpu !== undefined && request.gpu !== "cheapest" && findGpu(request.gpu) === undefined)
    return wrong({
      path: "gpu",
      message: `"${request.gpu}" is not an accelerator that ftcost knows; GET /v1/gpus lists them, "cheapest" takes any.`,
    });

  const { candidates: found, considered } = candidates(request, catalog, pointsOf);
  const sure = found.filter(({ on }) => on.fits === "yes");
  const plans = (sure.length > 0 ? sure : found).flatMap((candidate) =>
    plansOf(candidate, request),
  );
  const keeping = plans.filter(
    ({ withinBudget, withinDeadline }) => withinBudget !== "no" && withinDeadline !== "no",
  );
  const front = thinned(paretoFront(keeping.length > 0 ? keeping : plans, pointOf));
  const managed = managedPlans(request, catalog);
  return right({
    front,
    managed,
    considered,
    unmet: keeping.length > 0 ? [] : unmet(plans, request),
    remarks: [
      ...(own.value.architecture === undefined ? own.value.unanswered : []),
      ...(sure.length === 0 && found.length > 0
        ? ["Nothing fits with nine chances in ten; these are tight."]
        : []),
      ...(request.gpu === undefined || request.gpu === "cheapest" || plans.length > 0
        ? []
        : ["No offer of this GPU fits the run at its batch."]),
    ],
  });
};

export const pointOf = ({ usd, hours, qualityRisk }: Plan): Point => ({
  usd: usd.expected,
  hours: hours.expected,
  risk: qualityRisk.score,
});

/** A plan that is dearer, no less risky and not two percent faster than one before it is left out. */
const thinned = (front: Plan[]): Plan[] => {
  const kept: Plan[] = [];
  for (const one of front) {
    const same = kept.some(
      (other) =>
        other.hours.expected <= one.hours.expected * 1.02 &&
        other.qualityRisk.score <= one.qualityRisk.score,
    );
    if (!same) kept.push(one);
  }
  return kept;
};

const INTERRUPTIBLE = ["spot", "community"];

/** Hours with what interruptions add: so many an hour, each a restart (checkpoints are assumed kept up). */
const hoursOn = (offer: Offer, hours: Range): Range => {
  if (!INTERRUPTIBLE.includes(offer.pricing)) return hours;
  const added = (end: keyof Range) => 1 + SPOT_INTERRUPTIONS_PER_HOUR[end] * RESTART_HOURS[end];
  return {
    low: hours.low * added("low"),
    expected: hours.expected * added("expected"),
    high: hours.high * added("high"),
  };
};

const priced = (offer: Offer, hours: Range): Range => {
  const paid = (spent: number) => Math.max(spent, offer.minimumHours ?? 0) * offer.usdPerHour;
  return { low: paid(hours.low), expected: paid(hours.expected), high: paid(hours.high) };
};

const pointsOf = ({ on, way, machine }: Candidate): Point[] =>
  machine.offers.map((offer) => {
    const hours = hoursOn(offer, on.hours);
    return { usd: priced(offer, hours).expected, hours: hours.expected, risk: way.risk.score };
  });

const within = (range: Range, limit: number | undefined): "yes" | "likely" | "no" => {
  if (limit === undefined || range.high <= limit) return "yes";
  return range.expected <= limit ? "likely" : "no";
};

const plansOf = (candidate: Candidate, request: PlanRequest): Plan[] => {
  const { on, way, machine } = candidate;
  const { setup } = on.subject;
  return machine.offers.map((offer) => {
    const hours = hoursOn(offer, on.hours);
    const usd = priced(offer, hours);
    return {
      technique: setup.technique as Plan["technique"],
      microBatchSize: setup.microBatchSize,
      gradientAccumulationSteps: setup.gradientAccumulationSteps,
      strategy: setup.strategy,
      gpu: on.gpu.id,
      gpuCount: on.gpuCount,
      provider: offer.provider,
      sku: offer.sku,
      region: offer.region,
      pricing: offer.pricing,
      usdPerHour: offer.usdPerHour,
      hours,
      usd,
      qualityRisk: way.risk,
      fits: on.fits === "yes" ? ("yes" as const) : ("tight" as const),
      fitsProbability: on.fitsProbability,
      withinBudget: within(usd, request.budgetUsd),
      withinDeadline: within(hours, request.deadlineHours),
      patch: patchOf(setup, on.gpu.id),
      configPatch: configPatchOf(setup),
      basis: `${offer.basis} price${offer.stale ? ", stale" : ""}`,
      source: offer.source,
      asOf: offer.asOf,
    };
  });
};

const managedPlans = (request: PlanRequest, catalog: Catalog): Plans["managed"] =>
  (request.techniques ?? PLANNED_TECHNIQUES)
    .flatMap((technique) => {
      const read = completeRun(withTechnique(request.run, technique));
      if (!read.ok) return [];
      return managedQuotes(read.value, catalog).map((quote) => ({
        provider: quote.provider,
        service: quote.service,
        technique: technique === "full" ? "full" : "lora",
        usd: quote.usd,
        withinBudget: within(quote.usd, request.budgetUsd),
        source: quote.source,
        asOf: quote.asOf,
      }));
    })
    .filter(
      (one, index, all) =>
        all.findIndex(
          (other) =>
            other.provider === one.provider &&
            other.service === one.service &&
            other.technique === one.technique &&
            other.usd.expected === one.usd.expected,
        ) === index,
    )
    .toSorted((left, right_) => left.usd.expected - right_.usd.expected);

const unmet = (plans: Plan[], request: PlanRequest): string[] => {
  if (plans.length === 0) return ["No machine in the catalog holds this run."];
  const cheapest = plans.reduce((best, one) => (one.usd.expected < best.usd.expected ? one : best));
  const fastest = plans.reduce((best, one) =>
    one.hours.expected < best.hours.expected ? one : best,
  );
  return [
    ...(request.budgetUsd === undefined
      ? []
      : [
          `The cheapest plan costs ${inUsd(cheapest.usd.expected)} and takes ${inHours(cheapest.hours.expected)}.`,
        ]),
    ...(request.deadlineHours === undefined
      ? []
      : [
          `The fastest takes ${inHours(fastest.hours.expected)} and costs ${inUsd(fastest.usd.expected)}.`,
        ]),
  ];
};

export { PlanRequest, Plan, Plans } from "./request.ts";
