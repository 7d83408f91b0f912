/** The form: a modal prefilled from whatever was understood. */
import type { Command } from "../../src/command/index.ts";
import type { TrainingRun } from "../../src/estimator/index.ts";
import { type Block, inert, option, section, select } from "./blocks/elements.ts";
import { modal, type View } from "./views.ts";

const MAX_METADATA = 3000;

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
