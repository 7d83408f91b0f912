import { own } from "../own.ts";
import type { Word } from "./words.ts";

/** A number as written: `digits` times its scale, and what was glued to it ("h", "xh100", "-bit"). */
export type Amount = {
  value: number;
  digits: number;
  scale: string;
  currency: string;
  glued: string;
  /** How many words it took. */
  length: number;
  text: string;
};

const SCALES: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  mil: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  billions: 1e9,
  trillion: 1e12,
};

const NUMBER_WORDS: Record<string, number> = {
  half: 0.5,
  single: 1,
  one: 1,
  two: 2,
  couple: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  dozen: 12,
  fifteen: 15,
  sixteen: 16,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
};

const WRITTEN = /^([~≈<>+]*)(-?)([$€£¥]?)(\d[\d,_]*(?:\.\d+)?|\.\d+)(e[+-]?\d+)?(.*)$/;

/** Splits what follows the digits into a scale and the rest: "mtok" -> m + tok, "kb" stays whole. */
const scaleAndRest = (rest: string, isUnit: (unit: string) => boolean): [string, string] => {
  const bare = rest.replace(/^-/, "");
  if (bare === "" || isUnit(bare)) return ["", bare];
  for (const length of [8, 7, 3, 2, 1]) {
    const scale = bare.slice(0, length);
    const after = bare.slice(length).replace(/^-/, "");
    if (SCALES[scale] !== undefined && (after === "" || isUnit(after) || /^[$€£+]/.test(after)))
      return [scale, after];
  }
  return ["", bare];
};

/** "1.000.000": dots between thousands, where there are two no reading else is left. */
const dotless = (word: string): string =>
  /^\d{1,3}(\.\d{3}){2,}$/.test(word) ? word.replaceAll(".", "") : word;

/** The amount that starts at word `at`, if one does. */
export const amountAt = (
  words: readonly Word[],
  at: number,
  isUnit: (unit: string) => boolean,
): Amount | undefined => {
  const first = words[at];
  if (first === undefined) return undefined;
  const fraction = /^(\d)\/([2-9])$/.exec(first.word);
  const written =
    fraction === null ? WRITTEN.exec(dotless(first.word.replace(/^x(?=\d)/, ""))) : null;
  let length = 1;
  let digits: number;
  let [scale, glued, currency] = ["", "", ""];
  if (written !== null) {
    const [, , minus, sign, figure, exponent, rest] = written;
    digits = Number(`${minus}${figure!.replace(/[,_]/g, "")}${exponent ?? ""}`);
    currency = sign!;
    [scale, glued] = scaleAndRest(rest!, isUnit);
    if (rest === "" && words[at + 1]?.word === "000") {
      digits *= 1000;
      length = 2;
    }
  } else if (fraction !== null) digits = Number(fraction[1]) / Number(fraction[2]);
  else if (Object.hasOwn(NUMBER_WORDS, first.word)) {
    digits = NUMBER_WORDS[first.word]!;
    if (["a", "an", "of"].includes(words[at + 1]?.word ?? "")) length = 2;
  } else return undefined;
  if (!Number.isFinite(digits)) return undefined;
  const next = words[at + length]?.word ?? "";
  const isLetter = next === "m" || next === "b" || next === "k";
  if (scale === "" && glued === "" && Object.hasOwn(SCALES, next) && !first.endsClause) {
    const afterScale = words[at + length + 1]?.word ?? "";
    if (!isLetter || isUnit(afterScale)) {
      scale = next;
      length++;
    }
  } else if (next === "hundred" && glued === "" && scale === "") {
    digits *= 100;
    length++;
  }
  const currencyAfter = /^([$€£])/.exec(glued)?.[1];
  if (currencyAfter !== undefined) [currency, glued] = [currencyAfter, glued.slice(1)];
  return {
    value: digits * (own(SCALES, scale) ?? 1),
    digits,
    scale,
    currency,
    glued,
    length,
    text: words
      .slice(at, at + length)
      .map(({ text }) => text)
      .join(" "),
  };
};

/** "4k" of context is 4,096 tokens, "8k" 8,192: by custom, where the figure is a power of two. */
export const contextTokens = ({ value, digits, scale }: Amount): number =>
  scale === "k" && Number.isInteger(Math.log2(digits)) ? digits * 1024 : value;
