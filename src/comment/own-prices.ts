/**
 * Own prices as somebody writes them: `prices` in a repository's ftcost.yml, or the setting OWN_PRICES.
 * What they mean for a catalog is computed in pricing/own.ts.
 */
import * as z from "zod";

const percent = z.number().min(0).max(100);
const dollars = z.number().positive().max(1e6);
const name = z.string().min(1).max(200);

/** Taken off every matching list price. */
const Discount = z.strictObject({
  provider: name,
  percent,
  pricing: z.string().max(20).optional(),
});

/** An agreed price of a machine, or of one GPU times `gpuCount`. */
const Contract = z.strictObject({
  provider: name,
  gpu: name,
  gpuCount: z.int().min(1).max(1024).default(1),
  usdPerHour: dollars.optional(),
  usdPerGpuHour: dollars.optional(),
  region: z.string().max(100).default(""),
  commitmentMonths: z.number().nonnegative().max(120).optional(),
});

/**
 * A machine of one's own: its price spread over the hours it is really used, and its power.
 * usdPerHour = purchaseUsd / (lifetimeYears x 8766 h x utilisation) + powerWatts / 1000 x usdPerKilowattHour.
 */
const Owned = z.strictObject({
  name,
  gpu: name,
  gpuCount: z.int().min(1).max(1024).default(1),
  purchaseUsd: z.number().nonnegative().max(1e9),
  lifetimeYears: z.number().positive().max(20).default(3),
  /** Share of its hours that it works, 0 to 1. */
  utilisation: z.number().min(0.01).max(1),
  /** Of the whole machine under load, cooling included. */
  powerWatts: z.number().nonnegative().max(1e6),
  usdPerKilowattHour: z.number().nonnegative().max(10),
});

export const OwnPrices = z.strictObject({
  asOf: z.iso.date().optional(),
  discounts: z.array(Discount).max(50).default([]),
  contracts: z.array(Contract).max(200).default([]),
  owned: z.array(Owned).max(100).default([]),
});
export type OwnPrices = z.infer<typeof OwnPrices>;
