/**
 * RunPod, public GraphQL, one call without a key. Prices are dollars per GPU-hour; null is not offered,
 * `stockStatus` Low, Medium, High or null. The unit is multiplied here: machines of 1 to maxGpuCount GPUs.
 */
import {
  addOffer,
  amount,
  asJson,
  emptyParsed,
  GET_JSON,
  KIB,
  listAt,
  text,
  type PriceSource,
} from "./source.ts";

const QUERY =
  "query{gpuTypes{id displayName manufacturer memoryInGb secureCloud communityCloud securePrice communityPrice secureSpotPrice communitySpotPrice maxGpuCount lowestPrice(input:{gpuCount:1}){minimumBidPrice uninterruptablePrice stockStatus}}}";

const PRICES = [
  ["securePrice", "on_demand", "secure cloud"],
  ["communityPrice", "community", "community cloud"],
  ["secureSpotPrice", "spot", "secure cloud, spot"],
  ["communitySpotPrice", "spot", "community cloud, spot"],
] as const;

export const runpod: PriceSource = {
  id: "runpod",
  home: "api.runpod.io",
  evidence: "documented",
  everyHours: 6,
  maxBytes: 300 * KIB,
  requests: () => [
    {
      url: "https://api.runpod.io/graphql",
      method: "POST",
      headers: { ...GET_JSON, "content-type": "application/json" },
      body: JSON.stringify({ query: QUERY }),
    },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const type of listAt(asJson(body), "data.gpuTypes")) {
      const gpu = text(type["displayName"]) || text(type["id"]);
      const lowest = type["lowestPrice"] as Record<string, unknown> | null | undefined;
      const stock = text(lowest?.["stockStatus"]);
      const most = Math.min(amount(type["maxGpuCount"]) ?? 1, 8);
      for (const [field, pricing, cloud] of PRICES) {
        const usdPerGpuHour = amount(type[field]);
        if (usdPerGpuHour === undefined || usdPerGpuHour === 0) {
          if (field === "securePrice" && type["securePrice"] === undefined)
            sheet.rejected.push({ row: `runpod ${gpu}`, reason: "no field securePrice" });
          continue;
        }
        for (const gpuCount of [1, 2, 4, 8].filter((count) => count <= most))
          addOffer(sheet, {
            provider: "runpod",
            sku: `${gpuCount} x ${gpu}, ${cloud}`,
            gpu,
            gigabytesPerGpu: amount(type["memoryInGb"]),
            gpuCount,
            pricing,
            usdPerHour: usdPerGpuHour * gpuCount,
            available: gpuCount === 1 && stock !== "" ? true : null,
          });
      }
    }
    return sheet;
  },
};
