import * as z from "zod";
import { exactly, type Range } from "../estimator/estimate.ts";

const amount = z.number().min(0).max(1e12);

/** A settable quantity: one number, or an 80 % interval around what is expected. */
export const Amount = z.union([
  amount,
  z
    .strictObject({ low: amount, expected: amount, high: amount })
    .refine((range) => range.low <= range.expected && range.expected <= range.high, {
      message: "A range runs from low over expected to high.",
    }),
]);
export type Amount = z.infer<typeof Amount>;

export const asRange = (value: Amount): Range =>
  typeof value === "number" ? exactly(value) : value;

export const scaled = (range: Range, factor: number): Range => ({
  low: range.low * factor,
  expected: range.expected * factor,
  high: range.high * factor,
});

/** Sum of figures that err together (they rest on the same hours and prices): ends are added. */
export const sum = (...ranges: Range[]): Range =>
  ranges.reduce(
    (total, range) => ({
      low: total.low + range.low,
      expected: total.expected + range.expected,
      high: total.high + range.high,
    }),
    exactly(0),
  );

/** Square root of the summed squares of the log distances: independent factors rarely all err one way. */
const spread = (ratios: number[]): number =>
  Math.exp(Math.hypot(...ratios.map((ratio) => Math.log(ratio))));

/**
 * Product of independent figures, as an 80 % interval when the factors are: relative errors add in
 * squares (log-normal factors). Where an end is zero the interval is that of the plain products.
 */
export const product = (...ranges: Range[]): Range => {
  const expected = ranges.reduce((value, range) => value * range.expected, 1);
  const lows = ranges.map((range) => range.low);
  if (expected <= 0)
    return { low: 0, expected: 0, high: ranges.reduce((value, range) => value * range.high, 1) };
  return {
    low: lows.some((low) => low <= 0)
      ? 0
      : expected / spread(ranges.map((range) => range.expected / range.low)),
    expected,
    high: expected * spread(ranges.map((range) => range.high / range.expected)),
  };
};
