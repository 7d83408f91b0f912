import type { Comparison, ConfigChange } from "./change.ts";
import { code, htmlCode, plain } from "./escape.ts";
import { priced } from "./figures.ts";
import { bySize, nameOf } from "./tables.ts";
import { bestQuote, report, type Place, type Row } from "../report/index.ts";
import { count } from "../report/format.ts";

const rowLine = (row: Row): string =>
  `| ${plain(row.label)} | ${plain(row.value)} | ${plain(row.note ?? "", 300)} |`;

const table = (title: string, head: readonly string[], rows: readonly string[]): string[] =>
  rows.length === 0
    ? []
    : [
        "",
        `**${title}**`,
        "",
        `| ${head.join(" | ")} |`,
        `|${head.map(() => "---").join("|")}|`,
        ...rows,
      ];

/** The side that will be run: the head's, or of a removed config what there was. */
const shownSide = (change: ConfigChange) => priced(change.after) ?? priced(change.before);

const PLACES = 3;

/** Sure to fit and for rent at once, before tight ones and those that can be taken away. */
const rank = (place: Place): number => {
  const { quote } = place;
  if (quote.kind === "managed") return 2;
  const isSteady = quote.pricing === "on_demand" || quote.pricing === "owned";
  return (quote.fits === "yes" ? 0 : 1) + (isSteady ? 0 : 1);
};

/** The best three places to run one config. */
export const bestPlaces = (change: ConfigChange): string[] => {
  const side = priced(change.after);
  if (side === undefined) return [];
  const { places, managed } = report(side.estimate);
  const runnable = places.filter(
    (place) => place.quote.kind === "gpu" && place.quote.fits !== "no",
  );
  const best = bestQuote(side.estimate);
  // The place that the headline speaks of comes first, whatever else is for rent.
  const order = (place: Place) => (place.quote === best ? -1 : rank(place));
  const ranked = [...runnable, ...managed].sort((left, right) => order(left) - order(right));
  const rows = ranked.slice(0, PLACES).map((place) => {
    const cells = [place.where, place.machine, place.usd, place.usdRange, place.hours, place.price];
    const said = [...cells, place.fits].map((cell) => plain(cell, 160));
    return `| ${[...said, code(place.source, 160)].join(" | ")} |`;
  });
  const head = [
    "Where",
    "Machine",
    "A run",
    "80 % range",
    "Time",
    "Price",
    "Fits",
    "Source and date",
  ];
  return table("Best places to run it", head, rows);
};

const workload = (change: ConfigChange): Row[] => {
  const estimate = shownSide(change)?.estimate;
  if (estimate === undefined) return [];
  const { tokens, realTokens, steps } = estimate.workload;
  return [
    {
      label: "Tokens computed",
      value: count(tokens),
      note: `${count(realTokens)} of them are data, the rest padding`,
    },
    { label: "Optimizer steps", value: count(steps) },
  ];
};

const MOST_ASSUMPTIONS = 15;

/** Folded: everything that made the figure of one config. */
export const details = (change: ConfigChange, withPlaces: boolean): string[] => {
  const side = shownSide(change);
  if (side === undefined) return [];
  const said = report(side.estimate);
  const head = ["", "", ""];
  const figures = [...said.figures, ...workload(change)].map(rowLine);
  const assumptions = said.assumptions.slice(0, MOST_ASSUMPTIONS).map(rowLine);
  const left = said.assumptions.length - MOST_ASSUMPTIONS;
  return [
    "<details>",
    `<summary>How the figure is made: ${htmlCode(change.path, 80)}</summary>`,
    ...(withPlaces ? bestPlaces(change) : []),
    ...table("Figures and workload", head, figures),
    ...table("Parts of the peak memory", ["Part", "Size", ""], said.memoryParts.map(rowLine)),
    ...table("The whole bill", ["Part", "Cost", "Range and basis"], said.bill.map(rowLine)),
    ...table("Assumed, since the config does not say", ["Key", "Value", "Because"], assumptions),
    ...(left > 0 ? ["", `and ${left} more assumptions.`] : []),
    ...(said.narrowBy.length > 0
      ? ["", `To narrow the range, state: ${plain(said.narrowBy.slice(0, 6).join(", "), 400)}.`]
      : []),
    ...said.warnings.slice(0, 3).flatMap((warning) => ["", `Caution: ${plain(warning, 400)}`]),
    "",
    "</details>",
  ];
};

const ADVICE = 3;

/** Cheaper settings: what to change, what it saves, what it costs in quality or time. */
export const cheaper = (comparison: Comparison): string[] => {
  const rows = bySize(comparison.configs).flatMap((change) => {
    const side = priced(change.after);
    if (side === undefined) return [];
    const of = comparison.configs.length > 1 ? ` in ${nameOf(change)}` : "";
    return report(side.estimate).advice.map((row) => ({ ...row, of }));
  });
  if (rows.length === 0) return [];
  const shown = rows
    .slice(0, ADVICE)
    .map(
      ({ label, value, note, of }) =>
        `- ${plain(label, 120)}${of}: ${plain(value)}. ${plain(note ?? "", 300)}`,
    );
  return ["**Cheaper settings**", "", ...shown];
};

/** What the answer rests on, in one line, for the config that moves it most. */
export const assumes = (comparison: Comparison): string[] => {
  const [first] = bySize(comparison.configs.filter((change) => priced(change.after) !== undefined));
  const side = first === undefined ? undefined : priced(first.after);
  if (side === undefined) return [];
  const { assumptions, narrowBy } = report(side.estimate);
  if (assumptions.length === 0) return [];
  // What would narrow the range most is named first, then what the cost is made of.
  const weight = (field: string) => {
    if (narrowBy.includes(field)) return 0;
    return /^(dataset|hardware|epochs|maxSteps|sequenceLength)/.test(field) ? 1 : 2;
  };
  const sorted = assumptions.toSorted((left, right) => weight(left.label) - weight(right.label));
  const shown = sorted.slice(0, 4).map((row) => `${plain(row.label)} ${plain(row.value, 60)}`);
  const left = assumptions.length - shown.length;
  const more = left > 0 ? `, and ${left} more below` : "";
  return [`The range holds four in five such runs. It assumes ${shown.join(", ")}${more}.`];
};
