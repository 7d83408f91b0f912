import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  count,
  gib,
  hours,
  provider,
  times,
  usd,
  usdDifference,
  usdRange,
} from "../../../src/report/format.ts";
import snapshot from "../../../pricing/snapshot.json" with { type: "json" };
import { GIB } from "../../../src/units.ts";

const SNAPSHOT_PROVIDERS = [
  ...new Set((snapshot.offers as unknown as string[][]).map(([id]) => id!)),
];

describe("money", () => {
  it.each([
    [0, "$0.00"],
    [0.001, "<$0.01"],
    [0.8, "$0.80"],
    [99.99, "$99.99"],
    [99.996, "$100"],
    [1234.5, "$1,235"],
    [-31.2, "-$31.20"],
    [Number.POSITIVE_INFINITY, "unknown"],
  ])("%d dollars read %s", (value, words) => expect(usd(value)).toBe(words));

  it.each([
    [0, "no change"],
    [0.001, "no change"],
    [412, "+$412"],
    [-9.5, "-$9.50"],
  ])("a difference of %d reads %s", (value, words) => expect(usdDifference(value)).toBe(words));

  it("never shows a positive price as zero", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
        expect(usd(value)).not.toMatch(/^\$0(\.0+)?$/);
      }),
    );
  });
});

describe("ranges and names", () => {
  it("says a figure without doubt once", () => {
    expect(usdRange({ low: 94.97, expected: 94.97, high: 94.97 })).toBe("$94.97");
    expect(usdRange({ low: 1, expected: 2, high: 4 })).toBe("$1.00 to $4.00");
  });
  it("writes each provider of the shipped snapshot as a name, not as our id", () => {
    const ids = SNAPSHOT_PROVIDERS.filter((id) => provider(id) === id);
    expect(ids).toEqual([]);
  });
});

describe("time, memory and counts", () => {
  it.each([
    [0.001, "under a minute"],
    [0.5, "30 min"],
    [4.55, "4.6 h"],
    [30, "30 h"],
    [96, "4.0 days"],
  ])("%d hours read %s", (value, words) => expect(hours(value)).toBe(words));

  it.each([
    [5.25 * GIB, "5.3 GiB"],
    [79.6 * GIB, "80 GiB"],
  ])("%d bytes read %s", (value, words) => expect(gib(value)).toBe(words));

  it.each([
    [8030261248, "8.03B"],
    [50_000, "50k"],
    [999_999, "1M"],
    [12, "12"],
    [984.04, "984"],
    [55.714, "55.7"],
    [1.8412, "1.84"],
  ])("%d reads %s", (value, words) => expect(count(value)).toBe(words));

  it.each([
    [46, 412, "9x"],
    [0, 5, ""],
    [10, 15, "1.5x"],
  ])("from %d to %d is %s", (before, after, words) => expect(times(before, after)).toBe(words));
});
