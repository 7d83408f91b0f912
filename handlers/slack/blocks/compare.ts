/** Two or more runs side by side, priced with one catalog; the difference against the first is said in words. */
import type { Command } from "../../../src/command/index.ts";
import type { Estimate, TrainingRun } from "../../../src/estimator/index.ts";
import {
  gib,
  hours,
  machine,
  provider,
  times,
  usd,
  usdDifference,
} from "../../../src/report/format.ts";
import { pricingNames } from "../../../src/report/words.ts";
import { bestQuote, isGpuQuote, report } from "../../../src/report/index.ts";
import { context, escape, inert, lines, type Message, message, section } from "./elements.ts";
import { problemLines, shortened } from "./estimate.ts";
import { understoodText } from "./field-names.ts";
import { type Cell, dataTable, plainTable, type Table } from "./table.ts";

export type Side = {
  run: TrainingRun;
  estimate: Estimate;
  /** Where it runs, if that sets it apart. */
  place?: { provider?: string; pricing?: string };
};

const LETTERS = "ABCDE";

/** What sets the sides apart: fields of the stated runs that are not the same everywhere. */
const differing = (sides: readonly Side[]): ((side: Side) => string) => {
  const flat = (value: unknown, path: string): [string, string][] =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) =>
          flat(inner, path === "" ? key : `${path}.${key}`),
        )
      : [[path, String(value)]];
  const all = sides.map(({ run }) => new Map(flat(run, "")));
  const fields = [...new Set(all.flatMap((one) => [...one.keys()]))].filter(
    (field) => new Set(all.map((one) => one.get(field))).size > 1,
  );
  return ({ run, place }) => {
    const own = new Map(flat(run, ""));
    const said = fields.flatMap((field) =>
      own.has(field) ? [own.get(field)!.split("/").at(-1)!] : [],
    );
    if (place?.provider !== undefined) said.push(provider(place.provider));
    if (place?.pricing !== undefined) said.push(pricingNames[place.pricing] ?? place.pricing);
    return said.length === 0 ? run.baseModel : said.join(", ");
  };
};

/** Nothing of a closed model: its size is not published. */
const memoryCell = ({ memory, parameters }: Estimate): Cell =>
  parameters.total === 0
    ? "not published"
    : {
        value: Math.round(memory.processBytes.expected),
        text: gib(memory.processBytes.expected),
      };

export const compareMessage = (
  sides: readonly Side[],
  said: Pick<Command, "problems" | "understood">,
  refuses: readonly string[],
): Message => {
  const name = differing(sides);
  const rows = sides.map((side, at) => {
    const { estimate } = side;
    const best = bestQuote(estimate);
    return {
      letter: LETTERS[at] ?? String(at),
      label: name(side),
      estimate,
      best,
      made: report(shortened(estimate)),
    };
  });
  const first = rows[0]!;
  const sentence = (row: (typeof rows)[number]): string => {
    if (row.best === undefined)
      return `${row.letter}: ${row.label}: no price, nothing in the catalog can run it.`;
    if (row === first || first.best === undefined)
      return `${row.letter}: ${row.label}: ${row.made.headline}.`;
    const difference = row.best.usd.expected - first.best.usd.expected;
    const factor = times(first.best.usd.expected, row.best.usd.expected);
    return `${row.letter}: ${row.label}: ${row.made.headline}; ${usdDifference(difference)} against A${factor === "" ? "" : ` (${factor} A)`}.`;
  };
  const sentences = rows.map(sentence);
  const table: Table = {
    caption: "Side by side, cheapest place of each",
    columns: ["Run", "Cost", "80 % range", "Time", "Memory per GPU", "Fits", "Where"],
    rows: rows.map(({ letter, label, estimate, best, made }) => [
      `${letter} ${label}`,
      best === undefined
        ? "no price"
        : { value: Number(best.usd.expected.toPrecision(6)), text: usd(best.usd.expected) },
      made.figures
        .find((figure) => figure.label === "Cost of one run")
        ?.note?.replace(", 80 % range", "") ?? "-",
      best !== undefined && isGpuQuote(best)
        ? { value: Number(best.hours.expected.toPrecision(6)), text: hours(best.hours.expected) }
        : "-",
      memoryCell(estimate),
      estimate.parameters.total === 0 ? "-" : estimate.memory.fits,
      best === undefined
        ? "-"
        : isGpuQuote(best)
          ? `${machine(best.gpu, best.gpuCount)}, ${provider(best.provider)}`
          : provider(best.provider),
    ]),
  };
  const narrow: Table = {
    ...table,
    columns: table.columns.slice(0, 4),
    rows: table.rows.map((row) => row.slice(0, 4)),
  };
  const warnings = [...new Set(rows.flatMap(({ made }) => made.warnings))];
  const top = [
    section(`*Comparison*\n${sentences.map(inert).join("\n")}`),
    ...(said.problems.length > 0
      ? lines(["*Not understood, left out:*", ...problemLines(said.problems)])
      : []),
    ...(warnings.length > 0
      ? lines(["*Not an answer to trust yet:*", ...warnings.map((one) => `• ${inert(one)}`)])
      : []),
  ];
  const bottom = [
    ...(said.understood.length > 0 ? [context(understoodText(said.understood))] : []),
    context(escape(first.made.provenance)),
  ];
  const plain = [...top, plainTable(narrow), ...bottom];
  const text = sentences.join(" ");
  return refuses.includes("data_table")
    ? message(text, plain)
    : message(text, [...top, dataTable(table), ...bottom], plain, ["data_table"]);
};
