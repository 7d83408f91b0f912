/** What stands in for the one thing that most configs do not say: how much data there is. */
import type { Assumption, Estimate } from "../estimator/estimate.ts";
import type { ConfigChange } from "./change.ts";
import { code, plain } from "./escape.ts";
import { priced } from "./figures.ts";
import { count } from "../report/format.ts";

const VOLUME = new Set(["dataset.rows", "dataset.tokensPerRow", "dataset.tokens"]);

/** Sizes that nobody stated and no card or file gave: the estimator says of them that there were none. */
export const guessedData = (estimate: Estimate): Assumption[] =>
  estimate.assumptions.filter(
    ({ field, because }) =>
      VOLUME.has(field) &&
      because.startsWith("no ") &&
      // With rollouts the model writes the tokens, so how long a row is hardly matters.
      !(field === "dataset.tokensPerRow" && estimate.run.rollouts !== undefined),
  );

/** Whether the cost itself rests on a guess: the number of rows, not how long each is. */
export const isVolumeGuessed = (change: ConfigChange): boolean =>
  [change.before, change.after].some((side) => {
    const estimate = priced(side)?.estimate;
    return (
      estimate !== undefined && guessedData(estimate).some(({ field }) => field === "dataset.rows")
    );
  });

const WORDS: Readonly<Record<string, string>> = {
  "dataset.rows": "rows",
  "dataset.tokensPerRow": "tokens a row",
  "dataset.tokens": "tokens",
};

/** One sentence a config: what was guessed, and how to state it. */
const guessInWords = (change: ConfigChange, isSingle: boolean): string[] => {
  const estimate = (priced(change.after) ?? priced(change.before))?.estimate;
  const guessed = estimate === undefined ? [] : guessedData(estimate);
  if (guessed.length === 0) return [];
  const sizes = guessed.map(({ field, value }) => `${count(Number(value))} ${WORDS[field]}`);
  const name = estimate?.run.dataset?.name;
  const of = name === undefined ? "" : ` of ${plain(name, 100)}`;
  const where = isSingle ? "" : ` in ${code(change.path, 80)}`;
  return [`${sizes.join(" of ")}${of}${where}`];
};

const MOST = 5;

/** Said beside the range, which does not cover it. */
export const guesses = (configs: readonly ConfigChange[]): string[] => {
  const all = configs.flatMap((change) => guessInWords(change, configs.length === 1));
  if (all.length === 0) return [];
  const left = all.length - MOST;
  const shown = [...all.slice(0, MOST), ...(left > 0 ? [`and ${left} more`] : [])];
  return [
    `Guessed, and not covered by the range: ${shown.join("; ")}. The cost grows in proportion. State the size under \`defaults.datasets\` in \`.github/ftcost.yml\`.`,
  ];
};
