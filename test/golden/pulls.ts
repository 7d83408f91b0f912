/** `npm run golden:pulls`: writes the comments on the pull requests of test/golden/pulls anew, to be read, and the one in the README. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commentOf } from "../fakes/bench.ts";
import { treeOf } from "./tree.ts";

const FOLDER = join(import.meta.dirname, "pulls");
for (const name of readdirSync(FOLDER)) {
  const [before, after] = ["before", "after"].map((side) => treeOf(join(FOLDER, name, side)));
  const body = await commentOf(before!, after!);
  writeFileSync(join(FOLDER, name, "comment.md"), `${body}\n`);
}

/** The README shows this one between its two marks, as a quotation. */
const SHOWN = "axolotl-70b-over-the-limit";
const readme = join(import.meta.dirname, "..", "..", "README.md");
const shown = readFileSync(join(FOLDER, SHOWN, "comment.md"), "utf8")
  .replace(/<!--.*-->/, "")
  .trim()
  .split("\n")
  .map((line) => (line === "" ? ">" : `> ${line}`))
  .join("\n");
const text = readFileSync(readme, "utf8");
const quoted = /(<!-- comment:begin -->\n\n[^>\n]+\n\n)[\s\S]*?(\n\n<!-- comment:end -->)/;
writeFileSync(
  readme,
  text.replace(quoted, (_, before: string, after: string) => `${before}${shown}${after}`),
);
