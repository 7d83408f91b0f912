/**
 * Shadeform: one call for some twenty clouds at its own, reseller's prices, in CENTS per instance-hour.
 * Fields stand at the top or under `configuration`. Answered without a key in 2026-09; may close.
 */
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
  type PriceSource,
} from "./source.ts";

export const shadeform: PriceSource = {
  id: "shadeform",
  home: "api.shadeform.ai",
  evidence: "documented",
  everyHours: 12,
  maxBytes: 1500 * KIB,
  requests: () => [
    {
      url: "https://api.shadeform.ai/v1/instances/types?available=true&sort=price",
      headers: GET_JSON,
    },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const type of listAt(asJson(body), "instance_types")) {
      const configuration = isFields(type["configuration"])
        ? { ...type, ...type["configuration"] }
        : type;
      const gpuCount = amount(configuration["num_gpus"]) ?? 0;
      if (gpuCount === 0) continue;
      const cents = amount(type["hourly_price"]);
      const places = Array.isArray(type["availability"])
        ? type["availability"].filter(isFields)
        : [];
      const open = places.filter((place) => place["available"] === true);
      const shade = text(type["shade_instance_type"]);
      addOffer(sheet, {
        provider: "shadeform",
        sku: `${text(type["cloud"])}/${shade || text(type["cloud_instance_type"])}`,
        gpu: text(configuration["gpu_type"]).replaceAll("_", " "),
        gigabytesPerGpu: amount(configuration["vram_per_gpu_in_gb"]),
        gpuCount,
        region: text(open[0]?.["region"]),
        pricing: "on_demand",
        usdPerHour: cents === undefined ? undefined : cents / 100,
        available: places.length === 0 ? null : open.length > 0,
        ...(configuration["interconnect"]
          ? { interconnect: text(configuration["interconnect"]) }
          : {}),
        remark: `resold by Shadeform from ${text(type["cloud"])}`,
      });
    }
    return sheet;
  },
};
