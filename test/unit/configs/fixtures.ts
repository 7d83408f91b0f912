import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { WrittenFile } from "../../../src/configs/index.ts";

const ROOT = join(import.meta.dirname, "../../fixtures/configs");

export const fixture = (path: string): WrittenFile => ({
  path: path.split("/").slice(1).join("/"),
  content: readFileSync(join(ROOT, path), "utf8"),
});
/** One text with a `=== path` line before each file. */
export const bundle = (name: string): WrittenFile[] =>
  readFileSync(join(ROOT, name), "utf8")
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { path: part.slice(0, end), content: part.slice(end + 1) };
    });
/** The files labelled by hand, with the folders they lie in. */
export const labelled = (): WrittenFile[] => {
  const root = join(ROOT, "labelled");
  return (readdirSync(root, { recursive: true }) as string[])
    .filter((path) => statSync(join(root, path)).isFile() && path !== "labels.csv")
    .map((path) => ({ path, content: readFileSync(join(root, path), "utf8") }));
};
export const fixtures = (folder: "training" | "other"): WrittenFile[] =>
  readdirSync(join(ROOT, folder)).map((name) => fixture(`${folder}/${name}`));
