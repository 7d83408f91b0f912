import { describe, expect, it } from "vitest";
import { snapshotCatalog } from "../../../pricing/snapshot.ts";
import { answerFrom } from "../../../src/answer.ts";
import { bestQuote, report } from "../../../src/report/index.ts";
import { type Limits, limitsInWords, within } from "../../../src/report/limits.ts";

const catalog = snapshotCatalog(new Date("2026-06-01T00:00:00Z"));
const run = { baseModel: "meta-llama/Llama-3.1-8B", technique: "lora" as const };
const answered = (limits: Limits) => {
  const answer = answerFrom(run, catalog, {
    bill: { productionRun: { provider: limits.provider } },
  });
  if (!answer.ok) throw new Error("the run should be answered");
  return within(answer.value.estimate, limits);
};

describe("an estimate within limits", () => {
  it("speaks of the provider that was asked for, in the headline and in the bill", () => {
    const estimate = answered({ provider: "runpod" });
    expect(new Set(estimate.quotes.map(({ provider }) => provider))).toEqual(new Set(["runpod"]));
    expect(report(estimate).headline).toContain("RunPod");
    expect(estimate.total.productionRun?.expected).toBe(bestQuote(estimate)?.usd.expected);
  });
  it("says so when the provider has nothing, and names no GPU that nobody asked for", () => {
    const estimate = answered({ provider: "nobody" });
    expect(limitsInWords({ provider: "nobody" }, bestQuote(estimate))[0]).toContain("nobody");
    expect(report(estimate).headline).toMatch(/no offer in the catalog can run it$/);
  });
  it.each([
    [1000, /^Within your budget/],
    [0.01, /^Above your budget of \$0\.01, even at the low end/],
  ])("judges a budget of $%d", (budgetUsd, words) => {
    const best = bestQuote(answered({}));
    expect(limitsInWords({ budgetUsd }, best)).toEqual([expect.stringMatching(words)]);
  });
  it.each([
    [1000, /^Done within/],
    [0.01, /^Not done within/],
  ])("judges a deadline of %d hours", (deadlineHours, words) => {
    const best = bestQuote(answered({}));
    expect(limitsInWords({ deadlineHours }, best)).toEqual([expect.stringMatching(words)]);
  });
});
