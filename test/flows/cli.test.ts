/** The command line as a stranger runs it: a process, its two streams and its exit code. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Estimate } from "../../src/estimator/estimate.ts";

const root = join(import.meta.dirname, "..", "..");
let folder: string;

const config = (epochs: number, rank = 16) =>
  `base_model: meta-llama/Llama-3.1-8B\nadapter: lora\nsequence_len: 2048\nnum_epochs: ${epochs}\nlora_r: ${rank}\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n`;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ftcost-cli-"));
  writeFileSync(join(folder, "base.yml"), config(2));
  writeFileSync(join(folder, "head.yml"), config(4, 64));
  writeFileSync(join(folder, "other.yml"), "services: {}\n");
  writeFileSync(
    join(folder, "bytes.yml"),
    Uint8Array.from({ length: 300 }, (_, at) => 255 - at),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ftcost = (...args: string[]) => {
  const node = join(root, "node_modules", ".bin", "node");
  const cli = join(root, "handlers", "cli.ts");
  return spawnSync(node, [cli, ...args], { cwd: folder, encoding: "utf8" });
};

it("a config: the figure first; --json the Estimate alone", () => {
  expect(ftcost("base.yml")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\$[\d.]+, /) as string,
  });
  const { status, stdout } = ftcost("base.yml", "--json");
  expect(status).toBe(0);
  expect(Estimate.safeParse(JSON.parse(stdout)).success).toBe(true);
});

it("diff: the difference, and its parts add up to it", () => {
  const { status, stdout } = ftcost("diff", "base.yml", "head.yml", "--json");
  expect(status).toBe(0);
  const read = JSON.parse(stdout) as {
    usdDifference: number;
    attribution: { shares: { player: { name: string }; cents: number }[] };
  };
  const { shares } = read.attribution;
  expect(shares.map(({ player }) => player.name)).toEqual(
    expect.arrayContaining(["epochs", "lora.rank"]),
  );
  const cents = shares.reduce((sum, share) => sum + share.cents, 0);
  expect(cents).toBe(Math.round(read.usdDifference * 100));
  expect(ftcost("diff", "base.yml", "head.yml").stdout).toMatch(
    /^\+\$[\d.]+: .*\n( {2}\S+ .*\n)*? {2}epochs .*2 -> 4/,
  );
});

it("exits by the budget", () => {
  expect(ftcost("base.yml", "--budget", "100000").status).toBe(0);
  const over = ftcost("base.yml", "--budget", "0.01");
  expect([over.status, over.stderr]).toEqual([1, expect.stringContaining("over the budget")]);
});

it.each([
  [["absent.yml"], /absent\.yml: No such file/],
  [["other.yml"], /No training run/],
  [["bytes.yml"], /No training run/],
  [["."], /Not a file/],
  [["diff", "base.yml"], /Give two files/],
  [["diff", "base.yml", "absent.yml"], /No such file: absent\.yml/],
  [["--banana"], /--banana/],
  [["base.yml", "--budget", "much"], /--budget 50/],
  [["banana phone"], /banana/],
  [["acme/unheard-of-99b lora"], /unheard-of-99b/],
  [["help me"], /./],
  [[], /./],
])("%j is refused in words, with 2", (args, says) => {
  const { status, stdout, stderr } = ftcost(...args);
  expect(status).toBe(2);
  expect(stderr + stdout).toMatch(says);
  expect(stderr).not.toMatch(/^\s+at /m);
});
