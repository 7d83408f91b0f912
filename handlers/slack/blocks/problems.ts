/** A line that could not be answered: what was read, what was not, and one way on. */
import type { Command } from "../../../src/command/index.ts";
import { actions, button, context, lines, type Message, message } from "./elements.ts";
import { problemLines } from "./estimate.ts";
import { understoodText } from "./field-names.ts";

export const problemMessage = (
  problems: Command["problems"],
  understood: Command["understood"],
  blockId: string,
): Message => {
  const said = problems.map(({ message: one, didYouMean }) =>
    didYouMean === undefined ? one : `${one} Did you mean ${didYouMean}?`,
  );
  return message(said.length === 0 ? "I could not read that." : said.join(" "), [
    ...lines(["*I need one more thing:*", ...problemLines(problems)]),
    ...(understood.length > 0 ? [context(understoodText(understood))] : []),
    actions(blockId, [
      button("form", "Fill in a form", { style: "primary" }),
      button("help", "Examples"),
    ]),
  ]);
};

export const wordsMessage = (text: string): Message => message(text, lines([text]));
