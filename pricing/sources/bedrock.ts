/**
 * Amazon Bedrock: the offer file of one region, a small service's. Meters "<Region>-<Model>-Customization-
 * Training" in dollars per 1,000 tokens; a price is a map by currency. Scanned: products, then their terms.
 */
import { addManaged } from "./managed.ts";
import {
  amount,
  asJson,
  emptyParsed,
  GET_JSON,
  isFields,
  KIB,
  Unreadable,
  type PriceSource,
} from "./source.ts";

const REGIONS = ["us-east-1", "us-west-2"];

/** Meter names to the ids that people use; one that is not here is reported. */
const MODELS: [RegExp, string[]][] = [
  [/^Nova2\.?0?Lite/i, ["amazon.nova-2-lite-v1:0", "amazon.nova-2-lite"]],
  [/^NovaMicro/i, ["amazon.nova-micro-v1:0", "amazon.nova-micro"]],
  [/^NovaLite/i, ["amazon.nova-lite-v1:0", "amazon.nova-lite"]],
  [/^NovaPro/i, ["amazon.nova-pro-v1:0", "amazon.nova-pro"]],
  [/^Llama3-3-70B/i, ["meta.llama3-3-70b-instruct", "meta-llama/Llama-3.3-70B-Instruct"]],
  [/^Llama3-1-8B/i, ["meta.llama3-1-8b-instruct", "meta-llama/Llama-3.1-8B-Instruct"]],
  [/^Llama3-1-70B/i, ["meta.llama3-1-70b-instruct", "meta-llama/Llama-3.1-70B-Instruct"]],
];

export const bedrock: PriceSource = {
  id: "aws-bedrock",
  home: "pricing.us-east-1.amazonaws.com (AmazonBedrock)",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 8000 * KIB,
  requests: () =>
    REGIONS.map((region) => ({
      url: `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrock/current/${region}/index.json`,
      headers: GET_JSON,
    })),
  parse: (bodies) => {
    const sheet = emptyParsed();
    for (const body of bodies) {
      if (!body.trimEnd().endsWith("}") || !body.includes('"terms"'))
        throw new Unreadable("not an offer file, or truncated");
      const stamp = /"publicationDate"\s*:\s*"([^"]{4,40})"/.exec(body)?.[1];
      if (stamp !== undefined) sheet.stamp = stamp;
      const terms = body.indexOf('"terms"');
      for (const found of body.matchAll(
        /"usagetype"\s*:\s*"[A-Z0-9]+-([\w.-]+)-Customization-Training"/gi,
      )) {
        const meter = found[1]!;
        const models = MODELS.find(([pattern]) => pattern.test(meter))?.[1];
        const row = `aws-bedrock ${meter}`;
        if (models === undefined) {
          sheet.rejected.push({ row, reason: "a meter whose model is not known" });
          continue;
        }
        const sku = skuBefore(body, found.index);
        const price = sku === undefined ? undefined : priceAfter(body, terms, sku);
        if (price === undefined) {
          sheet.rejected.push({ row, reason: "no price in USD per 1K tokens" });
          continue;
        }
        addManaged(sheet, {
          provider: "aws-bedrock",
          service: "model customization",
          baseModels: models,
          methods: ["full", "lora"],
          objectives: ["sft"],
          usdPerMillionTokens: price,
          minimumUsd: 0,
          epochsMultiply: true,
          status: "open; storage by the month per custom model",
        });
      }
    }
    return sheet;
  },
};

/** The product that a meter belongs to names its sku before its attributes. */
const skuBefore = (body: string, at: number): string | undefined => {
  const from = body.lastIndexOf('"sku"', at);
  return from === -1 || at - from > 3000
    ? undefined
    : /"sku"\s*:\s*"([A-Z0-9]+)"/.exec(body.slice(from, from + 60))?.[1];
};

const priceAfter = (body: string, terms: number, sku: string): number | undefined => {
  const from = body.indexOf(`"${sku}"`, terms);
  if (from === -1) return undefined;
  const unit = /"unit"\s*:\s*"([^"]*)"/.exec(body.slice(from, from + 3000))?.[1] ?? "";
  const price = /"pricePerUnit"\s*:\s*(\{[^{}]*\})/.exec(body.slice(from, from + 3000))?.[1];
  const map = price === undefined ? undefined : asJson(price);
  const value = isFields(map) ? amount(map["USD"]) : undefined;
  if (value === undefined || !(value > 0)) return undefined;
  if (/1M|million/i.test(unit)) return value;
  return /1K|thousand|^Units?$|token/i.test(unit) ? value * 1000 : undefined;
};
