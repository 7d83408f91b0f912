/**
 * The pull request comment as Markdown that is also read as plain text in a mail: first the answer, then
 * why, then where; the rest folded. Pure, and the same for the same input.
 */
import { code, plain } from "./escape.ts";
import type { Comparison } from "./change.ts";
import { cheaper } from "./cheaper.ts";
import { assumes, bestPlaces, details } from "./details.ts";
import { costsTheSame, priced } from "./figures.ts";
import { guesses } from "./guessed.ts";
import { headline } from "./headline.ts";
import { marker } from "./marker.ts";
import { dollars } from "./money.ts";
import { centsOf } from "./attribution.ts";
import { remarks } from "./remarks.ts";
import { bySize, costTable, notPriced } from "./tables.ts";
import { whyItChanged } from "./why.ts";
import { percent } from "../report/format.ts";

export { headline } from "./headline.ts";

/** GitHub's limit is 65,536 characters; kept clear of it by what a character may count double. */
const LIMIT_CHARACTERS = 60_000;

const paragraph = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", ...lines];

const movedLines = (comparison: Comparison): string[] =>
  comparison.moved.slice(0, 5).map(({ path, fromUsd, toUsd, cause }) => {
    const figures = `${dollars(centsOf(fromUsd))} to ${dollars(centsOf(toUsd))}`;
    const why = cause === "prices" ? "prices moved" : "our estimator changed";
    return `${code(path, 80)} went from ${figures} since the last version of this comment because ${why}, not because of this pull request.`;
  });

const trackRecord = ({ trackRecord: record }: Comparison): string[] => {
  if (record === undefined || record.runs === 0) return [];
  const size = percent(Math.abs(record.meanShare));
  const runs = record.runs === 1 ? "The last run" : `The last ${record.runs} runs`;
  const way = record.meanShare >= 0 ? "higher" : "lower";
  return [
    `${runs} reported here came out ${size} ${way} than estimated. The figures above are not adjusted for it.`,
  ];
};

const provenance = (comparison: Comparison): string => {
  const side = comparison.configs.map((change) => priced(change.after) ?? priced(change.before));
  const estimate = side.find((each) => each !== undefined)?.estimate;
  const commits = `Commit ${comparison.headSha.slice(0, 7)} against merge base ${comparison.mergeBaseSha.slice(0, 7)}`;
  if (estimate === undefined) return `<sub>${commits}.</sub>`;
  const { prices, estimatorVersion } = estimate;
  const stale = prices.stale ? ", stale" : "";
  return `<sub>${commits}. Both sides with prices of ${plain(prices.asOf.slice(0, 10))} (catalog ${plain(prices.catalog)}${stale}) and estimator ${plain(estimatorVersion)}. Updated at every push; ask ${code("/ftcost help")} for more.</sub>`;
};

type Generosity = { rows: number; whys: number; places: number };

/** From all there is down to the bare answer; the first that is short enough is taken. */
const LEVELS: readonly Generosity[] = [
  { rows: 100, whys: 20, places: 3 },
  { rows: 50, whys: 5, places: 3 },
  { rows: 25, whys: 2, places: 0 },
  { rows: 5, whys: 0, places: 0 },
];
/** Beyond so many nobody unfolds them. */
const MOST_DETAILS = 20;

/** Of what is folded as many as there is room for, the largest differences first. */
const folded = (comparison: Comparison, isSingle: boolean, room: number): string[] => {
  const known = bySize(comparison.configs)
    .filter((change) => (priced(change.after) ?? priced(change.before)) !== undefined)
    .slice(0, MOST_DETAILS);
  const lines: string[] = [];
  let left = room;
  for (const change of known) {
    const made = ["", ...details(change, !isSingle)];
    left -= made.reduce((sum, line) => sum + line.length + 1, 0);
    if (left < 0) break;
    lines.push(...made);
  }
  return lines;
};

const render = (comparison: Comparison, level: Generosity): string => {
  const ordered = bySize(comparison.configs);
  const shown = ordered.filter((change) => priced(change.after) !== undefined);
  // Without a change of cost the answer is one sentence; the rest is there for who unfolds it.
  const isMoved = !comparison.configs.every(costsTheSame);
  const isSingle = level.places > 0 && isMoved && shown.length === 1;
  const top = [
    `### ftcost: ${headline(comparison)}`,
    ...paragraph(comparison.budget?.lines ?? []),
    ...paragraph(movedLines(comparison)),
    ...paragraph(costTable(comparison.configs, level.rows)),
    ...(isMoved ? paragraph(assumes(comparison)) : []),
    ...paragraph(guesses(ordered)),
    ...paragraph(whyItChanged(comparison, ordered, level.whys)),
    ...paragraph(remarks(comparison)),
    ...paragraph(notPriced(comparison)),
    ...paragraph(comparison.notices.map((notice) => plain(notice.text, 1500))),
    ...paragraph(trackRecord(comparison)),
    ...(level.places > 0 && isMoved ? paragraph(cheaper(comparison)) : []),
    ...(isSingle ? bestPlaces(shown[0]!) : []),
  ].join("\n");
  const end = ["", provenance(comparison), "", marker(comparison.headSha)].join("\n");
  const room = LIMIT_CHARACTERS - top.length - end.length - 2;
  const middle = level.places > 0 ? folded(comparison, isSingle, room) : [];
  return [top, ...middle, end].join("\n");
};

export const comment = (comparison: Comparison): string => {
  let body = "";
  for (const level of LEVELS) {
    body = render(comparison, level);
    if (body.length <= LIMIT_CHARACTERS) return body;
  }
  return body;
};

/** No config is changed (any more): one sentence, and what is to be said of the settings. */
export const settingsComment = (comparison: Comparison): string =>
  [
    `### ftcost: ${headline(comparison)}`,
    "",
    "Nothing in this pull request changes what a training run costs.",
    ...paragraph(comparison.notices.map((notice) => plain(notice.text, 1500))),
    "",
    marker(comparison.headSha),
  ].join("\n");

/** Somebody does not want to hear of this pull request. */
export const silentComment = (headSha: string, because: string): string =>
  [
    `### ftcost says nothing about this pull request: ${plain(because, 100)}`,
    "",
    `${code("/ftcost estimate")} brings the estimate back.`,
    "",
    marker(headSha),
  ].join("\n");
