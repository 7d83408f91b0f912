import { parse, TomlError } from "smol-toml";
import { list, map, scalar, type Node, type Source } from "./node.ts";
import { isTooMuch } from "./yaml.ts";

/** TOML as nodes. smol-toml tells no places, so keys are found again by a pass over the lines. */
export const parseToml = (source: Source): Node | undefined => {
  if (isTooMuch(source.text)) return undefined;
  let value: unknown;
  try {
    value = parse(source.text, { maxDepth: 60 });
  } catch (error) {
    if (error instanceof TomlError) return undefined;
    throw error;
  }
  const offsets = keyOffsets(source.text);
  const walk = (made: unknown, trail: string[]): Node => {
    const offset = offsets.get(trail.filter((key) => !/^\d+$/.test(key)).join(".")) ?? 0;
    if (Array.isArray(made))
      return list(
        source,
        offset,
        made.map((item, at) => walk(item, [...trail, String(at)])),
      );
    if (made !== null && typeof made === "object" && !("toISOString" in made)) {
      const node = map(source, offset);
      for (const [key, inner] of Object.entries(made))
        node.entries.set(key, walk(inner, [...trail, key]));
      return node;
    }
    return scalar(source, offset, String(made), typeof made === "string");
  };
  return walk(value, []);
};

const keyOffsets = (text: string): Map<string, number> => {
  const offsets = new Map<string, number>();
  let table: string[] = [];
  let at = 0;
  const split = (key: string) =>
    key.split(".").map((part) => part.trim().replace(/^["']|["']$/g, ""));
  for (const line of text.split("\n")) {
    const header = /^\s*\[\[?([^\]]+)\]\]?/.exec(line);
    const pair = /^(\s*)([\w."'-]+(?:\s*\.\s*[\w."'-]+)*)\s*=/.exec(line);
    if (header !== null) {
      table = split(header[1]!);
      if (!offsets.has(table.join("."))) offsets.set(table.join("."), at);
    } else if (pair !== null) {
      const key = [...table, ...split(pair[2]!)].join(".");
      if (!offsets.has(key)) offsets.set(key, at + pair[1]!.length);
    }
    at += line.length + 1;
  }
  return offsets;
};
