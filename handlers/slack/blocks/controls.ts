/** Selects and buttons under an estimate: what they offer comes from this very estimate. */
import type { Command } from "../../../src/command/index.ts";
import type { Estimate, GpuQuote } from "../../../src/estimator/index.ts";
import { isGpuQuote } from "../../../src/report/index.ts";
import type { MessageState } from "../state.ts";
import { type Block, button, option, select } from "./elements.ts";

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
  /** Read by others too: no selects. */
  isPublic?: boolean;
};

const ANY = "any";
const TECHNIQUES = ["full", "lora", "qlora", "dora"];
const EPOCHS = ["1", "2", "3", "4", "5", "10"];

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const withChosen = (values: readonly string[], chosen: string | undefined): string[] =>
  chosen === undefined || values.includes(chosen) ? [...values] : [chosen, ...values];

/** The selects: what they offer comes from this very estimate. */
export const controls = (view: EstimateView): Block[] => {
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

export const isPublic = (view: EstimateView): boolean =>
  view.isPublic === true || view.sharedBy !== undefined;

export const buttons = (view: EstimateView): Block[] => [
  ...(!isPublic(view)
    ? [button("share", "Share in channel", { style: "primary" })]
    : [button("vary", "Try variations")]),
  button("details", "Details"),
  button("charts", "Charts"),
  ...(!isPublic(view) ? [button("edit", "Change in a form")] : []),
  ...(view.pageUrl === undefined || view.pageUrl.length > 3000
    ? []
    : [button("page", "Open in browser", { url: view.pageUrl })]),
];
