import { rangeAround, Z80 } from "./chance.ts";
import type { CompleteRun } from "./complete.ts";
import type { ManagedQuote } from "./estimate.ts";
import type { Catalog, ManagedOffer } from "./offer.ts";
import { workVariance } from "./spread.ts";
import { workloadOf } from "./workload.ts";

const MILLION = 1e6;

const carries = (offer: ManagedOffer, complete: CompleteRun): boolean => {
  const { run, setup, counts } = complete;
  const method = setup.technique === "full" ? "full" : "lora";
  if (!["full", "lora", "qlora", "dora"].includes(setup.technique)) return false;
  if (!offer.methods.includes(method)) return false;
  if (offer.objectives.length > 0 && !offer.objectives.includes(setup.objective)) return false;
  const id = run.baseModel.toLowerCase();
  if (offer.baseModels.some((name) => name.toLowerCase() === id)) return true;
  if (offer.baseModels.length > 0 || counts === undefined) return false;
  if (offer.parametersFrom === undefined && offer.parametersUpTo === undefined) return false;
  return (
    counts.total >= (offer.parametersFrom ?? 0) &&
    counts.total <= (offer.parametersUpTo ?? Number.POSITIVE_INFINITY)
  );
};

/** Managed services bill real tokens: rows x tokens x epochs, no padding of ours. */
export const managedQuotes = (complete: CompleteRun, catalog: Catalog): ManagedQuote[] => {
  const { setup } = complete;
  const workload = workloadOf(setup);
  // assumed: 3 % for what a service's tokenizer and template count otherwise.
  const sigma = Math.sqrt((0.03 / Z80) ** 2 + workVariance(complete));
  const around = rangeAround(1, sigma);
  return catalog.managed.flatMap((offer) => {
    if (offer.usdPerMillionTokens === undefined || !carries(offer, complete)) return [];
    const epochs = Math.max(1, setup.epochs);
    const tokens = offer.epochsMultiply ? workload.realTokens : workload.realTokens / epochs;
    const usd = (tokens / MILLION) * offer.usdPerMillionTokens;
    const paid = (factor: number) => Math.max(offer.minimumUsd, usd * factor);
    return [
      {
        provider: offer.provider,
        kind: "managed" as const,
        service: offer.service,
        usd: { low: paid(around.low), expected: paid(1), high: paid(around.high) },
        minimumUsd: offer.minimumUsd,
        status: offer.status,
        basis: offer.basis,
        source: offer.source,
        asOf: offer.asOf,
        stale: offer.stale,
      },
    ];
  });
};
