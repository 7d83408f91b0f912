/** One estimate as a Slack message. Words and rounding come from src/report; here they only get their places. */
import type { Command } from "../../../src/command/index.ts";
import type { Estimate, Quote } from "../../../src/estimator/index.ts";
import {
  bestQuote,
  isGpuQuote,
  type Place,
  report,
  type Report,
} from "../../../src/report/index.ts";
import { machine } from "../../../src/report/format.ts";
import { limitsInWords, within } from "../../../src/report/limits.ts";
import type { MessageState } from "../state.ts";
import {
  actions,
  type Block,
  context,
  escape,
  fields,
  inert,
  lines,
  type Message,
  message,
  section,
} from "./elements.ts";
import { buttons, controls, type EstimateView, isPublic } from "./controls.ts";
import { assumptionText, understoodText } from "./field-names.ts";
import { dataTable, plainTable, type Table } from "./table.ts";

const MAX_PLACES = 40;

/** The estimate seen through the provider and the way to pay that were asked for. */
export const seenBy = (estimate: Estimate, state: MessageState): Estimate =>
  within(estimate, state);

/** Words for six hundred quotes that nobody shows cost a Worker's CPU: the best and the first are enough. */
export const shortened = (estimate: Estimate): Estimate => {
  const best = bestQuote(estimate);
  const first = [
    ...estimate.quotes.filter(isGpuQuote).slice(0, MAX_PLACES),
    ...estimate.quotes.filter((quote) => !isGpuQuote(quote)).slice(0, MAX_PLACES),
  ];
  const kept = best === undefined || first.includes(best) ? first : [best, ...first];
  return { ...estimate, quotes: kept };
};

const places = (made: Report): Place[] => [...made.places, ...made.managed].slice(0, MAX_PLACES);

export const placesTable = (made: Report): Table => ({
  caption: "Where it can run",
  columns: ["Where", "Machine", "Cost", "Time", "Fits", "80 % range", "Price", "Price of"],
  rows: places(made).map((place) => [
    place.where,
    place.machine,
    { value: Number(place.quote.usd.expected.toPrecision(6)), text: place.usd },
    isGpuQuote(place.quote)
      ? { value: Number(place.quote.hours.expected.toPrecision(6)), text: place.hours }
      : place.hours,
    isGpuQuote(place.quote) ? place.fits : "-",
    place.usdRange,
    isGpuQuote(place.quote) ? place.price : `${place.price}; ${place.fits}`,
    `${place.quote.asOf.slice(0, 10)}${place.quote.stale ? ", stale" : ""}`,
  ]),
});

/** The same in fewer columns, for the width of a code block. */
const narrowTable = (made: Report): Table => ({
  caption: "Where it can run",
  columns: ["Where", "Machine", "Cost", "Time", "Fits"],
  rows: places(made).map((place) => [
    place.where.slice(0, 22),
    place.machine.slice(0, 22),
    { value: place.quote.usd.expected, text: place.usd },
    isGpuQuote(place.quote)
      ? { value: place.quote.hours.expected, text: place.hours }
      : place.hours,
    isGpuQuote(place.quote) ? place.fits : "-",
  ]),
});

/** A machine was named and does not hold the run: the answer must not read as if it did. */
const machineLine = (
  { run, memory, parameters }: Estimate,
  state: MessageState,
  best: Quote | undefined,
): string[] => {
  const { gpu, gpuCount } = state.run.hardware ?? {};
  if (gpu === undefined || memory.fits !== "no" || parameters.total === 0) return [];
  const named = machine(run.hardware?.gpu ?? gpu, run.hardware?.gpuCount ?? gpuCount ?? 1);
  const elsewhere = best === undefined ? "" : " The price is of where it can run.";
  return [`It does not fit the ${named} that you named.${elsewhere}`];
};

export const problemLines = (problems: Command["problems"]): string[] =>
  problems.map(({ message: said, didYouMean }) =>
    didYouMean === undefined
      ? `• ${inert(said)}`
      : `• ${inert(said)} Did you mean \`${escape(didYouMean)}\`?`,
  );

export const estimateMessage = (view: EstimateView): Message => {
  const { state, refuses } = view;
  const estimate = shortened(seenBy(view.estimate, state));
  const made = report(estimate);
  const best = bestQuote(estimate);
  const limits = [...machineLine(estimate, state, best), ...limitsInWords(state, best)];
  const cost = made.figures.find(({ label }) => label === "Cost of one run");
  const time = made.figures.find(({ label }) => label === "Time");
  const range = [cost?.note, time === undefined ? undefined : `${time.note}`].filter(
    (one) => one !== undefined,
  );
  const top: Block[] = [
    ...(view.sharedBy === undefined ? [] : [context(`Shared by <@${view.sharedBy}> with /ftcost`)]),
    section(
      [
        `*${escape(made.headline)}*`,
        range.length > 0 ? escape(`Range: ${range.join("; ")}`) : "",
        escape(made.subject),
        ...limits.map(escape),
      ]
        .filter((line) => line !== "")
        .join("\n"),
    ),
    ...(view.problems !== undefined && view.problems.length > 0
      ? lines(["*Not understood, left out:*", ...problemLines(view.problems)])
      : []),
    ...(made.warnings.length > 0
      ? lines(["*Not an answer to trust yet:*", ...made.warnings.map((one) => `• ${inert(one)}`)])
      : []),
    ...fields(
      made.figures
        .filter(({ label }) => label !== "Cost of one run" && label !== "Time")
        .map(({ label, value, note }) => [label, note === undefined ? value : `${value}\n${note}`]),
    ),
  ];
  const assumed = assumptionText(made);
  const bottom: Block[] = [
    ...(view.understood !== undefined && view.understood.length > 0
      ? [context(understoodText(view.understood))]
      : []),
    ...(assumed === "" ? [] : [context(assumed)]),
    ...(view.remarks !== undefined && view.remarks.length > 0
      ? [context(inert(view.remarks.slice(0, 5).join(" ")))]
      : []),
    actions(
      view.blockId,
      !isPublic(view)
        ? [...controls({ ...view, estimate: view.estimate }), ...buttons(view)]
        : buttons(view),
    ),
    context(escape(made.provenance)),
  ];
  const hasPlaces = made.places.length + made.managed.length > 0;
  const plainPlaces = hasPlaces ? [plainTable(narrowTable(made))] : [];
  const plain = [...top, ...plainPlaces, ...bottom];
  const text = [made.summary, ...limits].join(" ");
  if (!hasPlaces || refuses.includes("data_table")) return message(text, plain);
  return message(text, [...top, dataTable(placesTable(made)), ...bottom], plain, ["data_table"]);
};
