import { describe, expect, it } from "vitest";
import { completeRun } from "../../../src/estimator/complete.ts";
import type { TrainingRun } from "../../../src/estimator/run.ts";

const settled = (run: Partial<TrainingRun>) => {
  const completed = completeRun({ baseModel: "meta-llama/Llama-3.1-8B", ...run });
  if (!completed.ok) throw new Error("the run should complete");
  const { run: complete, assumptions } = completed.value;
  return { dataset: complete.dataset, assumptions };
};

describe("a dataset that is known by name", () => {
  // 52,002 rows: huggingface.co/datasets/tatsu-lab/alpaca.
  it("gives its rows and lengths, named as assumptions with their source", () => {
    const { dataset, assumptions } = settled({ dataset: { name: "tatsu-lab/alpaca" } });
    expect(dataset).toMatchObject({ rows: 52_002, tokensPerRow: 125 });
    for (const field of ["dataset.rows", "dataset.tokensPerRow"])
      expect(assumptions.find((one) => one.field === field)?.because).toContain("public card");
  });
  it("gives nothing that somebody stated", () => {
    const { dataset, assumptions } = settled({
      dataset: { name: "tatsu-lab/alpaca", rows: 1000, tokensPerRow: 80 },
    });
    expect(dataset).toMatchObject({ rows: 1000, tokensPerRow: 80 });
    expect(assumptions.map(({ field }) => field)).not.toContain("dataset.rows");
  });
  it("does not outvote stated tokens", () => {
    const { dataset } = settled({ dataset: { name: "tatsu-lab/alpaca", tokens: 1_250_000 } });
    expect(dataset).toMatchObject({ rows: 10_000, tokensPerRow: 125 });
  });
  it("is not echoed as the rows that a number of steps consumes", () => {
    const { dataset } = settled({ dataset: { name: "yahma/alpaca-cleaned" }, maxSteps: 60 });
    expect(dataset?.rows).toBe(51_760);
  });
});

describe("a dataset that nobody knows", () => {
  it("has an assumed size, said to be one", () => {
    const { assumptions } = settled({ dataset: { name: "acme/tickets" } });
    expect(assumptions.find(({ field }) => field === "dataset.rows")).toMatchObject({
      value: 10_000,
    });
  });
});
