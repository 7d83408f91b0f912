/**
 * A cheaper setting as a change that one click commits: the lines that set it, rewritten. Only a value that
 * stands there as the run has it is replaced; whatever else is on the line stays.
 */
import type { Advice } from "../estimator/estimate.ts";
import type { TrainingRun } from "../estimator/run.ts";
import { flatten, keyChanges, type KeyChange } from "./attribution.ts";
import type { Origin } from "./change.ts";
import { plain, urlPath } from "./escape.ts";
import { usd } from "../report/format.ts";

export type Suggestion = {
  path: string;
  /** First and last line that it replaces, from 1. */
  startLine: number;
  line: number;
  replacement: string[];
  /** The whole file with the lines replaced. */
  content: string;
  changes: KeyChange[];
  advice: Advice;
};

export const MOST_SUGGESTIONS = 3;
/** Settings that belong together but stand far apart are no single edit. */
const LONGEST_LINES = 6;

const isScalar = (value: unknown): value is number | boolean | string =>
  typeof value === "number" || typeof value === "boolean" || typeof value === "string";

/** The keys that an advice changes, with what the run has now. */
export const advisedChanges = (run: TrainingRun, advice: Advice): KeyChange[] => {
  const now = flatten(run);
  return [...flatten(advice.change)].flatMap(([field, to]) => {
    const from = now.get(field);
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
};

const WORD = /[\p{L}\p{N}_.+-]+/gu;

/** The value on the right of a key as its framework writes it, in the spelling of what was there. */
const spelled = (written: string, from: unknown, to: unknown): string | undefined => {
  if (typeof from === "boolean" && typeof to === "boolean") {
    if (written.toLowerCase() !== String(from)) return undefined;
    const word = String(to);
    return /^[A-Z]/.test(written) ? word[0]!.toUpperCase() + word.slice(1) : word;
  }
  if (typeof from === "number" && typeof to === "number")
    return Number(written.replaceAll("_", "")) === from ? String(to) : undefined;
  return undefined;
};

/** The line with its one value replaced; undefined when it is not there, or there more than once. */
export const rewrite = (line: string, from: unknown, to: unknown): string | undefined => {
  const separator = /[:=]/.exec(line)?.index ?? -1;
  const comment = line.search(/\s#/);
  const end = comment < 0 ? line.length : comment;
  const found = [...line.slice(0, end).matchAll(WORD)].flatMap((match) => {
    const word = match.index > separator ? spelled(match[0], from, to) : undefined;
    return word === undefined ? [] : [{ at: match.index, length: match[0].length, word }];
  });
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  return line.slice(0, only.at) + only.word + line.slice(only.at + only.length);
};

type Asked = {
  path: string;
  before: string | undefined;
  after: string;
  run: TrainingRun;
  origins: Readonly<Record<string, Origin>>;
};

/** The edit that makes an advice come true, where each of its lines is one that the pull request wrote. */
export const suggestionFor = (asked: Asked, advice: Advice): Suggestion | undefined => {
  const changes = advisedChanges(asked.run, advice);
  const lines = asked.after.split("\n");
  const known = new Set(asked.before?.split("\n"));
  const edits = new Map<number, string>();
  for (const { field, from, to } of changes) {
    const origin = asked.origins[field];
    if (origin === undefined || origin.file !== asked.path || !isScalar(to)) return undefined;
    const text = edits.get(origin.line) ?? lines[origin.line - 1];
    const edited = text === undefined ? undefined : rewrite(text, from, to);
    if (edited === undefined) return undefined;
    edits.set(origin.line, edited);
  }
  if (edits.size === 0) return undefined;
  const [startLine, line] = [Math.min(...edits.keys()), Math.max(...edits.keys())];
  const replaced = lines.slice(startLine - 1, line);
  if (replaced.length > LONGEST_LINES || replaced.some((text) => known.has(text))) return undefined;
  const replacement = replaced.map((text, index) => edits.get(startLine + index) ?? text);
  const content = [...lines.slice(0, startLine - 1), ...replacement, ...lines.slice(line)];
  return {
    path: asked.path,
    startLine,
    line,
    replacement,
    content: content.join("\n"),
    changes,
    advice,
  };
};

/** Read again after the edit, the config says what was advised and nothing else. */
export const comesTrue = (
  suggestion: Suggestion,
  before: TrainingRun,
  after: TrainingRun | undefined,
): boolean => {
  if (after === undefined) return false;
  const key = ({ field, to }: KeyChange) => JSON.stringify([field, to]);
  const made = keyChanges(before, after).map(key).sort();
  return JSON.stringify(made) === JSON.stringify(suggestion.changes.map(key).sort());
};

/** Names the suggestion, so that it is not made twice. */
export const suggestionMarker = ({ path, changes }: Suggestion): string => {
  const said = changes.map(({ field, to }) => `${field}=${String(to)}`).join(",");
  return `<!-- ftcost:suggestion ${urlPath(path)} ${encodeURIComponent(said)} -->`;
};

export const isSuggestion = (body: string): boolean => body.includes("<!-- ftcost:suggestion ");

/** A review comment with the edit; its fence is longer than any inside it. */
export const suggestionBody = (suggestion: Suggestion): string => {
  const { advice, changes, replacement } = suggestion;
  const text = replacement.join("\n");
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (ticks) => ticks[0].length));
  const fence = "`".repeat(longest + 1);
  const keys = changes.map(({ field, from, to }) => `${field} ${String(from)} to ${String(to)}`);
  return [
    `Cheaper by about ${usd(advice.savesUsd.expected)} a run: ${plain(keys.join(", "), 200)}.`,
    plain(advice.because, 500),
    "",
    `${fence}suggestion`,
    text,
    fence,
    "",
    suggestionMarker(suggestion),
  ].join("\n");
};
