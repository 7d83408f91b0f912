import type { Architecture } from "../architecture/architecture.ts";
import { type Config, record } from "../architecture/fields.ts";
import { readArchitecture } from "../architecture/read.ts";
import { withPublished } from "../architecture/published.ts";
import { MODEL_SOURCES } from "./table.ts";

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

export const readRow = (line: string): Row => {
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

const checked = (
  counted: Architecture,
  published: Published | undefined,
  notes: string,
): Architecture => {
  const doubt = notes.startsWith("uncertain:") ? [notes.slice("uncertain:".length).trim()] : [];
  const read = published === undefined ? counted : withPublished(counted, published);
  return doubt.length === 0 ? read : { ...read, uncertain: [...read.uncertain, ...doubt] };
};

/** Reading an architecture costs some 50 microseconds: done when it is asked for, once. */
export const modelOf = ({ config, published, ...rest }: Row): Model => {
  let architecture: Architecture | undefined;
  return {
    ...rest,
    get architecture(): Architecture {
      if (architecture !== undefined) return architecture;
      const read = readArchitecture(config);
      if (!read.ok) throw new Error(`${rest.id}: ${read.problems[0]?.message}`);
      architecture = checked(read.value, published, rest.notes);
      return architecture;
    },
  };
};
