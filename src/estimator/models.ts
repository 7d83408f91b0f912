import type { Architecture } from "./architecture.ts";
import { record, type Config } from "./architecture-fields.ts";
import {
  managedModel,
  MIRRORS,
  NICKNAMES,
  partsOf,
  squashed,
  UNAMBIGUOUS,
  withoutStage,
  withoutStorage,
  withVersion,
} from "./models-spelling.ts";
import { MODEL_ROWS, MODEL_SOURCES } from "./models-table.ts";
import { editDistance } from "../problem.ts";
import { readArchitecture, withPublished } from "./read-architecture.ts";

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
const modelOf = ({ config, published, ...rest }: Row): Model => {
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

const ROWS = MODEL_ROWS.split("\n").map(readRow);

/** Every base model of the table. */
export const MODELS: readonly Model[] = ROWS.map(modelOf);

/** A row under one of its names. */
type Named = { model: Model; id: string };
type Index = {
  ids: Map<string, Named>;
  /** Names without their owner, squashed. */
  names: Map<string, Named>;
  /** The same without "-instruct" and its kin; undefined where two architectures share it. */
  stems: Map<string, Named | undefined>;
};

/** Copies last, so that a bare name means the maker's own repository. */
const originalsFirst = ({ id, aliases }: Model): string[] => {
  const copies = aliases.filter((alias) => MIRRORS.has(partsOf(alias).owner));
  return [id, ...aliases.filter((alias) => !copies.includes(alias)), ...copies];
};

let index: Index | undefined;
const indexed = (): Index => {
  if (index !== undefined) return index;
  const made: Index = { ids: new Map(), names: new Map(), stems: new Map() };
  for (const model of MODELS)
    for (const id of originalsFirst(model)) {
      const named = { model, id };
      const own = id.slice(id.indexOf("/") + 1);
      const name = withoutStorage(own);
      made.ids.set(id.toLowerCase(), named);
      for (const key of new Set([squashed(own), squashed(name)]))
        if (!made.names.has(key)) made.names.set(key, named);
      const stem = squashed(withoutStage(name));
      const known = made.stems.get(stem);
      if (!made.stems.has(stem)) made.stems.set(stem, named);
      else if (known?.model !== model) made.stems.set(stem, undefined);
    }
  return (index = made);
};

/** The row under the id it was asked for, its architecture still read when it is asked for. */
const under = ({ model, id }: Named, assumed?: string): Model => {
  if (model.id === id && assumed === undefined) return model;
  const { aliases, family, gated, source, notes } = model;
  return {
    id,
    aliases: [model.id, ...aliases].filter((other) => other !== id),
    family,
    gated,
    source,
    notes,
    ...(assumed === undefined ? {} : { assumed }),
    get architecture(): Architecture {
      return model.architecture!;
    },
  };
};

const byName = (name: string): Named | undefined => {
  const { names, stems } = indexed();
  const stored = withoutStorage(name);
  const exact = names.get(squashed(name)) ?? names.get(squashed(stored));
  const stem = stems.get(squashed(withoutStage(stored)));
  if (exact === undefined) return stem;
  const copied = MIRRORS.has(partsOf(exact.id).owner);
  return copied && stem?.model === exact.model ? stem : exact;
};

/**
 * The model of the table that this name means; undefined for a name that is not surely one of them.
 * A copy by an owner nobody vouches for, or a name that leaves the version open, says so in `assumed`.
 */
export const findModel = (text: string): Model | undefined => {
  const written = text.slice(0, 300).trim();
  if (written === "") return undefined;
  const { owner, name } = partsOf(written);
  const { ids } = indexed();
  const prefix = owner === "" ? "" : `${owner}/`;
  const exact =
    ids.get(prefix + name.toLowerCase()) ?? ids.get(prefix + withoutStorage(name).toLowerCase());
  if (exact !== undefined) return under(exact);

  const managed = managedModel(written);
  if (managed !== undefined) return closed(managed);

  const same = byName(name) ?? byName(withVersion(name));
  if (same !== undefined) {
    const owners = [same.model.id, ...same.model.aliases].map((id) => partsOf(id).owner);
    if (owner === "" || MIRRORS.has(owner) || owners.includes(owner)) return under(same);
    return under(
      same,
      `"${written}" has the name of ${same.id}: taken for a copy with the same architecture`,
    );
  }
  const word = squashed(withoutStorage(name));
  const nickname = owner === "" && Object.hasOwn(NICKNAMES, word) ? NICKNAMES[word] : undefined;
  const meant = nickname === undefined ? undefined : ids.get(nickname.toLowerCase());
  if (meant === undefined) return undefined;
  return UNAMBIGUOUS.has(word)
    ? under(meant)
    : under(meant, `"${written}" does not say which: taken as ${meant.id}`);
};

const closed = ({ id, by, family }: { id: string; by: string; family: string }): Model => ({
  id,
  aliases: [],
  family,
  managedBy: by,
  gated: "unknown",
  source: "vendors' fine-tuning price lists, 2026-11",
  notes: "Closed: its vendor alone trains it, and its size is not published.",
});

const NEAREST = 3;

/** Ids whose names come nearest to a name that nobody knows, for a "did you mean". */
export const nearestModels = (text: string): string[] => {
  const word = squashed(withoutStorage(partsOf(text.slice(0, 200)).name)).slice(0, 40);
  if (word.length < 3) return [];
  const farthest = Math.max(2, Math.floor(word.length / 3));
  const scored: { id: string; distance: number }[] = [];
  for (const { id } of MODELS) {
    const own = partsOf(id).name;
    for (const name of new Set([squashed(own), squashed(withoutStage(own))])) {
      if (Math.abs(name.length - word.length) > farthest || name[0] !== word[0]) continue;
      const distance = editDistance(word, name);
      if (distance <= farthest) scored.push({ id, distance });
    }
  }
  scored.sort((a, b) => a.distance - b.distance);
  return [...new Set(scored.map(({ id }) => id))].slice(0, NEAREST);
};

/** What GET /v1/models lists: a row without its layers. */
export type ListedModel = {
  id: string;
  aliases: string[];
  family: string;
  modelType: string;
  /** Published, else null: then the count of its layers holds. */
  parameters: number | null;
  activeParameters: number | null;
  parametersBasis: string;
  hiddenSize: number | null;
  layers: number | null;
  vocabSize: number | null;
  maxPositions: number | null;
  gated: boolean | "unknown";
  source: string;
  notes: string;
};

const numberOf = (config: Config, field: string): number | null => {
  const value = config[field] ?? record(config, "text_config")?.[field];
  return typeof value === "number" ? value : null;
};

/** Every model of the table as its row stands: nothing is read or counted, so that it costs no time. */
export const listModels = (): ListedModel[] =>
  ROWS.map(({ config, published, id, aliases, family, gated, source, notes }) => ({
    id,
    aliases,
    family,
    modelType: String(config["model_type"]),
    parameters: published?.parameters ?? null,
    activeParameters: published?.active ?? null,
    parametersBasis: published?.basis ?? "not published exactly",
    hiddenSize: numberOf(config, "hidden_size"),
    layers: numberOf(config, "num_hidden_layers") ?? numberOf(config, "num_layers"),
    vocabSize: numberOf(config, "vocab_size"),
    maxPositions: numberOf(config, "max_position_embeddings"),
    gated,
    source,
    notes,
  }));
