import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";

/** A folder's files by their paths in it; a file by the name that both sides share. */
export const treeOf = (path: string, name = basename(path)): Record<string, string> => {
  if (!statSync(path).isDirectory()) return { [name]: readFileSync(path, "utf8") };
  const files = readdirSync(path, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .map((file) => [relative(path, file), readFileSync(file, "utf8")]),
  );
};

