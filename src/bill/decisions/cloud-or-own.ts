import * as z from "zod";
import { exactly } from "../../estimator/estimate.ts";
import { findGpu } from "../../estimator/gpus/gpus.ts";
import { usd, usdPerHour } from "../../report/format.ts";
import { HOURS_PER_MONTH } from "../../units.ts";
import { HOST_WATTS, OWNING_MONTHS, RESALE_SHARE, USD_PER_KWH } from "../assumed.ts";
import type { Decision } from "../decision.ts";
import { findHardwarePrice } from "../hardware.ts";

const amount = z.number().min(0).max(1e9);

export const CloudOrOwn = z.strictObject({
  /** Canonical id or a spelling; gives purchase price and power where they are not stated. */
  gpu: z.string().max(100).optional(),
  gpuCount: z.int().min(1).max(10_000).optional(),
  /** Of all GPUs together, with the rest of the machine if it must be bought too. */
  purchaseUsd: amount.optional(),
  /** Rent of the same machine, dollars an hour. */
  cloudUsdPerHour: amount,
  hoursPerMonth: z.number().min(0).max(HOURS_PER_MONTH),
  /** Own hours for one rented hour: 2 where the own GPU takes twice the time. */
  ownHoursPerCloudHour: z.number().min(0.001).max(1000).optional(),
  watts: amount.optional(),
  usdPerKwh: z.number().min(0).max(100).optional(),
  months: z.number().min(1).max(240).optional(),
  resaleShare: z.number().min(0).max(1).optional(),
});
export type CloudOrOwn = z.infer<typeof CloudOrOwn>;

export type Owning = {
  purchaseUsd: number;
  cloudUsdPerHour: number;
  powerUsdPerHour: number;
  months: number;
  resaleShare: number;
  ownHoursPerCloudHour: number;
};

/** Dollars over the months compared, at so many rented hours a month (or what replaces them). */
export const cloudUsd = (owning: Owning, hoursPerMonth: number): number =>
  owning.cloudUsdPerHour * hoursPerMonth * owning.months;
export const ownUsd = (owning: Owning, hoursPerMonth: number): number =>
  owning.purchaseUsd * (1 - owning.resaleShare) +
  owning.powerUsdPerHour * owning.ownHoursPerCloudHour * hoursPerMonth * owning.months;

/** Saved by owning, dollars per rented hour. */
const savedPerHour = (owning: Owning): number =>
  owning.cloudUsdPerHour - owning.powerUsdPerHour * owning.ownHoursPerCloudHour;

/** Rented hours a month at which both cost the same: (purchase - resale) / (months x saved per hour). */
export const breakEvenHoursPerMonth = (owning: Owning): number | null => {
  const saved = savedPerHour(owning);
  if (saved <= 0) return null;
  return (owning.purchaseUsd * (1 - owning.resaleShare)) / (owning.months * saved);
};

/** Months until the purchase is earned back in rent not paid, resale left aside. */
export const paybackMonths = (owning: Owning, hoursPerMonth: number): number | null => {
  const savedPerMonth = savedPerHour(owning) * hoursPerMonth;
  return savedPerMonth <= 0 ? null : owning.purchaseUsd / savedPerMonth;
};

/** Undefined where neither the request nor the table has a purchase price. */
export const decideCloudOrOwn = (request: CloudOrOwn): Decision | undefined => {
  const gpu = request.gpu === undefined ? undefined : findGpu(request.gpu)?.gpu;
  const street = gpu === undefined ? undefined : findHardwarePrice(gpu.id);
  const gpuCount = request.gpuCount ?? 1;
  const purchaseUsd =
    request.purchaseUsd ?? (street === undefined ? undefined : street.usd.expected * gpuCount);
  if (purchaseUsd === undefined) return undefined;

  const watts = request.watts ?? (gpu?.powerWatts ?? 300) * gpuCount + HOST_WATTS;
  const usdPerKwh = request.usdPerKwh ?? USD_PER_KWH;
  const owning: Owning = {
    purchaseUsd,
    cloudUsdPerHour: request.cloudUsdPerHour,
    powerUsdPerHour: (watts / 1000) * usdPerKwh,
    months: request.months ?? OWNING_MONTHS,
    resaleShare: request.resaleShare ?? RESALE_SHARE,
    ownHoursPerCloudHour: request.ownHoursPerCloudHour ?? 1,
  };
  const { hoursPerMonth } = request;
  const hoursAtBreakEven = breakEvenHoursPerMonth(owning);
  const [cloud, own] = [cloudUsd(owning, hoursPerMonth), ownUsd(owning, hoursPerMonth)];
  const payback = paybackMonths(owning, hoursPerMonth);
  const reachable =
    hoursAtBreakEven !== null && hoursAtBreakEven * owning.ownHoursPerCloudHour <= HOURS_PER_MONTH;
  const verdict = own < cloud ? "own" : "cloud";
  return {
    question: "Rent the GPU or buy it?",
    verdict,
    because: `${hoursPerMonth} hours a month cost ${usd(cloud)} rented and ${usd(own)} owned over ${owning.months} months${payback === null ? "; owning never pays itself back" : `; the purchase is earned back in ${payback.toFixed(1)} months`}.`,
    breakEven: {
      quantity: "rented hours replaced",
      unit: "hours a month",
      value: reachable ? hoursAtBreakEven : null,
    },
    flipsWhen: flips(owning, hoursPerMonth, verdict, reachable ? hoursAtBreakEven : null),
    options: [
      { name: "cloud", usd: exactly(cloud) },
      { name: "own", usd: exactly(own) },
    ],
    basis: [
      request.purchaseUsd === undefined && street !== undefined
        ? `Purchase: ${gpuCount} x ${street.gpu}, ${street.condition}, ${usd(street.usd.expected)} each (${street.usd.low} to ${street.usd.high}; ${street.asOf}; ${street.source}).`
        : `Purchase: ${usd(purchaseUsd)}, as stated.`,
      `Rent: ${usdPerHour(owning.cloudUsdPerHour)}.`,
      `Power: ${watts} W${request.watts === undefined ? ` (board power${gpu?.powerWatts === undefined ? " assumed 300 W" : ""} and ${HOST_WATTS} W for the host, assumed)` : ""} at $${usdPerKwh} per kWh${request.usdPerKwh === undefined ? " (US residential average, EIA, 2026-04-26)" : ""} = ${usdPerHour(owning.powerUsdPerHour)}.`,
      `${owning.months} months and ${100 * owning.resaleShare} % resale${request.months === undefined || request.resaleShare === undefined ? " (assumed)" : ""}. Space, cooling, repairs and the hours of whoever runs the machine are not counted.`,
    ],
  };
};

const flips = (
  owning: Owning,
  hoursPerMonth: number,
  verdict: string,
  hoursAtBreakEven: number | null,
): string[] => {
  if (hoursAtBreakEven === null)
    return ["Nothing within a month's hours: the rent saved never covers the purchase and power."];
  const saved = hoursPerMonth * owning.months;
  const rent =
    saved === 0
      ? null
      : (owning.purchaseUsd * (1 - owning.resaleShare)) / saved +
        owning.powerUsdPerHour * owning.ownHoursPerCloudHour;
  const purchase = (savedPerHour(owning) * saved) / (1 - owning.resaleShare);
  const more = verdict === "cloud";
  return [
    `${more ? "More" : "Fewer"} than ${hoursAtBreakEven.toFixed(1)} rented hours a month.`,
    ...(rent === null ? [] : [`Rent ${more ? "above" : "below"} ${usdPerHour(rent)}.`]),
    ...(Number.isFinite(purchase) && purchase > 0
      ? [`A purchase ${more ? "under" : "over"} ${usd(purchase)}.`]
      : []),
  ];
};
