import type { Comparison, ConfigChange } from "./change.ts";
import { plain } from "./escape.ts";
import { priced } from "./figures.ts";
import { guessedData } from "./guessed.ts";
import { advisedChanges } from "./suggestion.ts";
import { bySize, nameOf } from "./tables.ts";
import { report } from "../report/index.ts";
import { fieldInWords } from "../report/words.ts";

const MOST = 3;

const adviceOn = (change: ConfigChange, where: string): string[] => {
  const side = priced(change.after);
  if (side === undefined || side.estimate.advice.length === 0) return [];
  const { advice, run } = side.estimate;
  const isGuessed = guessedData(side.estimate).length > 0;
  return report(side.estimate).advice.flatMap(({ label, value, note = "" }, at) => {
    const made = advice[at];
    // Half of a guessed size is no advice.
    if (made === undefined || (isGuessed && made.change["dataset"] !== undefined)) return [];
    // What the advice leaves as it is needs no words.
    const keys = advisedChanges(run, made).map(({ field, to }) => `${field} ${fieldInWords(to)}`);
    const what = plain(keys.length > 0 ? keys.join(", ") : label, 120);
    return [`- ${what}${where}: ${plain(value)}. ${plain(note, 500)}`];
  });
};

/** Cheaper settings: what to change, what it saves, what it costs in quality or time. */
export const cheaper = (comparison: Comparison): string[] => {
  const rows: string[] = [];
  for (const change of bySize(comparison.configs)) {
    if (rows.length >= MOST) break;
    rows.push(...adviceOn(change, comparison.configs.length > 1 ? ` in ${nameOf(change)}` : ""));
  }
  return rows.length === 0 ? [] : ["**Cheaper settings**", "", ...rows.slice(0, MOST)];
};
