/** A number and its unit: rows, tokens, epochs, hours, dollars, GPUs ... */
import { own } from "../own.ts";
import { nearest } from "../problem.ts";
import { complain, type Draft, set } from "./draft.ts";
import { gpuAt } from "./names.ts";
import { type Amount, amountAt, contextTokens } from "./numbers.ts";
import { ADJECTIVES, KEYS, NOISE, PHRASES, type Unit, UNITS } from "./vocabulary.ts";
import { phraseOf, type Word } from "./words.ts";

const isUnit = (unit: string): boolean => UNITS.has(unit);
const PER_ROW = new Set(["per", "each", "/row", "apiece", "/example", "/sample"]);
const AVERAGE = new Set(["avg", "average", "averaging", "averages", "mean", "x", "at"]);
const LARGEST = new Set(["max", "maximum", "longest"]);
const HOURS: Partial<Record<Unit, number>> = { hours: 1, minutes: 1 / 60, days: 24, weeks: 168 };
const LIMITS = new Set(["under", "below", "within", "max", "<", "in", "than", "most"]);

const previous = (words: readonly Word[], at: number): string => words[at - 1]?.word ?? "";

const tokensField = (words: readonly Word[], at: number, end: number, draft: Draft): string => {
  const before = previous(words, at);
  const after = words[end]?.word ?? "";
  const whose = previous(words, end - 1);
  if (whose === "completion" || whose === "response") return "rollouts.completionTokens";
  if (whose === "prompt") return "rollouts.promptTokens";
  if (LARGEST.has(before) || (before === "to" && words[at - 2]?.word === "up"))
    return "dataset.maxTokensPerRow";
  if (UNITS.get(after) === "context") return "sequenceLength";
  const isPerRow =
    PER_ROW.has(after) ||
    after === "long" ||
    UNITS.get(after) === "rows" ||
    AVERAGE.has(before) ||
    (before === "of" && draft.last === "dataset.rows");
  return isPerRow && after !== "total" ? "dataset.tokensPerRow" : "dataset.tokens";
};

/** Words that belong to the qualifier after "400 tokens": "per example", "each", "long". */
const qualifierLength = (words: readonly Word[], end: number): number => {
  const word = words[end]?.word ?? "";
  if (word === "per") return UNITS.get(words[end + 1]?.word ?? "") === "rows" ? 2 : 1;
  if (PER_ROW.has(word) || word === "long" || UNITS.get(word) === "context") return 1;
  return 0;
};

const FIELD_OF: Partial<Record<Unit, string>> = {
  rows: "dataset.rows",
  tokensPerRow: "dataset.tokensPerRow",
  epochs: "epochs",
  steps: "maxSteps",
  gpus: "hardware.gpuCount",
  nodes: "parallelism.nodes",
  generations: "rollouts.generations",
  bits: "quantizationBits",
  percent: "percent",
};

/** Several machines of several GPUs: "2 nodes of 8xH100" and "8xH100 x 2 nodes" are 16 GPUs. */
const multiplyNodes = (draft: Draft): void => {
  const count = draft.values.get("hardware.gpuCount");
  const nodes = draft.values.get("parallelism.nodes");
  if (typeof count === "number" && typeof nodes === "number")
    draft.values.set("hardware.gpuCount", count * nodes);
};

const setGpuCount = (
  words: readonly Word[],
  at: number,
  draft: Draft,
  value: number,
  text: string,
) => {
  const joins = ["of", "x", "with", "each"].includes(previous(words, at));
  set(draft, "hardware.gpuCount", value, text);
  if (joins && draft.values.has("parallelism.nodes")) multiplyNodes(draft);
};

/** Counts have no three decimals: "50.000 rows" is fifty thousand. */
const THOUSANDS: ReadonlySet<Unit> = new Set(["rows", "tokens", "steps"]);
const withoutDots = ({ value, scale, text }: Amount): number =>
  scale === "" && /^\d{1,3}(\.\d{3})+$/.test(text) ? Number(text.replaceAll(".", "")) : value;

const setUnit = (
  unit: Unit,
  amount: Amount,
  words: readonly Word[],
  at: number,
  end: number,
  draft: Draft,
): number => {
  const text = words
    .slice(at, end)
    .map((one) => one.text)
    .join(" ");
  const hours = own(HOURS, unit);
  const value = THOUSANDS.has(unit) ? withoutDots(amount) : amount.value;
  if (hours !== undefined && words[end]?.word === "of" && !LIMITS.has(previous(words, at)))
    complain(
      draft,
      text,
      `"${text} of" something is no size that I can count: say rows or tokens.`,
    );
  else if (hours !== undefined) set(draft, "deadlineHours", amount.value * hours, text);
  else if (unit === "usd") set(draft, "budgetUsd", amount.value, text);
  else if (unit === "context") set(draft, "sequenceLength", contextTokens(amount), text);
  else if (unit === "tokens") {
    const field = tokensField(words, at, end, draft);
    set(draft, field, field === "sequenceLength" ? contextTokens(amount) : value, text);
    return end - at + qualifierLength(words, end);
  } else if (unit === "gpus") setGpuCount(words, at, draft, amount.value, text);
  else if (unit === "nodes") {
    const joins = ["x", "on"].includes(previous(words, at)) && previous(words, at) === "x";
    set(draft, "parallelism.nodes", amount.value, text);
    if (joins) multiplyNodes(draft);
  } else set(draft, FIELD_OF[unit]!, value, text);
  return end - at;
};

/** The unit that belongs to an amount, with up to two adjectives between: where it ends. */
const unitAfter = (
  words: readonly Word[],
  end: number,
): { unit: Unit; end: number } | undefined => {
  for (let skip = 0; skip <= 2; skip++) {
    const word = words[end + skip];
    if (word === undefined) return undefined;
    const parts = word.word.split("/");
    const unit = UNITS.get(word.word) ?? (parts.length > 1 ? UNITS.get(parts[0]!) : undefined);
    if (
      unit === "context" &&
      /^(sequence|context)$/.test(word.word) &&
      words[end + skip + 1]?.word === "length"
    )
      return { unit, end: end + skip + 2 };
    if (unit !== undefined) return { unit, end: end + skip + 1 };
    if (!ADJECTIVES.has(word.word)) return undefined;
  }
  return undefined;
};

const money = (amount: Amount, words: readonly Word[], at: number, draft: Draft): number => {
  const { text, currency, glued } = amount;
  if (currency !== "$") {
    complain(
      draft,
      text,
      `"${text}": I count in US dollars only; please give the amount in dollars.`,
    );
    return amount.length + (words[at + amount.length]?.word === "budget" ? 1 : 0);
  }
  const next = words[at + amount.length]?.word ?? "";
  if (glued.startsWith("/") || next === "per" || next === "/h" || next === "/hr") {
    complain(
      draft,
      text,
      `"${text}" looks like an hourly price: own prices are set in ftcost.yml or OWN_PRICES.`,
    );
    return amount.length + (next === "per" ? 2 : 0);
  }
  set(draft, "budgetUsd", amount.value, text);
  return amount.length + (next === "budget" || UNITS.get(next) === "usd" ? 1 : 0);
};

/** "in less than an hour", "within a day". */
const readSingle = (words: readonly Word[], at: number, draft: Draft): number => {
  const { word, text } = words[at]!;
  const next = words[at + 1];
  const hours = HOURS[UNITS.get(next?.word ?? "") ?? "rows"];
  if (!["a", "an"].includes(word) || hours === undefined || !LIMITS.has(previous(words, at)))
    return 0;
  set(draft, "deadlineHours", hours, `${text} ${next!.text}`);
  return 2;
};

export const readAmount = (words: readonly Word[], at: number, draft: Draft): number => {
  const single = readSingle(words, at, draft);
  if (single > 0) return single;
  const amount = amountAt(words, at, isUnit);
  if (amount === undefined) return 0;
  if (amount.currency !== "") return money(amount, words, at, draft);
  const end = at + amount.length;
  const gluedUnit = UNITS.get(amount.glued);
  if (gluedUnit !== undefined) return setUnit(gluedUnit, amount, words, at, end, draft);
  if (amount.glued === "x" || amount.glued === "") {
    const between = words[end]?.word === "x" ? 1 : 0;
    const named = gpuAt(words, end + between);
    const after = unitAfter(words, end);
    if (named !== undefined && after === undefined) {
      setGpuCount(words, at, draft, amount.value, `${amount.text} ${named.text}`);
      set(draft, "hardware.gpu", named.value, named.text);
      return amount.length + between + named.length;
    }
    if (
      after !== undefined &&
      amount.scale === "" &&
      LIMITS.has(previous(words, at)) &&
      after.unit === "context"
    )
      return setUnit("context", amount, words, at, after.end, draft);
    if (after !== undefined) return setUnit(after.unit, amount, words, at, after.end, draft);
    return between === 1
      ? readTimes(words, at, end, amount, draft)
      : bare(words, at, end, amount, draft);
  }
  if (amount.glued.startsWith("x")) return gluedGpu(words, at, amount, draft);
  return 0;
};

/** "2 x 8xH100": machines times GPUs. */
const readTimes = (
  words: readonly Word[],
  at: number,
  end: number,
  amount: Amount,
  draft: Draft,
): number => {
  if (!/^\d+x/.test(words[end + 1]?.word ?? "")) return bare(words, at, end, amount, draft);
  set(draft, "parallelism.nodes", amount.value, amount.text);
  return end - at;
};

/** "8xh100", "2x8xh100", "8xa100 80gb". */
const gluedGpu = (words: readonly Word[], at: number, amount: Amount, draft: Draft): number => {
  const rest = amount.glued.slice(1);
  const nested = /^(\d{1,4})x(.+)$/.exec(rest);
  const name = nested === null ? rest : nested[2]!;
  const named = gpuAt([{ ...words[at]!, word: name }, ...words.slice(at + 1, at + 5)], 0);
  if (named === undefined) return 0;
  const text = words[at]!.text;
  if (nested !== null) {
    set(draft, "parallelism.nodes", amount.value, text);
    set(draft, "hardware.gpuCount", amount.value * Number(nested[1]), text);
  } else setGpuCount(words, at, draft, amount.value, text);
  set(draft, "hardware.gpu", named.value, named.text);
  return named.length;
};

/** A number that no unit follows: a misspelt unit, or money after "budget". */
const bare = (
  words: readonly Word[],
  at: number,
  end: number,
  amount: Amount,
  draft: Draft,
): number => {
  if (words[at]!.quoted || (amount.scale === "b" && amount.text.endsWith(words[at]!.text)))
    return 0;
  const next = words[end];
  if (gpuAt(words, at) !== undefined) return 0;
  const known = next === undefined || next.isKey || NOISE.has(next.word) || /\d/.test(next.word);
  const didYouMean =
    known || Object.hasOwn(PHRASES, phraseOf(words, end, 1)) || KEYS.has(next.word)
      ? undefined
      : nearest(
          next.word,
          [...UNITS.keys()].filter((unit) => unit.length > 3),
        );
  if (didYouMean !== undefined) {
    const text = `${amount.text} ${next!.text}`;
    complain(draft, text, `I don't know the unit of "${text}".`, didYouMean);
    return end - at + 1;
  }
  if (["a", "an", "one", "half", "single", "couple"].includes(words[at]!.word)) return end - at;
  complain(
    draft,
    amount.text,
    `"${amount.text}" of what? Say rows, tokens, epochs, GPUs, hours or dollars.`,
  );
  return end - at;
};
