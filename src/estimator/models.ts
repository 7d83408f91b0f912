import type { Architecture } from "./architecture.ts";
import { record, type Config } from "./architecture-fields.ts";
import { MODEL_ROWS, MODEL_SOURCES } from "./models-table.ts";
import { parameterCounts } from "./parameters.ts";
import { readArchitecture } from "./read-architecture.ts";

/** A base model of the table. */
export type Model = {
  /** The Hugging Face id that the row is named after; a managed model's id when it is closed. */
  id: string;
  /** Other ids with the very same architecture. */
  aliases: string[];
  family: string;
  /** Undefined when the vendor does not publish it (gpt-4.1-mini ...). */
  architecture?: Architecture;
  /** Who alone can train it, when the weights are closed. */
  managedBy?: string;
  gated: boolean | "unknown";
  source: string;
  /** What is special: "the hub file stores the tied head too" ... */
  notes: string;
  /** What the spelling left open and we took. */
  assumed?: string;
};

type Row = Omit<Model, "architecture"> & { config: Config; published?: Published };
type Published = { parameters: number; active?: number; basis: string };

const BASES: Record<string, string> = {
  h: "safetensors count of the Hub (general knowledge)",
  n: "safetensors count of the Hub (general knowledge; no formula reproduces it)",
  c: "computed from the dimensions",
};

const DIMENSIONS = [
  "hidden_size",
  "num_hidden_layers",
  "num_attention_heads",
  "num_key_value_heads",
  "head_dim",
  "intermediate_size",
  "vocab_size",
] as const;

const configOf = (modelType: string, dimensions: string, further: string): Config => {
  const config: Config = { model_type: modelType };
  const values = dimensions.split(",");
  DIMENSIONS.forEach((name, index) => {
    const value = values[index];
    if (value !== undefined && value !== "") config[name] = Number(value);
  });
  const tied = values[DIMENSIONS.length];
  if (tied !== undefined && tied !== "") config["tie_word_embeddings"] = tied === "1";
  if (further === "") return config;
  const more = JSON.parse(further) as Config;
  const text = record(more, "text_config");
  return text === undefined
    ? { ...config, ...more }
    : { model_type: modelType, ...more, text_config: { ...config, ...text } };
};

const readRow = (line: string): Row => {
  const [
    id = "",
    aliases = "",
    family = "",
    modelType = "",
    dimensions = "",
    further = "",
    ...rest
  ] = line.split("|");
  const [total = "", active = "", basis = "", gated = "", sources = "", notes = ""] = rest;
  const owner = id.slice(0, id.indexOf("/"));
  return {
    id,
    aliases: aliases === "" ? [] : aliases.split(" ").map((a) => (a[0] === "/" ? owner + a : a)),
    family,
    config: configOf(modelType, dimensions, further),
    ...(total === ""
      ? {}
      : {
          published: {
            parameters: Number(total),
            ...(active === "" ? {} : { active: Number(active) }),
            basis: BASES[basis] ?? basis,
          },
        }),
    gated: gated === "?" ? "unknown" : gated === "1",
    source: sources
      .split(",")
      .map((number) => MODEL_SOURCES[Number(number)] ?? "")
      .join("; "),
    notes,
  };
};

/** Half a per cent: what a count may be off before we say that the parts don't add up. */
export const COUNT_TOLERANCE = 0.005;

const withPublished = (
  counted: Architecture,
  published: Published | undefined,
  notes: string,
): Architecture => {
  const uncertain = [...counted.uncertain];
  if (notes.startsWith("uncertain:")) uncertain.push(notes.slice("uncertain:".length).trim());
  if (published === undefined) return { ...counted, uncertain };
  const total = parameterCounts(counted).total;
  if (Math.abs(total / published.parameters - 1) > COUNT_TOLERANCE)
    uncertain.push(
      `The parts come to ${total} parameters, published are ${published.parameters} (${published.basis}).`,
    );
  return { ...counted, published, uncertain };
};

/** Reading an architecture costs some 50 microseconds: done when it is asked for, once. */
const modelOf = ({ config, published, ...rest }: Row): Model => {
  let architecture: Architecture | undefined;
  return {
    ...rest,
    get architecture(): Architecture {
      if (architecture !== undefined) return architecture;
      const read = readArchitecture(config);
      if (!read.ok) throw new Error(`${rest.id}: ${read.problems[0]?.message}`);
      architecture = withPublished(read.value, published, rest.notes);
      return architecture;
    },
  };
};

const ROWS = MODEL_ROWS.split("\n").map(readRow);

/** Every base model of the table. */
export const MODELS: readonly Model[] = ROWS.map(modelOf);

let byName: Map<string, Model> | undefined;
const names = (): Map<string, Model> => {
  if (byName !== undefined) return byName;
  byName = new Map();
  for (const model of MODELS)
    for (const id of [model.id, ...model.aliases])
      for (const key of [id.toLowerCase(), squashed(id.slice(id.indexOf("/") + 1))])
        if (!byName.has(key)) byName.set(key, model);
  return byName;
};

const squashed = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^meta-(?=llama)/, "")
    .replace(/(\d)_(?=\d)/g, "$1.")
    .replace(/[^a-z0-9.]/g, "");

/** The model of the table that this name means; undefined for a name that is not surely one of them. */
export const findModel = (text: string): Model | undefined => {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(huggingface\.co|hf\.co)\//, "");
  return names().get(name) ?? names().get(squashed(name));
};
