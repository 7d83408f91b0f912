import type { Fits } from "./estimate.ts";
import type { Range } from "./estimate.ts";

/** Standard normal at 10 and 90 %: the ends of an 80 % interval. */
export const Z80 = 1.2816;

export const rangeAround = (expected: number, sigma: number): Range => ({
  low: expected * Math.exp(-Z80 * sigma),
  expected,
  high: expected * Math.exp(Z80 * sigma),
});

export const times = (range: Range, factor: number): Range => ({
  low: range.low * factor,
  expected: range.expected * factor,
  high: range.high * factor,
});

export const plus = (range: Range, summand: number): Range => ({
  low: range.low + summand,
  expected: range.expected + summand,
  high: range.high + summand,
});

/** Cumulative standard normal (logistic form of Bowling et al. 2009, within 0.0002). */
export const normalBelow = (z: number): number =>
  1 / (1 + Math.exp(-(0.07056 * z ** 3 + 1.5976 * z)));

/** Chance that a log-normal figure around `expected` stays within `limit`. */
export const chanceWithin = (expected: number, limit: number, sigma: number): number =>
  expected <= 0 ? 1 : normalBelow(Math.log(limit / expected) / sigma);

/** yes: at least nine in ten such runs fit; no: fewer than three in ten. */
export const verdict = (probability: number): Fits => {
  if (probability >= 0.9) return "yes";
  return probability >= 0.3 ? "tight" : "no";
};
