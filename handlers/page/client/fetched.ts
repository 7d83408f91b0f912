/** What the page asks of its own Worker, and of nobody else. */
import type { GpuQuote } from "../../../src/estimator/estimate.ts";
import type { Catalog } from "../../../src/estimator/offer.ts";
import type { HubArchitecture } from "./engine.ts";
import type { Problem, Result } from "../../../src/problem.ts";

let catalog: Promise<Catalog> | undefined;

/** Fetched once per visit; a failed try is forgotten, so that the next keystroke tries again. */
export const loadCatalog = (): Promise<Catalog> =>
  (catalog ??= fetch("/v1/catalog")
    .then((response) => {
      if (!response.ok) throw new Error(`catalog: ${response.status}`);
      return response.json() as Promise<Catalog>;
    })
    .catch((error: unknown) => {
      catalog = undefined;
      throw error;
    }));

const architectures = new Map<string, HubArchitecture>();

export const findArchitecture = async (id: string): Promise<Result<HubArchitecture>> => {
  const known = architectures.get(id);
  if (known !== undefined) return { ok: true, value: known };
  const response = await fetch(`/v1/models/architecture?id=${encodeURIComponent(id)}`);
  if (!response.ok) {
    const { problems } = (await response.json()) as { problems: Problem[] };
    return { ok: false, problems };
  }
  const found = (await response.json()) as HubArchitecture;
  architectures.set(id, found);
  return { ok: true, value: found };
};

export type PriceSeries = {
  sku: string;
  region: string;
  gpuCount: number;
  points: { date: string; usdPerHour: number }[];
};

/** The history of exactly this offer; undefined when none is kept or it cannot be had now. */
export const loadHistory = async (quote: GpuQuote): Promise<PriceSeries | undefined> => {
  const { provider, gpu, pricing } = quote;
  const query = new URLSearchParams({ provider, gpu, pricing });
  try {
    const response = await fetch(`/v1/prices/history?${query.toString()}`);
    if (!response.ok) return undefined;
    const { series } = (await response.json()) as { series: PriceSeries[] };
    return series.find(
      (one) =>
        one.sku === quote.sku && one.region === quote.region && one.gpuCount === quote.gpuCount,
    );
  } catch {
    return undefined;
  }
};
