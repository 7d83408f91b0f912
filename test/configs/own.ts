import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readConfig, readConfigs } from "../../src/configs/index.ts";
import { agrees, answered, COLUMNS, isStated, type Label } from "./compare.ts";
import { parseCsv } from "./csv.ts";

const ROOT = join(import.meta.dirname, "../fixtures/configs");

/** Scripts, notebooks and job requests written and labelled by hand, and lookalikes: what ../shared leaves out. */
export const reportOwn = (): void => {
  const root = join(ROOT, "labelled");
  const labels = parseCsv(readFileSync(join(root, "labels.csv"), "utf8")) as Label[];
  const files = (readdirSync(root, { recursive: true }) as string[])
    .filter((path) => statSync(join(root, path)).isFile() && path !== "labels.csv")
    .map((path) => ({ path, content: readFileSync(join(root, path), "utf8") }));
  const read = new Map(readConfigs(files).files.map((file) => [file.path, file]));
  const trainings = labels.filter((label) => label.is_training_config === "true");
  const seen = trainings.filter((label) => read.get(label.file!)?.kind === "training").length;
  let right = 0;
  let stated = 0;
  const misses: string[] = [];
  for (const label of trainings)
    for (const column of COLUMNS.filter((one) => isStated(label[one]!))) {
      const file = read.get(label.file!)!;
      stated++;
      if (agrees(column, label[column]!, file)) right++;
      else
        misses.push(
          `  ${label.file}: ${column} is ${label[column]}, ${answered(column, file.run)}`,
        );
    }
  const lookalikes = readFileSync(join(ROOT, "lookalikes.txt"), "utf8").split(/^=== /m).slice(1);
  const silent = lookalikes.filter((part) => {
    const end = part.indexOf("\n");
    return readConfig(part.slice(0, end), part.slice(end + 1)).kind === "other";
  }).length;
  const slowest = files
    .map(({ path, content }) => {
      readConfig(path, content);
      const begun = process.cpuUsage();
      readConfig(path, content);
      const used = process.cpuUsage(begun);
      return { path, took: (used.user + used.system) / 1000 };
    })
    .sort((a, b) => b.took - a.took)[0]!;
  console.log(
    `\nour own labels (scripts, notebooks, Python, job requests): recognised ${seen}/${trainings.length}, cells ${right}/${stated}, lookalikes silent ${silent}/${lookalikes.length}, slowest ${slowest.took.toFixed(1)} ms (${slowest.path})`,
  );
  for (const miss of misses) console.log(miss);
};
