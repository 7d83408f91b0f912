/**
 * Which change caused which part of a difference: Shapley values (Shapley 1953), the average of a key's
 * effect over all orders in which the changes could have been made. They do not depend on an order and
 * add up to the whole difference. Exact up to six changes (64 mixtures); beyond that keys of one section
 * count as one.
 *
 * A mixture that has no price (a 70B model on the old small GPU) cannot be stood on: only orders that
 * pass through priced mixtures count, each equally. That keeps both properties.
 */
import type { TrainingRun } from "../estimator/run.ts";

/** Dotted path of a field, and what it was and became; undefined = not stated. */
export type KeyChange = { field: string; from: unknown; to: unknown };

/** Changes that count as one player. */
export type Player = { name: string; changes: KeyChange[] };

export type Share = { player: Player; cents: number };

export type Attribution =
  | { kind: "shares"; shares: Share[]; grouped: boolean }
  /** No order of the changes passes through priced mixtures only. */
  | { kind: "together"; players: Player[] };

export const MOST_PLAYERS = 6;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Values that are read as one even though they have parts. */
const WHOLE = new Set(["architecture"]);

export const flatten = (value: unknown, path = ""): Map<string, unknown> => {
  const flat = new Map<string, unknown>();
  if (!isRecord(value) || WHOLE.has(path)) {
    if (value !== undefined) flat.set(path, value);
    return flat;
  }
  for (const [key, inner] of Object.entries(value))
    for (const [field, leaf] of flatten(inner, path === "" ? key : `${path}.${key}`))
      flat.set(field, leaf);
  return flat;
};

const same = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

export const keyChanges = (before: TrainingRun, after: TrainingRun): KeyChange[] => {
  const [from, to] = [flatten(before), flatten(after)];
  const fields = [...new Set([...from.keys(), ...to.keys()])].sort();
  return fields
    .map((field) => ({ field, from: from.get(field), to: to.get(field) }))
    .filter((change) => !same(change.from, change.to));
};

const sectionOf = (field: string): string => field.split(".")[0] ?? field;

/** Sections whose parts only make sense together. */
const INSEPARABLE = new Set(["architecture", "quantization"]);

/** One player per key while there are few; else one per section, and the last ones together. */
export const playersOf = (
  changes: readonly KeyChange[],
): { players: Player[]; grouped: boolean } => {
  const by = (name: (field: string) => string): Player[] => {
    const groups = Map.groupBy(changes, (change) => name(change.field));
    return [...groups].map(([group, members]) => ({ name: group, changes: members }));
  };
  const single = by((field) => (INSEPARABLE.has(sectionOf(field)) ? sectionOf(field) : field));
  if (single.length <= MOST_PLAYERS) return { players: single, grouped: false };
  const sections = by(sectionOf);
  if (sections.length <= MOST_PLAYERS) return { players: sections, grouped: true };
  const kept = sections.slice(0, MOST_PLAYERS - 1);
  const rest = sections.slice(MOST_PLAYERS - 1).flatMap((section) => section.changes);
  return { players: [...kept, { name: "all other keys", changes: rest }], grouped: true };
};

const put = (target: Record<string, unknown>, field: string, value: unknown): void => {
  const keys = field.split(".");
  let at = target;
  for (const key of keys.slice(0, -1)) {
    if (!isRecord(at[key])) at[key] = {};
    at = at[key] as Record<string, unknown>;
  }
  const last = keys.at(-1) ?? field;
  if (value === undefined) delete at[last];
  else at[last] = value;
};

/** The run before, with the changes of those players (bits of `mask`) made. */
export const mixture = (
  before: TrainingRun,
  players: readonly Player[],
  mask: number,
): TrainingRun => {
  const mixed = structuredClone(before) as Record<string, unknown>;
  players.forEach((player, index) => {
    if ((mask & (1 << index)) === 0) return;
    for (const change of player.changes) put(mixed, change.field, structuredClone(change.to));
  });
  return mixed as TrainingRun;
};

/** Orders (paths) from nothing to each mixture that pass through priced ones only. */
const pathsFrom = (
  start: number,
  full: number,
  count: number,
  priced: (mask: number) => boolean,
) => {
  const paths = Array.from<number>({ length: full + 1 }).fill(0);
  if (!priced(start)) return paths;
  paths[start] = 1;
  const upwards = start === 0;
  for (let step = 0; step <= full; step++) {
    const mask = upwards ? step : full - step;
    if (mask === start || !priced(mask)) continue;
    for (let bit = 0; bit < count; bit++) {
      const has = (mask & (1 << bit)) !== 0;
      if (has === upwards) paths[mask]! += paths[mask ^ (1 << bit)]!;
    }
  }
  return paths;
};

/**
 * Shares of each player in `usd[full] - usd[0]`, in dollars; undefined when no order is priced all the
 * way. `usd[mask]` is the price of a mixture, undefined when it has none.
 */
export const shapley = (
  count: number,
  usd: readonly (number | undefined)[],
): number[] | undefined => {
  const full = 2 ** count - 1;
  const priced = (mask: number) => usd[mask] !== undefined;
  const to = pathsFrom(0, full, count, priced);
  const from = pathsFrom(full, full, count, priced);
  const orders = to[full]!;
  if (orders === 0) return undefined;
  return Array.from({ length: count }, (_, bit) => {
    let share = 0;
    for (let mask = 0; mask <= full; mask++) {
      if ((mask & (1 << bit)) !== 0 || !priced(mask) || !priced(mask | (1 << bit))) continue;
      const weight = (to[mask]! * from[mask | (1 << bit)]!) / orders;
      share += weight * (usd[mask | (1 << bit)]! - usd[mask]!);
    }
    return share;
  });
};

/** Whole cents that add up to `totalCents`: floor each, then give the missing cents to the largest remainders. */
export const toCents = (shares: readonly number[], totalCents: number): number[] => {
  const exact = shares.map((share) => share * 100);
  const floors = exact.map(Math.floor);
  let missing = totalCents - floors.reduce((sum, cents) => sum + cents, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  const step = Math.sign(missing);
  for (let at = 0; missing !== 0 && order.length > 0; at++, missing -= step)
    floors[order[at % order.length]!.index]! += step;
  return floors;
};

export const centsOf = (usd: number): number => Math.round(usd * 100);

export const attribute = (
  players: readonly Player[],
  usd: readonly (number | undefined)[],
  grouped: boolean,
): Attribution => {
  const shares = shapley(players.length, usd);
  if (shares === undefined) return { kind: "together", players: [...players] };
  // Displayed figures are rounded to cents one by one, so their difference is what has to be met.
  const totalCents = centsOf(usd.at(-1) ?? 0) - centsOf(usd[0] ?? 0);
  const cents = toCents(shares, totalCents);
  return {
    kind: "shares",
    grouped,
    shares: players.map((player, index) => ({ player, cents: cents[index]! })),
  };
};
