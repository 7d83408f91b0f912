import type { KeyChange } from "../src/comment/attribution.ts";
import { usdDifference } from "../src/report/format.ts";
import type { Difference } from "./page/client/compare.ts";

const changeInWords = (changes: KeyChange[]): string => {
  if (changes.length > 1) return changes.map(({ field }) => field).join(", ");
  const said = (value: unknown) => (value === undefined ? "not stated" : JSON.stringify(value));
  return `${said(changes[0]!.from)} -> ${said(changes[0]!.to)}`;
};

/** Each change with what it does to the cost, as the pull request's comment has it. */
export const differenceInWords = ({ attribution }: Difference): string[] => {
  if (attribution === undefined) return ["Nothing that costs has changed."];
  if (attribution.kind === "together")
    return [`together: ${attribution.players.map(({ name }) => name).join(", ")}`];
  return attribution.shares.map(
    ({ player, cents }) =>
      `  ${player.name.padEnd(26)} ${usdDifference(cents / 100).padStart(9)}  ${changeInWords(player.changes)}`,
  );
};
