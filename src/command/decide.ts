/**
 * `decide ...`: which question, and its figures. What a question asks beside a run (hours a month, requests
 * a month, tokens of a call) is cut out of the line first; the rest is read as a run.
 */
import type { Command } from "./command.ts";
import { oneRun } from "./one-run.ts";
import type { Word } from "./words.ts";

export type Question =
  | "cloud-or-own"
  | "managed-or-own"
  | "tune-or-prompt"
  | "technique"
  | "rank"
  | "early-stopping";

/** Figures of a question, by their names in POST /v1/decide. */
export type Figures = Partial<
  Record<
    | "hoursPerMonth"
    | "purchaseUsd"
    | "cloudUsdPerHour"
    | "months"
    | "usdPerKwh"
    | "requestsPerMonth"
    | "inputTokens"
    | "outputTokens"
    | "promptTokens"
    | "contextTokens",
    number
  >
>;

const OR = "(?:,? (?:or|vs|versus|against) |,|/)(?:to |just )?";
const either = (left: string, right: string): RegExp =>
  new RegExp(`\\b(?:(?:${left})${OR}(?:${right})|(?:${right})${OR}(?:${left}))\\b`);

const QUESTIONS: readonly (readonly [Question, RegExp])[] = [
  [
    "managed-or-own",
    either(
      "(?:a )?managed(?: service)?|(?:an )?api|(?:a )?hosted(?: service)?|(?:a )?service",
      "(?:my |our )?own(?: run| gpus?| machines?)?|self[- ]?host(?:ed|ing)?|diy|(?:a )?rented(?: gpus?)?",
    ),
  ],
  [
    "cloud-or-own",
    either(
      "(?:the )?cloud|rent(?:ing|al|ed)?|leas(?:e|ing)",
      "(?:my |our )?own(?:ing|ed)?|buy(?:ing)?|bought|purchas(?:e|ing)|on[- ]?prem",
    ),
  ],
  [
    "tune-or-prompt",
    either(
      "fine[- ]?tun(?:e|ing)|tun(?:e|ing)|train(?:ing)?",
      "prompt(?:ing)?(?: a larger model)?|rag|(?:long )?context|in[- ]context",
    ),
  ],
  ["early-stopping", /\bearly[- ]stop(?:ping)?\b|\bstop(?:ping)? early\b/],
  [
    "technique",
    /\b(?:which )?(?:technique|method)\b|\b(?:full|q?lora)(?:(?:, | or | vs )+(?:full|q?lora))+\b/,
  ],
  ["rank", /\b(?:which |what )?(?:lora )?rank\b(?! ?=? ?\d)/],
];

/** Questions that are asked in so many words, without `decide` before them. */
const SPOKEN: ReadonlySet<Question> = new Set(["cloud-or-own", "managed-or-own", "tune-or-prompt"]);

const N = "\\$?(\\d[\\d,]*(?:\\.\\d+)?) ?(k|m|thousand|million|b)?";
const PER = "(?:a|an|per|each|every|/) ?";
const DAYS_PER_MONTH = 30;
const WEEKS_PER_MONTH = 52 / 12;

/** Each figure's words, its name, and what turns it into the unit asked for. */
const FIGURES: readonly (readonly [RegExp, keyof Figures, number])[] = (
  [
    [`${N} ?(?:h|hrs?|hours?) ?${PER}(?:month|mo)`, "hoursPerMonth", 1],
    [`${N} ?(?:h|hrs?|hours?) ?${PER}week`, "hoursPerMonth", WEEKS_PER_MONTH],
    [`${N} ?(?:h|hrs?|hours?) ?${PER}day`, "hoursPerMonth", DAYS_PER_MONTH],
    [`${N} ?(?:requests?|calls?|queries|reqs?) ?${PER}(?:month|mo)`, "requestsPerMonth", 1],
    [`${N} ?(?:requests?|calls?|queries|reqs?) ?${PER}day`, "requestsPerMonth", DAYS_PER_MONTH],
    [`${N} ?(?:tokens? |tok )?(?:of )?(?:input|in)(?: tokens?)?`, "inputTokens", 1],
    [`${N} ?(?:tokens? |tok )?(?:of )?(?:output|out|answer)(?: tokens?)?`, "outputTokens", 1],
    [`${N} ?(?:tokens? |tok )?(?:of )?(?:prompt|instructions?)(?: tokens?)?`, "promptTokens", 1],
    [`${N} ?(?:tokens? |tok )?(?:of )?(?:context|knowledge)(?: tokens?)?`, "contextTokens", 1],
    [`${N} ?(?:usd|dollars?)? ?(?:${PER}|/)(?:h|hr|hour)`, "cloudUsdPerHour", 1],
    [`${N} ?(?:usd|dollars?)? ?(?:${PER}|/)kwh`, "usdPerKwh", 1],
    [`(?:over |for |in )?${N} ?months?`, "months", 1],
    [`(?:over |for |in )?${N} ?years?`, "months", 12],
    [`(?:for|at|costs?|price|purchase|buy at) ${N.replace("\\$?", "\\$")}`, "purchaseUsd", 1],
  ] as const
).map(([pattern, name, factor]) => [new RegExp(`(?<![\\w.-])${pattern}(?![\\w-])`), name, factor]);

const SCALES: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, b: 1e9 };

export const questionIn = (text: string): Question | undefined =>
  QUESTIONS.find(([, pattern]) => pattern.test(text))?.[0];

const lineOf = (words: readonly Word[]): string =>
  words.map(({ word, endsClause }) => (endsClause ? `${word} ;` : word)).join(" ");

export const asksToDecide = (words: readonly Word[]): boolean => {
  const question = questionIn(lineOf(words));
  return question !== undefined && SPOKEN.has(question);
};

/** Words that stand for the two models of a question: the one that is tuned, the one that is prompted. */
const PROMPTED =
  /\b(?:prompt(?:ing|ed)?|against|versus|vs|instead of|over|calling)\s+([a-z][\w./-]*\d[\w./-]*)/;
const TUNED =
  /\b(?:tuned|serving|served(?: on| by| as)?|hosted(?: on| as)?)\s+([a-z][\w./-]*\d[\w./-]*)/;

/** `read` makes words of what is left of the line. */
export const readDecide = (
  words: readonly Word[],
  configs: readonly string[],
  read: (line: string) => readonly Word[],
): Command => {
  let line = lineOf(words);
  const question = questionIn(line);
  const pattern = QUESTIONS.find(([name]) => name === question)?.[1];
  if (pattern !== undefined) line = line.replace(pattern, " ");
  const figures: Figures = {};
  const understood: Command["understood"] = [];
  for (const [written, name, factor] of FIGURES) {
    const found = written.exec(line);
    if (found === null || figures[name] !== undefined) continue;
    const value = Number(found[1]!.replaceAll(",", "")) * (SCALES[found[2] ?? ""] ?? 1) * factor;
    if (!Number.isFinite(value)) continue;
    figures[name] = value;
    understood.push({ field: name, value, text: found[0].trim() });
    line = line.replace(written, " ");
  }
  const models: { promptedPrice?: string; tunedPrice?: string } = {};
  if (question === "tune-or-prompt")
    for (const [name, place] of [
      ["promptedPrice", PROMPTED],
      ["tunedPrice", TUNED],
    ] as const) {
      const found = place.exec(line);
      if (found === null) continue;
      models[name] = found[1]!;
      understood.push({ field: name, value: found[1]!, text: found[0] });
      line = line.replace(place, " ");
    }
  const command = oneRun("decide", read(line), configs);
  command.decide = { ...(question === undefined ? {} : { question }), figures, ...models };
  command.understood = [...understood, ...command.understood];
  const gpu = command.draft.hardware?.gpu;
  if (gpu !== undefined) command.gpu = gpu;
  return command;
};
