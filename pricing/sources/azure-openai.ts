/**
 * Azure OpenAI fine-tuning meters of the Retail Prices API. Meter names are erratic: read by the table
 * below, anything else is reported. The unit is the meter's own: 1K or 1M tokens, or an hour.
 */
import { addManaged } from "./managed.ts";
import { azureNext } from "./azure.ts";
import {
  amount,
  asJson,
  emptyParsed,
  GET_JSON,
  KIB,
  listAt,
  text,
  type PriceSource,
} from "./source.ts";

const FILTER = encodeURIComponent(
  "serviceName eq 'Foundry Models' and armRegionName eq 'eastus2' and priceType eq 'Consumption' and contains(meterName,'ft')",
);

/** In order: mini and nano before the model they are of. */
const MODELS: [RegExp, string][] = [
  [/4\.1[- ]?mini|41[- ]?mini/i, "gpt-4.1-mini"],
  [/4\.1[- ]?nano|41[- ]?nano/i, "gpt-4.1-nano"],
  [/4\.1|\b41\b/i, "gpt-4.1"],
  [/4o[- ]?mini/i, "gpt-4o-mini"],
  [/4o/i, "gpt-4o"],
  [/o4[- ]?mini/i, "o4-mini"],
];
const TOKENS: Record<string, number> = { "1K": 1e3, "1M": 1e6 };

export const azureOpenai: PriceSource = {
  id: "azure-openai",
  home: "prices.azure.com (Foundry Models)",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 1000 * KIB,
  requests: () => [
    {
      url: `https://prices.azure.com/api/retail/prices?api-version=2023-01-01-preview&$filter=${FILTER}`,
      headers: GET_JSON,
    },
  ],
  next: azureNext,
  parse: (bodies) => {
    const sheet = emptyParsed();
    for (const body of bodies)
      for (const item of listAt(asJson(body), "Items")) {
        const meter = text(item["meterName"]);
        const row = `azure-openai ${meter}`;
        if (!/\bft\b/i.test(meter) || !/train|trng/i.test(meter)) continue;
        const model = MODELS.find(([pattern]) => pattern.test(meter))?.[1];
        if (model === undefined) {
          sheet.rejected.push({ row, reason: "a meter whose model is not known" });
          continue;
        }
        const unit = text(item["unitOfMeasure"]);
        const price = amount(item["retailPrice"]);
        const tokens = TOKENS[unit];
        if (price === undefined || !(price > 0) || (tokens === undefined && unit !== "1 Hour")) {
          sheet.rejected.push({ row, reason: `${String(item["retailPrice"])} per "${unit}"` });
          continue;
        }
        const priced =
          tokens === undefined
            ? { usdPerHour: price }
            : { usdPerMillionTokens: (price / tokens) * 1e6 };
        addManaged(sheet, {
          provider: "azure-openai",
          service: "Foundry fine-tuning",
          baseModels: [model],
          methods: ["full", "lora"],
          objectives: tokens === undefined ? ["grpo", "ppo"] : ["sft", "dpo"],
          ...priced,
          minimumUsd: 0,
          epochsMultiply: tokens !== undefined,
          hostingUsdPerHour: 1.7,
          status: "open; a deployed tuned model costs its hosting by the hour",
        });
      }
    return sheet;
  },
};
