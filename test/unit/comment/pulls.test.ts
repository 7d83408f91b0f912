/**
 * Pull requests with real configs, priced by the estimator with the shipped prices: the whole path but the
 * network. The comments as reviewed are in test/golden/pulls (written by `npm run golden:pulls`); what they
 * say must stay the same but for figures, machines and advice, which are the estimator's and the prices' own.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commentOf } from "../../fakes/bench.ts";
import { treeOf } from "../../golden/tree.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "golden", "pulls");
const FIGURE = /[+-]?\$?\d[\d,.]*(?: %|x|k|M|B)?/g;

/** Sections and sentences in order; of a table its first column. */
const said = (body: string): string[] => {
  const lines = body.split("\n").filter((line) => line !== "");
  const isFolded = lines.findIndex((line) => line === "<details>");
  const shown = isFolded < 0 ? lines : lines.slice(0, isFolded);
  const sections = Object.groupBy(shown, (line) =>
    /^\| *(?:Where|CUDO|[\w .-]+ \| \d+x)/.test(line) ? "places" : "text",
  );
  return (sections.text ?? [])
    .filter((line) => !/: saves \$/.test(line))
    .map((line) => (line.startsWith("|") ? line.split("|")[1]!.trim() : line))
    .map((line) => line.replace(/ It assumes .*/, "").replaceAll(FIGURE, "#"))
    .map((line) => line.replace(/ #\S* more changed keys?.*/, ""))
    .sort((one, other) => one.localeCompare(other));
};

it.each(readdirSync(FOLDER))("comments on %s as reviewed", async (name) => {
  const [before, after] = ["before", "after"].map((side) => treeOf(join(FOLDER, name, side)));
  const body = (await commentOf(before!, after!))!;
  expect(body).not.toMatch(/\$0\.00\b|NaN|undefined|Infinity/);
  expect(said(body)).toEqual(said(readFileSync(join(FOLDER, name, "comment.md"), "utf8")));
});

it.each(readdirSync(FOLDER))(
  "adds up in %s: causes to the difference, to the cent",
  async (name) => {
    const [before, after] = ["before", "after"].map((side) => treeOf(join(FOLDER, name, side)));
    const body = (await commentOf(before!, after!))!;
    const cents = (text: string) => Math.round(Number(text.replace(/[+$,]/g, "")) * 100);
    const rows = body
      .split("\n")
      .filter((line) => /^\| `.*\| \$[\d,.]+ \| \$[\d,.]+ \|/.test(line));
    for (const row of rows) {
      const [, path, from, to] = row.split("|").map((cell) => cell.trim());
      const difference = cents(to!) - cents(from!);
      const causes = [...body.matchAll(/^- \[`.*: ([+-]?)\$([\d,.]+)$/gm)];
      if (difference === 0 || rows.length > 1) continue;
      const sum = causes.reduce(
        (total, [, sign, usd]) => total + (sign === "-" ? -1 : 1) * cents(usd!),
        0,
      );
      expect({ path, sum }).toEqual({ path, sum: difference });
    }
  },
);
