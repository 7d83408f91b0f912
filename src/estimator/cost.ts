import { SECONDS_PER_HOUR } from "../units.ts";
import { chanceWithin, plus, rangeAround, times, verdict } from "./chance.ts";
import { FITTED, type Coefficients } from "./coefficients.ts";
import type { CompleteRun } from "./complete.ts";
import { type Fits, type GpuQuote, type Quote, type Range } from "./estimate.ts";
import { findGpu } from "./gpus/gpus.ts";
import { type Gpu } from "./gpus/row.ts";
import { preferredQuote } from "./preferred.ts";
import { managedQuotes } from "./managed.ts";
import { memoryFigures, type MemoryFigures, type Subject } from "./memory.ts";
import type { Catalog, Offer } from "./offer.ts";
import { shardsWeights, type Setup } from "./setup.ts";
import { defaultWeightsPrecision } from "./weights.ts";
import { doubtOf, doubtOn, spreadOn, workVariance, type Doubt, type Spread } from "./spread.ts";
import { speedFigures, type SpeedFigures } from "./throughput.ts";
import { workloadOf, type Workload } from "./workload.ts";
import { wallClock } from "./wall-clock.ts";

/** One run on one kind and number of GPUs, computed once for all offers of it. */
export type OnHardware = {
  gpu: Gpu;
  gpuCount: number;
  subject: Subject;
  memory: MemoryFigures;
  speed: SpeedFigures;
  workload: Workload;
  fits: Fits;
  fitsProbability: number;
  hours: Range;
  spread: Spread;
};

/** The run as it would be on this many GPUs: strategy chosen by us where nobody chose. */
const setupOn = (complete: CompleteRun, gpuCount: number, shard: boolean): Setup => {
  const { setup } = complete;
  const several = gpuCount > 1;
  let strategy = setup.strategy;
  const same = gpuCount === setup.gpuCount && !shard;
  if (!same && !complete.strategyStated) {
    if (!several) strategy = "none";
    else strategy = shard ? "fsdp" : setup.technique === "full" ? "fsdp" : "ddp";
  } else if (!same && several && strategy === "none") strategy = "ddp";
  const weightsPrecision = complete.weightsStated
    ? setup.weightsPrecision
    : defaultWeightsPrecision({ ...setup, strategy });
  const nodes = gpuCount > setup.gpuCount ? 1 : setup.nodes;
  return { ...setup, gpuCount, strategy, weightsPrecision, nodes };
};

/** Settings that nobody stated, in the order people turn to them when a run does not fit. */
const variants = (complete: CompleteRun, gpuCount: number): Setup[] => {
  const first = setupOn(complete, gpuCount, false);
  const setups = [first];
  const open = !complete.strategyStated && gpuCount > 1 && first.tensor * first.pipeline === 1;
  if (open && first.framework.engine === "megatron" && !complete.tensorStated)
    for (const tensor of [2, 4, 8]) if (gpuCount % tensor === 0) setups.push({ ...first, tensor });
  if (open && first.framework.engine !== "megatron" && !shardsWeights(first.strategy))
    setups.push(setupOn(complete, gpuCount, true));
  if (!complete.checkpointingStated && first.checkpointing === "none")
    setups.push(...setups.map((setup) => ({ ...setup, checkpointing: "full" as const })));
  return setups;
};

const SUBJECTS = new WeakMap<CompleteRun, Map<number, Subject[]>>();

/** The variants as what memory and time are computed from; the same objects each time, whatever the GPU. */
const subjectsOf = (complete: CompleteRun, gpuCount: number): Subject[] => {
  const { architecture, counts, trained } = complete;
  if (architecture === undefined || counts === undefined || trained === undefined) return [];
  const byCount = SUBJECTS.get(complete) ?? new Map<number, Subject[]>();
  SUBJECTS.set(complete, byCount);
  const subjects =
    byCount.get(gpuCount) ??
    variants(complete, gpuCount).map((setup) => ({ setup, architecture, counts, trained }));
  byCount.set(gpuCount, subjects);
  return subjects;
};

/** Share of a GPU's memory that a choice of ours leaves free at least. */
const ROOM = 0.95;

/** The run on so many of these GPUs: memory, time, verdict. */
export const onHardware = (
  complete: CompleteRun,
  gpu: Gpu,
  gpuCount: number,
  doubt: Doubt,
  coefficients: Coefficients = FITTED,
): OnHardware | undefined => {
  let chosen: { subject: Subject; memory: MemoryFigures } | undefined;
  for (const subject of subjectsOf(complete, gpuCount)) {
    const memory = memoryFigures(subject, gpu, coefficients);
    const fits = memory.neededBytes < gpu.usableMemoryBytes * ROOM;
    if (fits || chosen === undefined || memory.neededBytes < chosen.memory.neededBytes)
      chosen = { subject, memory };
    if (fits) break;
  }
  if (chosen === undefined) return undefined;
  const { subject, memory } = chosen;
  const speed = speedFigures(subject, gpu, coefficients);
  const spread = spreadOn(doubtOn(doubt, gpu), memory, speed);
  const workload = workloadOf(subject.setup);
  const fitsProbability = chanceWithin(memory.neededBytes, gpu.usableMemoryBytes, spread.allocated);
  return {
    gpu,
    gpuCount,
    subject,
    memory,
    speed,
    workload,
    fits: verdict(fitsProbability),
    fitsProbability,
    hours: wallClock(
      subject,
      speed,
      workload,
      Math.sqrt(spread.speed ** 2 + workVariance(complete)),
    ),
    spread,
  };
};

/** GPUs used of one offer, and how many such machines: undefined where the run cannot be placed on it. */
const placing = (
  complete: CompleteRun,
  offer: Offer,
): { used: number; machines: number } | undefined => {
  const asked = complete.gpuCountStated ? complete.setup.gpuCount : undefined;
  const ways = complete.setup.tensor * complete.setup.pipeline * complete.setup.context;
  if (asked === undefined) {
    const used = offer.gpuCount - (offer.gpuCount % ways);
    return used < 1 ? undefined : { used, machines: 1 };
  }
  if (offer.gpuCount >= asked && complete.setup.nodes === 1) return { used: asked, machines: 1 };
  const machines = Math.ceil(asked / offer.gpuCount);
  // Several machines only where asked for, or where no single one has so many.
  if (machines <= Math.max(complete.setup.nodes, asked > 8 ? Math.ceil(asked / 8) : 1))
    return { used: asked, machines };
  return undefined;
};

const quoteOf = (
  complete: CompleteRun,
  offer: Offer,
  machines: number,
  on: OnHardware,
): GpuQuote => {
  const usdPerHour = offer.usdPerHour * machines;
  const minimum = offer.minimumHours ?? 0;
  const paid = (hours: number) => Math.max(hours, minimum) * usdPerHour;
  const { run, setup } = complete;
  return {
    provider: offer.provider,
    kind: "gpu",
    sku: offer.sku,
    gpu: offer.gpu,
    gpuCount: offer.gpuCount * machines,
    region: offer.region,
    pricing: offer.pricing,
    usdPerHour,
    fits: on.fits,
    hours: on.hours,
    usd: { low: paid(on.hours.low), expected: paid(on.hours.expected), high: paid(on.hours.high) },
    matchesHardware:
      complete.gpu !== undefined &&
      complete.gpu.id === on.gpu.id &&
      (run.hardware?.gpuCount == null || on.gpuCount === setup.gpuCount),
    available: offer.available,
    basis: offer.basis,
    source: offer.source,
    asOf: offer.asOf,
    stale: offer.stale,
  };
};

/** 0: can be rented now by the hour; 1: needs a commitment; 2: known to be sold out. */
const rank = (quote: Quote, offers: Map<Quote, Offer>): number => {
  if (quote.kind === "managed") return quote.status === "" ? 0 : 1;
  if (quote.available === false) return 2;
  const offer = offers.get(quote);
  // A contract of one's own is signed already: nothing more is committed to.
  if (quote.basis === "own") return 0;
  return quote.pricing === "reserved" || (offer?.commitmentMonths ?? 0) > 0 ? 1 : 0;
};

export type Quoted = { quotes: Quote[]; best: OnHardware | undefined };

/** All offers that can run it, cheapest that can be rented first; memory and time once per kind and count. */
export const quotesFor = (
  complete: CompleteRun,
  catalog: Catalog,
  coefficients: Coefficients = FITTED,
): Quoted => {
  const doubt = doubtOf(complete);
  const known = new Map<string, OnHardware | undefined>();
  const gpuOf = new Map<string, Gpu | undefined>();
  const offers = new Map<Quote, Offer>();
  const places = new Map<Quote, OnHardware>();
  const quotes: Quote[] = [];
  for (const offer of catalog.offers) {
    const place = placing(complete, offer);
    if (place === undefined) continue;
    if (!gpuOf.has(offer.gpu)) gpuOf.set(offer.gpu, findGpu(offer.gpu)?.gpu);
    const gpu = gpuOf.get(offer.gpu);
    if (gpu === undefined) continue;
    const key = `${offer.gpu} ${place.used}`;
    if (!known.has(key)) known.set(key, onHardware(complete, gpu, place.used, doubt, coefficients));
    const on = known.get(key);
    if (on === undefined || on.fits === "no") continue;
    const quote = quoteOf(complete, offer, place.machines, on);
    offers.set(quote, offer);
    places.set(quote, on);
    quotes.push(quote);
  }
  quotes.push(...managedQuotes(complete, catalog));
  const ranks = new Map(quotes.map((quote) => [quote, rank(quote, offers)]));
  quotes.sort(
    (left, right) =>
      (ranks.get(left) ?? 0) - (ranks.get(right) ?? 0) || left.usd.expected - right.usd.expected,
  );
  const safe = preferredQuote(quotes, false);
  return { quotes, best: safe === undefined ? undefined : places.get(safe) };
};

export { plus, rangeAround, SECONDS_PER_HOUR, times };
