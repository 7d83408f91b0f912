import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/configs/index.ts";
import { agrees, COLUMNS, isStated, type Label } from "../../configs/compare.ts";
import { withoutModel, withoutVolume } from "../../configs/ablate.ts";
import { parseCsv } from "../../configs/csv.ts";

const SHARED = join(import.meta.dirname, "../../../../shared/configs");
const present = existsSync(join(SHARED, "labels.csv"));

describe.skipIf(!present)("the labelled files of ../shared/configs, each by itself", () => {
  const labels = present
    ? (parseCsv(readFileSync(join(SHARED, "labels.csv"), "utf8")) as Label[])
    : [];
  const read = labels.map((label) => ({
    label,
    file: readConfig(label.file!, readFileSync(join(SHARED, "corpus", label.file!), "utf8")),
  }));
  const trainings = read.filter(({ label }) => label.is_training_config === "true");
  test("recognition at least 98 %, silence on every lookalike", () => {
    const seen = trainings.filter(({ file }) => file.kind === "training");
    expect(seen.length / trainings.length).toBeGreaterThanOrEqual(0.98);
    for (const { label, file } of read)
      if (label.is_training_config === "false") expect(file.kind, label.file!).toBe("other");
  });
  const cut = trainings
    .filter(({ label }) => /\.(ya?ml|json|toml)$/.test(label.file!))
    .flatMap(({ label }) => {
      const content = readFileSync(join(SHARED, "corpus", label.file!), "utf8");
      return [
        ["its model", withoutModel(content, label.base_model_hf_id!)] as const,
        ["its volume", withoutVolume(content)] as const,
      ].flatMap(([what, rest]) =>
        rest === content ? [] : [{ path: label.file!, what, content: rest }],
      );
    });
  test("many lookalikes are made of true configs", () => expect(cut.length).toBeGreaterThan(80));
  test.each(cut)("silence on $path without $what", ({ path, content }) => {
    expect(readConfig(path, content).kind).toBe("other");
  });
  test.each(COLUMNS)("at least 92 % of %s", (column) => {
    // Inherited values need the base file too: `npm run configs` brings it, here it is left out.
    const stated = trainings.filter(
      ({ label, file }) => isStated(label[column]!) && (file.needs ?? []).length === 0,
    );
    const right = stated.filter(({ label, file }) => agrees(column, label[column]!, file));
    expect(right.length / stated.length).toBeGreaterThanOrEqual(0.92);
  });
});
