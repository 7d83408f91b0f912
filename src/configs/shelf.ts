import { parse } from "./documents.ts";
import { type Files, locate } from "./files.ts";
import type { WrittenFile } from "./index.ts";
import type { Node } from "./node.ts";
import { LARGEST_BYTES } from "./scan.ts";

export const shelve = (files: readonly WrittenFile[]): Files => {
  const byPath = new Map(files.map((file) => [file.path, file.content]));
  const parsed = new Map<string, Node | undefined>();
  const text = (path: string, from: string) => {
    const found = locate(byPath, path, from);
    return found === undefined || found === from
      ? undefined
      : { path: found, content: byPath.get(found)! };
  };
  return {
    text,
    find: (path, from) => {
      const found = text(path, from);
      if (found === undefined || found.content.length > LARGEST_BYTES) return undefined;
      if (!parsed.has(found.path))
        parsed.set(found.path, parse({ path: found.path, text: found.content })[0]);
      const root = parsed.get(found.path);
      return root === undefined ? undefined : { path: found.path, root };
    },
  };
};
