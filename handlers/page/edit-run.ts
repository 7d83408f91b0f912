import { TrainingRun } from "../../src/estimator/run.ts";
import { fromZod, type Result, right, wrong } from "../../src/problem.ts";

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `dataset.tokensPerRow` of a run; undefined where nothing is stated. */
export const fieldOf = (run: TrainingRun, path: string): unknown =>
  path.split(".").reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), run);

/** The run with one field set from what a person wrote in a box; the schema decides what the words can mean. */
export const editRun = (run: TrainingRun, path: string, text: string): Result<TrainingRun> => {
  let last: Result<TrainingRun> | undefined;
  for (const value of meanings(text.trim())) {
    const parsed = TrainingRun.safeParse(put(run, path.split("."), value));
    if (parsed.success) return right(parsed.data);
    last ??= wrong(...fromZod(parsed.error).map((one) => ({ ...one, path })));
  }
  return last ?? right(run);
};

const WORDS: Record<string, unknown> = {
  on: true,
  yes: true,
  true: true,
  off: false,
  no: false,
  false: false,
  none: null,
};
const SCALES: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9 };

/** What a box's text can mean, likeliest first: a number with its scale, on/off, a list, the words themselves. */
const meanings = (text: string): unknown[] => {
  if (text === "") return [undefined];
  const number = /^(-?[\d_,]*\.?\d+(?:e\d+)?)\s*([kmb])?$/i.exec(text);
  if (number !== null) {
    const value = Number(number[1]!.replaceAll(/[_,]/g, ""));
    return [value * (SCALES[number[2]?.toLowerCase() ?? ""] ?? 1), text];
  }
  const word = text.toLowerCase();
  const known = Object.hasOwn(WORDS, word) ? [WORDS[word]] : [];
  return [...known, text, word, text.split(/\s*,\s*/)];
};

const put = (tree: Tree, [key, ...rest]: string[], value: unknown): Tree => {
  if (key === undefined || key === "__proto__") return tree;
  const inner = tree[key];
  const next = rest.length === 0 ? value : put(isTree(inner) ? inner : {}, rest, value);
  const { [key]: _, ...others } = tree;
  return next === undefined ? others : { ...others, [key]: next };
};
