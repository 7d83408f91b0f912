import { readConfigs, type ReadFile } from "../../src/configs/index.ts";
import {
  attribute,
  keyChanges,
  mixture,
  playersOf,
  type Player,
} from "../../src/comment/attribution.ts";
import type { ConfigChange, Origin, PricedSide, Side } from "../../src/comment/change.ts";
import { counts } from "../../src/comment/globs.ts";
import { report } from "../../src/report/index.ts";
import { figuresOf, trimmed } from "../../src/comment/figures.ts";
import type { Catalog } from "../../src/estimator/index.ts";
import { loadCatalog } from "../../pricing/catalog.ts";
import type { Content } from "./contents.ts";
import type { Candidate } from "./files.ts";
import { again, type Bench, type Job, type Next } from "./job.ts";
import { SETTINGS_PATH } from "./open.ts";
import { priceRun } from "./price-run.ts";
import { catalogFor, rulesOf, withDefaults } from "./repository-settings.ts";
import { textKey, type SideName } from "./reading.ts";

/** Mixtures of changed keys priced in one step: each is an estimate, and a step has 10 ms of CPU. */
const MIXTURES_PER_STEP = 4;

type Mixing = { players: Player[]; grouped: boolean; usd: (number | null)[] };

const changeKey = (index: number): string => `job:change:${String(index).padStart(4, "0")}`;

/** Both sides, and every later step of this run, use the prices loaded first. */
const catalogOf = async (bench: Bench, job: Job): Promise<Catalog> => {
  const kept = bench.kv.get<Catalog>("job:catalog");
  if (kept !== undefined) return kept;
  const now = new Date(bench.now);
  const catalog = catalogFor(await loadCatalog(bench.env, now), rulesOf(bench, job), now);
  bench.kv.put("job:catalog", catalog);
  return catalog;
};

const originsOf = (file: ReadFile): Record<string, Origin> =>
  Object.fromEntries(
    Object.entries(file.origins ?? {}).flatMap(([field, origin]) =>
      "line" in origin && typeof origin.line === "number"
        ? [[field, { file: origin.file ?? file.path, line: origin.line }]]
        : [],
    ),
  );

/** The texts at hand on one side: the config first, then those fetched for it. */
const shelf = (bench: Bench, job: Job, side: SideName, path: string) => {
  const paths = [
    path,
    ...job.readings.filter((one) => one.side === side && one.depth > 0).map((one) => one.path),
  ];
  return [...new Set(paths)].flatMap((each) => {
    const content = bench.kv.get<Content>(textKey(side, each));
    return content?.kind === "text" ? [{ path: each, content: content.text }] : [];
  });
};

const unpriced = (reason: string, remedy?: string, line?: number): Side => ({
  kind: "unpriced",
  reason,
  ...(remedy === undefined ? {} : { remedy }),
  ...(line === undefined ? {} : { line }),
});

/** One config on one side; undefined when it is there and trains nothing, or is not there. */
const priceSide = async (
  bench: Bench,
  job: Job,
  side: SideName,
  path: string,
): Promise<Side | undefined> => {
  const content = bench.kv.get<Content>(textKey(side, path));
  if (content === undefined || content.kind === "absent") return undefined;
  // Only what was read can be known to be a config: what could not be read says so in the job, not as $0.
  if (content.kind === "unreadable") return undefined;
  const file = readConfigs(shelf(bench, job, side, path)).files[0];
  if (file === undefined || file.kind !== "training") return undefined;
  if (file.run === undefined) {
    const remark = file.remarks?.[0];
    if (remark === undefined)
      return unpriced("it names no base model", "State the base model in the config.");
    return unpriced(
      remark.message,
      remark.didYouMean && `Did you mean "${remark.didYouMean}"?`,
      remark.line,
    );
  }
  const rules = rulesOf(bench, job);
  const { run, filled } = withDefaults(file.run, rules);
  const options = rules.bill === undefined ? {} : { bill: rules.bill };
  const result = await priceRun(run, bench.env, await catalogOf(bench, job), {
    ...options,
    advice: side === "after",
  });
  const origins = originsOf(file);
  if (!result.ok) {
    const [first] = result.problems;
    const line = origins[first?.path ?? ""]?.line ?? origins["baseModel"]?.line;
    return unpriced(first?.message ?? "no estimate could be made", undefined, line);
  }
  const assumed = filled.map(({ field, value }) => ({ field, value, because: `default in ${SETTINGS_PATH}` }));
  const read = (file.assumptions ?? []).filter(({ field }) => !filled.some((one) => one.field === field));
  const stated = new Set([...assumed, ...read].map(({ field }) => field));
  const others = result.value.assumptions.filter(({ field }) => !stated.has(field));
  const estimate = trimmed({ ...result.value, assumptions: [...assumed, ...read, ...others] });
  if (figuresOf(estimate) === undefined) {
    const why = estimate.explanation.unanswered[0] ?? report(estimate).headline;
    return unpriced(why, estimate.run.hardware?.gpu && "Another GPU or more of them may have a price.");
  }
  return { kind: "priced", framework: file.framework, stated: run, estimate, origins };
};

const priceChange = async (
  bench: Bench,
  job: Job,
  candidate: Candidate,
): Promise<ConfigChange | undefined> => {
  const before =
    candidate.status === "added"
      ? undefined
      : await priceSide(bench, job, "before", candidate.previousPath ?? candidate.path);
  const after =
    candidate.status === "removed"
      ? undefined
      : await priceSide(bench, job, "after", candidate.path);
  if (before === undefined && after === undefined) return undefined;
  return {
    path: candidate.path,
    ...(candidate.previousPath === undefined ? {} : { previousPath: candidate.previousPath }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
};

const usdOf = (side: PricedSide): number => figuresOf(side.estimate)?.usd.expected ?? 0;

const startMixing = (before: PricedSide, after: PricedSide): Mixing | undefined => {
  const { players, grouped } = playersOf(keyChanges(before.stated, after.stated));
  if (players.length === 0) return undefined;
  const usd = new Array<number | null>(2 ** players.length).fill(null);
  usd[0] = usdOf(before);
  usd[usd.length - 1] = usdOf(after);
  return { players, grouped, usd };
};

/** The mixtures between before and after, a few per step; true when all are priced. */
const mixOn = async (
  bench: Bench,
  job: Job,
  before: PricedSide,
  mixing: Mixing,
  from: number,
): Promise<number> => {
  const last = mixing.usd.length - 1;
  const catalog = await catalogOf(bench, job);
  let mask = from;
  for (; mask < last && mask < from + MIXTURES_PER_STEP; mask++) {
    const mixed = mixture(before.stated, mixing.players, mask);
    const result = await priceRun(mixed, bench.env, catalog, { advice: false });
    const figures = result.ok ? figuresOf(result.value) : undefined;
    mixing.usd[mask] = figures?.usd.expected ?? null;
  }
  return mask;
};

/** One config per step, then its attribution a few mixtures per step, then the next config. */
export const priceNext = async (bench: Bench, job: Job): Promise<Next> => {
  const candidate = job.candidates[job.cursor];
  if (candidate === undefined) {
    job.stage = "write";
    return again();
  }
  const key = changeKey(job.cursor);
  const known = bench.kv.get<ConfigChange>(key);
  if (known === undefined) {
    const isCounted = candidate.path !== SETTINGS_PATH && counts(candidate.path, rulesOf(bench, job));
    const change = isCounted ? await priceChange(bench, job, candidate) : undefined;
    if (change !== undefined) bench.kv.put(key, change);
    const { before, after } = change ?? {};
    const mixing =
      before?.kind === "priced" && after?.kind === "priced"
        ? startMixing(before, after)
        : undefined;
    if (mixing === undefined) job.cursor += 1;
    else bench.kv.put("job:mixing", { mixing, next: 1 });
    return again();
  }
  const state = bench.kv.get<{ mixing: Mixing; next: number }>("job:mixing");
  if (state !== undefined && known.before?.kind === "priced") {
    const { mixing } = state;
    const next = await mixOn(bench, job, known.before, mixing, state.next);
    if (next < mixing.usd.length - 1) {
      bench.kv.put("job:mixing", { mixing, next });
      return again();
    }
    const usd = mixing.usd.map((value) => value ?? undefined);
    bench.kv.put(key, { ...known, why: attribute(mixing.players, usd, mixing.grouped) });
  }
  bench.kv.delete("job:mixing");
  job.cursor += 1;
  return again();
};

export const changesOf = (bench: Bench): ConfigChange[] =>
  [...bench.kv.list<ConfigChange>({ prefix: "job:change:" })].map(([, change]) => change);
