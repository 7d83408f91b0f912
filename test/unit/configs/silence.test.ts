import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksLikeConfig, readConfig, readConfigs } from "../../../src/configs/index.ts";
import { bundle, fixtures } from "./fixtures.ts";

const data = fixtures("training").filter((file) => /\.(ya?ml|toml)$/.test(file.path));
const MODEL =
  /^\s*(model_name_or_path|base_model|name|model|pretrained_model_name_or_path):?\s*[:=].*$/gm;
const VOLUME = /^\s*(num_train_epochs|num_epochs|epochs|max_steps|iters)\s*[:=].*$/gm;

/** CPU rather than wall time, and the least of five: the garbage of other tests is not the reader's. */
const cpuMilliseconds = (work: () => void): number => {
  let least = Infinity;
  for (let tries = 0; tries < 5; tries++) {
    const begun = process.cpuUsage();
    work();
    const used = process.cpuUsage(begun);
    least = Math.min(least, (used.user + used.system) / 1000);
    if (least < TARGET_MILLISECONDS / 2) break;
  }
  return least;
};
const TARGET_MILLISECONDS = 50;

describe("a true config without its model or its volume is none", () => {
  const plain = data.filter((file) => !/sky|k8s/.test(file.path));
  test.each(plain)("$path without its volume", ({ path, content }) => {
    expect(readConfig(path, content.replace(VOLUME, "")).kind).toBe("other");
  });
  test.each(plain)("$path without its model", ({ path, content }) => {
    expect(readConfig(path, content.replace(MODEL, "")).kind).toBe("other");
  });
});

describe("what resembles a training config and is none", () => {
  const files = bundle("lookalikes.txt");
  test("there are many", () => expect(files.length).toBeGreaterThanOrEqual(119));
  test.each(files)("silence on $path", ({ path, content }) => {
    expect(readConfig(path, content)).toEqual({ path, kind: "other" });
  });
});

describe("any bytes give an answer in time", () => {
  const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghijkl"
    .split("")
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghijkl"[at]}`).join(",")}]`)
    .join("\n")}\nmodel: *l\nepochs: 3\nlearning_rate: 1e-4\n`;
  const hostile: Record<string, string> = {
    "a billion laughs": laughs,
    "a megabyte of brackets": `epochs: 1\nmodel: ${"[".repeat(1_000_000)}`,
    "brackets in a string's shadow": `# model epochs: "\n${"[".repeat(90_000)}\n"`,
    "deep indentation": Array.from(
      { length: 3000 },
      (_, at) => `${" ".repeat(at % 200)}model${at}:`,
    ).join("\n"),
    dashes: `from_pretrained TrainingArguments model epochs\n${"- ".repeat(45_000)}`,
    "one long line": `epochs: 3\nmodel_name_or_path: ${"x".repeat(90_000)}`,
    "many keys": `model: a/b\nepochs: 3\nlearning_rate: 1\n${Array.from({ length: 9000 }, (_, at) => `k${at}: 1`).join("\n")}`,
    quotes: `model epochs "${'\\"'.repeat(40_000)}`,
    dollars: `python train.py --epochs 1 --model ${"${A:-".repeat(9000)}`,
    parentheses: `python train.py --epochs 1 --model $(${"(".repeat(90_000)}`,
    "python calls": `from_pretrained TrainingArguments model epochs\n${"f(".repeat(30_000)}`,
    references: `model: a/b\nepochs: 1\nx0: 1\n${Array.from({ length: 2000 }, (_, at) => `x${at + 1}: \${x${at}}\${x${at}}`).join("\n")}`,
  };
  test.each(Object.entries(hostile))("%s", (_, content) => {
    for (const path of ["a.yaml", "a.json", "a.toml", "a.sh", "a.py", "a.ipynb"]) {
      readConfig(path, content);
      expect(
        cpuMilliseconds(() => readConfig(path, content)),
        path,
      ).toBeLessThan(TARGET_MILLISECONDS);
    }
  });
  test("arbitrary text, arbitrary cuts of true files", () => {
    const files = [...fixtures("training"), ...fixtures("other")];
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(4000),
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.nat(4000),
        ({ path, content }, from, junk, length) => {
          const cut = content.slice(0, from) + junk + content.slice(from + (length % 200));
          expect(["training", "other"]).toContain(readConfig(path, cut).kind);
        },
      ),
      { numRuns: 600 },
    );
  });
  test("files that name each other end", () => {
    const files = [
      { path: "a.yaml", content: "defaults: b.yaml\nmodel: x/y\nepochs: 1\nlearning_rate: 1e-4\n" },
      { path: "b.yaml", content: "defaults: a.yaml\nmodel: x/y\nepochs: 1\nlearning_rate: 1e-4\n" },
    ];
    expect(readConfigs(files).files).toHaveLength(2);
  });
});

describe("the name alone", () => {
  test.each([
    ["configs/sft.yaml", true],
    ["train.py", true],
    ["scripts/run.sh", true],
    ["jobs/x.sbatch", true],
    ["adapter_config.json", false],
    ["out/checkpoint-500/config.json", false],
    [".github/workflows/ci.yml", false],
    ["package-lock.json", false],
    ["README.md", false],
    ["src/index.ts", false],
  ])("%s: %s", (path, expected) => expect(looksLikeConfig(path)).toBe(expected));
});
