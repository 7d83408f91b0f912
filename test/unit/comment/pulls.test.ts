/**
 * Pull requests with real configs, priced by the estimator with the shipped prices: the whole path but the
 * network. Where the estimator or the snapshot changes, so do these; `npm run golden` writes them anew.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commentOf } from "../../fakes/bench.ts";
import { treeOf } from "../../golden/tree.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "golden", "pulls");

it.each(readdirSync(FOLDER))("comments on %s as reviewed", async (name) => {
  const [before, after] = ["before", "after"].map((side) => treeOf(join(FOLDER, name, side)));
  const body = (await commentOf(before!, after!)) ?? "No comment.";
  expect(body).not.toMatch(/\$0\.00\b|NaN|undefined|Infinity/);
  await expect(`${body}\n`).toMatchFileSnapshot(join(FOLDER, name, "comment.md"));
});
