import type { Estimate, GpuQuote, Quote } from "./estimate.ts";

/**
 * The quote that stands for a run where one figure is wanted: of those on the hardware asked for (all,
 * when none was asked for) the cheapest that surely fits and is not taken away at any moment (spot).
 */
export const preferredQuote = (
  quotes: readonly Quote[],
  hardwareAsked: boolean,
): GpuQuote | undefined => {
  const gpu = quotes.filter((quote) => quote.kind === "gpu");
  const eligible = hardwareAsked ? gpu.filter((quote) => quote.matchesHardware) : gpu;
  return (
    eligible.find((quote) => quote.fits === "yes" && quote.pricing !== "spot") ??
    eligible.find((quote) => quote.fits === "yes") ??
    eligible.find((quote) => quote.fits === "tight")
  );
};

/** Whether somebody named the hardware, or we chose it. */
const hardwareAsked = (estimate: Estimate): boolean =>
  estimate.run.hardware?.gpu !== undefined &&
  (estimate.quotes.some((quote) => quote.kind === "gpu" && quote.matchesHardware) ||
    !estimate.assumptions.some(({ field }) => field === "hardware.gpu"));

/**
 * The quote that every door speaks of and the bill is made with. When hardware was asked for that no
 * offer has, none: a price of another machine is not the answer. A closed model has managed prices alone.
 */
export const bestQuote = (estimate: Estimate): Quote | undefined => {
  const asked = hardwareAsked(estimate);
  const { quotes } = estimate;
  if (quotes.some((quote) => quote.kind === "gpu")) return preferredQuote(quotes, asked);
  return quotes[0];
};
