/** `npm run golden:pulls`: writes the comments on the pull requests of test/golden/pulls anew, to be read. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commentOf } from "../fakes/bench.ts";
import { treeOf } from "./tree.ts";

const FOLDER = join(import.meta.dirname, "pulls");
for (const name of readdirSync(FOLDER)) {
  const [before, after] = ["before", "after"].map((side) => treeOf(join(FOLDER, name, side)));
  const body = await commentOf(before!, after!);
  writeFileSync(join(FOLDER, name, "comment.md"), `${body}\n`);
}
