/** `key=value`, `key: value`, `--key value`, and a field's name right before its number: "batch size 4". */
import { nearest } from "../problem.ts";
import { findDataset } from "./datasets.ts";
import { complain, type Draft, set } from "./draft.ts";
import { hubLink } from "./names.ts";
import { type Amount, amountAt, contextTokens } from "./numbers.ts";
import type { Rule } from "./read-run.ts";
import { KEYS, PHRASES, UNITS, type ValueKind, WITHOUT_INFLUENCE } from "./vocabulary.ts";
import { phraseOf, type Word } from "./words.ts";

type Rules = Readonly<Record<"phrase" | "model" | "gpu", Rule>>;
const keyName = (text: string): string => text.toLowerCase().replace(/[-_.\s]+/g, "");
const isUnit = (unit: string): boolean => UNITS.has(unit);
const YES = new Set(["true", "yes", "on", "1"]);
const NO = new Set(["false", "no", "off", "0", "none", "null"]);
const HOURS = new Map([
  ["hours", 1],
  ["minutes", 1 / 60],
  ["days", 24],
  ["weeks", 168],
]);

const MAX_KEY_WORDS = 5;
const NUMERIC: ReadonlySet<ValueKind> = new Set(["count", "number", "context"]);
/** Spelt out before a value without `=`: no other reading is likely. */
const SPOKEN_TEXT = new Set(["lora.targetModules", "dataset.name"]);

type Named = { field: string; kind: ValueKind; length: number; explicit: boolean; text: string };

/** The field named at `at`: explicitly by `=`, or in words before a number. */
const fieldAt = (words: readonly Word[], at: number): Named | undefined => {
  for (let length = Math.min(MAX_KEY_WORDS, words.length - at); length > 0; length--) {
    const part = words.slice(at, at + length);
    const known = KEYS.get(keyName(phraseOf(words, at, length)));
    if (known === undefined || part.slice(0, -1).some((word) => word.isKey || word.endsClause))
      continue;
    if (length > 1 && part[0]!.word === "lora") continue;
    if (length === 1 && part[0]!.word === "a" && !part[0]!.isKey) continue;
    const explicit = part.at(-1)!.isKey;
    return { ...known, length, explicit, text: part.map(({ text }) => text).join(" ") };
  }
  return undefined;
};

const setNumber = (
  named: Named,
  amount: Amount,
  words: readonly Word[],
  at: number,
  draft: Draft,
): number => {
  const value = named.kind === "context" ? contextTokens(amount) : amount.value;
  const text = `${named.text} ${amount.text}`;
  set(draft, named.field, named.kind === "count" ? Math.round(value) : value, text);
  const end = at + named.length + amount.length;
  const unit = UNITS.get(words[end]?.word ?? "");
  const repeats = unit === "tokens" && named.kind === "context";
  return end - at + (repeats ? 1 : 0);
};

const setText = (
  named: Named,
  words: readonly Word[],
  at: number,
  draft: Draft,
  rules: Rules,
): number => {
  const from = at + named.length;
  const { text, word } = words[from]!;
  if (named.field === "hardware.gpuCount" || named.field === "hardware.gpu") {
    const taken = rules.gpu(words, from, draft);
    if (taken > 0) return named.length + taken;
    complain(draft, text, `I don't know the GPU "${text}".`);
    return named.length + 1;
  }
  if (named.field === "baseModel") {
    const taken = hubLink(text) === undefined ? rules.model(words, from, draft) : 0;
    if (taken > 0) return named.length + taken;
    set(draft, "baseModel", hubLink(text)?.id ?? text, text);
    return named.length + 1;
  }
  if (named.field === "dataset.name") {
    set(draft, named.field, findDataset(text) ?? hubLink(text)?.id ?? text, text);
    return named.length + 1;
  }
  const meaning = Object.hasOwn(PHRASES, word.replace(/[-_]+/g, " "))
    ? PHRASES[word.replace(/[-_]+/g, " ")]![named.field]
    : undefined;
  set(draft, named.field, meaning ?? text, `${named.text} ${text}`);
  return named.length + 1;
};

const setPhrase = (
  named: Named,
  words: readonly Word[],
  at: number,
  draft: Draft,
  rules: Rules,
): number => {
  const from = at + named.length;
  const { text, word } = words[from]!;
  if (named.field === "quantizationBits" && /^[48]$/.test(word)) {
    set(draft, named.field, Number(word), `${named.text} ${text}`);
    return named.length + 1;
  }
  const taken = rules.phrase(words, from, draft);
  if (taken > 0) return named.length + taken;
  const values = Object.keys(PHRASES).filter((phrase) => named.field in PHRASES[phrase]!);
  complain(draft, text, `"${text}" is no ${named.text} that I know.`, nearest(word, values));
  return named.length + 1;
};

/** "do not pack, no gradient checkpointing": the "no" belongs to what follows it. */
const isClauseEnd = (words: readonly Word[], at: number, named: Named): boolean =>
  !named.explicit && words[at + named.length - 1]!.endsClause;

const setFlag = (named: Named, words: readonly Word[], at: number, draft: Draft): number => {
  const word = isClauseEnd(words, at, named) ? "" : (words[at + named.length]?.word ?? "");
  const isValue = YES.has(word) || NO.has(word);
  set(draft, named.field, !NO.has(word), named.text);
  return named.length + (isValue ? 1 : 0);
};

const setLimit = (
  named: Named,
  amount: Amount,
  words: readonly Word[],
  at: number,
  draft: Draft,
): number => {
  const end = at + named.length + amount.length;
  const next = words[end]?.word ?? "";
  const text = `${named.text} ${amount.text}`;
  if (named.kind === "money") {
    if (amount.currency !== "" && amount.currency !== "$") return 0;
    set(draft, named.field, amount.value, text);
    return end - at + (UNITS.get(next) === "usd" ? 1 : 0);
  }
  const unit = UNITS.get(amount.glued) ?? UNITS.get(next) ?? "hours";
  set(draft, named.field, amount.value * (HOURS.get(unit) ?? 1), text);
  return end - at + (amount.glued === "" && UNITS.has(next) ? 1 : 0);
};

const GLUED = /^(r|rank|alpha|bs|mbs|seq|ctx|ga|ep|tp|pp)(\d[\d.]*k?)$/;

/** "r16", "bs4", "seq4096". */
const readGlued = (words: readonly Word[], at: number, draft: Draft): number => {
  const glued = GLUED.exec(words[at]!.word);
  const known = glued === null ? undefined : KEYS.get(glued[1]!);
  if (glued === null || known === undefined) return 0;
  const amount = amountAt([{ ...words[at]!, word: glued[2]! }], 0, isUnit);
  if (amount === undefined) return 0;
  const value = known.kind === "context" ? contextTokens(amount) : amount.value;
  set(draft, known.field, value, words[at]!.text);
  return 1;
};

export const readKey = (words: readonly Word[], at: number, draft: Draft, rules: Rules): number => {
  const glued = readGlued(words, at, draft);
  if (glued > 0) return glued;
  const named = fieldAt(words, at);
  if (named === undefined) return unknownKey(words, at, draft);
  const value = words[at + named.length];
  if (
    named.kind === "flag" &&
    (named.explicit ||
      (!isClauseEnd(words, at, named) && (YES.has(value?.word ?? "") || NO.has(value?.word ?? ""))))
  )
    return setFlag(named, words, at, draft);
  if (value === undefined) {
    if (named.explicit) complain(draft, named.text, `"${named.text}" lacks its value.`);
    return named.explicit ? named.length : 0;
  }
  const amount = amountAt(words, at + named.length, isUnit);
  if (named.kind === "money" || named.kind === "hours")
    return amount === undefined ? 0 : setLimit(named, amount, words, at, draft);
  if (NUMERIC.has(named.kind)) {
    if (amount === undefined) {
      if (!named.explicit) return 0;
      if (named.field === "hardware.gpuCount") return setText(named, words, at, draft, rules);
      complain(
        draft,
        `${named.text}=${value.text}`,
        `"${value.text}" is no number for ${named.text}.`,
      );
      return named.length + 1;
    }
    const isGpuToo = /^x./.test(amount.glued);
    if (isGpuToo) return named.length;
    const hasOwnUnit =
      UNITS.has(amount.glued) || UNITS.has(words[at + named.length + amount.length]?.word ?? "");
    if (!named.explicit && hasOwnUnit && named.kind !== "context") return 0;
    return setNumber(named, amount, words, at, draft);
  }
  if (!named.explicit && !SPOKEN_TEXT.has(named.field)) return 0;
  if (
    !named.explicit &&
    named.field === "dataset.name" &&
    (amount !== undefined || !/[/_\d]/.test(value.text))
  )
    return 0;
  return named.kind === "phrase"
    ? setPhrase(named, words, at, draft, rules)
    : setText(named, words, at, draft, rules);
};

const unknownKey = (words: readonly Word[], at: number, draft: Draft): number => {
  const word = words[at]!;
  if (!word.isKey || WITHOUT_INFLUENCE.has(keyName(word.text))) return 0;
  complain(
    draft,
    word.text,
    `"${word.text}" is not a key that I know.`,
    nearest(keyName(word.text), KEYS.keys()),
  );
  const value = words[at + 1];
  return value === undefined || value.isKey ? 1 : 2;
};
