import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { readConfigs, type ReadFile } from "../../src/configs/index.ts";
import { agrees, answered, COLUMNS, isStated, type Column, type Label } from "./compare.ts";
import { withoutModel, withoutVolume } from "./ablate.ts";
import { parseCsv } from "./csv.ts";
import { reportOwn } from "./own.ts";

const SHARED = join(import.meta.dirname, "../../../shared/configs");
const CORPUS = join(SHARED, "corpus");

reportOwn();
if (!existsSync(join(SHARED, "labels.csv"))) {
  console.log("../shared/configs is not here: nothing to report.");
  process.exit(0);
}
const corpusText = (path: string): string | undefined => {
  const full = join(CORPUS, path);
  return existsSync(full) && statSync(full).isFile() ? readFileSync(full, "utf8") : undefined;
};

/** As the GitHub door does it: read, fetch exactly what is still needed, read again. */
const readWithNeeds = (path: string): ReadFile => {
  const files = [{ path, content: corpusText(path) ?? "" }];
  for (let round = 0; ; round++) {
    const read = readConfigs(files).files[0]!;
    const found = (read.needs ?? []).flatMap((need) => {
      const candidates = [
        join(path, "..", need),
        ...path
          .split("/")
          .map((_, depth, parts) => join(...parts.slice(0, depth), "/", need).replace(/^\//, "")),
      ];
      const hit = candidates.find((one) => corpusText(one) !== undefined);
      return hit === undefined || files.some((file) => file.path === hit)
        ? []
        : [{ path: hit, content: corpusText(hit)! }];
    });
    if (found.length === 0 || round === 4) return read;
    files.push(...found);
  }
};

const labels = parseCsv(readFileSync(join(SHARED, "labels.csv"), "utf8")) as Label[];
const present = labels.filter((label) => corpusText(label.file!) !== undefined);
const read = new Map(present.map((label) => [label.file!, readWithNeeds(label.file!)]));
const trainings = present.filter((label) => label.is_training_config === "true");
const lookalikes = present.filter((label) => label.is_training_config !== "true");
const recognised = trainings.filter((label) => read.get(label.file!)!.kind === "training");
const silent = lookalikes.filter((label) => read.get(label.file!)!.kind === "other");

const share = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} % (${part}/${whole})`;

console.log(`labelled files: ${labels.length}, of them in the corpus: ${present.length}`);
console.log(`training configs recognised     ${share(recognised.length, trainings.length)}`);
for (const label of trainings)
  if (!recognised.includes(label)) console.log(`  missed: ${label.file}`);
console.log(`lookalikes answered in silence  ${share(silent.length, lookalikes.length)}`);
for (const label of lookalikes)
  if (!silent.includes(label))
    console.log(`  spoke on: ${label.file} (${read.get(label.file!)!.framework})`);

const cut = trainings
  .filter((label) => /\.(ya?ml|json|toml)$/.test(label.file!))
  .flatMap((label) => {
    const content = corpusText(label.file!)!;
    return [withoutModel(content, label.base_model_hf_id!), withoutVolume(content)]
      .filter((rest) => rest !== content)
      .map((rest) => readConfigs([{ path: label.file!, content: rest }]).files[0]!);
  });
const quiet = cut.filter((file) => file.kind === "other");
console.log(`true ones without model or volume ${share(quiet.length, cut.length)}`);
for (const file of cut) if (!quiet.includes(file)) console.log(`  spoke on: ${file.path}`);

/** What always answering the commonest label of the column would score. */
const mostCommon = (column: Column): string => {
  const counts = new Map<string, number>();
  for (const label of trainings) {
    const value = label[column]!;
    if (isStated(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
};
const misses: string[] = [];
let rightCells = 0;
let allCells = 0;
let baselineCells = 0;
console.log("\ncolumn            right                 always the commonest");
for (const column of COLUMNS) {
  const stated = trainings.filter((label) => isStated(label[column]!));
  const common = mostCommon(column);
  const right = stated.filter((label) => {
    const file = read.get(label.file!)!;
    const good = agrees(column, label[column]!, file);
    if (!good)
      misses.push(
        `${label.file}: ${column} is ${label[column]}, read ${answered(column, file.run) || "nothing"}`,
      );
    return good;
  });
  const baseline = stated.filter((label) => label[column] === common).length;
  rightCells += right.length;
  allCells += stated.length;
  baselineCells += baseline;
  console.log(
    `${column.padEnd(17)} ${share(right.length, stated.length).padEnd(21)} ${share(baseline, stated.length)} ("${common}")`,
  );
}
console.log(
  `${"all".padEnd(17)} ${share(rightCells, allCells).padEnd(21)} ${share(baselineCells, allCells)}`,
);
const unknowable = trainings.flatMap((label) =>
  COLUMNS.filter((column) => label[column] === "?").map((column) => ({ label, column })),
);
const honest = unknowable.filter(({ label, column }) => {
  const good = agrees(column, "?", read.get(label.file!)!);
  if (!good)
    misses.push(
      `${label.file}: ${column} cannot be known, read ${answered(column, read.get(label.file!)!.run)}`,
    );
  return good;
});
console.log(`"?" left open or said as an assumption: ${share(honest.length, unknowable.length)}`);

console.log("\nframework            recognised   cells right");
for (const framework of new Set(trainings.map((label) => label.framework!))) {
  const own = trainings.filter((label) => label.framework === framework);
  const cells = own.flatMap((label) =>
    COLUMNS.filter((column) => isStated(label[column]!)).map((column) =>
      agrees(column, label[column]!, read.get(label.file!)!),
    ),
  );
  console.log(
    `${framework.padEnd(20)} ${`${own.filter((label) => recognised.includes(label)).length}/${own.length}`.padEnd(12)} ${share(cells.filter(Boolean).length, cells.length)}`,
  );
}
console.log(`\nmisses (${misses.length}):`);
for (const miss of misses) console.log(`  ${miss}`);

const paths = (readdirSync(CORPUS, { recursive: true }) as string[]).filter(
  (path) => statSync(join(CORPUS, path)).isFile() && path !== "SOURCES.md",
);
const milliseconds: { path: string; took: number }[] = [];
const byFolder = new Map<
  string,
  { files: number; training: number; withRun: number; frameworks: Map<string, number> }
>();
let thrown = 0;
for (const path of paths) {
  const content = readFileSync(join(CORPUS, path), "utf8");
  const begun = process.cpuUsage();
  let file: ReadFile | undefined;
  try {
    file = readConfigs([{ path: relative(CORPUS, join(CORPUS, path)), content }]).files[0];
  } catch (error) {
    thrown++;
    console.log(`  threw on ${path}: ${String(error)}`);
  }
  const used = process.cpuUsage(begun);
  milliseconds.push({ path, took: (used.user + used.system) / 1000 });
  const folder = path.split("/")[0]!;
  const tally = byFolder.get(folder) ?? {
    files: 0,
    training: 0,
    withRun: 0,
    frameworks: new Map<string, number>(),
  };
  tally.files++;
  if (file?.kind === "training") {
    tally.training++;
    if (file.run !== undefined) tally.withRun++;
    tally.frameworks.set(file.framework!, (tally.frameworks.get(file.framework!) ?? 0) + 1);
  }
  byFolder.set(folder, tally);
}
milliseconds.sort((a, b) => a.took - b.took);
const quantile = (q: number): string =>
  milliseconds[
    Math.min(milliseconds.length - 1, Math.floor(q * milliseconds.length))
  ]!.took.toFixed(2);
console.log(
  `\ncorpus: ${paths.length} files; CPU per file: median ${quantile(0.5)} ms, p90 ${quantile(0.9)} ms, max ${quantile(1)} ms (${milliseconds.at(-1)!.path}); over 50 ms: ${milliseconds.filter((one) => one.took > 50).length}; thrown: ${thrown}`,
);
if (process.argv.includes("--folders"))
  for (const [folder, tally] of byFolder)
    console.log(
      `${folder.padEnd(24)} ${tally.files} files, ${tally.training} training, ${tally.withRun} with a run: ${[...tally.frameworks].map(([name, times]) => `${name} ${times}`).join(", ")}`,
    );
