/**
 * What calling a model costs, for the decision between tuning and prompting: LiteLLM's table (dollars a
 * token, 1.4 MB, scanned for the wanted keys) and OpenRouter's list (strings of dollars a token).
 */
import {
  amount,
  assertComplete,
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

const MILLION = 1e6;
/** Ten decimals: a price per million tokens without the noise of the division. */
const perMillion = (perToken: number): number => Math.round(perToken * MILLION * 1e6) / 1e6;

/** The models that a decision compares with; every tuned ("ft:") price comes along. */
const WANTED = [
  "gpt-4o",
  "gpt-4o-mini",
  "gpt-4.1",
  "gpt-4.1-mini",
  "gpt-4.1-nano",
  "gpt-5",
  "gpt-5-mini",
  "gpt-5-nano",
  "gpt-5.1",
  "gpt-5.2",
  "gpt-5.4",
  "gpt-5.4-mini",
  "gpt-5.4-nano",
  "gpt-5.5",
  "gpt-5.6",
  "o3",
  "o4-mini",
  "claude-opus-4-1",
  "claude-sonnet-4-5",
  "claude-haiku-4-5",
  "claude-opus-4-5",
  "claude-sonnet-5",
  "gemini-2.5-pro",
  "gemini-2.5-flash",
  "gemini-2.5-flash-lite",
];

/** The object that opens at a bracket, cut out by its brackets. */
const objectFrom = (body: string, open: number): Record<string, unknown> | undefined => {
  let depth = 0;
  for (let to = open; to < body.length; to++) {
    const code = body.charCodeAt(to);
    if (code === 34) to = stringEnd(body, to);
    else if (code === 123) depth++;
    else if (code === 125 && --depth === 0) {
      const value = asJson(body.slice(open, to + 1));
      return isFields(value) ? value : undefined;
    }
  }
  return undefined;
};

const stringEnd = (body: string, from: number): number => {
  let at = body.indexOf('"', from + 1);
  while (at !== -1 && body.charCodeAt(at - 1) === 92) at = body.indexOf('"', at + 1);
  return at === -1 ? body.length : at;
};

/** One pass over the body for all wanted keys: a search for each would read 1.4 MB forty times. */
const KEYS = new RegExp(
  `"((?:${WANTED.map((name) => name.replaceAll(".", "\\.")).join("|")}|ft:[\\w.:-]+))"\\s*:\\s*\\{`,
  "g",
);

export const litellm: PriceSource = {
  id: "litellm",
  home: "github.com/BerriAI/litellm model_prices_and_context_window.json",
  secondHand: true,
  evidence: "recorded",
  everyHours: 24,
  maxBytes: 4000 * KIB,
  requests: () => [
    {
      url: "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
      headers: GET_JSON,
    },
  ],
  parse: ([body = ""]) => {
    // Only the ends are looked at: a file cut short lacks its last bracket, and the rows wanted are read whole.
    const trimmed = body.trimEnd();
    if (trimmed.startsWith("<")) throw new Unreadable("HTML instead of JSON");
    if (!trimmed.startsWith("{") || !/\}\s*\}$/.test(trimmed))
      throw new Unreadable("not JSON (truncated?)");
    const sheet = emptyParsed();
    for (const found of body.matchAll(KEYS)) {
      const key = found[1]!;
      const row = objectFrom(body, found.index + found[0].length - 1);
      if (row === undefined) continue;
      const input = amount(row["input_cost_per_token"]);
      const output = amount(row["output_cost_per_token"]);
      const cached = amount(row["cache_read_input_token_cost"]);
      if (input === undefined || output === undefined || !(output > 0)) {
        sheet.rejected.push({ row: `litellm ${key}`, reason: "no price a token" });
        continue;
      }
      sheet.inference.push({
        provider: text(row["litellm_provider"]) || "unknown",
        model: key,
        tuned: key.startsWith("ft:"),
        inputUsdPerMillionTokens: perMillion(input),
        outputUsdPerMillionTokens: perMillion(output),
        ...(cached === undefined ? {} : { cachedInputUsdPerMillionTokens: perMillion(cached) }),
      });
    }
    if (sheet.inference.length === 0 && sheet.rejected.length === 0)
      throw new Unreadable("none of the models looked for");
    return sheet;
  },
};

/** Open models that people tune, by the names of their makers on OpenRouter. */
const MAKERS =
  /^(meta-llama|qwen|mistralai|google\/gemma|deepseek|openai\/gpt-oss|microsoft|nvidia|moonshotai|z-ai|ibm-granite)/;

export const openrouter: PriceSource = {
  id: "openrouter",
  home: "openrouter.ai/api/v1/models",
  evidence: "recorded",
  everyHours: 24,
  maxBytes: 3000 * KIB,
  requests: () => [{ url: "https://openrouter.ai/api/v1/models", headers: GET_JSON }],
  parse: ([body = ""]) => {
    assertComplete(body);
    const sheet = emptyParsed();
    // Each model's price block, found from its id on: the long descriptions are never parsed.
    const marks = [...body.matchAll(/\{"id":"([^"]{3,120})","canonical_slug"/g)];
    if (marks.length === 0) return parseWhole(body);
    marks.forEach((mark, at) => {
      const id = mark[1]!;
      if (!MAKERS.test(id) || id.endsWith(":free")) return;
      const block = body.slice(mark.index, marks[at + 1]?.index ?? body.length);
      const from = block.indexOf('"pricing":');
      const open = from === -1 ? -1 : block.indexOf("{", from);
      const pricing = open === -1 ? undefined : objectFrom(block, open);
      addRouted(sheet, id, pricing);
    });
    return sheet;
  },
};

/** A feed laid out otherwise is small enough to read, or is refused. */
const parseWhole = (body: string) => {
  const sheet = emptyParsed();
  if (body.length > 2000 * KIB)
    throw new Unreadable("laid out in an unknown way and too large to parse whole");
  for (const model of listAt(asJson(body), "data")) {
    const id = text(model["id"]);
    if (MAKERS.test(id) && !id.endsWith(":free")) addRouted(sheet, id, model["pricing"]);
  }
  return sheet;
};

const addRouted = (sheet: ReturnType<typeof emptyParsed>, id: string, pricing: unknown): void => {
  const fields = isFields(pricing) ? pricing : {};
  if (String(fields["prompt"]) === "-1") return;
  const input = amount(fields["prompt"]);
  const output = amount(fields["completion"]);
  const cached = amount(fields["input_cache_read"]);
  if (input === undefined || output === undefined || !(output > 0)) {
    sheet.rejected.push({ row: `openrouter ${id}`, reason: "no price a token" });
    return;
  }
  sheet.inference.push({
    provider: "openrouter",
    model: id,
    tuned: false,
    inputUsdPerMillionTokens: perMillion(input),
    outputUsdPerMillionTokens: perMillion(output),
    ...(cached === undefined ? {} : { cachedInputUsdPerMillionTokens: perMillion(cached) }),
  });
};
