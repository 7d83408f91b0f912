/**
 * What a managed service's price and an inference price may be before any was read: by the reviewed
 * snapshot. A feed that changes its unit (per thousand for per million tokens, cents for dollars) is
 * caught at its first refresh, and stays caught however long it insists.
 */
import { median, type Expectation } from "./expectation.ts";
import type { FreshInference, PackedManaged, Prices } from "./sheet.ts";
import type { Offered } from "./sources/source.ts";

/** A list price of one model at one provider has not moved further between two reviews. */
const TIMES_REVIEWED = 5;
/** A model that was not reviewed, by what its provider asks for others. */
const TIMES_PROVIDER = 8;
/** A model that another provider was reviewed for. */
const TIMES_ANYONE = 16;
/** A model and provider that were not reviewed: the median of all inference, up and down. */
const TIMES_MEDIAN = 80;

type Range = { least: number; most: number };

const rangeOf = (prices: number[], times: number): Range => ({
  least: Math.min(...prices) / times,
  most: Math.max(...prices) * times,
});

/** Rows of the gate: `gpu` is the model or band, `region` the unit. */
const asRow = (
  provider: string,
  sku: string,
  group: string,
  unit: string,
  price: number,
): Offered => ({
  provider,
  sku,
  gpu: group,
  gpuCount: 1,
  region: unit,
  pricing: "on_demand",
  usdPerHour: price,
  available: null,
});

type Managed = Omit<PackedManaged, "basis" | "source" | "asOf">;
export const managedRow = (row: Managed): Offered =>
  asRow(
    row.provider,
    [
      row.service,
      ...row.baseModels,
      row.parametersFrom ?? "",
      ...row.methods,
      ...row.objectives,
    ].join(" "),
    row.baseModels.join(" ") || `${row.parametersFrom}`,
    row.usdPerMillionTokens === undefined ? "training hour" : "million training tokens",
    row.usdPerMillionTokens ?? row.usdPerHour ?? Number.NaN,
  );

type Inference = Omit<FreshInference, "basis" | "source" | "asOf">;
export const outputRow = (row: Inference): Offered =>
  asRow(
    row.provider,
    `inference of ${row.model}`,
    row.model,
    "million output tokens",
    row.outputUsdPerMillionTokens,
  );
export const inputRow = (row: Inference): Offered =>
  asRow(
    row.provider,
    `inference of ${row.model}`,
    row.model,
    "million input tokens",
    row.inputUsdPerMillionTokens,
  );

/** "meta-llama/Llama-3.3-70B-Instruct" and "llama-3.3-70b-instruct" are the same model. */
const plainName = (model: string): string =>
  (model.split("/").at(-1) ?? model).toLowerCase().replace(/^ft:/, "").replace(/:.*$/, "");
const modelsOf = (row: Pick<Offered, "gpu">): string[] => row.gpu.split(" ").map(plainName);

export const serviceExpectation = (prices: Pick<Prices, "managed" | "inference">): Expectation => {
  const byModel = new Map<string, number[]>();
  const byProvider = new Map<string, number[]>();
  const byUnit = new Map<string, number[]>();
  const note = (to: Map<string, number[]>, key: string, price: number) => {
    const known = to.get(key);
    if (known === undefined) to.set(key, [price]);
    else known.push(price);
  };
  const rows = [
    ...prices.managed.map(managedRow),
    ...prices.inference.flatMap((row) => [outputRow(row), inputRow(row)]),
  ].filter((row) => row.usdPerHour > 0);
  for (const row of rows) {
    for (const model of modelsOf(row)) {
      note(byModel, [row.provider, model, row.region].join("|"), row.usdPerHour);
      note(byModel, ["", model, row.region].join("|"), row.usdPerHour);
    }
    note(byProvider, [row.provider, row.region].join("|"), row.usdPerHour);
    note(byUnit, row.region, row.usdPerHour);
  }
  return {
    own: () => undefined,
    range: (row) => {
      const pricesOf = (provider: string) =>
        modelsOf(row).flatMap(
          (model) => byModel.get([provider, model, row.region].join("|")) ?? [],
        );
      const own = pricesOf(row.provider);
      if (own.length > 0) return rangeOf(own, TIMES_REVIEWED);
      const others = byProvider.get([row.provider, row.region].join("|"));
      if (others !== undefined) return rangeOf(others, TIMES_PROVIDER);
      const anyone = pricesOf("");
      if (anyone.length > 0) return rangeOf(anyone, TIMES_ANYONE);
      const all = byUnit.get(row.region);
      return all === undefined ? undefined : rangeOf([median(all)], TIMES_MEDIAN);
    },
  };
};
