import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type ParsedNode,
} from "yaml";
import { list, map, scalar, type Node, type Source } from "./node.ts";

/** Deeper than any config; the parser recurses, so what nests deeper is refused unparsed. */
const DEEPEST = 60;
const MOST_NODES = 20_000;

/**
 * YAML (and with it JSON, also with comments) as nodes. Scalars stay text: what `no` or `1e-5`
 * mean is decided by the field that is read, so that the 1.1 and 1.2 readings agree.
 */
export const parseYaml = (source: Source): Node[] => {
  const text = source.path.endsWith(".json") ? withoutComments(source.text) : source.text;
  if (isTooMuch(text)) return [];
  const documents = parseAllDocuments(text, {
    schema: "failsafe",
    strict: false,
    uniqueKeys: false,
    logLevel: "silent",
    lineCounter: new LineCounter(),
    prettyErrors: false,
  });
  if (!Array.isArray(documents)) return [];
  const roots: Node[] = [];
  for (const document of documents.slice(0, 20)) {
    const [error] = document.errors;
    if (error !== undefined)
      source.broken ??= { offset: error.pos[0], message: error.message.split("\n")[0]! };
    const root = convert(document as Document.Parsed, source);
    if (root !== undefined) roots.push(root);
  }
  return roots;
};

const convert = (document: Document.Parsed, source: Source): Node | undefined => {
  const anchors = new Map<string, Node>();
  let left = MOST_NODES;
  const walk = (node: ParsedNode | null | undefined, offset: number, depth: number): Node => {
    if (--left < 0 || depth > DEEPEST || node === null || node === undefined)
      return scalar(source, offset, "");
    if (isAlias(node)) return anchors.get(node.source) ?? scalar(source, offset, "");
    let made: Node;
    if (isMap(node)) {
      made = map(source, offset);
      if (node.anchor !== undefined) anchors.set(node.anchor, made);
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
        if (key === undefined) continue;
        const keyOffset = (pair.key as ParsedNode).range?.[0] ?? offset;
        const value = walk(pair.value as ParsedNode | null, keyOffset, depth + 1);
        if (key === "<<") mergeInto(made, value);
        else made.entries.set(key, value);
      }
    } else if (isSeq(node)) {
      const items: Node[] = [];
      for (const item of node.items)
        items.push(
          walk(item as ParsedNode, (item as ParsedNode | null)?.range?.[0] ?? offset, depth + 1),
        );
      made = list(source, offset, items);
    } else {
      const quoted = node.type !== "PLAIN";
      made = scalar(source, offset, typeof node.value === "string" ? node.value : "", quoted);
      if (node.range !== undefined && made.text.length > 24)
        made.raw = { from: node.range[0], to: node.range[1], lines: node.type === "BLOCK_LITERAL" };
    }
    if (node.tag?.startsWith("!") === true && node.tag !== "!") made.tag = node.tag;
    if ("anchor" in node && typeof node.anchor === "string") anchors.set(node.anchor, made);
    return made;
  };
  return document.contents === null ? undefined : walk(document.contents, 0, 0);
};

/** YAML's `<<`: what is written wins over what is merged in. */
const mergeInto = (target: Node, from: Node): void => {
  for (const source of from.kind === "list" ? from.items : [from])
    for (const [key, value] of source.entries)
      if (!target.entries.has(key)) target.entries.set(key, value);
};

/** Could parsing be slow or run deep? One pass: depth of brackets and markers, and how many things stand there. */
export const isTooMuch = (text: string): boolean => {
  let depth = 0;
  let rawDepth = 0;
  let markers = 0;
  let things = 0;
  let leading = true;
  let before = 10;
  let quotedUntil = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const inside = at < quotedUntil;
    if (code === 91 || code === 123) {
      if (++rawDepth > DEEPEST_QUOTED) return true;
      if (!inside && (things++, ++depth > DEEPEST)) return true;
    } else if (code === 93 || code === 125) {
      rawDepth = Math.max(0, rawDepth - 1);
      if (!inside) depth = Math.max(0, depth - 1);
    } else if (code === 10) {
      if (!inside) things++;
      markers = 0;
      leading = true;
    } else if (inside) continue;
    else if (code === 44) things++;
    else if ((code === 34 || code === 39) && opensScalar(before))
      quotedUntil = closingQuote(text, at, code);
    else if (code === 35 && (at === 0 || isBlank(text.charCodeAt(at - 1)))) {
      const end = text.indexOf("\n", at);
      at = (end === -1 ? text.length : end) - 1;
    } else if (leading && (code === 45 || code === 63 || code === 58)) {
      if (++markers > DEEPEST) return true;
    } else if (!isBlank(code)) leading = false;
    if (things > MOST_THINGS) return true;
    if (code !== 32 && code !== 9) before = code;
  }
  return false;
};
/** Within quotes brackets are text, but a scan can be fooled about quotes: then this still holds. */
const DEEPEST_QUOTED = 400;
/** Lines, commas and brackets; a thousand take about 12 ms, and no training config has so many. */
const MOST_THINGS = 2600;

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 10;
/** After `:` `,` `[` `{` `-` or a new line a quote opens a scalar; elsewhere it is an apostrophe. */
const opensScalar = (before: number): boolean =>
  before === 58 ||
  before === 44 ||
  before === 91 ||
  before === 123 ||
  before === 45 ||
  before === 10;
const closingQuote = (text: string, from: number, quote: number): number => {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && quote === 34) at++;
    else if (code === quote) return at;
  }
  return text.length;
};

/** `//` and block comments of JSON with comments as blanks: places stay what they were. */
const withoutComments = (text: string): string =>
  text.includes("//") || text.includes("/*")
    ? text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
        found.startsWith('"') ? found : found.replace(/[^\n]/g, " "),
      )
    : text;
