/** `save` and `runs`: a run under a name. */
import type { Command } from "./command.ts";
import { oneRun, plainCommand } from "./one-run.ts";
import { readRun } from "./read-run.ts";
import type { Word } from "./words.ts";

const MAX_NAME_LENGTH = 60;

const nameOf = (words: readonly Word[]): string =>
  words
    .map(({ text }) => text)
    .join(" ")
    .slice(0, MAX_NAME_LENGTH);

/** "save this as nightly ...": nobody calls a run "as". */
const withoutPreamble = (words: readonly Word[]): readonly Word[] => {
  const named = words.findIndex(
    ({ word, quoted }) => quoted || !["as", "this", "it", "run"].includes(word),
  );
  return named < 0 ? words : words.slice(named);
};

/** "save llama-3.1-8b qlora as nightly": the name stands last. */
const nameFirst = (words: readonly Word[]): readonly Word[] =>
  words.length > 2 && words.at(-2)!.word === "as" ? [words.at(-1)!, ...words.slice(0, -2)] : words;

export const save = (said: readonly Word[]): Command => {
  const words = nameFirst(withoutPreamble(said));
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
  const command = rest.length === 0 ? plainCommand("save") : oneRun("save", isNamed ? rest : words);
  command.name = nameOf(words.slice(0, isNamed ? 1 : 2));
  return command;
};

const DELETING = ["delete", "remove", "forget"];
const LISTING = new Set(["list", "show", "my", "our", "me", "all", "the", "saved", "see", "view"]);

export const runs = (words: readonly Word[]): Command => {
  const command = plainCommand("runs");
  if (words.every(({ word, quoted }) => !quoted && LISTING.has(word)))
    return { ...command, action: "list" };
  const isDelete = DELETING.includes(words[0]!.word);
  const name = nameOf(isDelete ? words.slice(1) : words);
  if (name === "")
    command.problems.push({ path: "name", message: "Which run? Say: runs delete nightly." });
  return { ...command, action: isDelete ? "delete" : "show", name };
};
