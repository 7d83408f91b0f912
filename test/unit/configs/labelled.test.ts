import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfigs } from "../../../src/configs/index.ts";
import { TrainingRun } from "../../../src/estimator/run.ts";
import { agrees, answered, COLUMNS, isStated, type Label } from "../../configs/compare.ts";
import { parseCsv } from "../../configs/csv.ts";
import { labelled } from "./fixtures.ts";

const ROOT = join(import.meta.dirname, "../../fixtures/configs/labelled");
const labels = parseCsv(readFileSync(join(ROOT, "labels.csv"), "utf8")) as Label[];
const files = labelled();
const paths = files.map((file) => file.path);
const read = new Map(readConfigs(files).files.map((file) => [file.path, file]));

/** Launchers, scripts and notebooks as people commit them, labelled by hand in the columns of reference.md. */
describe("scripts labelled by hand", () => {
  test("every file has its label", () =>
    expect(labels.map((label) => label.file!).toSorted()).toEqual(paths.toSorted()));
  test.each(labels)("$file", (label) => {
    const file = read.get(label.file!)!;
    if (label.is_training_config === "false") return expect(file.kind).toBe("other");
    expect(file.kind).toBe("training");
    expect(file.framework).toBe(label.framework);
    expect(TrainingRun.safeParse(file.run).success).toBe(true);
    const wrong = COLUMNS.filter((column) =>
      isStated(label[column]!) || label[column] === "?"
        ? !agrees(column, label[column]!, file)
        : false,
    ).map((column) => `${column}: ${label[column]} read as ${answered(column, file.run)}`);
    expect(wrong).toEqual([]);
  });
});
