/**
 * Tinker: its own price list, strings of dollars per million tokens. `train` is billed for each forward
 * and backward pass, so epochs multiply. Ids with ":peft:" are the same model at long context.
 */
import { addManaged, LOOP_OBJECTIVES } from "./managed.ts";
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

export const tinker: PriceSource = {
  id: "tinker",
  home: "tinker-docs.thinkingmachines.ai/tinker/models.json",
  evidence: "recorded",
  everyHours: 24,
  maxBytes: 300 * KIB,
  requests: () => [
    { url: "https://tinker-docs.thinkingmachines.ai/tinker/models.json", headers: GET_JSON },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const model of listAt(asJson(body), "")) {
      const id = text(model["tinker_id"]);
      const context = /:peft:(\d+)$/.exec(id)?.[1];
      if (id === "") {
        sheet.rejected.push({ row: `tinker ${text(model["name"])}`, reason: "no tinker_id" });
        continue;
      }
      const note = text(model["note"]);
      addManaged(sheet, {
        provider: "tinker",
        service:
          context === undefined
            ? "training API"
            : `training API, context of ${Number(context) / 1024}K`,
        baseModels: [context === undefined ? id : id.replace(/:peft:\d+$/, "")],
        methods: ["lora"],
        objectives: LOOP_OBJECTIVES,
        ...priced(amount(model["train"])),
        minimumUsd: 0,
        epochsMultiply: true,
        status: note === "" ? "open" : `open; ${note}`,
      });
      const input = amount(model["prefill"]);
      const output = amount(model["sample"]);
      const cached = amount(model["cached_prefill"]);
      if (context === undefined && input !== undefined && output !== undefined && output > 0)
        sheet.inference.push({
          provider: "tinker",
          model: id,
          tuned: true,
          inputUsdPerMillionTokens: input,
          outputUsdPerMillionTokens: output,
          ...(cached === undefined ? {} : { cachedInputUsdPerMillionTokens: cached }),
        });
    }
    return sheet;
  },
};

const priced = (usdPerMillionTokens: number | undefined) =>
  usdPerMillionTokens === undefined ? {} : { usdPerMillionTokens };
