/** The GitHub Action's script in a repository of its own, as a runner would run it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const script = join(root, ".github", "actions", "ftcost", "estimate.sh");
let repository: string;
let base: string;

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
const config = (epochs: number) =>
  `base_model: meta-llama/Llama-3.1-8B\nadapter: lora\nsequence_len: 4096\nmicro_batch_size: 2\ngradient_accumulation_steps: 4\nnum_epochs: ${epochs}\nlora_r: 16\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n`;
const commit = (files: Record<string, string>) => {
  for (const [path, content] of Object.entries(files))
    writeFileSync(join(repository, path), content);
  git("add", "-A");
  git("commit", "-qm", "x");
};
const act = (settings: Record<string, string> = {}) => {
  const summary = join(repository, "..", `summary-${Math.abs(process.hrtime()[1])}.md`);
  writeFileSync(summary, "");
  const { status, stderr } = spawnSync("bash", [script], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, FTCOST: root, BASE: base, GITHUB_STEP_SUMMARY: summary, ...settings },
  });
  const text = readFileSync(summary, "utf8");
  rmSync(summary);
  return { status, text, stderr };
};

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "ftcost-action-"));
  git("init", "-q");
  commit({ "train.yml": config(1), "notes.md": "hello" });
  base = git("rev-parse", "HEAD");
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

it("writes before and after of a changed config into the summary", () => {
  commit({ "train.yml": config(3), "compose.yaml": "services: {}\n" });
  const { status, text } = act();
  expect(status).toBe(0);
  expect(text).toContain("### train.yml");
  expect(text).toMatch(/\+\$[\d.]+: \$[\d.]+ before, \$[\d.]+ after/);
  expect(text).not.toContain("compose.yaml");
});

it("fails over the budget and says by what", () => {
  commit({ "new.yml": config(30) });
  const { status, text } = act({ BUDGET: "0.50" });
  expect(status).toBe(1);
  expect(text).toContain("over the budget of $0.50");
});

it("says so when nothing that trains has changed", () => {
  commit({ "notes.md": "bye" });
  const { status, text } = act();
  expect(status).toBe(0);
  expect(text).toContain("No training config changes here.");
});

it("runs nothing that a file's name says", () => {
  commit({
    "$(touch owned).yml": config(2),
    "`touch owned`;.yml": config(2),
    "--json.yml": config(2),
  });
  const { status, text } = act();
  expect(status).toBe(0);
  expect(text.match(/^### /gm)).toHaveLength(3);
  expect(git("status", "--porcelain")).toBe("");
});

it("says what to do when the base is not in the clone", () => {
  const { status, stderr } = act({ BASE: "0".repeat(40) });
  expect(status).toBe(2);
  expect(stderr).toContain("fetch-depth");
});
