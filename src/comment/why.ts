import { type KeyChange, type Player } from "./attribution.ts";
import type { Comparison, ConfigChange } from "./change.ts";
import { code, plain } from "./escape.ts";
import { priced, sideFigures } from "./figures.ts";
import { signed } from "./money.ts";
import { lineUrl, nameOf } from "./tables.ts";
import { fieldInWords } from "../report/words.ts";

const MOST_KEYS = 4;

const value = (given: unknown): string =>
  given === undefined ? "not stated" : plain(fieldInWords(given), 60);

/** The field, linked to the line of the head that sets it, or of the base that set it. */
const linkedField = (comparison: Comparison, change: ConfigChange, field: string): string => {
  for (const side of ["after", "before"] as const) {
    const origin = priced(change[side])?.origins[field];
    if (origin !== undefined)
      return `[${code(field)}](${lineUrl(comparison, side, origin.file, origin.line)})`;
  }
  return code(field);
};

const keyInWords = (comparison: Comparison, change: ConfigChange, key: KeyChange): string =>
  `${linkedField(comparison, change, key.field)} ${value(key.from)} to ${value(key.to)}`;

const playerInWords = (comparison: Comparison, change: ConfigChange, player: Player): string => {
  const keys = player.changes.slice(0, MOST_KEYS).map((key) => keyInWords(comparison, change, key));
  const left = player.changes.length - MOST_KEYS;
  return left > 0 ? `${keys.join("; ")}; and ${left} more keys` : keys.join("; ");
};

const rowsOf = (comparison: Comparison, change: ConfigChange): string[] => {
  const { why } = change;
  if (why === undefined) return [];
  if (why.kind === "together") {
    const keys = why.players.map((player) => playerInWords(comparison, change, player));
    return [`- ${keys.join("; ")}: only together do these changes have a price, so they share it.`];
  }
  const moving = why.shares.filter((share) => share.cents !== 0);
  const still = why.shares.length - moving.length;
  const rows = moving
    .sort((left, right) => Math.abs(right.cents) - Math.abs(left.cents))
    .map(({ player, cents }) => `- ${playerInWords(comparison, change, player)}: ${signed(cents)}`);
  if (still > 0 && moving.length > 0)
    rows.push(
      `- ${still} more changed ${still === 1 ? "key" : "keys"}: no effect of a cent or more`,
    );
  return rows;
};

const isMoved = (change: ConfigChange): boolean =>
  change.why !== undefined &&
  sideFigures(change.before)?.usd.expected !== sideFigures(change.after)?.usd.expected;

/** Which key caused which part; the rows of one config add up to its difference, to the cent. */
export const whyItChanged = (
  comparison: Comparison,
  changes: readonly ConfigChange[],
  most: number,
): string[] => {
  const moved = changes.filter(isMoved);
  const lines: string[] = [];
  for (const change of moved.slice(0, most)) {
    const rows = rowsOf(comparison, change);
    if (rows.length === 0) continue;
    const grouped = change.why?.kind === "shares" && change.why.grouped;
    const how = grouped
      ? " More than six keys changed, so keys of one section count together."
      : "";
    const of = comparison.configs.length > 1 ? ` in ${nameOf(change)}` : "";
    lines.push("", `**Why it changed**${of}${how === "" ? "" : `.${how}`}`, "", ...rows);
  }
  const left = moved.length - most;
  if (left > 0 && most > 0) lines.push("", `The causes in ${left} more configs are left out here.`);
  return lines.slice(1);
};
