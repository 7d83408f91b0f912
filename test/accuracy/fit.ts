/**
 * Reproduces src/estimator/coefficients.ts from the measured rows: `node test/accuracy/fit.ts` prints the
 * coefficients, `--write` puts them into the file. Coordinate descent over the logarithm of each coefficient,
 * on a robust loss of log errors, every source with the same say per square root of its rows, and a pull of
 * each coefficient to its prior.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PRIOR, SPREAD, type Coefficients } from "../../src/estimator/coefficients.ts";
import { memoryFigures } from "../../src/estimator/memory.ts";
import type { Spread } from "../../src/estimator/spread.ts";
import { speedFigures } from "../../src/estimator/throughput.ts";
import { committedRuns } from "./measured.ts";
import { isStated, placed, ready, scoresOf, type Ready, type Score } from "./score.ts";

type Name = keyof Coefficients;
const MEMORY: Name[] = [
  "logitBytes",
  "unshiftedLogitBytes",
  "chunkedLogitBytes",
  "kernelLogitBytes",
  "backwardTransient",
  "savedActivations",
  "quantisedInputs",
  "gatheredLayers",
  "workspaceBytes",
  "slackShare",
  "variedSlackShare",
  "phaseSlack",
  "contextBytes",
  "communicatorBytes",
];
const SPEED: Name[] = [
  "matmulEfficiency",
  "hopperMatmul",
  "attentionEfficiency",
  "hopperAttention",
  "fp8Gain",
  "elementwisePasses",
  "fusedElementwisePasses",
  "launchSeconds",
  "litgptLaunches",
  "megatronLaunches",
  "zero3Hooks",
  "megatronMatmul",
  "overlap",
  "linkEfficiency",
  "pcieEfficiency",
  "dequantisePasses",
  "stepSeconds",
  "loopedExperts",
];
/** Shares of a whole stay below one. */
const AT_MOST: Partial<Record<Name, number>> = {
  matmulEfficiency: 0.95,
  hopperMatmul: 1,
  attentionEfficiency: 1,
  hopperAttention: 1,
  fp8Gain: 1,
  overlap: 0.95,
  linkEfficiency: 0.95,
  pcieEfficiency: 0.95,
  loopedExperts: 1,
};

/** Spread of the prior: a coefficient a factor of e^0.7 away costs as much as one error of 100 % in a source. */
const PRIOR_SPREAD = 0.7;
const PRIOR_WEIGHT = 0.02;
/** Known more closely: PyTorch profiles of eager loops show 20 to 35 microseconds per module call. */
const NARROW: Partial<Record<Name, number>> = {
  launchSeconds: 0.15,
  matmulEfficiency: 0.2,
  dequantisePasses: 0.4,
};
/** Beyond this log error a row counts linearly. */
const KNEE = 0.15;

/** Too little memory ends a run, too much wastes some: errors below weigh more. */
const UNDER = 1.75;

const robust = (error: number): number => {
  const size = Math.abs(error);
  return size < KNEE ? (size * size) / (2 * KNEE) : size - KNEE / 2;
};

const bySource = (rows: readonly Ready[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { measured } of rows)
    counts.set(measured.source, (counts.get(measured.source) ?? 0) + 1);
  return counts;
};

type Target = (coefficients: Coefficients) => number;

const memoryErrors = (
  row: Ready,
  c: Coefficients,
  on: NonNullable<ReturnType<typeof placed>>,
): number[] => {
  const { figures } = row.measured;
  const memory = memoryFigures(on.subject, on.gpu, c);
  const errors: number[] = [];
  const add = (figure: number | undefined, predicted: number) => {
    if (figure === undefined || !(figure > 0)) return;
    const error = Math.log(predicted / figure);
    errors.push(error < 0 ? error * UNDER : error);
  };
  add(figures.allocatedBytes, memory.allocatedBytes);
  add(figures.reservedBytes, memory.reservedBytes);
  add(figures.processBytes, memory.processBytes);
  add(figures.unsaidBytes, memory.reservedBytes);
  return errors;
};

const speedErrors = (
  row: Ready,
  c: Coefficients,
  on: NonNullable<ReturnType<typeof placed>>,
): number[] => {
  const { figures } = row.measured;
  if (row.complete.gpu === undefined) return [];
  const speed = speedFigures(on.subject, on.gpu, c);
  if (figures.tokensPerSecondPerGpu !== undefined)
    return [Math.log(speed.tokensPerSecondPerGpu / figures.tokensPerSecondPerGpu)];
  if (figures.realTokensPerSecondPerGpu !== undefined)
    return [Math.log(speed.realTokensPerSecondPerGpu / figures.realTokensPerSecondPerGpu)];
  if (figures.secondsPerStep !== undefined)
    return [Math.log(figures.secondsPerStep / speed.secondsPerStep)];
  return [];
};

const targetOf = (
  rows: readonly Ready[],
  names: readonly Name[],
  errorsOf: typeof memoryErrors,
): Target => {
  const counted = rows.flatMap((row) => {
    const on = placed(row, PRIOR);
    return on === undefined ||
      row.measured.outcome !== "ok" ||
      errorsOf(row, PRIOR, on).length === 0
      ? []
      : [{ row, on }];
  });
  const sizes = bySource(counted.map(({ row }) => row));
  return (coefficients) => {
    let loss = 0;
    let weights = 0;
    for (const { row, on } of counted) {
      const weight = 1 / Math.sqrt(sizes.get(row.measured.source) ?? 1);
      for (const error of errorsOf(row, coefficients, on)) {
        loss += weight * robust(error);
        weights += weight;
      }
    }
    let pull = 0;
    for (const name of names)
      pull += (Math.log(coefficients[name] / PRIOR[name]) / (NARROW[name] ?? PRIOR_SPREAD)) ** 2;
    return loss / Math.max(1e-9, weights) + (PRIOR_WEIGHT * pull) / names.length;
  };
};

const descend = (target: Target, names: readonly Name[], start: Coefficients): Coefficients => {
  let best = { ...start };
  let bestLoss = target(best);
  for (const step of [0.3, 0.15, 0.08, 0.04, 0.02])
    for (let round = 0; round < 4; round++) {
      let moved = false;
      for (const name of names)
        for (const direction of [1, -1]) {
          const value = Math.min(
            best[name] * Math.exp(step * direction),
            AT_MOST[name] ?? Number.POSITIVE_INFINITY,
          );
          const candidate = { ...best, [name]: value };
          const loss = target(candidate);
          if (loss < bestLoss - 1e-7) {
            [best, bestLoss] = [candidate, loss];
            moved = true;
            break;
          }
        }
      if (!moved) break;
    }
  return best;
};

export const usable = (rows: readonly Ready[]): Ready[] =>
  rows.filter(({ measured }) => measured.core && isStated(measured));

/** All coefficients, from these rows alone. */
export const fitCoefficients = (rows: readonly Ready[]): Coefficients => {
  const own = usable(rows);
  const memory = descend(targetOf(own, MEMORY, memoryErrors), MEMORY, PRIOR);
  const speed = descend(targetOf(own, SPEED, speedErrors), SPEED, PRIOR);
  const fitted = { ...memory };
  for (const name of SPEED) fitted[name] = speed[name];
  return fitted;
};

export type Fold = { source: string; coefficients: Coefficients; scores: Score[] };

/** Every source judged by coefficients that never saw it. */
export const leaveOneSourceOut = (rows: readonly Ready[]): Fold[] => {
  const sources = [...new Set(rows.map(({ measured }) => measured.source))];
  return sources.map((source) => {
    const coefficients = fitCoefficients(rows.filter(({ measured }) => measured.source !== source));
    const scores = rows
      .filter(({ measured }) => measured.source === source)
      .flatMap((row) => scoresOf(row, coefficients));
    return { source, coefficients, scores };
  });
};

const Z80 = 1.2816;
/** Memory's kinds share one factor, for each alone has few sources; what one kind adds over another is set beside. */
const GROUPS: { names: (keyof Spread)[]; kinds: Score["kind"][] }[] = [
  {
    names: ["allocated", "reserved", "process"],
    kinds: ["allocated", "reserved", "process", "unsaid"],
  },
  { names: ["speed"], kinds: ["speed"] },
];

/** Factor on each spread with which four in five of these held-out errors lie inside. */
export const spreadFactors = (scores: readonly Score[]): Spread => {
  const factors = { allocated: 1, reserved: 1, process: 1, speed: 1 };
  for (const { names, kinds } of GROUPS) {
    const own = scores.filter(({ kind }) => kinds.includes(kind));
    if (own.length < 10) continue;
    const sizes = new Map<string, number>();
    for (const { source } of own) sizes.set(source, (sizes.get(source) ?? 0) + 1);
    const sorted = own
      .map((score) => ({
        ratio: Math.abs(score.logError) / (Z80 * score.sigma),
        weight: 1 / Math.sqrt(sizes.get(score.source) ?? 1),
      }))
      .toSorted((left, right) => left.ratio - right.ratio);
    const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
    let passed = 0;
    for (const { ratio, weight } of sorted) {
      passed += weight;
      if (passed < 0.8 * total) continue;
      for (const name of names) factors[name] = ratio;
      break;
    }
  }
  return factors;
};

const rounded = (value: number): string => String(Number(value.toPrecision(3)));

const SPREAD_NAMES = ["allocated", "reserved", "process", "speed"] as const;

const main = (): void => {
  const { rows } = ready(committedRuns());
  const fitted = fitCoefficients(rows);
  const stated = new Set(usable(rows).map(({ measured }) => measured.id));
  const held = leaveOneSourceOut(rows).flatMap(({ scores }) => scores);
  const factors = spreadFactors(held.filter(({ id }) => stated.has(id)));
  const lines = (Object.keys(PRIOR) as Name[]).map(
    (name) => `  ${name}: ${rounded(fitted[name])},`,
  );
  const spreads = SPREAD_NAMES.map(
    (name) => `  ${name}: ${rounded(SPREAD[name] * factors[name])},`,
  );
  const coefficients = `export const FITTED: Coefficients = {\n${lines.join("\n")}\n};`;
  const spread = `export const SPREAD = {\n${spreads.join("\n")}\n};`;
  console.log(`${coefficients}\n\n${spread}`);
  if (!process.argv.includes("--write")) return;
  const path = fileURLToPath(new URL("../../src/estimator/coefficients.ts", import.meta.url).href);
  const source = String(readFileSync(path, "utf8"));
  writeFileSync(
    path,
    source
      .replace(/export const FITTED: Coefficients = \{[^}]*\};/, coefficients)
      .replace(/export const SPREAD = \{[^}]*\};/, spread),
  );
};

if (process.argv[1]?.endsWith("fit.ts") === true) main();
