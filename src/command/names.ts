/** Models, GPUs and data sets inside a line: the longest run of words that a table knows. */
import { findGpu, GPUS } from "../estimator/gpus/gpus.ts";
import { findModel, MODELS } from "../estimator/models/models.ts";
import { nickname } from "./nicknames.ts";
import { NOISE, PHRASES, UNITS } from "./vocabulary.ts";
import type { Word } from "./words.ts";

export type Found = { value: string; length: number; text: string };

const joined = (words: readonly Word[], at: number, length: number): string | undefined => {
  const part = words.slice(at, at + length);
  if (part.length < length) return undefined;
  if (part.slice(0, -1).some(({ endsClause }) => endsClause)) return undefined;
  if (length > 1 && part.some(({ isKey }) => isKey)) return undefined;
  return part.map(({ word }) => word).join(" ");
};

const HUB_ID = /^[\w.-]+\/[\w.-]+$/;
const HUB_LINK =
  /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/(datasets\/)?([\w.-]+\/[\w.-]+)/i;

/** A link to the Hub: what it points to. */
export const hubLink = (text: string): { kind: "model" | "dataset"; id: string } | undefined => {
  const link = HUB_LINK.exec(text);
  if (link === null || /^(spaces|collections|papers|docs|blog)\//i.test(link[2]!)) return undefined;
  return { kind: link[1] === undefined ? "model" : "dataset", id: link[2]! };
};

export const isHubId = (text: string): boolean =>
  HUB_ID.test(text) && !/^\d+(\.\d+)?[a-z]*\/\w+$/i.test(text);

const MAX_MODEL_WORDS = 6;
const MAX_GPU_WORDS = 4;

const lettersOf = (word: string): string => /^[a-z]*/.exec(word)![0];

/** Letters that a model's or a GPU's name begins with: any other word need not be looked up. */
let beginnings: { models: Set<string>; gpus: Set<string> } | undefined;
const begins = (): { models: Set<string>; gpus: Set<string> } =>
  (beginnings ??= {
    models: new Set([
      ...MODELS.flatMap(({ id, aliases }) => [id, ...aliases]).flatMap((id) => [
        lettersOf(shortName(id)),
        lettersOf(id.toLowerCase()),
      ]),
      ..."mixtral mistral nemo llama codellama gemma olmo tinyllama smollm deepseek phi gpt o gemini claude command nova qwen meta".split(
        " ",
      ),
    ]),
    gpus: new Set(
      GPUS.flatMap(({ id, aliases }) =>
        [id, ...aliases].flatMap((name) =>
          name
            .toLowerCase()
            .split(/[\s-]+/)
            .map(lettersOf),
        ),
      ),
    ),
  });

const SUFFIXES = ["", "-instruct", "-it", "-pt", "-hf", "-v0.1", "-base"];

/** "llama-3.3-70b" exists only as "-Instruct", "gemma-3-12b" as "-pt": the plain name means that one. */
const namedModel = (spelling: string): string | undefined => {
  const exact = nickname(spelling) ?? findModel(spelling)?.id;
  if (exact !== undefined || !/\d/.test(spelling) || spelling.includes("/")) return exact;
  for (const suffix of SUFFIXES) {
    const found = findModel(spelling + suffix);
    if (found !== undefined) return found.id;
  }
  return undefined;
};

/** How many words may belong to a name that starts here: looking each length up is what reading costs. */
const reachOf = (words: readonly Word[], at: number): number => {
  let reach = 1;
  for (; reach < MAX_MODEL_WORDS; reach++) {
    const next = words[at + reach];
    if (next === undefined || next.isKey || words[at + reach - 1]!.endsClause) break;
    const isSaid = Object.hasOwn(PHRASES, next.word.replace(/[-_]+/g, " "));
    if (isSaid && nickname(joined(words, at, reach + 1) ?? "") === undefined) break;
    if (/^\d/.test(next.word) && UNITS.has(words[at + reach + 1]?.word ?? "")) break;
  }
  return reach;
};

/** The last word says something of its own: a technique ("mistral 7b sft"), or a figure with its unit ("gpt-4o-mini 2000 examples"). */
const endsElsewhere = (
  words: readonly Word[],
  at: number,
  length: number,
  text: string,
): boolean => {
  const last = words[at + length - 1]!.word;
  const isSaid = Object.hasOwn(PHRASES, last.replace(/[-_]+/g, " ")) || NOISE.has(last);
  if (isSaid) return nickname(text) === undefined;
  return /^\d[\d,]*$/.test(last) && UNITS.has(words[at + length]?.word ?? "");
};

/** `canonical` in the table's spelling; where it left something open the written words stay, so that it becomes an assumption. */
export const modelAt = (words: readonly Word[], at: number): Found | undefined => {
  const start = words[at]?.word ?? "";
  if (!/^[a-z]/i.test(start)) return undefined;
  if (!start.includes("/") && !begins().models.has(lettersOf(start))) return undefined;
  for (let length = reachOf(words, at); length > 0; length--) {
    const text = joined(words, at, length);
    if (text === undefined) continue;
    if (length > 1 && endsElsewhere(words, at, length, text)) continue;
    for (const spelling of new Set([text, text.replaceAll(" ", "-"), text.replaceAll(" ", "")])) {
      const id = namedModel(spelling);
      if (id !== undefined)
        return { value: text.includes("/") ? words[at]!.text : id, length, text };
    }
  }
  return undefined;
};

/** What may end a GPU's name of several words; "h100 with" is not one. */
const GPU_ENDING = /\d|^(sxm|pcie|nvl|ti|super|ada|pro|max|ultra|ws|server|gb|x)$/;
const CONSUMER_NUMBER = /^(16|20|30|40|50)[5-9]0(ti|super|s|d)?$/;

export const gpuAt = (words: readonly Word[], at: number): Found | undefined => {
  const first = words[at]?.word ?? "";
  if (/^\d/.test(first) && !CONSUMER_NUMBER.test(first.replace(/s$/, ""))) return undefined;
  if (!begins().gpus.has(lettersOf(first))) return undefined;
  for (let length = MAX_GPU_WORDS; length > 0; length--) {
    const text = joined(words, at, length);
    if (text === undefined) continue;
    if (length > 1 && !GPU_ENDING.test(words[at + length - 1]!.word)) continue;
    const spellings = [text, text.replace(/(\d\w*)s$/, "$1"), text.replace(/^(\S*\d)s /, "$1 ")];
    if (/^\d/.test(first)) spellings.push(`rtx ${text}`);
    for (const spelling of new Set(spellings)) {
      const found = findGpu(spelling);
      if (found === undefined) continue;
      return { value: found.assumed === undefined ? found.gpu.id : spelling, length, text };
    }
  }
  return undefined;
};

const shortName = (id: string): string => (id.split("/").at(-1) ?? id).toLowerCase();

/** Names worth offering when a word is misspelt. */
let offered: { models: string[]; gpus: string[] } | undefined;
const offers = (): { models: string[]; gpus: string[] } =>
  (offered ??= {
    models: [
      ...new Set(
        MODELS.flatMap(({ id }) => [
          shortName(id),
          shortName(id).replace(/-(v0\.1|hf|base|pt|it)$/, ""),
        ]),
      ),
    ],
    gpus: [...new Set(GPUS.map(({ id }) => id.toLowerCase().split("-")[0]!))],
  });
export const modelNames = (): string[] => offers().models;
export const gpuNames = (): string[] => offers().gpus;
