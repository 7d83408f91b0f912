/** `/ftcost decide rent or buy h100 200 hours a month`: the questions of src/bill, from the chat. */
import { decide, DecideRequest, type Decision, decisions } from "../../src/bill/index.ts";
import { type Command, type Question, VENDORS_TUNED_PREFIX } from "../../src/command/index.ts";
import type { Catalog, TrainingRun } from "../../src/estimator/index.ts";
import type { Problem, Result } from "../../src/problem.ts";
import { right, wrong } from "../../src/problem.ts";
import { date } from "../../src/report/format.ts";
import { loadCatalog } from "../../pricing/catalog.ts";
import { described } from "../answer.ts";
import { decisionsMessage } from "./blocks/decision.ts";
import { escape, type Message } from "./blocks/elements.ts";
import { problemLines } from "./blocks/estimate.ts";
import { understoodText } from "./blocks/field-names.ts";
import { problemMessage } from "./blocks/problems.ts";
import { type Asker, stateOf } from "./one-run.ts";
import { workspaceOf } from "./post.ts";
import { writeState } from "./state.ts";

/** What a question needs, in the words to type. */
const NEEDS: Record<string, string> = {
  run: "Which run? For example: llama-3.1-8b qlora 50k rows.",
  gpu: "Which GPU? For example: h100, or 4x4090.",
  hoursPerMonth: "How many hours a month would it run? For example: 200 hours a month.",
  purchaseUsd: "What does it cost to buy? For example: for $30,000.",
  cloudUsdPerHour: "What does it cost to rent? For example: $2.50 per hour.",
  requestsPerMonth: "How many requests will there be? For example: 100k requests a month.",
  inputTokens: "How long is a question? For example: 800 input tokens.",
  outputTokens: "How long is an answer? For example: 200 output tokens.",
  promptedPrice: "Which model would be prompted instead? For example: prompt gpt-4.1.",
  tunedPrice:
    "What serves the tuned model? For example: tuned gpt-4.1-mini, or served groq/llama-3.1-8b-instant.",
  tuningUsd: "What is tuned? Name the run: llama-3.1-8b lora 50k rows.",
};

const inWords = (problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => {
    const message = NEEDS[problem.path];
    return message === undefined || problem.message.startsWith("No price of")
      ? problem
      : { ...problem, message };
  });

const missing = (fields: readonly string[]): Problem[] =>
  fields.map((path) => ({ path, message: NEEDS[path] ?? path }));

const REQUIRED: Partial<Record<Question, readonly string[]>> = {
  "cloud-or-own": ["gpu", "hoursPerMonth"],
  "tune-or-prompt": [
    "requestsPerMonth",
    "inputTokens",
    "outputTokens",
    "promptedPrice",
    "tunedPrice",
  ],
};

const hasPrice = (catalog: Catalog, model: string): boolean =>
  catalog.inference?.some((one) => one.model.toLowerCase() === model) === true;

/** A vendor's tuned model has its own price where the catalog lists one: "ft:gpt-4o-2024-08-06". */
const tunedPriceOf = (catalog: Catalog, model: string | undefined): string | undefined => {
  if (model === undefined) return undefined;
  const tuned = `${VENDORS_TUNED_PREFIX}${model}`.toLowerCase();
  const dated = catalog.inference?.find((one) => {
    const listed = one.model.toLowerCase();
    return (
      listed.startsWith(tuned) &&
      /^(-\d{4}-?\d{2}-?\d{2}|-\d{4})?$/.test(listed.slice(tuned.length))
    );
  });
  return dated?.model ?? model;
};

export const decided = (
  command: Command,
  run: TrainingRun | undefined,
  catalog: Catalog,
): Result<Decision[]> => {
  const asked = command.decide;
  if (asked?.question === undefined)
    return run === undefined ? wrong(...missing(["run"])) : right(decisions(run, catalog));
  const { question, figures, promptedPrice, tunedPrice } = asked;
  const base = run?.baseModel;
  const isVendors = base !== undefined && hasPrice(catalog, base.toLowerCase());
  const hardware = question === "cloud-or-own" ? command.draft.hardware : undefined;
  const stated: Record<string, unknown> = {
    ...figures,
    ...(hardware?.gpu === undefined ? {} : { gpu: hardware.gpu }),
    ...(hardware?.gpuCount === undefined ? {} : { gpuCount: hardware.gpuCount }),
    ...(run === undefined || question === "cloud-or-own" ? {} : { run }),
    ...(question === "tune-or-prompt"
      ? {
          promptedPrice: promptedPrice ?? (isVendors ? base : undefined),
          tunedPrice: tunedPriceOf(catalog, tunedPrice ?? (isVendors ? base : undefined)),
        }
      : {}),
  };
  const required = REQUIRED[question] ?? ["run"];
  const lacks = required.filter((field) => stated[field] === undefined);
  if (lacks.length > 0) return wrong(...missing(lacks));
  const takes = DecideRequest.options.find(({ shape }) => shape.question.value === question);
  const known = new Set(Object.keys(takes?.shape ?? {}));
  const request = DecideRequest.safeParse({
    question,
    ...Object.fromEntries(
      Object.entries(stated).filter(([field, value]) => known.has(field) && value !== undefined),
    ),
  });
  if (!request.success)
    return wrong(
      ...request.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
    );
  const answered = decide(request.data, catalog);
  return answered.ok ? right([answered.value]) : answered;
};

export const decideMessage = async (command: Command, asker: Asker): Promise<Message> => {
  const refused = async (problems: readonly Problem[]) =>
    problemMessage(
      [...command.problems, ...inWords(problems)],
      command.understood,
      await writeState(stateOf(command), workspaceOf(asker.env, asker.teamId)),
    );
  const known = command.run === undefined ? undefined : await described(command.run, asker.env);
  if (known !== undefined && !known.ok) return refused(known.problems);
  const catalog = await loadCatalog(asker.env, asker.now);
  const answered = decided(command, known?.value.run, catalog);
  if (!answered.ok) return refused(answered.problems);
  if (answered.value.length === 0)
    return refused([
      { path: "run", message: "No machine in the catalog holds this run: nothing to decide by." },
    ]);
  return decisionsMessage(answered.value, "", [
    ...(command.problems.length === 0
      ? []
      : [`Not understood, left out: ${problemLines(command.problems).join(" ")}`]),
    ...(command.understood.length === 0 ? [] : [understoodText(command.understood)]),
    escape(
      `Prices as of ${date(catalog.asOf)}${catalog.stale ? " (stale)" : ""}, catalog ${catalog.id}.`,
    ),
  ]);
};
