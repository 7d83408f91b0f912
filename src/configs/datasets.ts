import { findDataset } from "../estimator/dataset-sizes.ts";
import { type Draft, assume, state } from "./draft.ts";
import type { Document } from "./frameworks/framework.ts";
import { type Node, first, isUnset } from "./node.ts";
import { number, text } from "./values.ts";

interface Portion {
  name: string;
  node: Node;
  /** Of the rows: a slice, a share of a mixture. */
  fraction: number;
  /** A bound on the rows taken. */
  most?: number;
  /** Rows drawn, whatever there are: fewer are repeated. */
  drawn?: number;
}

const NAME_KEYS = [
  "path",
  "id",
  "dataset_name",
  "name_or_path",
  "dataset_id",
  "dataset",
  "name",
  "repo_id",
  "hf_id",
  "file",
  "data_path",
  "source",
];

/** The training data: its name or names, and rows and tokens where a known dataset gives them. */
export const readDatasets = (
  run: Draft,
  _document: Document,
  node: Node | undefined,
  options: {
    samplesEach?: number | undefined;
    most?: number | undefined;
    split?: Node | undefined;
  } = {},
): void => {
  if (node === undefined || isUnset(node)) return;
  const portions = portionsOf(node).filter(({ name }) => name !== "");
  if (portions.length === 0) return;
  const names = [...new Set(portions.map((one) => one.name))];
  if (!run.values.has("dataset.name"))
    state(
      run,
      "dataset.name",
      names.join(node.kind === "scalar" ? "," : "+").slice(0, 300),
      portions[0]!.node,
    );
  sizes(run, portions, options);
};

const portionsOf = (node: Node): Portion[] => {
  if (node.kind === "scalar") {
    const written = text(node);
    if (written === undefined) return [];
    return written.split(",").map((part) => portion(part.trim(), node));
  }
  if (
    node.kind === "list" &&
    node.items.length > 1 &&
    node.items.every((item, index) => (number(item) !== undefined) === (index % 2 === 1))
  )
    return pairs(node);
  if (node.kind === "list")
    return node.items.flatMap((item) => (item.kind === "map" ? fromMap(item) : portionsOf(item)));
  const inner = first(node, "datasets", "train.datasets", "dataset_mixture.datasets");
  if (inner !== undefined && inner.kind !== "scalar") return portionsOf(inner);
  const one = fromMap(node);
  if (one.length > 0) return one;
  return [...node.entries]
    .filter(
      ([key, value]) => value.kind === "scalar" && /\//.test(key) && number(value) !== undefined,
    )
    .map(([key, value]) => {
      const weight = number(value)!;
      return {
        name: key,
        node: value,
        fraction: weight <= 1 ? weight : 1,
        ...(weight > 1 ? { most: weight } : {}),
      };
    });
};

/** open-instruct's `name weight name weight`: a share up to 1, a number of rows above it. */
const pairs = (node: Node): Portion[] =>
  node.items.flatMap((item, index) => {
    const weight = number(node.items[index + 1]);
    if (index % 2 === 1 || weight === undefined) return [];
    const written = item.text.trim();
    return [
      {
        name: written,
        node: item,
        fraction: Math.min(1, weight),
        ...(weight > 1 ? { most: weight } : {}),
      },
    ];
  });

const fromMap = (map: Node): Portion[] => {
  const split = text(first(map, "split", "dataset_split"));
  if (split !== undefined && /^(test|val|eval)/.test(split)) return [];
  const node = first(map, ...NAME_KEYS);
  const name = text(node);
  if (node === undefined || name === undefined) return [];
  const made = portion(name, node);
  const bound = number(
    first(map, "sample_count", "max_samples", "limit", "num_samples", "n_samples"),
  );
  if (bound !== undefined && bound >= 1) made.most = bound;
  const weight = number(first(map, "weight", "fraction", "proportion"));
  if (weight !== undefined && weight > 0 && weight < 1) made.fraction *= weight;
  // axolotl trains on one of so many shards.
  const shards = number(first(map, "shards"));
  if (shards !== undefined && shards > 1) made.fraction /= shards;
  applySplit(made, split);
  return [made];
};

/** `name#500` (ms-swift), `name:train[:20%]`. */
const portion = (written: string, node: Node): Portion => {
  const hash = /^(.*)#(\d+)$/.exec(written);
  const made: Portion = { name: written, node, fraction: 1 };
  if (hash !== null) made.drawn = Number(hash[2]);
  return made;
};

const applySplit = (made: { fraction: number; most?: number }, split: string | undefined): void => {
  const slice = /\[(\d*%?):(\d*%?)\]/.exec(split ?? "");
  if (slice === null) return;
  const [from, to] = [slice[1]!, slice[2]!];
  const share = (end: string, otherwise: number) =>
    end === "" ? otherwise : Number(end.replace("%", "")) / 100;
  if (from.endsWith("%") || to.endsWith("%"))
    made.fraction *= Math.max(0, share(to, 1) - share(from, 0));
  else if (to !== "") made.most = Math.max(1, Number(to) - Number(from === "" ? 0 : from));
};

const sizes = (
  run: Draft,
  portions: Portion[],
  options: {
    samplesEach?: number | undefined;
    most?: number | undefined;
    split?: Node | undefined;
  },
): void => {
  let rows: number | undefined = 0;
  let tokens: number | undefined = 0;
  let bounded = true;
  const sources = new Set<string>();
  for (const one of portions) {
    const made = { ...one };
    applySplit(made, text(options.split));
    const known = findDataset(made.name.replace(/#\d+$/, ""));
    const bound = Math.min(made.most ?? Infinity, options.samplesEach ?? Infinity);
    const available = known?.rows === undefined ? undefined : known.rows * made.fraction;
    const taken =
      made.drawn ??
      (available === undefined
        ? bound === Infinity
          ? undefined
          : bound
        : Math.min(available, bound));
    if (available === undefined) bounded = false;
    rows = taken === undefined || rows === undefined ? undefined : rows + taken;
    tokens =
      taken === undefined || known?.tokensPerRow === undefined || tokens === undefined
        ? undefined
        : tokens + taken * known.tokensPerRow;
    if (known !== undefined) sources.add(known.source);
  }
  if (options.most !== undefined && options.most >= 1) {
    const before: number | undefined = rows;
    rows = rows === undefined ? options.most : Math.min(rows, options.most);
    if (tokens !== undefined && before !== undefined && before > 0)
      tokens = (tokens * rows) / before;
  }
  if (rows === undefined || rows < 1) return;
  const because =
    sources.size > 0 && bounded
      ? [...sources].join("; ")
      : "as many rows as the file lets through at most";
  assume(run, "dataset.rows", Math.round(rows), because);
  if (tokens !== undefined && tokens > 0)
    assume(run, "dataset.tokensPerRow", Math.round((tokens / rows) * 10) / 10, because);
};
