import { describe, expect, it } from "vitest";
import { completeRun, estimate, type TrainingRun } from "../../../src/estimator/index.ts";
import { GIB } from "../../../src/units.ts";
import { catalogOf } from "./catalog.ts";

const of = (run: TrainingRun) => {
  const complete = completeRun(run);
  if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
  return estimate(complete.value, catalogOf(10));
};
const width = ({ quotes }: ReturnType<typeof of>) => {
  const quote = quotes.find(({ kind }) => kind === "gpu")!;
  return quote.usd.high / quote.usd.low;
};
const lora: TrainingRun = {
  baseModel: "meta-llama/Llama-3.1-8B",
  technique: "lora",
  hardware: { gpu: "H100-80GB-SXM", gpuCount: 1 },
};

describe("what nobody stated widens the dollars", () => {
  const known = { ...lora, dataset: { rows: 10_000, tokensPerRow: 300 } };
  it("by a factor of three each way for rows, less for lengths", () => {
    const stated = width(of(known));
    const lengths = width(of({ ...lora, dataset: { rows: 10_000 } }));
    const rows = width(of({ ...lora, dataset: { tokensPerRow: 300 } }));
    const nothing = width(of(lora));
    expect(lengths).toBeGreaterThan(stated * 1.15);
    expect(rows).toBeGreaterThan(6);
    expect(nothing).toBeGreaterThan(rows);
  });

  it("but not the speed by the rows, and neither where steps say how much is trained", () => {
    const speed = (run: TrainingRun) => of(run).throughput.tokensPerSecondPerGpu;
    const ratio = (run: TrainingRun) => speed(run).high / speed(run).low;
    expect(ratio({ ...lora, dataset: { tokensPerRow: 300 } })).toBeCloseTo(ratio(known), 6);
    const steps = { ...lora, maxSteps: 500, packing: true, sequenceLength: 2048 };
    const more = { ...steps, dataset: { rows: 1e5, tokensPerRow: 300 } };
    expect(width(of(steps))).toBeLessThan(width(of(more)) * 1.4);
  });
});

describe("the run that is answered", () => {
  it("does not pass off as stated what follows from steps or tokens", () => {
    expect(
      of({ ...lora, maxSteps: 60, dataset: { name: "acme/unheard-of" } }).run.dataset,
    ).not.toHaveProperty("rows");
    const byTokens = of({ ...lora, dataset: { tokens: 3e8 } });
    expect(byTokens.assumptions).toContainEqual({
      field: "dataset.rows",
      value: 1e6,
      because: "its tokens, divided by those of a row",
    });
    expect(of(lora).run.dataset).toMatchObject({ rows: 10_000 });
    expect(of({ ...lora, dataset: { rows: 77 } }).run.dataset).toMatchObject({ rows: 77 });
  });
});

describe("heads that score no vocabulary", () => {
  it.each(["classification", "reward", "embedding"] as const)("%s has no logits", (objective) => {
    const { memory } = of({
      baseModel: "google-bert/bert-base-uncased",
      objective,
      technique: "full",
      microBatchSize: 16,
      sequenceLength: 512,
      dataset: { rows: 1000, tokensPerRow: 512 },
      hardware: { gpu: "T4-16GB", gpuCount: 1 },
    });
    // 110 M parameters x 16 bytes = 1.6 GiB at most; activations of 12 layers x 16 x 512 tokens about 2.5 GiB; no 16 x 512 x 30,522 logits.
    expect(memory.parts.logitsBytes).toBe(0);
    expect(memory.allocatedBytes.expected / GIB).toBeLessThan(5);
  });

  it("a reward model of an untied 8B is lighter by its head: 128,256 x 4,096", () => {
    const total = (objective: "sft" | "reward") =>
      of({ baseModel: "meta-llama/Llama-3.1-8B", objective }).parameters.total;
    expect(total("sft") - total("reward")).toBe(128_256 * 4096);
  });
});

describe("work", () => {
  it("of full DPO counts the reference's forward pass: 8 N a token for 6", () => {
    const flops = (objective: "sft" | "dpo") => {
      const { workload } = of({
        baseModel: "meta-llama/Llama-3.1-8B",
        objective,
        technique: "full",
        microBatchSize: 1,
        dataset: { rows: 1000, tokensPerRow: 500 },
      });
      return workload.flops / workload.tokens;
    };
    expect(flops("dpo") / flops("sft")).toBeCloseTo(8 / 6, 2);
  });
});
