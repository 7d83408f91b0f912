/**
 * Oracle Cloud: the cost estimator's shapes and products, joined by part number. The same price in every
 * commercial region. A shape's price is the sum of its parts; its GPU part is priced per GPU-hour.
 */
import { OCI_MACHINES } from "./machines.ts";
import {
  addOffer,
  amount,
  asJson,
  emptyParsed,
  GET_JSON,
  isFields,
  KIB,
  listAt,
  text,
  Unreadable,
  type PriceSource,
} from "./source.ts";

const BASE = "https://www.oracle.com/a/ocom/docs/cloudestimator2/data";

/** Dollars per unit-hour of each part. */
const priceOfParts = (body: string): Map<string, number> => {
  const prices = new Map<string, number>();
  for (const product of listAt(asJson(body), "items")) {
    const local = Array.isArray(product["currencyCodeLocalizations"])
      ? product["currencyCodeLocalizations"]
      : [];
    const dollars = local.filter(isFields).find((one) => one["currencyCode"] === "USD");
    const tiers = Array.isArray(dollars?.["prices"]) ? dollars["prices"].filter(isFields) : [];
    const payg = tiers.findLast(
      (tier) => text(tier["model"]) === "PAY_AS_YOU_GO" || tiers.length === 1,
    );
    const value = amount(payg?.["value"]) ?? amount(product["price"]);
    if (value !== undefined) prices.set(text(product["partNumber"]), value);
  }
  if (prices.size === 0) throw new Unreadable("no product has a price in USD");
  return prices;
};

export const oci: PriceSource = {
  id: "oci",
  home: "oracle.com/cloud/costestimator",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 4000 * KIB,
  requests: () => [
    { url: `${BASE}/shapes.json`, headers: GET_JSON },
    { url: `${BASE}/products.json`, headers: GET_JSON },
  ],
  parse: ([shapes = "", products = ""]) => {
    const sheet = emptyParsed();
    const prices = priceOfParts(products);
    for (const shape of listAt(asJson(shapes), "items")) {
      const sku = text(shape["name"]);
      const gpus = amount(shape["gpuQty"]) ?? 0;
      if (gpus === 0 || shape["hidden"] === true) continue;
      const row = `oci ${sku}`;
      const machine = OCI_MACHINES.get(sku);
      if (machine === undefined || machine[1] !== gpus) {
        sheet.rejected.push({ row, reason: "a shape whose GPUs are not known" });
        continue;
      }
      const parts = Array.isArray(shape["products"]) ? shape["products"].filter(isFields) : [];
      const sums = parts.map(
        (part) =>
          (prices.get(text(part["partNumber"])) ?? Number.NaN) *
          (amount(part["qty"]) ?? Number.NaN),
      );
      const usdPerHour = sums.reduce((total, sum) => total + sum, 0);
      if (parts.length === 0 || Number.isNaN(usdPerHour)) {
        sheet.rejected.push({ row, reason: "a part of it has no price" });
        continue;
      }
      const common = {
        provider: "oci",
        sku,
        gpu: machine[0],
        gpuCount: machine[1],
        region: "any commercial region",
      };
      addOffer(sheet, { ...common, pricing: "on_demand", usdPerHour });
      // Oracle's preemptible instances are half price (its documentation).
      if (shape["allowPreemptible"] === true)
        addOffer(sheet, { ...common, pricing: "spot", usdPerHour: usdPerHour / 2 });
    }
    return sheet;
  },
};
