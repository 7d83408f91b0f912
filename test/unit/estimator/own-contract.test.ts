import { expect, it } from "vitest";
import { completeRun, estimate, type Offer } from "../../../src/estimator/index.ts";
import { bestQuote } from "../../../src/estimator/preferred.ts";
import { catalogOf } from "./catalog.ts";

const offer = (usdPerHour: number, rest: Partial<Offer>): Offer => ({
  ...catalogOf(1).offers[0]!,
  gpu: "H100-80GB-SXM",
  gpuCount: 8,
  pricing: "on_demand",
  available: null,
  usdPerHour,
  ...rest,
});

it("a contract of one's own is what the run costs, a list price for a commitment is not", () => {
  const complete = completeRun({
    baseModel: "meta-llama/Llama-3.1-8B",
    hardware: { gpu: "H100-80GB-SXM", gpuCount: 8 },
  });
  if (!complete.ok) throw new Error("a good run");
  const onDemand = offer(20, { sku: "on-demand" });
  const listed = offer(12, { sku: "listed", pricing: "reserved" });
  const own = offer(14, { sku: "own", pricing: "reserved", basis: "own" });
  const best = (offers: Offer[]) =>
    bestQuote(estimate(complete.value, { ...catalogOf(0), offers }))!;
  expect(best([onDemand, listed])).toMatchObject({ sku: "on-demand" });
  expect(best([onDemand, listed, own])).toMatchObject({ sku: "own" });
});
