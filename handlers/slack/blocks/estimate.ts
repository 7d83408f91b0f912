/** One estimate as a Slack message. Words and rounding come from src/report; here they only get their places. */
import type { Command } from "../../../src/command/index.ts";
import type { Estimate, GpuQuote } from "../../../src/estimator/index.ts";
import {
  bestQuote,
  isGpuQuote,
  type Place,
  report,
  type Report,
} from "../../../src/report/index.ts";
import { limitsInWords, within } from "../../../src/report/limits.ts";
import type { MessageState } from "../state.ts";
import {
  actions,
  type Block,
  button,
  context,
  escape,
  fields,
  inert,
  lines,
  type Message,
  message,
  option,
  section,
  select,
} from "./elements.ts";
import { dataTable, plainTable, type Table } from "./table.ts";

export type EstimateView = {
  estimate: Estimate;
  state: MessageState;
  /** The state as a block_id. */
  blockId: string;
  understood?: Command["understood"];
  problems?: Command["problems"];
  remarks?: Command["remarks"];
  pageUrl?: string;
  refuses: readonly string[];
  /** Who shared it; a shared message has no selects, so that nobody changes it under others' eyes. */
  sharedBy?: string;
};

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
  columns: ["Where", "Machine", "Cost", "80 % range", "Time", "Price", "Fits", "Price of"],
  rows: places(made).map((place) => [
    place.where,
    place.machine,
    { value: Number(place.quote.usd.expected.toPrecision(6)), text: place.usd },
    place.usdRange,
    isGpuQuote(place.quote)
      ? { value: Number(place.quote.hours.expected.toPrecision(6)), text: place.hours }
      : place.hours,
    place.price,
    place.fits,
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
    place.fits.slice(0, 12),
  ]),
});

const FIELD_NAMES: Record<string, string> = {
  baseModel: "model",
  "dataset.rows": "rows",
  "dataset.tokens": "tokens",
  "dataset.tokensPerRow": "tokens per row",
  "dataset.maxTokensPerRow": "longest row",
  "dataset.name": "data set",
  "hardware.gpu": "GPU",
  "hardware.gpuCount": "GPUs",
  sequenceLength: "sequence length",
  maxSteps: "steps",
  microBatchSize: "batch size",
  gradientAccumulationSteps: "gradient accumulation",
  quantizationBits: "bits",
  budgetUsd: "budget in dollars",
  deadlineHours: "hours at most",
};

const valueInWords = (value: unknown): string =>
  typeof value === "number"
    ? value.toLocaleString("en-US", { maximumFractionDigits: 4 })
    : String(value);

/** What was read from the line, so that a misreading is seen at once. */
export const understoodText = (understood: Command["understood"]): string =>
  `Understood: ${understood
    .map(
      ({ field, value }) =>
        `${FIELD_NAMES[field] ?? field.split(".").at(-1)!} *${inert(valueInWords(value))}*`,
    )
    .join(", ")}`;

export const problemLines = (problems: Command["problems"]): string[] =>
  problems.map(({ message: said, didYouMean }) =>
    didYouMean === undefined
      ? `• ${inert(said)}`
      : `• ${inert(said)} Did you mean \`${escape(didYouMean)}\`?`,
  );

const assumptionText = (made: Report): string => {
  if (made.assumptions.length === 0) return "";
  const [first, rest] = [made.assumptions.slice(0, 12), made.assumptions.length - 12];
  const said = first.map(
    ({ label, value }) => `${inert(FIELD_NAMES[label] ?? label)} ${inert(value)}`,
  );
  return `Assumed: ${said.join("; ")}${rest > 0 ? `; ${rest} more under Details` : ""}.`;
};

const ANY = "any";
const TECHNIQUES = ["full", "lora", "qlora", "dora"];
const EPOCHS = ["1", "2", "3", "4", "5", "10"];

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const withChosen = (values: readonly string[], chosen: string | undefined): string[] =>
  chosen === undefined || values.includes(chosen) ? [...values] : [chosen, ...values];

/** The selects: what they offer comes from this very estimate. */
const controls = (view: EstimateView): Block[] => {
  const { estimate, state } = view;
  const gpuQuotes = estimate.quotes.filter((quote): quote is GpuQuote => isGpuQuote(quote));
  const gpus = withChosen(
    distinct(gpuQuotes.map(({ gpu }) => gpu)).slice(0, 40),
    estimate.run.hardware?.gpu,
  );
  const providers = withChosen(
    distinct(estimate.quotes.map((quote) => quote.provider)).slice(0, 60),
    state.provider,
  );
  const technique = estimate.run.technique;
  const epochs = estimate.run.epochs;
  const isStated = state.run.hardware?.gpu !== undefined;
  return [
    select(
      "gpu",
      "GPU",
      [option("Any GPU", ANY), ...gpus.map((gpu) => option(gpu, gpu))],
      isStated ? estimate.run.hardware?.gpu : ANY,
    ),
    select(
      "provider",
      "Provider",
      [option("Any provider", ANY), ...providers.map((name) => option(name, name))],
      state.provider ?? ANY,
    ),
    select(
      "technique",
      "Technique",
      withChosen(TECHNIQUES, technique).map((name) => option(name, name)),
      technique,
    ),
    select(
      "epochs",
      "Epochs",
      withChosen(EPOCHS, epochs === undefined || epochs === null ? undefined : String(epochs)).map(
        (n) => option(`${n} epochs`, n),
      ),
      epochs === undefined || epochs === null ? undefined : String(epochs),
    ),
  ];
};

const buttons = (view: EstimateView): Block[] => [
  ...(view.sharedBy === undefined
    ? [button("share", "Share in channel", { style: "primary" })]
    : [button("vary", "Try variations")]),
  button("details", "Details"),
  button("charts", "Charts"),
  ...(view.sharedBy === undefined ? [button("edit", "Change in a form")] : []),
  ...(view.pageUrl === undefined || view.pageUrl.length > 3000
    ? []
    : [button("page", "Open in browser", { url: view.pageUrl })]),
];

export const estimateMessage = (view: EstimateView): Message => {
  const { state, refuses } = view;
  const estimate = shortened(seenBy(view.estimate, state));
  const made = report(estimate);
  const best = bestQuote(estimate);
  const limits = limitsInWords(state, best);
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
      view.sharedBy === undefined
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
