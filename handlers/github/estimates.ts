import {
  attribute,
  keyChanges,
  mixture,
  playersOf,
  type Player,
} from "../../src/comment/attribution.ts";
import type { ConfigChange, PricedSide, Side } from "../../src/comment/change.ts";
import { figuresAsStated, figuresOf } from "../../src/comment/figures.ts";
import { counts } from "../../src/comment/globs.ts";
import type { Candidate } from "./bench.ts";
import { again, type Bench, type Job, type Next } from "./bench.ts";
import { SETTINGS_PATH } from "./open.ts";
import { priceRun } from "./price-run.ts";
import { rulesOf } from "./repository-settings.ts";
import { catalogOf, priceSide, unreadSide } from "./sides.ts";

/** Mixtures of changed keys priced in one step: each is an estimate, and a step has 10 ms of CPU. */
const MIXTURES_PER_STEP = 2;

type Mixing = { players: Player[]; grouped: boolean; usd: (number | null)[] };

const HALF = "job:half";
const changeKey = (index: number): string => `job:change:${String(index).padStart(4, "0")}`;

/** Before in one step and after in the next: each is a reading and an estimate. `undefined` = go on. */
const priceChange = async (
  bench: Bench,
  job: Job,
  candidate: Candidate,
): Promise<ConfigChange | "nothing" | undefined> => {
  const { path, previousPath, status } = candidate;
  const half = bench.kv.get<{ before?: Side }>(HALF);
  if (half === undefined && status !== "added") {
    const before = await priceSide(bench, job, "before", previousPath ?? path);
    bench.kv.put(HALF, before === undefined ? {} : { before });
    return undefined;
  }
  const read = status === "removed" ? undefined : await priceSide(bench, job, "after", path);
  bench.kv.delete(HALF);
  const before = half?.before ?? (read && unreadSide(bench, "before", previousPath ?? path));
  const after = read ?? (before && unreadSide(bench, "after", path));
  if (before === undefined && after === undefined) return "nothing";
  return {
    path,
    ...(previousPath === undefined ? {} : { previousPath }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
};

const usdOf = (side: PricedSide): number => figuresOf(side.estimate)?.usd.expected ?? 0;

const startMixing = (before: PricedSide, after: PricedSide): Mixing | undefined => {
  const { players, grouped } = playersOf(keyChanges(before.stated, after.stated));
  if (players.length === 0) return undefined;
  const usd = Array.from<number | null>({ length: 2 ** players.length }).fill(null);
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
    const figures = result.ok ? figuresAsStated(mixed, result.value) : undefined;
    mixing.usd[mask] = figures?.usd.expected ?? null;
  }
  return mask;
};

/** One config per step, then its attribution a few mixtures per step, then the next config. */
export const priceNext = async (bench: Bench, job: Job): Promise<Next> => {
  const candidate = job.candidates[job.cursor];
  if (candidate === undefined) {
    job.stage = "compose";
    return again();
  }
  const key = changeKey(job.cursor);
  const known = bench.kv.get<ConfigChange>(key);
  if (known === undefined) {
    const isCounted =
      candidate.path !== SETTINGS_PATH && counts(candidate.path, rulesOf(bench, job));
    const change = isCounted ? await priceChange(bench, job, candidate) : "nothing";
    if (change === undefined) return again();
    if (change === "nothing") {
      job.cursor += 1;
      return again();
    }
    bench.kv.put(key, change);
    const { before, after } = change;
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
