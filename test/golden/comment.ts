/**
 * `npm run --silent comment -- base.yml head.yml` (or two folders): the comment that a pull request with
 * this change gets, by the path that the Worker takes and with the shipped prices.
 */
import { basename } from "node:path";
import { commentOf } from "../fakes/bench.ts";
import { treeOf } from "./tree.ts";

const [before, after] = process.argv.slice(2);
if (before === undefined || after === undefined) {
  console.error("Give two files or two folders: npm run --silent comment -- base.yml head.yml");
  process.exit(1);
}
const name = basename(after);
const body = await commentOf(treeOf(before, name), treeOf(after, name));
console.log(body ?? "Nothing there changes what a training run costs, so there is no comment.");
