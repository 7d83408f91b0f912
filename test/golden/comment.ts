/**
 * `npm run --silent comment -- base.yml head.yml` (or two folders): the comment that a pull request with
 * this change gets, by the path that the Worker takes and with the shipped prices.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { commentOf } from "../fakes/bench.ts";

/** A folder's files by their paths in it; a file by the name that both sides share. */
export const treeOf = (path: string, name: string): Record<string, string> => {
  if (!statSync(path).isDirectory()) return { [name]: readFileSync(path, "utf8") };
  const files = readdirSync(path, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .map((file) => [relative(path, file), readFileSync(file, "utf8")]),
  );
};

const [before, after] = process.argv.slice(2);
if (before === undefined || after === undefined) {
  console.error("Give two files or two folders: npm run --silent comment -- base.yml head.yml");
  process.exit(1);
}
const name = basename(after);
const body = await commentOf(treeOf(before, name), treeOf(after, name));
console.log(body ?? "Nothing there changes what a training run costs, so there is no comment.");
