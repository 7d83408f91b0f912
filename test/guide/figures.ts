/** Our numbers: each out of the estimator, the bill, a decision or the catalog. */
import { snapshotPrices } from "../../pricing/snapshot.ts";
import { toCatalog } from "../../pricing/sheet.ts";
import { bill, checkpointBytes } from "../../src/bill/index.ts";
import type { BillOptions } from "../../src/bill/index.ts";
import { production } from "../../src/bill/production.ts";
import {
  completeRun,
  estimate,
  type Catalog,
  type Estimate,
  type TrainingRun,
} from "../../src/estimator/index.ts";
import { GB } from "../../src/units.ts";
import type { Span } from "./verdict.ts";

/** The day the table is made for: the shipped prices carry dates of their own. */
const DAY = new Date("2026-11-23T00:00:00Z");
const shipped = snapshotPrices();
export const catalog: Catalog = toCatalog(shipped.id, shipped.prices, DAY);

export const estimated = (run: TrainingRun): Estimate => {
  const complete = completeRun(run);
  if (!complete.ok) throw new Error(complete.problems.map(({ message }) => message).join(" "));
  return estimate(complete.value, catalog);
};

/** Stanford Alpaca's 52,002 rows of about 125 tokens, three times: the workload most people start from. */
export const ALPACA = {
  dataset: { name: "tatsu-lab/alpaca", rows: 52_002, tokensPerRow: 125 },
  epochs: 3,
} as const;
/** What people do where memory is short: one row of at most 512 tokens at a time, activations recomputed. */
export const FRUGAL = {
  microBatchSize: 1,
  gradientAccumulationSteps: 16,
  sequenceLength: 512,
  gradientCheckpointing: true,
  optimizer: "paged_adamw_8bit",
} as const;

export const runUsd = (run: TrainingRun): number => {
  const made = production(estimated(run));
  if (made === undefined) throw new Error(`no price for ${run.baseModel}`);
  return made.usd.expected;
};
export const runHours = (run: TrainingRun): number =>
  production(estimated(run))?.hours?.expected ?? 0;
export const memoryGb = (run: TrainingRun): number =>
  estimated(run).memory.processBytes.expected / GB;
export const weightsGb = (baseModel: string, bytesPerParameter: number): number =>
  (estimated({ baseModel }).parameters.total * bytesPerParameter) / GB;
const pureBf16 = (baseModel: string) =>
  checkpointBytes(
    estimated({
      baseModel,
      technique: "full",
      precision: "bf16",
      weightsPrecision: "bf16",
      optimizer: "adamw_torch",
    }),
  );
export const checkpointGb = (baseModel: string): number => pureBf16(baseModel).weightsBytes / GB;
export const resumableGb = (baseModel: string): number =>
  (pureBf16(baseModel).weightsBytes + pureBf16(baseModel).optimizerBytes) / GB;

export const billed = (run: TrainingRun, options: BillOptions) =>
  bill(estimated(run), options, catalog);

/** Of one offer, found by the provider's own name of the machine. */
export const hourlyUsd = (provider: string, sku: string): number => {
  const offer = catalog.offers.find(
    (one) => one.provider === provider && one.sku === sku && one.pricing === "on_demand",
  );
  if (offer === undefined) throw new Error(`no offer ${provider} ${sku}`);
  return offer.usdPerHour;
};
/** Per GPU and hour on demand, least to most, of these providers' machines with these GPUs. */
export const hourlySpan = (providers: string[], gpus: RegExp, pricing = "on_demand"): Span => {
  const usd = catalog.offers
    .filter(
      (one) => providers.includes(one.provider) && gpus.test(one.gpu) && one.pricing === pricing,
    )
    .map(({ usdPerHour, gpuCount }) => usdPerHour / gpuCount);
  if (usd.length === 0) throw new Error(`no offer of ${gpus.source}`);
  return { low: Math.min(...usd), high: Math.max(...usd) };
};
export const managedUsd = (provider: string, run: TrainingRun): number => {
  const quote = estimated(run).quotes.find(
    (one) => one.kind === "managed" && one.provider === provider,
  );
  if (quote === undefined) throw new Error(`${provider} does not train ${run.baseModel}`);
  return quote.usd.expected;
};
/** Trained tokens that so many dollars buy at the run's own speed and price, the start-up left out. */
export const tokensFor = (usd: number, run: TrainingRun): number => {
  const made = estimated(run);
  return (usd / runUsd(run)) * made.workload.realTokens;
};
