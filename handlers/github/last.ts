import type { Bench } from "./bench.ts";
import type { ConfigChange, Moved } from "../../src/comment/change.ts";
import { priced, sideFigures } from "../../src/comment/figures.ts";
import type { RepositorySettings } from "../../src/comment/settings.ts";
import type { TrainingRun } from "../../src/estimator/run.ts";

/** What the last comment said of each config: for commands, and to tell a moved price from a moved config. */
export type LastConfig = {
  path: string;
  stated: TrainingRun;
  usd: number;
  catalog: string;
  estimatorVersion: string;
};

const KEY = "last";
const MOST = 50;

export const lastConfigs = (bench: Bench): LastConfig[] => bench.kv.get<LastConfig[]>(KEY) ?? [];

export const rememberConfigs = (bench: Bench, changes: readonly ConfigChange[]): void => {
  const last = changes.flatMap((change): LastConfig[] => {
    const side = priced(change.after);
    const figures = sideFigures(change.after);
    if (side === undefined || figures === undefined) return [];
    const { prices, estimatorVersion } = side.estimate;
    const usd = figures.usd.expected;
    return [
      { path: change.path, stated: side.stated, usd, catalog: prices.catalog, estimatorVersion },
    ];
  });
  bench.kv.put(KEY, last.slice(0, MOST));
};

const RULES = "lastRules";

/** The rules of the last run: what is asked in between is priced by the same ones. */
export const lastRules = (bench: Bench): RepositorySettings =>
  bench.kv.get<RepositorySettings>(RULES) ?? {};

export const rememberRules = (bench: Bench, rules: RepositorySettings): void =>
  bench.kv.put(RULES, rules);

const CENT = 0.005;

/** The same config with another figure than last time: prices or the estimator moved, not the pull request. */
export const movedSince = (
  last: readonly LastConfig[],
  changes: readonly ConfigChange[],
): Moved[] =>
  changes.flatMap((change): Moved[] => {
    const side = priced(change.after);
    const toUsd = sideFigures(change.after)?.usd.expected;
    const before = last.find((config) => config.path === change.path);
    if (side === undefined || toUsd === undefined || before === undefined) return [];
    if (JSON.stringify(before.stated) !== JSON.stringify(side.stated)) return [];
    if (Math.abs(before.usd - toUsd) < CENT) return [];
    const isSameEstimator = before.estimatorVersion === side.estimate.estimatorVersion;
    const cause = isSameEstimator ? "prices" : "estimator";
    return [{ path: change.path, fromUsd: before.usd, toUsd, cause }];
  });
