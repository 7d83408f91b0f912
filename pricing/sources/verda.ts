/** Verda (once DataCrunch): instance types, without a key. Strings of dollars per whole instance. */
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

export const verda: PriceSource = {
  id: "verda",
  home: "api.verda.com",
  evidence: "recorded",
  everyHours: 6,
  maxBytes: 300 * KIB,
  requests: () => [
    { url: "https://api.verda.com/v1/instance-types?currency=usd", headers: GET_JSON },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const type of listAt(asJson(body), "")) {
      const gpus = isFields(type["gpu"]) ? type["gpu"] : {};
      const gpuCount = amount(gpus["number_of_gpus"]) ?? 0;
      const sku = text(type["instance_type"]);
      if (gpuCount === 0 && sku.startsWith("CPU")) continue;
      const row = `verda ${sku}`;
      if (type["currency"] !== undefined && text(type["currency"]).toLowerCase() !== "usd") {
        sheet.rejected.push({ row, reason: `in ${text(type["currency"])}` });
        continue;
      }
      const memory = isFields(type["gpu_memory"])
        ? amount(type["gpu_memory"]["size_in_gigabytes"])
        : undefined;
      const common = {
        provider: "verda",
        sku,
        gpu: text(gpus["description"]).replace(/^\d+ ?x ?/, ""),
        gigabytesPerGpu: memory === undefined ? undefined : memory / gpuCount,
        gpuCount,
        ...(type["p2p"] ? { interconnect: text(type["p2p"]) } : {}),
      };
      addOffer(sheet, {
        ...common,
        pricing: "on_demand",
        usdPerHour: amount(type["price_per_hour"]),
      });
      const spot = amount(type["spot_price"] ?? type["spot_price_per_hour"]);
      if (spot !== undefined && spot > 0)
        addOffer(sheet, { ...common, pricing: "spot", usdPerHour: spot });
    }
    return sheet;
  },
};
