/** One written thing with its place, whatever syntax it came from. Scalars keep the text as written. */
export interface Node {
  kind: "scalar" | "map" | "list";
  source: Source;
  /** Where the key (or, without one, the value) starts in the source text. */
  offset: number;
  text: string;
  quoted: boolean;
  entries: Map<string, Node>;
  items: Node[];
  /** A tag that no loader of a config can construct, such as `!function`. */
  tag?: string;
  /** Of a scalar: where its value stands in the source, and whether its lines stand there as they are. */
  raw?: { from: number; to: number; lines: boolean };
}

export interface Source {
  path: string;
  text: string;
  lineStarts?: number[];
  /** The first thing in it that a strict parser refuses. */
  broken?: { offset: number; message: string };
  /** Of code taken out of a notebook: the file's line for each line of the text. */
  fileLines?: number[];
}

export interface Place {
  file: string;
  line: number;
  column: number;
}

const NO_ENTRIES: Map<string, Node> = new Map();
const NO_ITEMS: Node[] = [];

export const scalar = (source: Source, offset: number, text: string, quoted = false): Node => ({
  kind: "scalar",
  source,
  offset,
  text,
  quoted,
  entries: NO_ENTRIES,
  items: NO_ITEMS,
});
export const map = (source: Source, offset: number, entries = new Map<string, Node>()): Node => ({
  kind: "map",
  source,
  offset,
  text: "",
  quoted: false,
  entries,
  items: NO_ITEMS,
});
export const list = (source: Source, offset: number, items: Node[]): Node => ({
  kind: "list",
  source,
  offset,
  text: "",
  quoted: false,
  entries: NO_ENTRIES,
  items,
});

/** Line and column, both from 1. */
export const place = (node: Node): Place => {
  const { source, offset } = node;
  const starts = (source.lineStarts ??= lineStarts(source.text));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return {
    file: source.path,
    line: source.fileLines?.[low] ?? low + 1,
    column: offset - starts[low]! + 1,
  };
};

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
};

/** The value at a dotted path, as it stands. */
export const at = (root: Node | undefined, path: string): Node | undefined => {
  let node = root;
  for (const key of path.split(".")) {
    if (node?.kind === "list") node = node.items[Number(key)];
    else node = node?.entries.get(key);
    if (node === undefined) return undefined;
  }
  return node;
};

/** The first of several dotted paths that holds something other than "unset". */
export const first = (root: Node | undefined, ...paths: string[]): Node | undefined => {
  for (const path of paths) {
    const node = at(root, path);
    if (node !== undefined && !isUnset(node)) return node;
  }
  return undefined;
};

export const has = (root: Node | undefined, ...paths: string[]): boolean =>
  paths.some((path) => at(root, path) !== undefined);

/** Written, but meaning "nothing": the empty value, null, None, `???` (Hydra's "must be given"). */
export const isUnset = (node: Node): boolean =>
  node.kind === "scalar" && /^(null|none|~|\?\?\?|)$/i.test(node.text.trim());

export const put = (root: Node, path: string, value: Node): void => {
  const keys = path.split(".");
  let node = root;
  for (const key of keys.slice(0, -1)) {
    let next = node.entries.get(key);
    if (next?.kind !== "map") {
      // `engine=megatron engine.pp=2`: the choice stays readable beside what it holds.
      next = { ...map(value.source, value.offset), text: next?.text ?? "" };
      node.entries.set(key, next);
    }
    node = next;
  }
  node.entries.set(keys.at(-1)!, value);
};

/** `over` laid on `base`: maps merge, all else (lists too) is replaced, as OmegaConf does. */
export const merge = (base: Node, over: Node, depth = 0): Node => {
  if (base.kind !== "map" || over.kind !== "map" || depth > 20) return over;
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? value : merge(below, value, depth + 1));
  }
  return { ...over, entries };
};

/** Lower case, `-` as `_`: what people mean by a key however they spell it. */
export const normalised = (key: string): string => key.toLowerCase().replaceAll("-", "_");
