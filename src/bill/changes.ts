import { estimate } from "../estimator/calculate.ts";
import { completeRun, type CompleteRun } from "../estimator/complete.ts";
import type { Estimate, Quote, Range } from "../estimator/estimate.ts";
import { findGpu } from "../estimator/gpus/gpus.ts";
import type { Catalog, Offer } from "../estimator/offer.ts";
import type { TrainingRun } from "../estimator/run.ts";
import { production } from "./production.ts";

/** A changed run and what training it once costs, priced by the rule of the bill. */
export type Compared = {
  complete: CompleteRun;
  after: Estimate;
  usd: Range;
  hours: Range | undefined;
  quote: Quote | undefined;
};

/** The run without what we filled in, so that a change can settle anew. */
export const asGiven = ({ run, assumptions }: CompleteRun): TrainingRun => {
  const given = structuredClone(run) as Record<string, unknown>;
  if (run.technique === "full") delete given["lora"];
  for (const { field } of assumptions) {
    if (field === "baseModel") continue;
    const [outer = "", inner] = field.split(".");
    const within = given[outer];
    if (inner === undefined) delete given[outer];
    else if (typeof within === "object" && within !== null)
      delete (within as Record<string, unknown>)[inner];
  }
  return given as TrainingRun;
};

/** Machines kept for a decision: enough to hold the cheapest of almost any change. */
const MACHINES = 24;

/**
 * The offers worth comparing: of each machine the cheapest steady and the cheapest interruptible one, of
 * machines those with the most matrix rate a dollar, and every one of the GPU asked for. What is left out
 * could only make a change save more.
 */
const listed = (
  catalog: Catalog,
  asked: string | undefined,
  machines = MACHINES,
  steadyAlone = false,
): Catalog => {
  const cheapest = new Map<string, Offer>();
  for (const offer of catalog.offers) {
    if (offer.available === false || offer.pricing === "reserved") continue;
    const steady = offer.pricing === "on_demand" || offer.pricing === "owned";
    if (steadyAlone && offer.pricing === "spot") continue;
    const key = `${offer.gpu} ${offer.gpuCount} ${steady}`;
    const held = cheapest.get(key);
    if (held === undefined || offer.usdPerHour < held.usdPerHour) cheapest.set(key, offer);
  }
  const rated = [...cheapest.values()].map((offer) => {
    const gpu = findGpu(offer.gpu)?.gpu;
    const rate = gpu?.bf16FlopsPerSecond ?? gpu?.fp16FlopsPerSecond ?? gpu?.fp32FlopsPerSecond ?? 1;
    return { offer, usdPerRate: offer.usdPerHour / (rate * offer.gpuCount) };
  });
  rated.sort((left, right) => left.usdPerRate - right.usdPerRate);
  const offers = rated
    .filter(({ offer }, rank) => rank < machines || offer.gpu === asked)
    .map(({ offer }) => offer);
  return { ...catalog, offers };
};

const SHORTLISTS = new WeakMap<Catalog, Map<string, Catalog>>();

export const shortlist: typeof listed = (catalog, asked, machines, steadyAlone) => {
  const known = SHORTLISTS.get(catalog) ?? new Map<string, Catalog>();
  SHORTLISTS.set(catalog, known);
  const key = `${asked} ${machines} ${steadyAlone}`;
  const list = known.get(key) ?? listed(catalog, asked, machines, steadyAlone);
  known.set(key, list);
  return list;
};

/** Undefined where the changed run is no run, or no machine of the catalog holds it. */
export const compared = (run: TrainingRun, catalog: Catalog): Compared | undefined => {
  const changed = completeRun(run);
  if (!changed.ok) return undefined;
  const after = estimate(changed.value, catalog);
  const made = production(after);
  if (made === undefined) return undefined;
  return { complete: changed.value, after, usd: made.usd, hours: made.hours, quote: made.quote };
};
