import type { TrainingRun } from "../estimator/run.ts";
import { commandDocuments } from "./commands.ts";
import { draft, toRun, type Assumed, type Draft, type Origin, type Remark } from "./draft.ts";
import { locate, type Files } from "./files.ts";
import { isEssential } from "./essential.ts";
import {
  frameworkOfCommand,
  frameworkOfDict,
  frameworkOfPython,
  frameworks,
} from "./frameworks/index.ts";
import type { Document, Framework } from "./frameworks/framework.ts";
import { holdOut } from "./hold-out.ts";
import { inherit } from "./inherit.ts";
import { interpolate } from "./interpolate.ts";
import { jobDocuments } from "./jobs.ts";
import { readLaunched } from "./launched.ts";
import { remarkBroken } from "./broken.ts";
import { isLookalike } from "./lookalikes.ts";
import { remarkMisspelt } from "./misspelt.ts";
import { type Node, type Source } from "./node.ts";
import {
  LARGEST_BYTES,
  LARGEST_NOTEBOOK_BYTES,
  looksLikeConfig,
  mayTrain,
  mayTrainInPython,
} from "./scan.ts";
import { embeddedDocuments, pythonDocument } from "./python-document.ts";
import { notebookCode } from "./notebook.ts";
import { nameLocalModel } from "./local-model.ts";
import { readStoredBits } from "./stored-bits.ts";
import { parseToml } from "./toml.ts";
import { parseYaml } from "./yaml.ts";

export { looksLikeConfig };

export interface ReadFile {
  path: string;
  kind: "training" | "other";
  framework?: string;
  run?: TrainingRun;
  assumptions?: Assumed[];
  remarks?: Remark[];
  /** Paths, as written, of files that would say more. */
  needs?: string[];
  origins?: Record<string, Origin>;
}
export interface WrittenFile {
  path: string;
  content: string;
}

/** Every file on its own, with the others at hand where one names another. Total: any bytes give an answer. */
export const readConfigs = (files: readonly WrittenFile[]): { files: ReadFile[] } => {
  const shelf = shelve(files);
  return { files: files.map((file) => readOne(file, shelf)) };
};

/** One file; of the others only what it names is read. */
export const readConfig = (
  path: string,
  content: string,
  others: readonly WrittenFile[] = [],
): ReadFile => readOne({ path, content }, shelve([{ path, content }, ...others]));

const readOne = ({ path, content }: WrittenFile, shelf: Files): ReadFile => {
  const other: ReadFile = { path, kind: "other" };
  try {
    if (
      !looksLikeConfig(path) ||
      content.length > (path.endsWith(".ipynb") ? LARGEST_NOTEBOOK_BYTES : LARGEST_BYTES) ||
      !mayTrain(content)
    )
      return other;
    const needs = new Set<string>();
    const source: Source = { path, text: content };
    const written = documents(source, shelf, needs);
    for (const document of written) {
      const read = readDocument(document, needs, shelf);
      if (read === undefined) continue;
      if (document.shape === "command") remarkOthers(read, written, document);
      const broken = remarkBroken(source);
      return broken === undefined ? read : { ...read, remarks: [broken, ...read.remarks!] };
    }
    const broken = remarkBroken(source);
    if (broken !== undefined) return { path, kind: "training", remarks: [broken] };
    const missing = [...needs].filter((need) => shelf.text(need, path) === undefined);
    return missing.length > 0 ? { ...other, needs: missing } : other;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return other;
    throw error;
  }
};

/** A script of several trainings: one is priced, the others are named. */
const remarkOthers = (read: ReadFile, written: readonly Document[], first: Document): void => {
  const others = written
    .slice(written.indexOf(first) + 1)
    .filter(
      (one) => frameworkOf(one) !== undefined && one.launch?.program === first.launch?.program,
    );
  if (others.length === 0) return;
  read.remarks?.push({
    path: first.launch?.program ?? "",
    message: `This script starts ${others.length + 1} trainings: only the first is read.`,
  });
};
const frameworkOf = (document: Document): Framework | undefined =>
  document.shape === "python"
    ? frameworkOfPython(document)
    : document.embedded === true
      ? frameworkOfDict(document)
      : (frameworkOfCommand(document) ?? frameworks.find((one) => one.recognises(document)));

const readDocument = (
  document: Document,
  needs: ReadonlySet<string>,
  shelf: Files,
): ReadFile | undefined => {
  if (isLookalike(document)) return undefined;
  const framework = frameworkOf(document);
  if (framework === undefined) return undefined;
  const run = draft(framework.id);
  if (document.launch !== undefined) readLaunched(run, document, document.launch);
  framework.read(document, run);
  if (document.settled === false) withoutDefaults(run, document);
  readStoredBits(run);
  holdOut(run, document);
  nameLocalModel(run);
  if (!isEssential(document, run)) return undefined;
  if (document.shape !== "python") remarkMisspelt(document, run);
  const made = toRun(run);
  return {
    path: document.path,
    kind: "training",
    framework: run.framework,
    ...(made === undefined ? {} : { run: made }),
    assumptions: run.assumptions,
    remarks: run.remarks,
    needs: [...new Set([...needs, ...run.needs])].filter(
      (need) => shelf.text(need, document.path) === undefined,
    ),
    origins: Object.fromEntries(run.origins),
  };
};

/** With a config missing its defaults would be guesses: only what is written, and what the command implies, stays. */
const withoutDefaults = (run: Draft, { launch }: Document): void => {
  const missing = launch?.configs.map((config) => config.path).join(", ");
  const implied = new Set(["technique", "quantizationBits", "objective", "parallelism.strategy"]);
  for (const { field } of run.assumptions) {
    if (implied.has(field) && launch?.program === "tune") continue;
    if (field === "objective" || field.startsWith("parallelism")) continue;
    run.values.delete(field);
    run.origins.delete(field);
  }
  run.assumptions = run.assumptions.filter((one) => run.values.has(one.field));
  run.remarks.push({
    path: "config",
    message: `${missing ?? "Its config"} is not at hand: only what the command itself says is read.`,
  });
};

const SHELL = /\.(sh|bash|sbatch|slurm)$/i;

/** The calls of the file; a dict of arguments is looked for only where a trainer of that kind is named. */
const pythonDocuments = (source: Source, files: Files): Document[] => [
  pythonDocument(source, files),
  ...(/run_exp|llamafactory|finetuning_type|sft_main|rlhf_main|DictDefault/.test(source.text)
    ? embeddedDocuments(source, files)
    : []),
];

const documents = (source: Source, files: Files, needs: Set<string>): Document[] => {
  if (SHELL.test(source.path)) return commandDocuments(source, source.text, 0, files, needs);
  if (/\.py$/i.test(source.path))
    return mayTrainInPython(source.text) ? pythonDocuments(source, files) : [];
  if (/\.ipynb$/i.test(source.path)) {
    const notebook = notebookCode(source.text);
    if (notebook === undefined) return [];
    const { code, commands, lines: fileLines } = notebook;
    const written = { path: source.path, text: code, fileLines };
    const typed = { path: source.path, text: commands, fileLines };
    return [
      ...(code.length <= LARGEST_BYTES && mayTrainInPython(code)
        ? pythonDocuments(written, files)
        : []),
      ...(commands.length <= LARGEST_BYTES && mayTrain(commands)
        ? commandDocuments(typed, commands, 0, files, needs)
        : []),
    ];
  }
  return parse(source).flatMap((written) => {
    const job = jobDocuments(written, source, files, needs);
    if (job !== undefined) return job;
    const root = inherit(written, source.path, files, needs);
    if (source.text.includes("${") || root !== written) interpolate(root);
    return [{ path: source.path, text: source.text, root, shape: "data" as const, files }];
  });
};

const parse = (source: Source): Node[] => {
  if (/\.(ya?ml|jsonc?|json5)$/i.test(source.path)) return parseYaml(source);
  if (/\.toml$/i.test(source.path)) return [parseToml(source) ?? []].flat();
  return [];
};

const shelve = (files: readonly WrittenFile[]): Files => {
  const byPath = new Map(files.map((file) => [file.path, file.content]));
  const parsed = new Map<string, Node | undefined>();
  const text = (path: string, from: string) => {
    const found = locate(byPath, path, from);
    return found === undefined || found === from
      ? undefined
      : { path: found, content: byPath.get(found)! };
  };
  return {
    text,
    find: (path, from) => {
      const found = text(path, from);
      if (found === undefined || found.content.length > LARGEST_BYTES) return undefined;
      if (!parsed.has(found.path))
        parsed.set(found.path, parse({ path: found.path, text: found.content })[0]);
      const root = parsed.get(found.path);
      return root === undefined ? undefined : { path: found.path, root };
    },
  };
};
