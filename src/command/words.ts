/**
 * Text as people and Slack send it, cut into words: quotes of any kind, non-breaking spaces and hyphens,
 * Slack's links and entities, `key=value`, `key: value` and `--key value`.
 */
export type Word = {
  /** As written, for echoing. */
  text: string;
  /** Lower case, without the punctuation of sentences. */
  word: string;
  quoted: boolean;
  /** Followed by `=` or `:`, or led by `--`: a value comes next. */
  isKey: boolean;
  /** A comma, a full stop or a bracket follows. */
  endsClause: boolean;
};

/** Of the line itself; a pasted config is cut out before. Reading stays within a Worker's CPU time. */
export const MAX_TEXT_LENGTH = 2_000;

/** Slack wraps links as `<url|label>`, mentions as `<@U1>`, and escapes three characters. */
export const plain = (text: string): string =>
  text
    .replace(/<(https?:[^|>\s]+)(?:\|[^>]*)?>/g, " $1 ")
    .replace(/<[@#!][^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const spelled = (text: string): string =>
  plain(text)
    .normalize("NFKC")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/(^|\s)—(?=[a-z])/gi, "$1--")
    .replace(/—/g, " ")
    .replace(/[‐‑‒–−]/g, "-")
    .replace(/[×✕✖]/g, "x")
    .replace(/≤/g, "<")
    .replace(/(^|\s)(?:ds[- ]|deepseek[- ])?r1[- ]distill(?=[- ])/gi, "$1deepseek-r1-distill")
    .replace(/(^|\s)w\/o(?=\s)/gi, "$1without")
    .replace(/(^|\s)w\/(?=\s|[a-z])/gi, "$1with ")
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, "");

const MODULE_LIST = /^[a-z_]*(proj|linear)?(,[a-z_]+)+$/i;
const isModule = (part: string): boolean => /^(q|k|v|o|up|down|gate|[a-z]+_proj)$/i.test(part);

/** A comma inside a number or a list of modules stays; any other ends a word. */
const commaStays = (before: string, after: string): boolean => {
  if (/\d$/.test(before) && /^\d{3}(?!\d)/.test(after)) return true;
  const next = /^[a-z_]+/i.exec(after)?.[0] ?? "";
  return (
    isModule(next) && before.split(",").every(isModule) && MODULE_LIST.test(`${before},${next}`)
  );
};

export const wordsOf = (input: string, isKeyName: (name: string) => boolean): Word[] => {
  const text = spelled(input.slice(0, MAX_TEXT_LENGTH));
  const words: Word[] = [];
  let current = "";
  const last = (): Word | undefined => words.at(-1);
  const push = (raw: string, quoted: boolean, isKey: boolean): void => {
    let kept = raw;
    let ends = false;
    let flag = false;
    if (!quoted) {
      kept = kept.replace(/^[*_`~"']+(?=.)/, "").replace(/[*_`"']+$/, "");
      if (/^--+[a-z]/i.test(kept)) [kept, flag] = [kept.replace(/^-+/, ""), true];
      const trimmed = kept.replace(/[.?!:]+$/, "");
      if (trimmed !== "" && trimmed !== kept) [kept, ends] = [trimmed, true];
    }
    if (kept === "") return;
    words.push({
      text: kept,
      word: kept.toLowerCase(),
      quoted,
      isKey: isKey || flag,
      endsClause: ends,
    });
  };
  const flush = (isKey = false): void => {
    if (current !== "" && !/^[*_`~"'.,]+$/.test(current)) push(current, false, isKey);
    current = "";
  };
  const endClause = (): void => {
    const word = last();
    if (word !== undefined) word.endsClause = true;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const rest = text.slice(at + 1, at + 40);
    if (/\s/.test(char)) flush();
    else if (char === "`") {
      if (current !== "") flush();
    } else if (char === '"' || (char === "'" && current === "")) {
      const end = text.indexOf(char, at + 1);
      if (current === "" && end > at) {
        push(text.slice(at + 1, end).trim(), true, false);
        at = end;
      } else flush();
    } else if (/[;()[\]{}|]/.test(char)) {
      flush();
      endClause();
    } else if (char === "," && !commaStays(current, rest)) {
      flush();
      endClause();
    } else if (char === "<") {
      flush();
      push("<", false, false);
      if (rest.startsWith("=")) at++;
    } else if (char === "=") {
      if (current !== "") flush(true);
      else if (last() !== undefined) last()!.isKey = true;
    } else if (
      char === ":" &&
      current !== "" &&
      (/^(\s|"|$)/.test(rest) || isKeyName(current.toLowerCase()))
    )
      flush(true);
    else current += char;
  }
  flush();
  return words;
};

/** Hyphens and underscores as spaces: "fine-tuning", "fine_tuning" and "fine tuning" are one phrase. */
export const phraseOf = (words: readonly Word[], from: number, length: number): string =>
  words
    .slice(from, from + length)
    .map(({ word }) => word.replace(/[-_]+/g, " ").trim())
    .join(" ");
