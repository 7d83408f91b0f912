/** Sources that want a key: asked only when the deployment sets one, the key sent to its own host alone. */
import { addManaged } from "./managed.ts";
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

const bearer = (key: string | undefined) => ({ ...GET_JSON, authorization: `Bearer ${key ?? ""}` });

/** Lambda: cents per machine-hour; the GPU stands in the description, "8x H100 (80 GB SXM5)". */
export const lambda: PriceSource = {
  id: "lambda",
  home: "cloud.lambda.ai/api",
  needs: "LAMBDA_API_KEY",
  evidence: "documented",
  everyHours: 6,
  maxBytes: 300 * KIB,
  requests: ({ LAMBDA_API_KEY }) => [
    { url: "https://cloud.lambda.ai/api/v1/instance-types", headers: bearer(LAMBDA_API_KEY) },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    const value = asJson(body);
    const data = isFields(value) ? value["data"] : undefined;
    if (!isFields(data) || Object.keys(data).length === 0)
      throw new Unreadable("no instance types under data");
    for (const [sku, entry] of Object.entries(data)) {
      const type =
        isFields(entry) && isFields(entry["instance_type"]) ? entry["instance_type"] : {};
      const gpus = /^(\d+)x (.+?) \((\d+) ?GB ?([^)]*)\)/.exec(text(type["description"]));
      const cents = amount(type["price_cents_per_hour"]);
      if (gpus === null) {
        sheet.rejected.push({
          row: `lambda ${sku}`,
          reason: `no GPU in "${text(type["description"])}"`,
        });
        continue;
      }
      const places = isFields(entry) ? entry["regions_with_capacity_available"] : undefined;
      addOffer(sheet, {
        provider: "lambda",
        sku,
        gpu: `${gpus[2]} ${gpus[4]}`.trim(),
        gigabytesPerGpu: Number(gpus[3]),
        gpuCount: Number(gpus[1]),
        region: Array.isArray(places) && isFields(places[0]) ? text(places[0]["name"]) : "",
        pricing: "on_demand",
        usdPerHour: cents === undefined ? undefined : cents / 100,
        available: Array.isArray(places) ? places.length > 0 : null,
      });
    }
    return sheet;
  },
};

/** DigitalOcean: dollars per machine-hour; `gpu_info` names count, model and the memory of all its GPUs. */
export const digitalocean: PriceSource = {
  id: "digitalocean",
  home: "api.digitalocean.com",
  needs: "DIGITALOCEAN_TOKEN",
  evidence: "recorded",
  everyHours: 24,
  maxBytes: 1000 * KIB,
  requests: ({ DIGITALOCEAN_TOKEN }) => [
    {
      url: "https://api.digitalocean.com/v2/sizes?per_page=200",
      headers: bearer(DIGITALOCEAN_TOKEN),
    },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const size of listAt(asJson(body), "sizes")) {
      const info = size["gpu_info"];
      if (!isFields(info)) continue;
      const gpuCount = amount(info["count"]) ?? 0;
      const memory = isFields(info["vram"]) ? amount(info["vram"]["amount"]) : undefined;
      const regions = Array.isArray(size["regions"]) ? size["regions"].map(String) : [];
      addOffer(sheet, {
        provider: "digitalocean",
        sku: text(size["slug"]),
        gpu: text(info["model"]).replaceAll("_", " "),
        gigabytesPerGpu: memory === undefined ? undefined : memory / gpuCount,
        gpuCount,
        region: regions.join(" ").slice(0, 60),
        pricing: "on_demand",
        usdPerHour: amount(size["price_hourly"]),
        available: size["available"] === true && regions.length > 0,
      });
    }
    return sheet;
  },
};

/** Prime Intellect: what can be rented now at several clouds, dollars of the whole machine. */
export const primeIntellect: PriceSource = {
  id: "prime-intellect",
  home: "api.primeintellect.ai",
  needs: "PRIME_INTELLECT_API_KEY",
  evidence: "documented",
  everyHours: 6,
  maxBytes: 1000 * KIB,
  requests: ({ PRIME_INTELLECT_API_KEY }) => [
    {
      url: "https://api.primeintellect.ai/api/v1/availability/gpus?page_size=100",
      headers: bearer(PRIME_INTELLECT_API_KEY),
    },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const item of listAt(asJson(body), "items")) {
      const prices = isFields(item["prices"]) ? item["prices"] : {};
      const gpuCount = amount(item["gpuCount"]) ?? 0;
      const common = {
        provider: "prime-intellect",
        sku: `${text(item["provider"])}/${text(item["cloudId"]) || text(item["gpuType"])}`,
        gpu: `${text(item["gpuType"])} ${text(item["socket"])}`.replaceAll("_", " ").trim(),
        gigabytesPerGpu: amount(item["gpuMemory"]),
        gpuCount,
        region: text(item["region"]) || text(item["country"]),
        available:
          text(item["stockStatus"]) === "" ? null : !/unavailable/i.test(text(item["stockStatus"])),
        remark: `offered through Prime Intellect by ${text(item["provider"])}`,
      };
      const onDemand = amount(prices["onDemand"]);
      const community = amount(prices["communityPrice"]);
      const isSpot = item["isSpot"] === true;
      if (onDemand !== undefined)
        addOffer(sheet, {
          ...common,
          pricing: isSpot ? "spot" : "on_demand",
          usdPerHour: onDemand,
        });
      else if (community === undefined)
        sheet.rejected.push({ row: `prime-intellect ${common.sku}`, reason: "no price" });
      if (community !== undefined)
        addOffer(sheet, { ...common, pricing: "community", usdPerHour: community });
    }
    return sheet;
  },
};

/** Together's models: dollars per million tokens, for inference and, where `finetune` is above zero, for tuning. */
export const together: PriceSource = {
  id: "together",
  home: "api.together.xyz/v1/models",
  needs: "TOGETHER_API_KEY",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 1500 * KIB,
  requests: ({ TOGETHER_API_KEY }) => [
    { url: "https://api.together.xyz/v1/models", headers: bearer(TOGETHER_API_KEY) },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const model of listAt(asJson(body), "")) {
      const pricing = isFields(model["pricing"]) ? model["pricing"] : {};
      const id = text(model["id"]);
      const input = amount(pricing["input"]);
      const output = amount(pricing["output"]);
      if (input !== undefined && output !== undefined && output > 0)
        sheet.inference.push({
          provider: "together_ai",
          model: id,
          tuned: false,
          inputUsdPerMillionTokens: input,
          outputUsdPerMillionTokens: output,
        });
      const tuning = amount(pricing["finetune"]);
      if (tuning !== undefined && tuning > 0)
        addManaged(sheet, {
          provider: "together",
          // Beside the bands by size of the reviewed snapshot, not instead of them.
          service: "fine-tuning, by model",
          baseModels: [id],
          methods: ["lora"],
          objectives: ["sft"],
          usdPerMillionTokens: tuning,
          minimumUsd: 4,
          epochsMultiply: true,
          status: "open; minimum of $4 a job (2026 price list)",
        });
    }
    return sheet;
  },
};
