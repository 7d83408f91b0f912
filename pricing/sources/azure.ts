/**
 * Azure Retail Prices, GPU machines of three regions, without a key. A page is 1,000 items (some 500 KB):
 * scanned. Dollars per machine-hour; Windows, dedicated hosts and Low Priority are other products.
 */
import { AZURE_MACHINES } from "./machines.ts";
import {
  addOffer,
  amount,
  assertComplete,
  emptyParsed,
  GET_JSON,
  KIB,
  scanObjects,
  text,
  Unreadable,
  type PriceSource,
} from "./source.ts";

const REGIONS = ["eastus", "southcentralus", "westeurope"];
const BASE = "https://prices.azure.com/api/retail/prices?api-version=2023-01-01-preview&$filter=";
const filter = (region: string) =>
  encodeURIComponent(
    `serviceName eq 'Virtual Machines' and armRegionName eq '${region}' and priceType eq 'Consumption' and contains(armSkuName,'Standard_N')`,
  );

/** The next page's address: only Azure's own is followed. */
export const azureNext = (body: string): string | undefined => {
  const found = /"NextPageLink"\s*:\s*"(https:\/\/prices\.azure\.com(?::443)?\/[^"]+)"/.exec(
    body,
  )?.[1];
  return found?.replaceAll("\\u0026", "&");
};

export const azure: PriceSource = {
  id: "azure",
  home: "prices.azure.com",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 2000 * KIB,
  requests: () => REGIONS.map((region) => ({ url: BASE + filter(region), headers: GET_JSON })),
  next: azureNext,
  parse: (bodies) => {
    const sheet = emptyParsed();
    let items = 0;
    for (const body of bodies) {
      assertComplete(body);
      for (const item of scanObjects(body, '"armSkuName"')) {
        items++;
        const meter = `${text(item["productName"])} ${text(item["meterName"])} ${text(item["skuName"])}`;
        if (/Windows|Dedicated|Low Priority|CloudServices/i.test(meter)) continue;
        if (item["type"] !== undefined && item["type"] !== "Consumption") continue;
        const sku = text(item["armSkuName"]);
        const machine = AZURE_MACHINES.get(sku);
        const row = `azure ${sku} ${text(item["armRegionName"])}`;
        if (machine === undefined) {
          if (sheet.rejected.length < 200)
            sheet.rejected.push({
              row,
              reason: "a machine whose GPUs are not known, or a part of one",
            });
          continue;
        }
        if (text(item["unitOfMeasure"]) !== "1 Hour" || text(item["currencyCode"]) !== "USD") {
          sheet.rejected.push({
            row,
            reason: `in ${text(item["currencyCode"])} per ${text(item["unitOfMeasure"])}`,
          });
          continue;
        }
        const [gpu, gpuCount] = machine;
        addOffer(sheet, {
          provider: "azure",
          sku,
          gpu,
          gpuCount,
          region: text(item["armRegionName"]),
          pricing: /Spot/i.test(meter) ? "spot" : "on_demand",
          usdPerHour: amount(item["retailPrice"]),
        });
      }
    }
    if (items === 0) throw new Unreadable("no items with armSkuName");
    return sheet;
  },
};
