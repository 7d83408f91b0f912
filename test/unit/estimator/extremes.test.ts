import fc from "fast-check";
import { expect, it } from "vitest";
import { completeRun, Estimate, estimate, TrainingRun } from "../../../src/estimator/index.ts";
import { OBJECTIVES, PRECISIONS, STRATEGIES, TECHNIQUES } from "../../../src/estimator/run.ts";
import { catalogOf } from "./catalog.ts";

const catalog = catalogOf(20);
const upTo = (max: number) =>
  fc.oneof(fc.constantFrom(1, 2, max - 1, max), fc.integer({ min: 1, max: Math.min(max, 1e9) }));
const word = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom("", "__proto__", "constructor", "(.*", "q_proj", "layers.0-9999", "*"),
);
const optional = { requiredKeys: [] };

/** Every number at the ends that the schema allows, every word anything. */
const extreme: fc.Arbitrary<TrainingRun> = fc.record(
  {
    baseModel: fc.constantFrom(
      "meta-llama/Llama-3.1-8B",
      "google-t5/t5-base",
      "deepseek-ai/DeepSeek-V3",
      "Qwen/Qwen2-VL-7B-Instruct",
      "openai/whisper-large-v3",
      "gpt-4o-mini",
    ),
    framework: word,
    objective: fc.constantFrom(...OBJECTIVES),
    technique: fc.constantFrom(...TECHNIQUES),
    quantizationBits: fc.constantFrom(null, 4 as const, 8 as const),
    precision: fc.constantFrom(...PRECISIONS),
    sequenceLength: upTo(1e12),
    packing: fc.boolean(),
    microBatchSize: upTo(1e6),
    gradientAccumulationSteps: upTo(1e6),
    epochs: fc.constantFrom(null, 1e-6, 1e6),
    maxSteps: fc.option(upTo(1e12), { nil: null }),
    dataset: fc.record(
      {
        name: word,
        rows: upTo(1e12),
        tokensPerRow: fc.constantFrom(null, 1e-3, 1e9),
        maxTokensPerRow: fc.constantFrom(null, 1e-3, 1e9),
        tokens: fc.constantFrom(null, 1, 1e15),
      },
      optional,
    ),
    optimizer: word,
    attention: word,
    kernels: fc.array(word, { maxLength: 4 }),
    lora: fc.record(
      { rank: upTo(65536), dropout: fc.constantFrom(0, 1), targetModules: word, variant: word },
      optional,
    ),
    frozen: fc.array(word, { maxLength: 4 }),
    parallelism: fc.record(
      {
        strategy: fc.constantFrom(...STRATEGIES),
        tensor: upTo(4096),
        pipeline: upTo(4096),
        context: upTo(4096),
        expert: upTo(4096),
        nodes: upTo(4096),
        cpuOffload: fc.boolean(),
      },
      optional,
    ),
    evaluation: fc.record({ everySteps: upTo(1e12), rows: upTo(1e12) }, optional),
    rollouts: fc.record(
      {
        generations: upTo(1e5),
        promptTokens: upTo(1e7),
        completionTokens: upTo(1e7),
        engineMemoryFraction: fc.constantFrom(0, 1),
      },
      optional,
    ),
    hardware: fc.record(
      {
        gpu: fc.constantFrom("T4", "H100", "MI300X", "RTX 4090", "M4 Max"),
        gpuCount: upTo(1e5),
        interconnect: word,
      },
      optional,
    ),
  },
  { requiredKeys: ["baseModel"] },
);

it("neither throws nor refuses at the ends of what the schema allows, and echoes what it would take", () => {
  fc.assert(
    fc.property(extreme, (run) => {
      expect(TrainingRun.safeParse(run).success).toBe(true);
      const complete = completeRun(run);
      if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
      const answer = estimate(complete.value, catalog);
      // Zod's numbers are finite.
      Estimate.parse(answer);
      expect(TrainingRun.safeParse(answer.run).success).toBe(true);
      expect(completeRun(complete.value.run).ok).toBe(true);
    }),
    { numRuns: 300 },
  );
});
