import { type Node, type Source, at } from "./node.ts";
import type { Word } from "./shell.ts";
import { text } from "./values.ts";

const word = (node: Node): Word => ({ text: node.text, offset: node.offset });

/** A block as it stands in the file, so that places stay true; a folded one as its text. */
export const scriptOf = (node: Node, source: Source): { text: string; offset: number } =>
  node.raw?.lines === true
    ? {
        text: source.text.slice(source.text.indexOf("\n", node.raw.from), node.raw.to),
        offset: source.text.indexOf("\n", node.raw.from),
      }
    : { text: node.text, offset: node.raw?.from ?? node.offset };

export const environmentOf = (node: Node | undefined): Map<string, Word> => {
  const made = new Map<string, Word>();
  for (const [name, value] of node?.entries ?? [])
    if (value.kind === "scalar" && value.text !== "" && !/^null$/.test(value.text))
      made.set(name, word(value));
  for (const item of node?.items ?? []) {
    const pair = /^(\w+)=(.*)$/s.exec(item.text);
    if (pair !== null) made.set(pair[1]!, { text: pair[2]!, offset: item.offset });
    const name = text(at(item, "name"));
    const value = at(item, "value");
    if (name !== undefined && value !== undefined) made.set(name, word(value));
  }
  return made;
};
