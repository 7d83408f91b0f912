/** Reads a phrase and lists how the reading differs from what the phrase must give; shared by the test and the report. */
import { isDeepStrictEqual } from "node:util";
import { readCommand } from "../../src/command/index.ts";
import type { Command } from "../../src/command/index.ts";
import { findGpu } from "../../src/estimator/gpus/gpus.ts";
import { findModel } from "../../src/estimator/models/models.ts";
import type { TrainingRun } from "../../src/estimator/run.ts";
import type { Phrase } from "./phrases.ts";

/** Ids of one row of the table are one model to the estimator. */
const modelId = (name: string): string => {
  const model = findModel(name);
  return model === undefined ? name : [model.id, ...model.aliases].sort()[0]!;
};
const gpuId = (name: string): string => findGpu(name)?.gpu.id ?? name;

/** Both sides through the tables: the spelling that was kept is not at stake here. */
const canonical = (run: Partial<TrainingRun> | undefined): unknown => {
  if (run === undefined) return undefined;
  const copy = structuredClone(run);
  if (copy.baseModel !== undefined) copy.baseModel = modelId(copy.baseModel);
  if (copy.hardware?.gpu !== undefined) copy.hardware.gpu = gpuId(copy.hardware.gpu);
  return copy;
};

const only = (run: TrainingRun | undefined, fields: string[]): Partial<TrainingRun> | undefined =>
  run && Object.fromEntries(Object.entries(run).filter(([field]) => fields.includes(field)));

const FIELDS = [
  "budgetUsd",
  "deadlineHours",
  "provider",
  "pricing",
  "name",
  "action",
  "percent",
] as const;

const problemsOf = ({ problems }: Command): Record<string, string | null> =>
  Object.fromEntries(problems.map(({ path, didYouMean }) => [path, didYouMean ?? null]));

export const misreadings = (phrase: Phrase): string[] => {
  const command = readCommand(phrase.text);
  const wrong: string[] = [];
  const compare = (what: string, expected: unknown, read: unknown): void => {
    if (!isDeepStrictEqual(expected, read))
      wrong.push(`${what}: expected ${JSON.stringify(expected)}, read ${JSON.stringify(read)}`);
  };
  compare("kind", phrase.kind ?? "estimate", command.kind);
  if (phrase.contains === undefined) compare("run", canonical(phrase.run), canonical(command.run));
  else
    compare(
      "fields",
      canonical(phrase.contains),
      canonical(only(command.run, Object.keys(phrase.contains))),
    );
  compare("runs", phrase.runs?.map(canonical), command.runs?.map(canonical));
  compare("gpu", phrase.gpu, command.gpu === undefined ? undefined : gpuId(command.gpu));
  for (const field of FIELDS) compare(field, phrase[field], command[field]);
  compare("problems", phrase.problems ?? {}, problemsOf(command));
  return wrong;
};
