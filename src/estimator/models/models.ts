import { editDistance } from "../../problem.ts";
import type { Architecture } from "../architecture/architecture.ts";
import { type Model, modelOf, readRow } from "./row.ts";
import {
  MIRRORS,
  NICKNAMES,
  UNAMBIGUOUS,
  managedModel,
  partsOf,
  squashed,
  withVersion,
  withoutStage,
  withoutStorage,
} from "./spelling.ts";
import { MODEL_ROWS } from "./table.ts";

export const ROWS = MODEL_ROWS.split("\n").map(readRow);

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
  if (!MIRRORS.has(partsOf(exact.id).owner)) return exact;
  // A spoken name that a copy happens to bear ("mistral-7b") means the row's own model.
  if (Object.hasOwn(NICKNAMES, squashed(name))) return { model: exact.model, id: exact.model.id };
  return stem?.model === exact.model ? stem : exact;
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
