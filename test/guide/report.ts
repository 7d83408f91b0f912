/** `npm run guide`: the guide's claims beside our numbers. `-- --json`, or `-- --write` for test/guide/README.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "./figures.ts";
import { named, rows, type Row } from "./claims/index.ts";
import { TOLERANCE, type Span } from "./verdict.ts";

const figure = ({ low, high }: Span): string => {
  const one = (value: number): string =>
    Number(value.toPrecision(3)).toLocaleString("en-US", { maximumSignificantDigits: 3 });
  return low === high ? one(low) : `${one(low)} to ${one(high)}`;
};
const line = ({ claim, theirs, ours, unit, verdict, reason }: Row): string =>
  `| ${claim} | ${figure(theirs)} | ${figure(ours)} | ${unit} | ${verdict} | ${reason} |`;

const claims = rows();
const counts = Map.groupBy(claims, ({ verdict }) => verdict);
const table = [
  "| the guide's claim | theirs | ours | unit | verdict | reason |",
  "|---|---|---|---|---|---|",
  ...claims.map(line),
].join("\n");
const answered = [
  "| named in the guide | our answer |",
  "|---|---|",
  ...named().map(({ name, answer }) => `| ${name} | ${answer} |`),
].join("\n");
const tally = [...counts].map(([verdict, of]) => `${of.length} ${verdict}`).join(", ");

const markdown = `# A guide to fine-tuning cost, checked

A widely read guide of 2026 says what fine-tuning costs. Each claim stands beside our number, which comes out
of \`estimate\`, the bill, a decision or the shipped prices (catalog ${catalog.id}) and is written nowhere by hand.
Made by \`npm run guide -- --write\`: make it anew when the estimator or the prices change.

**Rule.** Ours lies within theirs, each end moved by ${100 * TOLERANCE} % (or what the claim's row in claims/)
states): confirmed. Else: out of date, for prices that are known to have stood there; wrong, for the rest.
Where no workload is given a cost cannot be checked: the row says which workload would cost that.

${tally}.

${table}

## Everything it names, answered

Alpaca (52,002 rows of 125 tokens, three epochs) unless the row says otherwise.

${answered}
`;

if (process.argv.includes("--json"))
  console.log(JSON.stringify({ claims, named: named() }, null, 2));
else if (process.argv.includes("--write")) {
  writeFileSync(join(import.meta.dirname, "README.md"), markdown);
  console.log(`test/guide/README.md: ${tally}`);
} else console.log(`${table}\n\n${answered}\n\n${tally}`);
