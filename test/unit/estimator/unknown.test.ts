import { describe, expect, it } from "vitest";
import { completeRun } from "../../../src/estimator/complete.ts";

const problemsOf = (baseModel: string, gpu?: string) => {
  const completed = completeRun({ baseModel, ...(gpu === undefined ? {} : { hardware: { gpu } }) });
  return completed.ok ? [] : completed.problems;
};

describe("what no table holds", () => {
  it.each([
    ["rtx 4099", "RTX4090-24GB"],
    ["mi30x", "MI300X-192GB"],
  ])("%s is refused, with the GPU that comes nearest", (gpu, near) => {
    expect(problemsOf("meta-llama/Llama-3.1-8B", gpu)).toMatchObject([
      { path: "hardware.gpu", didYouMean: near },
    ]);
  });
  it("offers nothing where nothing is near", () => {
    const [problem] = problemsOf("meta-llama/Llama-3.1-8B", "abacus");
    expect(problem).not.toHaveProperty("didYouMean");
  });
  it("offers the model that comes nearest, and the Hub only to who did not use an id of it", () => {
    const [written] = problemsOf("meta-llama/Lama-3.1-8B");
    expect(written?.didYouMean).toBe("meta-llama/Llama-3.1-8B");
    expect(written?.message).not.toContain("Hub");
    expect(problemsOf("lama-9-900b-thing")[0]?.message).toContain("Hub");
  });
});
