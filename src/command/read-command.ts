/**
 * The text after `/ftcost` (or on the command line, or in the page's box) -> what it asks for. Pure and
 * total: any text gives a Command, what could not be read stands in `problems`.
 */
import { readConfigs } from "../configs/index.ts";
import { TrainingRun } from "../estimator/run.ts";
import { nearest } from "../problem.ts";
import type { Command, Kind } from "./command.ts";
import { complain, type Draft, dropImpossible, runOf } from "./draft.ts";
import { isKeyName, isModelName, readRun } from "./read-run.ts";
import { MAX_TEXT_LENGTH, plain, type Word, wordsOf } from "./words.ts";

/** First words that name what is asked for. */
const VERBS: Record<string, Kind> = {
  help: "help",
  "?": "help",
  h: "help",
  usage: "help",
  form: "form",
  modal: "form",
  compare: "compare",
  budget: "budget",
  prices: "prices",
  price: "prices",
  pricing: "prices",
  alerts: "alerts",
  alert: "alerts",
  subscribe: "alerts",
  unsubscribe: "alerts",
  save: "save",
  runs: "runs",
  estimate: "estimate",
};

const BEST_FOR = /^(what|which|how much).*\b(best|most|can i (do|get|train|afford))\b/i;

const kindOf = (words: readonly Word[]): { kind: Kind; rest: readonly Word[] } => {
  const first = words[0];
  if (first === undefined) return { kind: "help", rest: [] };
  const name = first.word.replace(/^\/?ftcost$/, "").replace(/^-+/, "");
  if (name === "") return kindOf(words.slice(1));
  const verb = first.isKey && name !== "help" ? undefined : VERBS[name];
  if (verb !== undefined && Object.hasOwn(VERBS, name)) return { kind: verb, rest: words.slice(1) };
  if (name === "gpu" && words[1]?.word === "prices")
    return { kind: "prices", rest: words.slice(2) };
  const text = words.map(({ word }) => word).join(" ");
  if (BEST_FOR.test(text) && /[$]|\busd\b|\bdollars?\b/.test(text))
    return { kind: "budget", rest: words };
  return { kind: "estimate", rest: words };
};

const plainCommand = (kind: Kind): Command => ({
  kind,
  draft: {},
  understood: [],
  remarks: [],
  problems: [],
});

const OUTSIDE = ["budgetUsd", "deadlineHours"] as const;

const commandOf = (kind: Kind, draft: Draft): Command => {
  const { values } = draft;
  const command: Command = {
    kind,
    draft: runOf(values),
    understood: draft.understood,
    remarks: [...new Set(draft.remarks)],
    problems: draft.problems,
  };
  const run = TrainingRun.safeParse(command.draft);
  if (run.success) command.run = run.data;
  for (const field of OUTSIDE) {
    const value = values.get(field);
    if (typeof value === "number" && value > 0) command[field] = value;
  }
  for (const field of ["provider", "pricing"] as const) {
    const value = values.get(field);
    if (typeof value === "string") command[field] = value;
  }
  return command;
};

const needModel = (draft: Draft): void => {
  const misspelt = draft.problems.some(
    ({ didYouMean }) => didYouMean !== undefined && isModelName(didYouMean),
  );
  const alone = draft.problems.length > 0 && draft.values.size === 0;
  if (draft.values.has("baseModel") || misspelt || alone) return;
  const which =
    draft.size === undefined ? "Which base model?" : `Which ${draft.size.toUpperCase()} model?`;
  complain(
    draft,
    "baseModel",
    `${which} Name it (llama-3.1-8b, qwen3-8b, mixtral ...) or give its Hugging Face id.`,
  );
};

const BLOCK = /```(?:\w*\n)?([\s\S]*?)(?:```|$)/g;
const INLINE_BLOCK = /`([^`]*\n[^`]*)`/g;

/** Cuts pasted configs out of the text. */
const cutConfigs = (text: string): { line: string; configs: string[] } => {
  const configs: string[] = [];
  const cut = (_: string, content: string): string => {
    if (!/[:=]/.test(content)) return ` ${content} `;
    configs.push(plain(content));
    return " ";
  };
  const line = text.replace(BLOCK, cut).replace(INLINE_BLOCK, cut);
  return { line, configs };
};

const merge = (
  under: Record<string, unknown>,
  over: Record<string, unknown>,
): Record<string, unknown> => {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    const bothObjects =
      before !== null &&
      value !== null &&
      typeof before === "object" &&
      typeof value === "object" &&
      !Array.isArray(before) &&
      !Array.isArray(value);
    merged[key] = bothObjects
      ? merge(before as Record<string, unknown>, value as Record<string, unknown>)
      : value;
  }
  return merged;
};

/** JSON pasted without its file's name is JSON; TOML has `key = value` lines; the rest is YAML. */
const pastedPath = (content: string): string => {
  if (/^\s*[{[]/.test(content) && !/^\s*\[[\w.]+\]\s*$/m.test(content)) return "pasted.json";
  return /^\s*[\w.]+\s*=\s*/m.test(content) && !/^\s*[\w.]+:\s/m.test(content)
    ? "pasted.toml"
    : "pasted.yml";
};

const configRun = (content: string, draft: Draft): Record<string, unknown> => {
  const file = readConfigs([{ path: pastedPath(content), content }]).files[0];
  if (file?.run === undefined) {
    const why = file?.remarks?.map(({ message }) => message).join(" ") ?? "";
    complain(
      draft,
      "config",
      `I could not read the pasted text as a training config. ${why}`.trim(),
    );
    return {};
  }
  const framework = file.framework === undefined ? "training" : file.framework;
  draft.understood.push({
    field: "config",
    value: framework,
    text: `the pasted ${framework} config`,
  });
  draft.remarks.push(...(file.remarks ?? []).map(({ path, message }) => `${path}: ${message}`));
  return file.run as Record<string, unknown>;
};

const estimateLike = (kind: Kind, words: readonly Word[], configs: readonly string[]): Command => {
  const draft = readRun(words);
  dropImpossible(draft);
  let under: Record<string, unknown> = {};
  for (const content of configs) under = merge(under, configRun(content, draft));
  if (kind !== "form" && !("baseModel" in under)) needModel(draft);
  const command = commandOf(kind, draft);
  if (configs.length > 0) {
    command.draft = merge(under, command.draft) as Partial<TrainingRun>;
    const run = TrainingRun.safeParse(command.draft);
    if (run.success) command.run = run.data;
  }
  return command;
};

const SEPARATORS = new Set(["vs", "versus", "against", "v"]);
const WEAK_SEPARATORS = new Set(["and", "or"]);

const splitAt = (words: readonly Word[], separators: ReadonlySet<string>): Word[][] => {
  const sides: Word[][] = [[]];
  for (const word of words) {
    if (separators.has(word.word) && !word.quoted) sides.push([]);
    else sides.at(-1)!.push(word);
  }
  return sides.filter((side) => side.length > 0);
};

const MAX_SIDES = 5;

/** What one side leaves out it takes from the others, the nearest first. */
const compare = (words: readonly Word[]): Command => {
  let sides = splitAt(words, SEPARATORS);
  if (sides.length < 2) sides = splitAt(words, WEAK_SEPARATORS);
  const drafts = sides.slice(0, MAX_SIDES).map((side) => readRun(side));
  for (const draft of drafts) dropImpossible(draft);
  const whole: Draft = {
    ...drafts[0]!,
    values: new Map(drafts.toReversed().flatMap(({ values }) => [...values])),
    understood: drafts.flatMap(({ understood }) => understood),
    problems: drafts.flatMap(({ problems }) => problems),
    remarks: drafts.flatMap(({ remarks }) => remarks),
  };
  if (sides.length < 2)
    complain(
      whole,
      "compare",
      'Compare what with what? Put "vs" between: compare llama-3.1-8b vs qwen3-8b 50k rows.',
    );
  if (sides.length > MAX_SIDES)
    complain(whole, "compare", `I compare at most ${MAX_SIDES} runs at once.`);
  needModel(whole);
  const command = commandOf("compare", whole);
  delete command.run;
  const runs = drafts.map(({ values }) =>
    TrainingRun.safeParse(merge(runOf(whole.values), runOf(values))),
  );
  if (sides.length >= 2 && runs.every((run) => run.success))
    command.runs = runs.map((run) => run.data!);
  return command;
};

const gpuAndPlace = (kind: Kind, words: readonly Word[]): Command => {
  const draft = readRun(words);
  const command = commandOf(kind, draft);
  const gpu = draft.values.get("hardware.gpu");
  if (typeof gpu === "string") command.gpu = gpu;
  const percent = draft.values.get("percent");
  if (typeof percent === "number") command.percent = percent;
  delete command.run;
  return command;
};

const prices = (words: readonly Word[]): Command => {
  const command = gpuAndPlace("prices", words);
  const isRun = "baseModel" in command.draft;
  return isRun ? estimateLike("estimate", words, []) : command;
};

const ALERT_WORDS = new Set(
  "on off list when if moves move changes change drops drop rises rise stop remove delete".split(
    " ",
  ),
);

const alerts = (verb: string, words: readonly Word[]): Command => {
  const said = words.map(({ word }) => word);
  const off =
    verb === "unsubscribe" ||
    said.some((word) => ["off", "stop", "remove", "delete"].includes(word));
  const rest = words.filter(({ word }) => !ALERT_WORDS.has(word));
  const command = gpuAndPlace("alerts", rest);
  const asks = said.length > 0 && !said.includes("list");
  command.action = off ? "off" : asks || verb === "subscribe" ? "on" : "list";
  return command;
};

const save = (words: readonly Word[]): Command => {
  const first = words[0];
  if (first === undefined) {
    const command = plainCommand("save");
    command.problems.push({
      path: "name",
      message: "Under which name? Say: save nightly llama-3.1-8b qlora 50k rows.",
    });
    return command;
  }
  const rest = words.slice(1);
  const isNamed = rest.length === 0 || first.quoted || readRun([first]).values.size === 0;
  const command =
    rest.length === 0 ? plainCommand("save") : estimateLike("save", isNamed ? rest : words, []);
  command.name = (
    isNamed
      ? first.text
      : words
          .slice(0, 2)
          .map(({ text }) => text)
          .join(" ")
  ).slice(0, 60);
  return command;
};

const runs = (words: readonly Word[]): Command => {
  const command = plainCommand("runs");
  const [first] = words;
  if (first === undefined || first.word === "list") return { ...command, action: "list" };
  const isDelete = ["delete", "remove", "forget"].includes(first.word);
  const name = (isDelete ? words.slice(1) : words)
    .map(({ text }) => text)
    .join(" ")
    .slice(0, 60);
  if (name === "")
    command.problems.push({ path: "name", message: "Which run? Say: runs delete nightly." });
  return { ...command, action: isDelete ? "delete" : "show", name };
};

export const readCommand = (text: string): Command => {
  const { line, configs } = cutConfigs(text);
  const command = commandFor(line, configs);
  if (line.length > MAX_TEXT_LENGTH)
    command.problems.push({
      path: "text",
      message: `I read the first ${MAX_TEXT_LENGTH} characters; paste a config between three backticks.`,
    });
  return command;
};

const commandFor = (line: string, configs: readonly string[]): Command => {
  const words = wordsOf(line, isKeyName);
  const { kind, rest } = kindOf(words);
  const verb = words[0]?.word ?? "";
  if (kind === "help" && configs.length === 0) return plainCommand("help");
  if (kind === "prices") return prices(rest);
  if (kind === "alerts") return alerts(verb, rest);
  if (kind === "save" && configs.length === 0) return save(rest);
  if (kind === "runs") return runs(rest);
  const hasVersus = rest.some(({ word, quoted }) => SEPARATORS.has(word) && !quoted);
  if (kind === "compare" || (kind === "estimate" && hasVersus)) return compare(rest);
  const command = estimateLike(kind === "help" ? "estimate" : kind, rest, configs);
  if (kind === "budget" && command.budgetUsd === undefined) takeBudget(command, rest);
  if (kind === "estimate" && rest.length === 1) offerVerb(command, rest[0]!);
  return command;
};

/** "budget 50 llama ...": the bare number is dollars. */
const takeBudget = (command: Command, words: readonly Word[]): void => {
  const bare = words.find(({ word }) => /^\d[\d,]*(\.\d+)?k?$/.test(word));
  const at = command.problems.findIndex(({ path }) => path === bare?.text);
  if (bare !== undefined && at >= 0) {
    const figure = Number(bare.word.replace(/[,k]/g, ""));
    command.budgetUsd = bare.word.endsWith("k") ? figure * 1000 : figure;
    command.problems.splice(at, 1);
    command.understood.push({ field: "budgetUsd", value: command.budgetUsd, text: bare.text });
    return;
  }
  command.problems.push({
    path: "budget",
    message: "Which budget? Say: budget $50 llama-3.1-8b 50k rows.",
  });
};

const offerVerb = (command: Command, word: Word): void => {
  const verb = nearest(
    word.word,
    Object.keys(VERBS).filter((name) => name.length > 3),
  );
  const problem = command.problems.find(({ path }) => path === word.text);
  if (verb !== undefined && problem !== undefined) problem.didYouMean = verb;
};
