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
  if (nesting(text) > DEEPEST) return [];
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
      made = scalar(source, offset, String(node.value ?? ""), quoted);
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

/** The deepest nesting of brackets, or of markers at the start of a line, that the text can have; linear. */
export const nesting = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  let markers = 0;
  let leading = true;
  let before = 10;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (
      code === 34 &&
      (before === 58 ||
        before === 44 ||
        before === 91 ||
        before === 123 ||
        before === 45 ||
        before === 10)
    ) {
      // a double-quoted scalar: its brackets are text
      for (at++; at < text.length && text.charCodeAt(at) !== 34; at++)
        if (text.charCodeAt(at) === 92) at++;
      leading = false;
    } else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 93 || code === 125) depth = Math.max(0, depth - 1);
    else if (code === 10) {
      markers = 0;
      leading = true;
    } else if (leading && (code === 45 || code === 63 || code === 58))
      deepest = Math.max(deepest, ++markers);
    else if (code !== 32 && code !== 9) leading = false;
    if (code !== 32 && code !== 9) before = code;
  }
  return deepest;
};

/** `//` and block comments of JSON with comments as blanks: places stay what they were. */
const withoutComments = (text: string): string =>
  text.includes("//") || text.includes("/*")
    ? text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
        found.startsWith('"') ? found : found.replace(/[^\n]/g, " "),
      )
    : text;
