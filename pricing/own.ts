/**
 * Own prices: a discount, a contract price, an owned machine. From the setting OWN_PRICES (JSON) or a
 * repository's ftcost.yml (already an object); marked `basis: "own"` wherever they are shown.
 */
import { OwnPrices } from "../src/comment/own-prices.ts";
import type { Catalog, Offer } from "../src/estimator/offer.ts";
import { fromZod, right, wrong, type Result } from "../src/problem.ts";
import { nameGpu } from "./gpu-names.ts";
import { contentId } from "./sheet.ts";

export { OwnPrices };

const HOURS_PER_YEAR = 8766;

/** What a repository or an operator wrote: every fault with its path, an unknown GPU with its reason. */
export const readOwnPrices = (value: unknown): Result<OwnPrices> => {
  const read = OwnPrices.safeParse(value);
  if (!read.success)
    return wrong(
      ...fromZod(read.error, [
        "discounts",
        "contracts",
        "owned",
        "asOf",
        "provider",
        "gpu",
        "gpuCount",
        "usdPerHour",
        "usdPerGpuHour",
        "percent",
      ]),
    );
  const problems = [
    ...read.data.contracts.flatMap((contract, at) => {
      const gpu = nameGpu(contract.gpu);
      if (!gpu.ok) return [{ path: `contracts.${at}.gpu`, message: gpu.reason }];
      if ((contract.usdPerHour === undefined) === (contract.usdPerGpuHour === undefined))
        return [{ path: `contracts.${at}`, message: "Give either usdPerHour or usdPerGpuHour." }];
      return [];
    }),
    ...read.data.owned.flatMap((machine, at) => {
      const gpu = nameGpu(machine.gpu);
      return gpu.ok ? [] : [{ path: `owned.${at}.gpu`, message: gpu.reason }];
    }),
  ];
  return problems.length > 0 ? wrong(...problems) : right(read.data);
};

const canonical = (written: string): string => {
  const named = nameGpu(written);
  return named.ok ? named.gpu : written;
};

const ownOffers = (own: OwnPrices, from: string, today: string): Offer[] => {
  const common = {
    region: "",
    available: true,
    basis: "own" as const,
    asOf: own.asOf ?? today,
    stale: false,
  };
  return [
    ...own.contracts.map((contract): Offer => ({
      ...common,
      provider: contract.provider,
      sku: "contract",
      gpu: canonical(contract.gpu),
      gpuCount: contract.gpuCount,
      region: contract.region,
      pricing: "reserved",
      usdPerHour: contract.usdPerHour ?? contract.usdPerGpuHour! * contract.gpuCount,
      ...(contract.commitmentMonths === undefined
        ? {}
        : { commitmentMonths: contract.commitmentMonths }),
      source: `contract price from ${from}`,
    })),
    ...own.owned.map((machine): Offer => {
      const capital =
        machine.purchaseUsd / (machine.lifetimeYears * HOURS_PER_YEAR * machine.utilisation);
      const power = (machine.powerWatts / 1000) * machine.usdPerKilowattHour;
      return {
        ...common,
        provider: machine.name,
        sku: "owned machine",
        gpu: canonical(machine.gpu),
        gpuCount: machine.gpuCount,
        pricing: "owned",
        usdPerHour: Math.max(capital + power, 1e-6),
        source: `owned machine from ${from}`,
        remark: `$${capital.toFixed(3)}/h of its price over ${machine.lifetimeYears} years at ${Math.round(machine.utilisation * 100)} % use, $${power.toFixed(3)}/h of power`,
      };
    }),
  ];
};

/** The catalog with own prices on top; list prices under a discount are replaced and say so. */
export const addOwnPrices = (
  catalog: Catalog,
  own: OwnPrices,
  from: string,
  now: Date,
): Catalog => {
  const discounted = catalog.offers.map((offer) => {
    const discount = own.discounts.find(
      ({ provider, pricing }) =>
        provider === offer.provider && (pricing ?? offer.pricing) === offer.pricing,
    );
    if (discount === undefined || discount.percent === 0 || discount.percent >= 100) return offer;
    return {
      ...offer,
      usdPerHour: offer.usdPerHour * (1 - discount.percent / 100),
      basis: "own" as const,
      remark: [offer.remark, `$${offer.usdPerHour}/h less ${discount.percent} % from ${from}`]
        .filter(Boolean)
        .join("; "),
    };
  });
  return {
    ...catalog,
    id: `${catalog.id}+${contentId(JSON.stringify(own))}`,
    offers: [...ownOffers(own, from, now.toISOString().slice(0, 10)), ...discounted],
  };
};

/** The setting is the operator's: a fault in it leaves the list prices and is named on /health. */
export const ownPricesSetting = (setting: string | undefined): Result<OwnPrices> | undefined => {
  if (setting === undefined || setting.trim() === "") return undefined;
  try {
    return readOwnPrices(JSON.parse(setting));
  } catch {
    return wrong({ path: "OWN_PRICES", message: "is not JSON" });
  }
};

export const withOwnPrices = (
  catalog: Catalog,
  setting: string | undefined,
  now: Date,
): Catalog => {
  const own = ownPricesSetting(setting);
  return own?.ok ? addOwnPrices(catalog, own.value, "OWN_PRICES", now) : catalog;
};
