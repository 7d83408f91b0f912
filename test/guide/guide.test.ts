import { describe, expect, it } from "vitest";
import { named, rows } from "./claims/index.ts";
import { at, verdictOf } from "./verdict.ts";

describe("the rule", () => {
  it.each([
    ["within", at(14), at(14.5), "arithmetic", "confirmed"],
    ["a tenth beyond", { low: 4, high: 8 }, { low: 3.6, high: 8.8 }, "arithmetic", "confirmed"],
    ["more than a tenth beyond", { low: 4, high: 8 }, { low: 3.5, high: 8 }, "arithmetic", "wrong"],
    ["a price of its day", at(1600), at(2200), "price of its day", "out of date"],
    ["no workload", at(1), at(99), "no workload", "not checkable"],
  ] as const)("%s: %j against %j", (_, theirs, ours, kind, verdict) => {
    expect(verdictOf(theirs, ours, kind)).toBe(verdict);
  });
});

describe("the guide", () => {
  const all = rows();
  const verdictOfClaim = (words: string) => {
    const found = all.filter(({ claim }) => claim.includes(words));
    expect(found.length, words).toBe(1);
    return found[0]!;
  };

  it("has a number of ours for every claim", () => {
    expect(all.length).toBeGreaterThan(35);
    for (const { claim, ours, reason } of all) {
      expect(Number.isFinite(ours.low) && Number.isFinite(ours.high), claim).toBe(true);
      expect(ours.low, claim).toBeLessThanOrEqual(ours.high);
      expect(reason, claim).not.toContain("NaN");
    }
  });

  // Arithmetic that can be done by hand, whatever the estimator says.
  it.each([
    ["28 GB just to load", "wrong"],
    ["checkpoint at 16 bit takes 14 GB", "confirmed"],
    ["20 hours a month costs $480", "wrong"],
    ["under four months", "wrong"],
    ["$10,000 a year", "wrong"],
    ["100,000 tokens for $0.80", "confirmed"],
    ["RTX 4060 Ti 16GB", "wrong"],
    ["g5.12xlarge", "confirmed"],
    ["Phi-2 with LoRA costs", "not checkable"],
    ["Memory of 7-8B, full", "wrong"],
    ["More GPUs cost linearly more", "wrong"],
    ["Add 30-40 %", "wrong"],
  ])("%s: %s", (claim, verdict) => {
    expect(verdictOfClaim(claim).verdict).toBe(verdict);
  });

  it("works the sums that the guide got wrong", () => {
    // 2 x 20 = 40 a month; 1,600 / 40 = 40 months; 10,000 x 0.001 x 12 = 120 a year.
    expect(verdictOfClaim("costs $480").ours).toEqual(at(40));
    expect(verdictOfClaim("under four months").ours).toEqual(at(40));
    expect(verdictOfClaim("$10,000 a year").ours.low).toBeCloseTo(120, 6);
  });

  it("answers everything that the guide names", () => {
    const answered = named();
    expect(answered.length).toBeGreaterThan(18);
    for (const { name, answer } of answered)
      expect(answer, name).not.toMatch(/NaN|undefined|Infinity/);
  });
});
