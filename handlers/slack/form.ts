/** What a sent form says, read by the same reader as a typed line; each complaint goes to its field. */
import { readCommand } from "../../src/command/index.ts";
import type { TrainingRun } from "../../src/estimator/index.ts";
import type { MessageState } from "./state.ts";

export type FormValues = Record<
  string,
  Record<string, { value?: string | null; selected_option?: { value: string } | null }>
>;

const FIELDS = {
  model: (text: string) => `model="${text.replaceAll('"', "")}"`,
  technique: (text: string) => `technique=${text}`,
  rows: (text: string) => `rows=${text}`,
  tokensPerRow: (text: string) => `tokens_per_row=${text}`,
  tokens: (text: string) => `tokens=${text}`,
  epochs: (text: string) => `epochs=${text}`,
  sequenceLength: (text: string) => `seq_len=${text}`,
  gpu: (text: string) => text,
} as const;

const textOf = (values: FormValues, field: string): string => {
  const element = values[field]?.["value"];
  return (element?.selected_option?.value ?? element?.value ?? "").trim();
};

/** A unit that a person adds ("50k rows") is no error here. */
const bare = (field: string, text: string): string =>
  ["rows", "tokens", "tokensPerRow", "epochs", "sequenceLength"].includes(field)
    ? text.replace(/\s*(rows?|examples?|tokens?|epochs?|per row)\s*$/gi, "").replace(/\s+/g, "")
    : text;

export type FormReading =
  | { ok: true; state: MessageState }
  | { ok: false; errors: Record<string, string> };

/** `before`: what the form was opened with; its fields that the form does not show stay. */
export const readForm = (values: FormValues, before: MessageState | undefined): FormReading => {
  const errors: Record<string, string> = {};
  let run: Partial<TrainingRun> = {};
  for (const [field, written] of Object.entries(FIELDS)) {
    const text = bare(field, textOf(values, field));
    if (text === "") {
      if (field === "model")
        errors[field] = "Name the base model: llama-3.1-8b, or a Hugging Face id.";
      continue;
    }
    const command = readCommand(written(text));
    const problem = command.problems.find(({ path }) => path !== "baseModel");
    if (problem !== undefined)
      errors[field] =
        `${problem.message}${problem.didYouMean === undefined ? "" : ` Did you mean ${problem.didYouMean}?`}`.slice(
          0,
          2000,
        );
    else if (Object.keys(command.draft).length === 0)
      errors[field] = `I could not read "${text.slice(0, 100)}".`;
    else run = laid(run, command.draft);
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, state: { ...before, run: { ...hiddenOf(before?.run ?? {}), ...run } } };
};

const laid = (under: Partial<TrainingRun>, over: Partial<TrainingRun>): Partial<TrainingRun> => ({
  ...under,
  ...over,
  ...(under.dataset === undefined && over.dataset === undefined
    ? {}
    : { dataset: { ...under.dataset, ...over.dataset } }),
});

/** Fields that the form shows are what the form says, also when it leaves them empty. */
const hiddenOf = (run: Partial<TrainingRun>): Partial<TrainingRun> => {
  const {
    baseModel: _model,
    technique: _technique,
    dataset: _dataset,
    epochs: _epochs,
    sequenceLength: _length,
    hardware: _hardware,
    ...hidden
  } = run;
  const name = run.dataset?.name;
  return { ...hidden, ...(name === undefined ? {} : { dataset: { name } }) };
};
