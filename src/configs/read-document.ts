import { type Draft, draft, toRun } from "./draft.ts";
import { isEssential } from "./essential.ts";
import type { Files } from "./files.ts";
import type { Document, Framework } from "./frameworks/framework.ts";
import {
  frameworkOfCommand,
  frameworkOfDict,
  frameworkOfPython,
  frameworks,
} from "./frameworks/index.ts";
import { holdOut } from "./hold-out.ts";
import type { ReadFile } from "./index.ts";
import { readLaunched } from "./launched.ts";
import { nameLocalModel } from "./local-model.ts";
import { isLookalike } from "./lookalikes.ts";
import { remarkMisspelt } from "./misspelt.ts";
import { readStoredBits } from "./stored-bits.ts";

/** A script of several trainings: one is priced, the others are named. */
export const remarkOthers = (
  read: ReadFile,
  written: readonly Document[],
  first: Document,
): void => {
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

export const readDocument = (
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
