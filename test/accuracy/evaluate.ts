import { SPREAD } from "../../src/estimator/coefficients.ts";
import type { Spread } from "../../src/estimator/spread.ts";
import { leaveOneSourceOut, spreadFactors, type Fold } from "./fit.ts";
import type { MeasuredRun } from "./rows.ts";
import { ruleOfThumb } from "./rules.ts";
import {
  isStated,
  MEMORY_KINDS,
  placed,
  quantile,
  ready,
  type Kind,
  type Ready,
  type Score,
} from "./score.ts";

const Z80 = 1.2816;

export type Summary = {
  n: number;
  median: number;
  p90: number;
  bias: number;
  within10: number;
  within20: number;
  within30: number;
  underBy10: number;
  coverage: number;
  highOverLow: number;
};

type Judged = Score & { inside: boolean; claimed: number };

const share = <T>(items: readonly T[], test: (item: T) => boolean): number =>
  items.length === 0 ? Number.NaN : items.filter(test).length / items.length;

export const summarise = (scores: readonly Judged[]): Summary => {
  const sizes = scores.map(({ error }) => Math.abs(error));
  return {
    n: scores.length,
    median: quantile(sizes, 0.5),
    p90: quantile(sizes, 0.9),
    bias: Math.expm1(
      quantile(
        scores.map(({ logError }) => logError),
        0.5,
      ),
    ),
    within10: share(sizes, (size) => size <= 0.1),
    within20: share(sizes, (size) => size <= 0.2),
    within30: share(sizes, (size) => size <= 0.3),
    underBy10: share(scores, ({ error }) => error < -0.1),
    coverage: share(scores, ({ inside }) => inside),
    highOverLow: quantile(
      scores.map(({ claimed }) => Math.exp(2 * Z80 * claimed)),
      0.5,
    ),
  };
};

const KEY: Record<Kind, keyof Spread> = {
  allocated: "allocated",
  reserved: "reserved",
  process: "process",
  unsaid: "reserved",
  speed: "speed",
};

const judge = (score: Score, factor: Spread): Judged => {
  const claimed = score.sigma * factor[KEY[score.kind]];
  return { ...score, claimed, inside: Math.abs(score.logError) <= Z80 * claimed };
};

/** Ranges of each source from the held-out errors of the others. */
const judgeFolds = (folds: readonly Fold[], scored: (score: Score) => boolean): Judged[] =>
  folds.flatMap((fold) => {
    const others = folds
      .filter(({ source }) => source !== fold.source)
      .flatMap(({ scores }) => scores);
    const factor = spreadFactors(others.filter(scored));
    return fold.scores.filter(scored).map((score) => judge(score, factor));
  });

export type OomCount = {
  oom: number;
  called: number;
  notNo: number;
  fitting: number;
  falseAlarms: number;
};

/** Rows that ran out of memory: called when not "yes"; false alarms: rows that ran and were told "no". */
const oomOf = (rows: readonly Ready[], folds: readonly Fold[]): OomCount => {
  const count = { oom: 0, called: 0, notNo: 0, fitting: 0, falseAlarms: 0 };
  for (const row of rows) {
    if (row.complete.gpu === undefined || !isStated(row.measured)) continue;
    const fold = folds.find(({ source }) => source === row.measured.source);
    const on = fold === undefined ? undefined : placed(row, fold.coefficients);
    if (on === undefined) continue;
    if (row.measured.outcome === "oom") {
      count.oom++;
      if (on.fitsProbability < 0.5) count.called++;
      if (on.fits !== "yes") count.notNo++;
    } else if (row.measured.core) {
      count.fitting++;
      if (on.fitsProbability < 0.5) count.falseAlarms++;
    }
  }
  return count;
};

export type Evaluation = {
  runs: number;
  refused: string[];
  headline: {
    memory: Summary;
    speed: Summary;
    fullyStated: Summary;
    answered: number;
    oom: OomCount;
  };
  rules: {
    memory: { median: number; within20: number; underBy10: number };
    speed: { median: number; within30: number };
  };
  by: Record<
    "kind" | "technique" | "source" | "family",
    Record<string, { memory?: Summary; speed?: Summary }>
  >;
  worst: Judged[];
  /** What SPREAD should be multiplied by for 80 % over all held-out sources. */
  spread: Spread;
  suggested: Spread;
};

const isMemory = (score: Score): boolean => MEMORY_KINDS.includes(score.kind);

const groupBy = (
  scores: readonly Judged[],
  key: (score: Judged) => string,
): Record<string, { memory?: Summary; speed?: Summary }> => {
  const names = [...new Set(scores.map(key))].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const own = scores.filter((score) => key(score) === name);
      const memory = own.filter(isMemory);
      const speed = own.filter((score) => !isMemory(score));
      return [
        name,
        {
          ...(memory.length === 0 ? {} : { memory: summarise(memory) }),
          ...(speed.length === 0 ? {} : { speed: summarise(speed) }),
        },
      ];
    }),
  );
};

const rulesOf = (rows: readonly Ready[], scores: readonly Judged[]): Evaluation["rules"] => {
  const byId = new Map(rows.map((row) => [row.measured.id, row]));
  const memory: number[] = [];
  const speed: number[] = [];
  for (const score of scores) {
    const row = byId.get(score.id);
    if (row === undefined) continue;
    const rule = ruleOfThumb(row);
    if (isMemory(score)) memory.push(rule.memoryBytes / score.measured - 1);
    else if (row.measured.figures.tokensPerSecondPerGpu !== undefined)
      speed.push(rule.tokensPerSecondPerGpu / score.measured - 1);
  }
  return {
    memory: {
      median: quantile(memory.map(Math.abs), 0.5),
      within20: share(memory, (error) => Math.abs(error) <= 0.2),
      underBy10: share(memory, (error) => error < -0.1),
    },
    speed: {
      median: quantile(speed.map(Math.abs), 0.5),
      within30: share(speed, (error) => Math.abs(error) <= 0.3),
    },
  };
};

/** Leave one source out over these runs: coefficients and ranges refitted in each fold. */
export const evaluate = (runs: readonly MeasuredRun[]): Evaluation => {
  const { rows, refused } = ready(runs);
  const folds = leaveOneSourceOut(rows);
  const stated = new Set(
    rows
      .filter(({ measured }) => measured.core && isStated(measured))
      .map(({ measured }) => measured.id),
  );
  const judged = judgeFolds(folds, ({ id }) => stated.has(id));
  const memory = judged.filter(isMemory);
  const speed = judged.filter((score) => !isMemory(score));
  const factor = spreadFactors(judged);
  return {
    runs: runs.length,
    refused,
    headline: {
      memory: summarise(memory),
      speed: summarise(speed),
      fullyStated: summarise(
        memory.filter(({ kind, fullyStated }) => kind === "allocated" && fullyStated),
      ),
      answered: rows.length / Math.max(1, runs.length),
      oom: oomOf(rows, folds),
    },
    rules: rulesOf(rows, judged),
    by: {
      kind: groupBy(judged, ({ kind }) => kind),
      technique: groupBy(judged, ({ technique }) => technique),
      source: groupBy(judged, ({ source }) => source),
      family: groupBy(judged, ({ family }) => family),
    },
    worst: judged
      .toSorted((left, right) => Math.abs(right.logError) - Math.abs(left.logError))
      .slice(0, 15),
    spread: SPREAD,
    suggested: {
      allocated: SPREAD.allocated * factor.allocated,
      reserved: SPREAD.reserved * factor.reserved,
      process: SPREAD.process * factor.process,
      speed: SPREAD.speed * factor.speed,
    },
  };
};
