/**
 * The text after `/ftcost` (or on the command line, or in the page's box) -> what it asks for. Pure and
 * total: any text gives a Command, what could not be read stands in `problems`.
 */
import { nearest } from "../problem.ts";
import type { Command } from "./command.ts";
import { compare, hasAlternatives, hasVersus } from "./compare.ts";
import { asksToDecide, readDecide } from "./decide.ts";
import { runs, save } from "./kept.ts";
import { alerts, askedForPrices, prices } from "./market.ts";
import { oneRun, plainCommand } from "./one-run.ts";
import { cutConfigs } from "./pasted.ts";
import { isKeyName } from "./read-run.ts";
import { askedIn, VERB_NAMES } from "./verbs.ts";
import { MAX_TEXT_LENGTH, type Word, wordsOf } from "./words.ts";

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
  const { kind, rest, verb } = askedIn(words);
  if (kind === "help" && configs.length === 0) return plainCommand("help");
  if (kind === "prices") return prices(rest);
  if (kind === "alerts") return alerts(verb, rest);
  if (kind === "save" && configs.length === 0) return save(rest);
  if (kind === "runs") return runs(rest);
  const read = (left: string) => wordsOf(left, isKeyName);
  if (kind === "decide" || (kind === "estimate" && asksToDecide(rest)))
    return readDecide(rest, configs, read);
  const isOpen = kind === "estimate" && configs.length === 0;
  if (kind === "compare" || (kind === "estimate" && hasVersus(rest))) return compare(rest);
  if (isOpen && hasAlternatives(rest)) return compare(rest);
  const priced = isOpen ? askedForPrices(rest) : undefined;
  if (priced !== undefined) return priced;
  const command = oneRun(kind === "help" ? "estimate" : kind, rest, configs);
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
  const verb = nearest(word.word, VERB_NAMES);
  const problem = command.problems.find(({ path }) => path === word.text);
  if (verb !== undefined && problem !== undefined) problem.didYouMean = verb;
};
