/**
 * A line of words -> what it says of a run. One pass; at each word the rules below are tried in order
 * and the first that knows it takes as many words as it needs. What no rule knows becomes a problem
 * with the nearest word that some rule would know.
 */
import { nearest } from "../problem.ts";
import { amountAt } from "./numbers.ts";
import { readAmount } from "./amounts.ts";
import { readKey } from "./keys.ts";
import { findDataset } from "./datasets.ts";
import { complain, type Draft, emptyDraft, set, settle } from "./draft.ts";
import { isFiller } from "./filler.ts";
import { gpuAt, gpuNames, hubLink, isHubId, modelAt, modelNames } from "./names.ts";
import {
  KEYS,
  NOISE,
  PHRASES,
  UNITS,
  WITHOUT_INFLUENCE,
  WITHOUT_INFLUENCE_ALONE,
} from "./vocabulary.ts";
import { phraseOf, type Word } from "./words.ts";

/** Takes words from `at` on and tells how many; 0 when it does not know them. */
export type Rule = (words: readonly Word[], at: number, draft: Draft) => number;

const MAX_PHRASE_WORDS = 4;
export const keyName = (text: string): string => text.toLowerCase().replace(/[-_.\s]+/g, "");

const link: Rule = (words, at, draft) => {
  const { text } = words[at]!;
  const found = hubLink(text);
  if (found !== undefined) {
    set(draft, found.kind === "model" ? "baseModel" : "dataset.name", found.id, text);
    return 1;
  }
  if (!/^https?:\/\//.test(text)) return 0;
  complain(draft, text, "I read links to models and data sets on huggingface.co, not this one.");
  return 1;
};

const NEGATIONS = new Set(["no", "not", "without", "disable", "w/o"]);

const phrase: Rule = (words, at, draft) => {
  const negated = NEGATIONS.has(words[at]!.word);
  const from = negated ? at + 1 : at;
  for (let length = MAX_PHRASE_WORDS; length > 0; length--) {
    if (from + length > words.length) continue;
    const text = phraseOf(words, from, length);
    if (!Object.hasOwn(PHRASES, text)) continue;
    const fields = Object.entries(PHRASES[text]!);
    if (negated && !fields.some(([, value]) => value === true)) continue;
    for (const [field, value] of fields) set(draft, field, negated ? false : value, text);
    return length + (negated ? 1 : 0);
  }
  return 0;
};

const model: Rule = (words, at, draft) => {
  const word = words[at]!;
  if (!word.quoted && NOISE.has(word.word)) return 0;
  const found = modelAt(words, at);
  if (found === undefined) return 0;
  set(draft, "baseModel", found.value, found.text);
  return found.length;
};

const MAX_FAMILY_WORDS = 3;

/** "70b llama 3.1": the size before the family. */
const sizeFirst: Rule = (words, at, draft) => {
  const size = words[at]!;
  if (!/^\d+(\.\d+)?b$/.test(size.word)) return 0;
  for (let length = MAX_FAMILY_WORDS; length > 0; length--) {
    const family = words.slice(at + 1, at + 1 + length);
    if (family.length < length || !/^[a-z]/.test(family[0]!.word)) continue;
    const found = modelAt([...family, size], 0);
    if (found === undefined || found.length !== length + 1) continue;
    set(draft, "baseModel", found.value, found.text);
    return length + 1;
  }
  return 0;
};

const gpu: Rule = (words, at, draft) => {
  // A TPU's "v5e-8" is eight chips (of v4 and before it would count cores).
  const glued =
    /^(.*\d[a-z]*?)(?:x|:)(\d{1,4})$/.exec(words[at]!.word) ??
    /^(v[56]e)-(\d{1,4})$/.exec(words[at]!.word);
  const named = glued === null ? words : [{ ...words[at]!, word: glued[1]! }];
  const found = gpuAt(named, glued === null ? at : 0);
  if (found === undefined) return 0;
  set(draft, "hardware.gpu", found.value, found.text);
  if (glued !== null) set(draft, "hardware.gpuCount", Number(glued[2]), words[at]!.text);
  if (glued !== null) return 1;
  const next = words[at + found.length];
  const times = /^x(\d{1,4})$/.exec(next?.word ?? "")?.[1];
  if (times !== undefined && UNITS.get(words[at + found.length + 1]?.word ?? "") !== "nodes") {
    set(draft, "hardware.gpuCount", Number(times), `${found.text} ${next!.text}`);
    return found.length + 1;
  }
  const afterX =
    next?.word === "x" ? amountAt(words, at + found.length + 1, () => false) : undefined;
  if (
    afterX !== undefined &&
    !UNITS.has(words[at + found.length + 1 + afterX.length]?.word ?? "")
  ) {
    set(draft, "hardware.gpuCount", afterX.value, `${found.text} x ${afterX.text}`);
    return found.length + 1 + afterX.length;
  }
  return found.length;
};

/** The form factor said after the count: "h100 x8 pcie". */
const formFactor: Rule = (words, at, draft) => {
  const { word, text } = words[at]!;
  if (!/^(sxm\d?|pcie|nvl|nvlink)$/.test(word)) return 0;
  const before = draft.values.get("hardware.gpu");
  if (typeof before !== "string") return 0;
  const said = draft.understood.find(({ field }) => field === "hardware.gpu")!;
  const exact = gpuAt([{ ...words[at]!, word: `${said.text} ${word}`.toLowerCase() }], 0);
  if (word === "nvlink") set(draft, "hardware.interconnect", "nvlink", text);
  else if (exact !== undefined) {
    draft.values.set("hardware.gpu", exact.value);
    said.value = exact.value;
  }
  return 1;
};

const id: Rule = (words, at, draft) => {
  const { text } = words[at]!;
  const known = findDataset(text);
  if (known !== undefined) set(draft, "dataset.name", known, text);
  else if (isHubId(text)) {
    if (["dataset", "data"].includes(words[at - 1]?.word ?? ""))
      set(draft, "dataset.name", text, text);
    else draft.ids.push(text);
  } else return 0;
  return 1;
};

const withoutInfluence: Rule = (words, at, draft) => {
  for (const length of [2, 1]) {
    const name = keyName(phraseOf(words, at, length));
    if (WITHOUT_INFLUENCE_ALONE.has(name)) {
      draft.remarks.push(`"${words[at]!.text}" does not change the cost.`);
      return 1;
    }
    if (!WITHOUT_INFLUENCE.has(name) || at + length > words.length) continue;
    const value = words[at + length];
    const takesValue =
      value !== undefined && (words[at + length - 1]!.isKey || /^[\d.]/.test(value.word));
    draft.remarks.push(`"${words[at]!.text}" does not change the cost.`);
    return length + (takesValue ? 1 : 0);
  }
  return 0;
};

const size: Rule = (words, at, draft) => {
  if (!/^\d+(\.\d+)?b$/.test(words[at]!.word)) return 0;
  draft.size = words[at]!.text;
  return 1;
};

/** A unit without its number says nothing: "how many hours", "on our tickets". */
const isNoise = ({ word, isKey, quoted }: Word): boolean =>
  !isKey && (NOISE.has(word) || word === "<" || (!quoted && (isFiller(word) || UNITS.has(word))));

const noise: Rule = (words, at) => (isNoise(words[at]!) ? 1 : 0);

let vocabulary: string[] | undefined;
const knownWords = (): string[] =>
  (vocabulary ??= [
    ...Object.keys(PHRASES).filter((known) => !known.includes(" ")),
    ...UNITS.keys(),
    ...gpuNames(),
    ...modelNames(),
    "help",
    "compare",
    "budget",
    "prices",
    "alerts",
    "runs",
    "save",
  ].filter((known) => known.length > 2));

/** Which field a known word belongs to: a misspelt model must not be asked for a second time. */
export const isModelName = (word: string): boolean => modelNames().includes(word);

const MAX_MISSPELT_WORDS = 4;

/** "lamma 3.1 8b": the words up to the size are one misspelt name. */
const misspeltModel = (
  words: readonly Word[],
  at: number,
): { length: number; name: string } | undefined => {
  for (let length = MAX_MISSPELT_WORDS; length > 1; length--) {
    const part = words.slice(at, at + length);
    if (part.length < length || part.slice(0, -1).some(({ endsClause }) => endsClause)) continue;
    if (!part.slice(1).every(({ word }) => /\d/.test(word))) continue;
    const name = nearest(part.map(({ word }) => word).join("-"), modelNames());
    if (name !== undefined) return { length, name };
  }
  return undefined;
};

/** Looking for near words is what costs time: past this many unknown words the line is no command. */
const MAX_OFFERS = 6;

const unknown: Rule = (words, at, draft) => {
  const { text, word } = words[at]!;
  if (draft.problems.length >= MAX_OFFERS) return 1;
  const misspelt = /^[a-z]/.test(word) ? misspeltModel(words, at) : undefined;
  if (misspelt !== undefined) {
    const written = words
      .slice(at, at + misspelt.length)
      .map((one) => one.text)
      .join(" ");
    complain(draft, written, `I don't know "${written}".`, misspelt.name);
    return misspelt.length;
  }
  const near = nearest(word, knownWords());
  const didYouMean = near === word ? undefined : near;
  complain(draft, text, `I don't know "${text}".`, didYouMean);
  return 1;
};

const RULES: readonly Rule[] = [
  link,
  (words, at, draft) => readKey(words, at, draft, RULES_OF_VALUES),
  phrase,
  model,
  sizeFirst,
  readAmount,
  gpu,
  formFactor,
  id,
  withoutInfluence,
  size,
  noise,
  unknown,
];
const RULES_OF_VALUES: Readonly<Record<"phrase" | "model" | "gpu", Rule>> = { phrase, model, gpu };

export const readRun = (words: readonly Word[]): Draft => {
  const draft = emptyDraft();
  for (let at = 0; at < words.length;) {
    let taken = 0;
    for (const rule of RULES) {
      taken = rule(words, at, draft);
      if (taken > 0) break;
    }
    at += Math.max(1, taken);
  }
  settle(draft);
  return draft;
};

export const isKeyName = (name: string): boolean =>
  KEYS.has(keyName(name)) || WITHOUT_INFLUENCE.has(keyName(name));
