/**
 * Fireworks: the cost estimator in its documentation, markdown with the price bands as JSON inside:
 * [{ maxParams, sft, dpo }], dollars per million tokens of LoRA tuning, the last band open.
 */
import { addManaged } from "./managed.ts";
import {
  amount,
  asJson,
  emptyParsed,
  KIB,
  listAt,
  Unreadable,
  type PriceSource,
} from "./source.ts";

const BANDS = /\[\s*\{[^[\]]*"?maxParams"?[^[\]]*\}\s*\]/;
/** Written as JavaScript as often as JSON: keys without quotes, trailing commas. */
const asStrictJson = (written: string): string =>
  written.replaceAll(/([{,]\s*)([A-Za-z]+)\s*:/g, '$1"$2":').replaceAll(/,(\s*[}\]])/g, "$1");
const MILLION = 1e6;
const BILLION = 1e9;

/** "maxParams" in parameters, or in billions where it is small. */
const parameters = (value: number): number => (value < MILLION ? value * BILLION : value);

export const fireworks: PriceSource = {
  id: "fireworks",
  home: "docs.fireworks.ai/fine-tuning/cost-estimator.md",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 500 * KIB,
  requests: () => [
    {
      url: "https://docs.fireworks.ai/fine-tuning/cost-estimator.md",
      headers: { "user-agent": "ftcost (price refresh)" },
    },
  ],
  parse: ([body = ""]) => {
    const found = BANDS.exec(body)?.[0];
    if (found === undefined) throw new Unreadable("no price bands in the page");
    const sheet = emptyParsed();
    let from = 0;
    for (const band of listAt(asJson(asStrictJson(found)), "")) {
      const most = amount(band["maxParams"]);
      const upTo = most === undefined ? undefined : parameters(most);
      for (const [objective, price] of [
        ["sft", amount(band["sft"])],
        ["dpo", amount(band["dpo"])],
      ] as const)
        for (const [method, factor] of [
          ["lora", 1],
          ["full", 2],
        ] as const)
          addManaged(sheet, {
            provider: "fireworks",
            service: "managed training",
            baseModels: [],
            parametersFrom: from,
            ...(upTo === undefined ? {} : { parametersUpTo: upTo }),
            methods: [method],
            objectives: [objective],
            // Full-parameter tuning costs twice the LoRA rate (fireworks.ai/pricing, 2026-10-08).
            ...(price === undefined ? {} : { usdPerMillionTokens: price * factor }),
            minimumUsd: 0,
            epochsMultiply: true,
            status: "open; a LoRA is served on a dedicated deployment billed by the GPU-second",
          });
      if (upTo !== undefined) from = upTo;
    }
    return sheet;
  },
};
