/** The job's steps in plain node, against the stand-in GitHub: what one invocation asks for, step by step. */
import { describe, expect, it } from "vitest";
import type { Bench } from "../../handlers/github/bench.ts";
import { runStep, startJob } from "../../handlers/github/job.ts";
import { changesOf } from "../../handlers/github/estimates.ts";
import { lostDeliveries } from "../../handlers/github/redeliver.ts";
import { Deliveries } from "../../handlers/github/deliveries.ts";
import { axolotl } from "../fakes/configs.ts";
import { FakeGitHub } from "../fakes/github.ts";

/** The platform's limit on the free plan. */
const SUB_REQUESTS = 50;

const memoryKv = (): SyncKvStorage => {
  const map = new Map<string, unknown>();
  return {
    get: (key: string) => structuredClone(map.get(key)),
    put: (key: string, value: unknown) => void map.set(key, structuredClone(value)),
    delete: (key: string) => map.delete(key),
    list: ({ prefix = "" } = {}) =>
      [...map].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
  } as unknown as SyncKvStorage;
};

const rest = (github: FakeGitHub) => {
  const state = { asked: 0 };
  const token = github.issueToken();
  const call = async (route: string, parameters: Record<string, unknown> = {}) => {
    state.asked += 1;
    const [method, template] = route.split(" ") as [string, string];
    const used = new Set<string>();
    const path = template.replace(/\{\+?(\w+)\}/g, (_, name: string) => {
      used.add(name);
      return String(parameters[name]);
    });
    const others = Object.entries(parameters).filter(([name]) => !used.has(name));
    const url = new URL(`https://api.github.test${path}`);
    if (method === "GET")
      for (const [name, value] of others) url.searchParams.set(name, String(value));
    const response = await github.fetch(
      new Request(url, {
        method,
        headers: { authorization: `token ${token}` },
        ...(method === "GET" ? {} : { body: JSON.stringify(Object.fromEntries(others)) }),
      }),
    );
    if (!response.ok) {
      const { Refused } = await import("../../handlers/github/client.ts");
      throw new Refused(response.status, route);
    }
    return (await response.json()) as never;
  };
  return { call, state };
};

const register = { actuals: async () => [], open: async () => undefined };

const benchOf = (github: FakeGitHub, prices: () => string | null = () => null) => {
  const { call, state } = rest(github);
  const env = {
    APP_ID: "4711",
    KV: { get: async () => prices() },
    PULL_REGISTER: { getByName: () => register },
  };
  const pull = { installationId: 77, repositoryId: 42, owner: "acme", repo: "models", number: 1 };
  const kv = memoryKv();
  // The App's own route needs no JWT here: who we are is known.
  kv.put("self", { slug: "ftcost", userId: 9001 });
  const bench = {
    env,
    kv,
    call,
    app: call,
    pull,
    now: Date.UTC(2026, 10, 23),
    debounceMilliseconds: 0,
  };
  return { bench: bench as unknown as Bench, state };
};

const runAll = async (bench: Bench, state: { asked: number }): Promise<number[]> => {
  startJob(bench.kv);
  const asked: number[] = [];
  for (let step = 0; step < 5000; step++) {
    state.asked = 0;
    const next = await runStep(bench);
    asked.push(state.asked);
    if (next.kind !== "again") return asked;
  }
  throw new Error("the job does not end");
};

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
