import { describe, expect, it } from "vitest";
import { completeRun } from "../../../src/estimator/complete.ts";
import { estimate } from "../../../src/estimator/index.ts";
import type { Catalog } from "../../../src/estimator/offer.ts";
import { report } from "../../../src/report/index.ts";

const EMPTY: Catalog = { id: "none", asOf: "2026-11-01", stale: false, offers: [], managed: [] };
const OPENAI: Catalog = {
  ...EMPTY,
  managed: [
    {
      provider: "openai",
      service: "fine-tuning",
      baseModels: ["gpt-4.1-mini"],
      methods: ["lora", "full"],
      objectives: ["sft"],
      usdPerMillionTokens: 5,
      minimumUsd: 0,
      epochsMultiply: true,
      status: "",
      basis: "snapshot",
      source: "a test",
      asOf: "2026-05-07",
      stale: true,
    },
  ],
};

const said = (baseModel: string, catalog: Catalog) => {
  const completed = completeRun({
    baseModel,
    epochs: 3,
    dataset: { rows: 10_000, tokensPerRow: 500 },
  });
  if (!completed.ok) throw new Error("the run should complete");
  return report(estimate(completed.value, catalog));
};

describe("a model whose weights are closed", () => {
  it("without a price is said to have none, with nothing of a GPU's memory", () => {
    const { headline } = said("claude-3-haiku", EMPTY);
    expect(headline).toMatch(/^No price: claude-3-haiku has no open weights/);
    expect(headline).not.toContain("GiB");
  });
  it("speaks of the tokens that are billed, not of padding or steps", () => {
    // 10,000 rows x 500 tokens x 3 epochs at $5 per million.
    const { headline, subject } = said("gpt-4.1-mini", OPENAI);
    expect(headline).toContain("$75.00");
    expect(subject).toBe("gpt-4.1-mini, sft, 15M tokens");
  });
  it("dates the price that it rests on, not the newest of the catalog", () => {
    expect(said("gpt-4.1-mini", OPENAI).provenance).toContain(
      "Price of OpenAI as of 2026-05-07 (stale)",
    );
  });
});
