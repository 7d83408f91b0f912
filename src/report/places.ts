/** Offers as words: where a run can be had, and what the price rests on. */
import type { GpuQuote, ManagedQuote, Quote } from "../estimator/estimate.ts";
import { date, hours, machine, provider, usd, usdPerHour, usdRange } from "./format.ts";
import { pricingNames } from "./words.ts";

export type Place = {
  where: string;
  machine: string;
  usd: string;
  usdRange: string;
  hours: string;
  price: string;
  fits: string;
  /** Source and date of the price; says when it is stale or from the snapshot. */
  source: string;
  quote: Quote;
};

const basisNote = (quote: Quote): string => {
  const parts = [quote.source, date(quote.asOf)];
  if (quote.basis === "snapshot") parts.push("shipped snapshot, not live");
  if (quote.basis === "own") parts.push("your own price");
  if (quote.stale) parts.push("stale");
  return parts.join(", ");
};

export const gpuPlace = (quote: GpuQuote): Place => ({
  where: [provider(quote.provider), quote.region].filter((word) => word !== "").join(" "),
  machine: machine(quote.gpu, quote.gpuCount),
  usd: usd(quote.usd.expected),
  usdRange: usdRange(quote.usd),
  hours: hours(quote.hours.expected),
  price: `${usdPerHour(quote.usdPerHour)} ${pricingNames[quote.pricing] ?? quote.pricing}`,
  fits: quote.available === false ? `${quote.fits}, not in stock` : quote.fits,
  source: basisNote(quote),
  quote,
});

export const managedPlace = (quote: ManagedQuote): Place => ({
  where: provider(quote.provider),
  machine: quote.service,
  usd: usd(quote.usd.expected),
  usdRange: usdRange(quote.usd),
  hours: "managed",
  price: quote.minimumUsd > 0 ? `at least ${usd(quote.minimumUsd)}` : "per token",
  fits: quote.status === "" ? "managed" : quote.status,
  source: basisNote(quote),
  quote,
});
