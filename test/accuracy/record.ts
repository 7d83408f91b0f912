/** Run by hand where ../shared/runs lies: figures of its rows, in our terms, into measured.json. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sharedRuns } from "./rows.ts";

const SIGNIFICANT = 5;
const { runs } = sharedRuns();
const kept = runs
  .filter((run) => run.outcome === "oom" || (run.core && Object.keys(run.figures).length > 0))
  .map((run) => ({
    ...run,
    figures: Object.fromEntries(
      Object.entries(run.figures).map(([name, value]) => [
        name,
        Number(value.toPrecision(SIGNIFICANT)),
      ]),
    ),
  }));
const path = fileURLToPath(new URL("measured.json", import.meta.url).href);
writeFileSync(path, `[\n${kept.map((run) => JSON.stringify(run)).join(",\n")}\n]\n`);
console.log(`${kept.length} runs`);
