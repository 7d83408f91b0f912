import { describe, expect, it } from "vitest";
import { completeRun, estimate, type TrainingRun } from "../../../src/estimator/index.ts";
import { catalogOf } from "./catalog.ts";

const of = (run: TrainingRun) => {
  const complete = completeRun(run);
  if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
  return estimate(complete.value, catalogOf(0));
};
const inside = ({ low, high }: { low: number; high: number }, value: number) =>
  low <= value && value <= high;

const unsloth: TrainingRun = {
  framework: "unsloth",
  baseModel: "meta-llama/Llama-3.1-8B",
  objective: "grpo",
  technique: "qlora",
  rollouts: { generations: 8, promptTokens: 256, completionTokens: 512 },
  hardware: { gpu: "A100-40GB-SXM", gpuCount: 1 },
};

describe("rollouts", () => {
  it("are generated once a step for all its rows: 512 tokens at about 60 ms, and the training besides", () => {
    // transformers' generate on a 4-bit 8B gives 15 to 20 tokens a second and row: 512 / 17 = 30 s; training 4 s.
    expect(inside(of(unsloth).throughput.secondsPerStep, 34)).toBe(true);
    // Qwen2.5-7B in bf16: 20 to 30 tokens a second and row, whatever the number of rows: 512 x 45 ms = 23 s, training 4 s.
    const qwen = of({
      ...unsloth,
      framework: "trl",
      baseModel: "Qwen/Qwen2.5-7B",
      technique: "full",
      microBatchSize: 2,
      gradientAccumulationSteps: 8,
      parallelism: { strategy: "zero3" },
      hardware: { gpu: "H100-80GB-SXM", gpuCount: 8 },
    });
    expect(inside(qwen.throughput.secondsPerStep, 27)).toBe(true);
  });

  it("by an engine are bound by reading weights: 512 tokens of an 8B in bf16 take 512 x 16 GB / bandwidth at least", () => {
    const engine = of({
      ...unsloth,
      technique: "lora",
      rollouts: { ...unsloth.rollouts, engineMemoryFraction: 0.4 },
    });
    const least = (512 * 16.06e9) / 1.555e12;
    const term = engine.explanation?.terms.find(({ name }) => name === "rollouts");
    expect(term?.value).toBeGreaterThan(least);
    expect(term?.value).toBeLessThan(least * 3);
  });

  it("say who generates, how long and how many, when nobody stated it", () => {
    const fields = ({ assumptions }: { assumptions: { field: string }[] }) =>
      assumptions.map(({ field }) => field).filter((field) => field.startsWith("rollouts."));
    expect(fields(of({ baseModel: "Qwen/Qwen2.5-7B", objective: "grpo" }))).toEqual([
      "rollouts.generations",
      "rollouts.promptTokens",
      "rollouts.completionTokens",
      "rollouts.engineMemoryFraction",
    ]);
    expect(fields(of({ baseModel: "Qwen/Qwen2.5-7B", objective: "sft" }))).toEqual([]);
  });
});
