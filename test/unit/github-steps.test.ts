/** The job's steps in plain node, against the stand-in GitHub: what one invocation asks for, step by step. */
import { describe, expect, it } from "vitest";
import { changesOf } from "../../handlers/github/estimates.ts";
import { lostDeliveries } from "../../handlers/github/redeliver.ts";
import { Deliveries } from "../../handlers/github/deliveries.ts";
import { placesOf } from "../../handlers/github/reading.ts";
import { benchOf, commentOf, memoryKv, runAll } from "../fakes/bench.ts";
import { axolotl } from "../fakes/configs.ts";
import { FakeGitHub } from "../fakes/github.ts";

/** The platform's limit on the free plan. */
const SUB_REQUESTS = 50;

describe("the steps of a run", () => {
  it("ask for fewer than fifty things each, with 300 changed files of which 20 are configs", async () => {
    const github = new FakeGitHub();
    const [before, after]: [Record<string, string>, Record<string, string>] = [{}, {}];
    for (let index = 0; index < 280; index++) after[`src/file-${index}.py`] = "pass\n";
    for (let index = 0; index < 20; index++) {
      before[`train/c${index}.yml`] = axolotl();
      after[`train/c${index}.yml`] = axolotl({ num_epochs: 2 + index, sequence_len: 1024 });
    }
    github.trees.set("base0000", before);
    github.trees.set("main", before);
    github.trees.set("aaaa1111", after);
    github.open({ number: 1, headSha: "aaaa1111" });
    const { bench, state } = benchOf(github);
    const asked = await runAll(bench, state);
    // A token may have to be fetched in the same invocation.
    expect(Math.max(...asked) + 1).toBeLessThanOrEqual(SUB_REQUESTS);
    expect(changesOf(bench)).toHaveLength(20);
    expect(github.sticky(1)[0]!.body).toContain("20 configs");
  }, 60_000);

  it("ask for fewer than fifty things each with 3,000 files and a conversation of 2,500 comments", async () => {
    const github = new FakeGitHub();
    github.trees.set("base0000", {});
    github.trees.set("main", {});
    github.trees.set("aaaa1111", { "zz.yml": axolotl() });
    const pull = github.open({ number: 1, headSha: "aaaa1111" });
    const others = Array.from({ length: 2999 }, (_, index) => `src/f${index}.ts`);
    pull.files = [...others, "zz.yml"].map((filename) => ({ filename, status: "added", sha: "x" }));
    const human = { id: 5, login: "dev", type: "User" } as const;
    for (let index = 0; index < 2500; index++) github.say(1, human, "hello");
    const { bench, state } = benchOf(github);
    const asked = await runAll(bench, state);
    expect(Math.max(...asked) + 1).toBeLessThanOrEqual(SUB_REQUESTS);
    expect(github.sticky(1)[0]!.body).toContain("`zz.yml`");
  });

  it("price both sides with one catalog though the prices are refreshed in between", async () => {
    const github = new FakeGitHub();
    github.trees.set("base0000", { "a.yml": axolotl() });
    github.trees.set("main", {});
    github.trees.set("aaaa1111", { "a.yml": axolotl() + "# same figures\n" });
    github.open({ number: 1, headSha: "aaaa1111" });
    const { snapshotCatalog } = await import("../../pricing/catalog.ts");
    expect(snapshotCatalog(new Date(0)).offers.length).toBeGreaterThan(0);
    let reads = 0;
    const { bench, state } = benchOf(github, () => {
      reads += 1;
      return null;
    });
    await runAll(bench, state);
    expect(reads).toBe(1);
    expect(github.sticky(1)[0]!.body).toContain("No cost change");
  });
});

describe("files that a config names", () => {
  it("are looked for beside it, from the root and from the folders between", () => {
    expect(placesOf("a/b/run.sh", "configs/x.yml")).toEqual([
      "a/b/configs/x.yml",
      "configs/x.yml",
      "a/configs/x.yml",
    ]);
    expect(placesOf("run.sh", "../x.yml")).toEqual(["x.yml"]);
  });

  it("are read for a script that launches them", async () => {
    const config = { "project/configs/a.yml": axolotl({ num_epochs: 2 }) };
    const script = (more: string) => ({
      "project/scripts/train.sh": `accelerate launch -m axolotl.cli.train configs/a.yml ${more}\n`,
    });
    const body = await commentOf(
      { ...config, ...script("") },
      { ...config, ...script("--num_epochs 3") },
    );
    expect(body).toContain("`project/scripts/train.sh`");
    expect(body).toMatch(/epochs`\]?\(?\S* 2 to 3: \+\$/);
  });
});

describe("deliveries", () => {
  it("are worked on once, unless they failed", () => {
    const deliveries = new Deliveries(memoryKv());
    expect(deliveries.accept("a", 1)).toBe(true);
    expect(deliveries.accept("a", 2)).toBe(false);
    deliveries.begin();
    expect(deliveries.accept("b", 3)).toBe(true);
    deliveries.finish("failed");
    expect(deliveries.accept("a", 4)).toBe(true);
    expect(deliveries.accept("b", 5)).toBe(false);
    deliveries.begin();
    deliveries.finish("done");
    expect([deliveries.accept("a", 6), deliveries.accept("b", 7)]).toEqual([false, false]);
  });

  it("are delivered again when no attempt arrived, not for ever, and not when we refused them", () => {
    const now = Date.UTC(2026, 10, 23);
    const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString();
    const made = (id: number, guid: string, status_code: number, hoursAgo = 1) => ({
      id,
      guid,
      status_code,
      delivered_at: at(hoursAgo),
      event: "pull_request",
    });
    const all = [
      made(1, "failed", 500),
      made(2, "failed", 502),
      made(3, "recovered", 500),
      made(4, "recovered", 202),
      made(5, "refused", 401),
      made(6, "old", 500, 80),
      ...[7, 8, 9, 10].map((id) => made(id, "hopeless", 500)),
      made(11, "unreached", 0),
    ];
    expect(lostDeliveries(all, now)).toEqual([2, 11]);
  });
});
