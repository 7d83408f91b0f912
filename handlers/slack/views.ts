/** Modals: the details of an estimate, and the form, prefilled from whatever was understood. */
import type { Command } from "../../src/command/index.ts";
import type { Estimate, TrainingRun } from "../../src/estimator/index.ts";
import { shortened } from "./blocks/estimate.ts";
import { report, type Row } from "../../src/report/index.ts";
import {
  type Block,
  context,
  divider,
  escape,
  inert,
  lines,
  modalTitle,
  option,
  section,
  select,
} from "./blocks/elements.ts";

export type View = Record<string, unknown> & { type: "modal"; blocks: Block[] };

const MAX_VIEW_BLOCKS = 100;
const MAX_METADATA = 3000;

const modal = (
  title: string,
  blocks: readonly Block[],
  extra: Record<string, unknown> = {},
): View => ({
  type: "modal",
  title: modalTitle(title),
  close: { type: "plain_text", text: "Close" },
  blocks: blocks.slice(0, MAX_VIEW_BLOCKS),
  ...extra,
});

const rows = (title: string, all: readonly Row[]): Block[] =>
  all.length === 0
    ? []
    : lines([
        `*${title}*`,
        ...all.map(
          ({ label, value, note }) =>
            `${inert(label)}: *${inert(value)}*${note === undefined ? "" : `  ${inert(note)}`}`,
        ),
      ]);

export const loadingView = (): View => modal("Details", [section("Working on it …")]);
export const wordsView = (title: string, text: string): View =>
  modal(title, [section(inert(text))]);

export const detailsView = (estimate: Estimate): View => {
  const made = report(shortened(estimate));
  const places = [...made.places, ...made.managed].slice(0, 25);
  const placeLines = lines([
    "*Where it can run*",
    ...places.map((place) =>
      inert(
        `${place.where}, ${place.machine}: ${place.usd} (${place.usdRange}), ${place.hours}, ${place.price}, ${place.fits}; ${place.source}`,
      ),
    ),
  ]);
  return modal("Details", [
    section(`*${escape(made.headline)}*\n${escape(made.subject)}`),
    ...rows("Figures", made.figures),
    ...rows("Memory at the peak, per GPU", made.memoryParts),
    divider,
    ...(places.length === 0 ? [] : placeLines),
    divider,
    ...rows("The whole bill", made.bill),
    ...rows("Cheaper ways", made.advice),
    ...rows("Assumed", made.assumptions),
    ...(made.narrowBy.length === 0
      ? []
      : lines(["*To narrow the range, state*", ...made.narrowBy.map((one) => `• ${inert(one)}`)])),
    ...(made.warnings.length === 0
      ? []
      : lines(["*Not an answer to trust yet*", ...made.warnings.map((one) => `• ${inert(one)}`)])),
    context(escape(made.provenance)),
  ]);
};

type Field = {
  id: string;
  label: string;
  hint?: string;
  initial: string | undefined;
  isOptional: boolean;
};

const input = ({ id, label, hint, initial, isOptional }: Field): Block => ({
  type: "input",
  block_id: id,
  optional: isOptional,
  label: { type: "plain_text", text: label },
  ...(hint === undefined ? {} : { hint: { type: "plain_text", text: hint } }),
  element: {
    type: "plain_text_input",
    action_id: "value",
    max_length: 300,
    ...(initial === undefined || initial === "" ? {} : { initial_value: initial.slice(0, 300) }),
  },
});

const TECHNIQUES = ["qlora", "lora", "full", "dora"];
const written = (value: number | null | undefined): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

/** Where the answer goes when the form is sent: a response_url, or a person's own channel with the app. */
export type FormTarget = {
  responseUrl?: string;
  channelId?: string;
  threadTs?: string;
  kept?: string;
};

export const formView = (
  run: Partial<TrainingRun>,
  target: FormTarget,
  problems: Command["problems"] = [],
): View => {
  const chosen = TECHNIQUES.find((technique) => technique === run.technique);
  const technique: Block = {
    type: "input",
    block_id: "technique",
    optional: true,
    label: { type: "plain_text", text: "Technique" },
    element: select(
      "value",
      "Choose",
      TECHNIQUES.map((name) => option(name, name)),
      chosen,
    ),
  };
  return modal(
    "Estimate a run",
    [
      ...(problems.length === 0
        ? []
        : [section(problems.map(({ message }) => inert(message)).join("\n"))]),
      input({
        id: "model",
        label: "Base model",
        hint: "llama-3.1-8b, or a Hugging Face id",
        initial: run.baseModel,
        isOptional: false,
      }),
      technique,
      input({
        id: "rows",
        label: "Rows of training data",
        hint: "50k",
        initial: written(run.dataset?.rows),
        isOptional: true,
      }),
      input({
        id: "tokensPerRow",
        label: "Tokens per row",
        initial: written(run.dataset?.tokensPerRow),
        isOptional: true,
      }),
      input({
        id: "tokens",
        label: "Or tokens in all",
        hint: "2M",
        initial: written(run.dataset?.tokens),
        isOptional: true,
      }),
      input({ id: "epochs", label: "Epochs", initial: written(run.epochs), isOptional: true }),
      input({
        id: "sequenceLength",
        label: "Sequence length",
        initial: written(run.sequenceLength),
        isOptional: true,
      }),
      input({
        id: "gpu",
        label: "GPU",
        hint: "8xH100; empty: the cheapest that fits",
        initial: gpuText(run),
        isOptional: true,
      }),
    ],
    {
      callback_id: "form",
      submit: { type: "plain_text", text: "Estimate" },
      private_metadata: JSON.stringify(target).slice(0, MAX_METADATA),
    },
  );
};

const gpuText = ({ hardware }: Partial<TrainingRun>): string | undefined => {
  if (hardware?.gpu === undefined)
    return hardware?.gpuCount === undefined ? undefined : `${hardware.gpuCount} gpus`;
  return hardware.gpuCount === undefined ? hardware.gpu : `${hardware.gpuCount}x${hardware.gpu}`;
};
