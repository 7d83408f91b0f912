/**
 * `npm run mutations`: takes one safeguard at a time out of the built Worker's sources and proves that
 * a flow test fails. Works on a copy of the tree, so nothing here is touched.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Mutation = {
  name: string;
  file: string;
  from: string;
  to: string;
  test: string;
  flow?: string;
};

const MUTATIONS: Mutation[] = [
  {
    name: "the signature is not checked",
    file: "handlers/github/index.ts",
    from: "if (!(await probot.webhooks.verify(raw, signature).catch(() => false)))",
    to: "if (signature === 'never')",
    test: "refuses wrong",
  },
  {
    name: "the author is not checked",
    file: "handlers/github/own-comments.ts",
    from: "isOwn(row, who, appId) && ",
    to: "",
    test: "leaves a person's comment",
  },
  {
    name: "there is no debounce",
    file: "handlers/github/agenda.ts",
    from: 'this.want("start", Math.min(now + debounceMilliseconds, Math.max(latest, now)));',
    to: 'void latest; this.want("start", now);',
    test: "runs once for pushes",
    flow: "github-quiet",
  },
  {
    name: "the head is not looked at again before writing",
    file: "handlers/github/upsert.ts",
    from: 'if (await hasMovedOn(bench, job)) return { kind: "stale" };',
    to: "if (false as boolean) await hasMovedOn(bench, job);",
    test: "does not write for a head",
  },
  {
    name: "delivery ids are not remembered",
    file: "handlers/github/deliveries.ts",
    from: 'if (known !== undefined && known[1] !== "failed") return false;',
    to: "",
    test: "does not rewrite an identical body",
  },
  {
    name: "duplicates are not healed",
    file: "handlers/github/own-comments.ts",
    from: "for (const duplicate of rest) await remove(bench, duplicate.id);",
    to: "void rest;",
    test: "heals the second comment",
  },
  {
    name: "prices that hardly moved count as said",
    file: "handlers/github/upsert.ts",
    from: 'if (composed.isQuiet) return { kind: "done", inDoubt };',
    to: "",
    test: "small moves add up",
    flow: "github-rules",
  },
  {
    name: "anybody may override",
    file: "handlers/github/commands.ts",
    from: "NEEDS_WRITE.has(read.value.verb) && ",
    to: "(false as boolean) && NEEDS_WRITE.has(read.value.verb) && ",
    test: "accepts an override from a writer alone",
  },
  {
    name: "the pull request's own rules hold",
    file: "handlers/github/open.ts",
    from: "SETTINGS_PATH, answer.base.ref",
    to: "SETTINGS_PATH, answer.head.sha",
    test: "fails over the limit of the base branch",
  },
];

const root = join(import.meta.dirname, "..", "..");
const copy = mkdtempSync(join(tmpdir(), "ftcost-mutation-"));
const SKIPPED = /[\\/](node_modules|\.git|dist|\.wrangler)$/;
cpSync(root, copy, { recursive: true, filter: (source) => !SKIPPED.test(source) });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

const testFails = (named: string, flow = "github"): boolean => {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", `test/flows/${flow}.test.ts`, "-t", named];
  return spawnSync(process.execPath, args, { cwd: copy, stdio: "ignore" }).status !== 0;
};

let survivors = 0;
for (const { name, file, from, to, test, flow } of MUTATIONS) {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  if (!source.includes(from)) throw new Error(`${file} no longer holds: ${from}`);
  writeFileSync(path, source.replace(from, to));
  const isKilled = testFails(test, flow);
  writeFileSync(path, source);
  if (!isKilled) survivors += 1;
  console.log(`${isKilled ? "killed  " : "SURVIVED"}  ${name}  (${test})`);
}
const isSound = !testFails("one comment");
console.log(isSound ? "unmutated: green" : "unmutated: RED, so the above proves nothing");
rmSync(copy, { recursive: true, force: true });
process.exit(survivors === 0 && isSound ? 0 : 1);
