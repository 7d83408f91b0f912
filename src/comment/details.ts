import type { Comparison, ConfigChange } from "./change.ts";
import { htmlCode, plain } from "./escape.ts";
import { priced } from "./figures.ts";
import { guessedData } from "./guessed.ts";
import { grouped } from "./money.ts";
import { bySize } from "./tables.ts";
import { bestQuote, report, type Place, type Row } from "../report/index.ts";
import { count } from "../report/format.ts";

const rowLine = (row: Row): string =>
  `| ${plain(row.label)} | ${plain(row.value)} | ${plain(row.note ?? "", 700)} |`;

/** A part that costs nothing says why, without a figure that looks like a price. */
const billLine = (row: Row): string =>
  rowLine(
    row.value === "$0.00"
      ? { ...row, value: "none", note: (row.note ?? "").replace(/^\$0\.00; /, "") }
      : row,
  );

const partLine = ({ label, value, note }: Row): string =>
  `| ${plain(label)} | ${plain(note === undefined ? value : `${value}, ${note}`, 300)} |`;

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
    const { where, machine, usd, usdRange, hours, price, fits, source } = place;
    const cells = [
      where,
      `${machine} (${fits.replace(/^yes/, "fits")})`,
      `${usd} (${usdRange})`,
      hours,
      price,
      source,
    ];
    return `| ${cells.map((cell) => plain(cell, 160)).join(" | ")} |`;
  });
  const head = ["Where", "Machine", "A run (80 % range)", "Time", "Price", "Source and date"];
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

const inThousands = (value: string): string =>
  /^\d{5,12}$/.test(value) ? grouped(Number(value), 0) : value;

const MOST_ASSUMPTIONS = 15;

/** Folded: everything that made the figure of one config. */
export const details = (change: ConfigChange, withPlaces: boolean): string[] => {
  const side = shownSide(change);
  if (side === undefined) return [];
  const said = report(side.estimate);
  const figures = [...said.figures, ...workload(change)].map(rowLine);
  const assumptions = said.assumptions.slice(0, MOST_ASSUMPTIONS).map(rowLine);
  const left = said.assumptions.length - MOST_ASSUMPTIONS;
  return [
    "<details>",
    `<summary>How the figure is made: ${htmlCode(change.path, 80)}</summary>`,
    ...(withPlaces ? bestPlaces(change) : []),
    ...table("Figures and workload", ["Figure", "Value", "Range"], figures),
    ...table("Parts of the peak memory", ["Part", "Size"], said.memoryParts.map(partLine)),
    ...table("The whole bill", ["Part", "Cost", "Range and basis"], said.bill.map(billLine)),
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

/** What the answer rests on, in one line, for the config that moves it most. */
export const assumes = (comparison: Comparison): string[] => {
  const [first] = bySize(comparison.configs.filter((change) => priced(change.after) !== undefined));
  const side = first === undefined ? undefined : priced(first.after);
  if (side === undefined) return [];
  const { assumptions: all, narrowBy } = report(side.estimate);
  const guessed = new Set(guessedData(side.estimate).map(({ field }) => field));
  const assumptions = all.filter(({ label }) => !guessed.has(label));
  if (all.length === 0) return [];
  // What the cost is made of is named first, then what would narrow the range most.
  const weight = (field: string) => {
    if (/^(dataset|hardware|epochs|maxSteps|sequenceLength)/.test(field)) return 0;
    return narrowBy.includes(field) ? 1 : 2;
  };
  const sorted = assumptions.toSorted((left, right) => weight(left.label) - weight(right.label));
  const shown = sorted
    .slice(0, 4)
    .map((row) => `${plain(row.label)} ${inThousands(plain(row.value, 60))}`);
  const left = assumptions.length - shown.length;
  const more = left > 0 ? `, and ${left} more below` : "";
  const basis = shown.length === 0 ? "" : ` It assumes ${shown.join(", ")}${more}.`;
  return [`The range holds four in five such runs.${basis}`];
};
