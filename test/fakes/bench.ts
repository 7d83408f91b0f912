/** A job's steps in plain node against the stand-in GitHub: no workerd, no alarm, every request counted. */
import type { Bench } from "../../handlers/github/bench.ts";
import { Refused } from "../../handlers/github/client.ts";
import { runStep, startJob } from "../../handlers/github/job.ts";
import { FakeGitHub } from "./github.ts";

export const memoryKv = (): SyncKvStorage => {
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
    if (!response.ok) throw new Refused(response.status, route);
    return (await response.json()) as never;
  };
  return { call, state };
};

const register = { actuals: async () => [], open: async () => undefined };

export const benchOf = (github: FakeGitHub, prices: () => string | null = () => null) => {
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

export const runAll = async (bench: Bench, state: { asked: number }): Promise<number[]> => {
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

type Tree = Record<string, string>;

/** What a pull request with these two trees gets, by the path that the Worker takes; prices are the shipped ones. */
export const commentOf = async (before: Tree, after: Tree): Promise<string | undefined> => {
  const github = new FakeGitHub();
  const headSha = "1f2e3d4c5b6a79880123456789abcdef01234567";
  const mergeBase = "76543210fedcba987654321089abcdef76543210";
  github.trees.set(mergeBase, before);
  github.trees.set("main", before);
  github.trees.set(headSha, after);
  github.open({ number: 1, headSha, mergeBase });
  const { bench, state } = benchOf(github);
  await runAll(bench, state);
  return github.sticky(1)[0]?.body;
};
