import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Estimate } from "../../../src/estimator/index.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "ftcost-cli-"));

const ftcost = (...words: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, "handlers", "cli.ts"), ...words],
      { cwd: root },
      (error, out, err) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });

const write = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const axolotl = (epochs: number): string => `base_model: meta-llama/Llama-3.1-8B
adapter: qlora
load_in_4bit: true
datasets:
  - path: tatsu-lab/alpaca
    type: alpaca
sequence_len: 2048
sample_packing: true
micro_batch_size: 2
gradient_accumulation_steps: 4
num_epochs: ${epochs}
optimizer: paged_adamw_8bit
bf16: auto
gradient_checkpointing: true
flash_attention: true
`;

describe("the command line", () => {
  it("prints the Estimate alone with --json, in the contract's shape, with at least five quotes", async () => {
    const { code, out } = await ftcost("llama-3.1-8b qlora 50k rows 3 epochs", "--json");
    expect(code).toBe(0);
    const estimate = Estimate.parse(JSON.parse(out));
    expect(estimate.quotes.length).toBeGreaterThanOrEqual(5);
    expect(estimate.run.baseModel).toBe("meta-llama/Llama-3.1-8B");
    expect(estimate.run.dataset?.rows).toBe(50_000);
  });

  it("reads a config file", async () => {
    const { code, out } = await ftcost(write("axolotl.yml", axolotl(3)), "--json");
    expect(code).toBe(0);
    expect(Estimate.parse(JSON.parse(out)).run).toMatchObject({
      technique: "qlora",
      microBatchSize: 2,
      epochs: 3,
    });
  });

  it("says what three epochs cost more than one", async () => {
    const { code, out } = await ftcost(
      "diff",
      write("base.yml", axolotl(1)),
      write("head.yml", axolotl(3)),
    );
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toMatch(/^\+\$[\d.]+: \$[\d.]+ before, \$[\d.]+ after$/);
  });

  it("exits 1 over the budget and 0 under it", async () => {
    const run = "llama-3.1-8b qlora 50k rows 3 epochs";
    expect((await ftcost(run, "--budget", "0.01")).code).toBe(1);
    expect((await ftcost(run, "--budget", "100000")).code).toBe(0);
  });

  it.each([
    ["an unknown model", ["lama-3.1-8b qlora"], /Did you mean llama-3\.1-8b/],
    ["a file that is no training config", [join(root, "package.json")], /No training run/],
    ["a budget that is no number", ["llama-3.1-8b", "--budget", "much"], /in dollars/],
    ["one file to diff", ["diff", "a.yml"], /two files|No such file/],
  ])("exits 2 with one clear line for %s", async (_what, words, line) => {
    const { code, out, err } = await ftcost(...words);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(line);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
