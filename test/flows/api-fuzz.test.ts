/** Nothing that a caller sends yields a 5xx, a hang, or an answer that is no JSON. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { Estimate } from "../../src/estimator/estimate.ts";
import { OBJECTIVES, STRATEGIES, TECHNIQUES } from "../../src/estimator/run.ts";
import { type Ftcost, startFtcost } from "./harness.ts";

let ftcost: Ftcost;
beforeAll(async () => {
  ftcost = await startFtcost();
});
afterAll(() => ftcost.close());

const extreme = fc.oneof(
  fc.constantFrom(0, -1, 1, 1e-9, 1e12, 1e15, 1e308, null, true, "", "NaN", "1e999", [], {}),
  fc.string({ maxLength: 30 }),
  fc.double(),
  fc.integer(),
);
/** Runs that are nearly right: known keys with values at their edges. */
const run = fc.record(
  {
    baseModel: fc.constantFrom(
      "gpt2",
      "meta-llama/Llama-3.1-70B",
      "gpt-4.1-mini",
      "Qwen/Qwen3-30B-A3B",
    ),
    technique: fc.oneof(
      fc.constantFrom("full", "lora", "qlora", "dora", "galore", "prefix"),
      extreme,
    ),
    objective: fc.oneof(
      fc.constantFrom("sft", "dpo", "grpo", "ppo", "reward", "diffusion"),
      extreme,
    ),
    sequenceLength: fc.oneof(fc.constantFrom(1, 1_000_000_000_000), extreme),
    microBatchSize: fc.oneof(fc.constantFrom(1, 1_000_000), extreme),
    epochs: fc.oneof(fc.constantFrom(1e-9, 1e6), extreme),
    maxSteps: extreme,
    dataset: fc.oneof(
      fc.record({ rows: fc.constantFrom(1, 1e12), tokensPerRow: fc.constantFrom(1e-9, 1e9) }),
      extreme,
    ),
    lora: fc.oneof(fc.record({ rank: fc.constantFrom(1, 65_536) }), extreme),
    parallelism: fc.oneof(
      fc.record({
        strategy: fc.constantFrom("fsdp", "zero3", "none"),
        tensor: fc.constantFrom(1, 4096),
      }),
      extreme,
    ),
    hardware: fc.oneof(
      fc.record({
        gpu: fc.constantFrom("H100", "t4", "M3 Max", "TPU v5e"),
        gpuCount: fc.constantFrom(1, 100_000),
      }),
      extreme,
    ),
    architecture: fc.oneof(
      fc.record({
        model_type: fc.constantFrom("llama", "banana"),
        hidden_size: fc.constantFrom(0, -1, 1e15, 4096),
      }),
      fc.object({ maxDepth: 2 }),
    ),
  },
  { requiredKeys: ["baseModel"] },
);

it("every body to every POST address is answered in JSON, below 500", async () => {
  const body = fc.oneof(
    run.map((value) => JSON.stringify({ run: value })),
    fc.jsonValue().map((value) => JSON.stringify({ run: value })),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.string(),
  );
  const path = fc.constantFrom("/v1/estimate", "/v1/configs", "/v1/plan", "/v1/decide");
  await fc.assert(
    fc.asyncProperty(path, body, async (to, text) => {
      const response = await ftcost.fetch(to, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: text,
      });
      expect(response.status, text).toBeLessThan(500);
      const answer = await response.text();
      expect(() => JSON.parse(answer) as unknown).not.toThrow();
    }),
    { numRuns: 150, endOnFailure: true },
  );
}, 120_000);

/** Every field within what the schema allows, at its edges. */
const edge = fc.record(
  {
    baseModel: fc.constantFrom(
      "gpt2",
      "meta-llama/Llama-3.1-405B",
      "gpt-4.1-mini",
      "openai/whisper-large-v3",
      "Qwen/Qwen3-30B-A3B",
    ),
    technique: fc.constantFrom(...TECHNIQUES),
    objective: fc.constantFrom(...OBJECTIVES),
    precision: fc.constantFrom("bf16", "fp16", "fp32", "fp8"),
    sequenceLength: fc.constantFrom(1, 2048, 1e12),
    packing: fc.boolean(),
    microBatchSize: fc.constantFrom(1, 8, 1_000_000),
    gradientAccumulationSteps: fc.constantFrom(1, 1_000_000),
    epochs: fc.constantFrom(1e-6, 1, 1e6),
    maxSteps: fc.constantFrom(1, 1e12),
    dataset: fc.record(
      {
        rows: fc.constantFrom(1, 1e12),
        tokensPerRow: fc.constantFrom(1e-3, 300, 1e9),
        tokens: fc.constantFrom(1, 1e15),
      },
      { requiredKeys: [] },
    ),
    lora: fc.record(
      {
        rank: fc.constantFrom(1, 65_536),
        targetModules: fc.constantFrom("all-linear", "", ["q_proj"], []),
      },
      { requiredKeys: [] },
    ),
    parallelism: fc.record(
      {
        strategy: fc.constantFrom(...STRATEGIES),
        tensor: fc.constantFrom(1, 3, 4096),
        pipeline: fc.constantFrom(1, 4096),
        nodes: fc.constantFrom(1, 4096),
      },
      { requiredKeys: [] },
    ),
    rollouts: fc.record(
      { generations: fc.constantFrom(1, 100_000), completionTokens: fc.constantFrom(1, 1e7) },
      { requiredKeys: [] },
    ),
    hardware: fc.record(
      {
        gpu: fc.constantFrom("H100", "t4", "M3 Max", "TPU v5e"),
        gpuCount: fc.constantFrom(1, 7, 100_000),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["baseModel"] },
);

/** The run aside: what completes it may pass what a caller may state (1e12 steps need more rows than that). */
const Answered = z.strictObject({ ...Estimate.shape, run: z.looseObject({}) });

it("every run that the schema allows is estimated in finite figures, or refused in words", async () => {
  let estimated = 0;
  await fc.assert(
    fc.asyncProperty(edge, async (asked) => {
      const response = await ftcost.fetch("/v1/estimate", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ run: asked }),
      });
      expect([200, 422]).toContain(response.status);
      const answer: unknown = await response.json();
      if (response.status === 422) return;
      estimated += 1;
      const read = Answered.safeParse(answer);
      expect(read.success ? [] : read.error.issues.slice(0, 2)).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
  );
  expect(estimated).toBeGreaterThan(20);
}, 120_000);

it("every query is answered below 500", async () => {
  const path = fc.constantFrom(
    "/v1/gpus",
    "/v1/models",
    "/v1/prices",
    "/v1/prices/history",
    "/",
    "/e/x",
  );
  const query = fc.dictionary(
    fc.constantFrom("q", "gpu", "provider", "pricing", "limit", "cursor", "from", "banana"),
    fc.string({ unit: "grapheme" }),
  );
  await fc.assert(
    fc.asyncProperty(path, query, async (to, asked) => {
      const response = await ftcost.fetch(`${to}?${new URLSearchParams(asked).toString()}`);
      await response.arrayBuffer();
      expect(response.status).toBeLessThan(500);
    }),
    { numRuns: 150, endOnFailure: true },
  );
}, 60_000);

it.each([
  ["PUT", "/v1/estimate"],
  ["POST", "/v1/estimate"],
  ["POST", "/v1/models"],
  ["POST", "/openapi.json"],
  ["POST", "/docs"],
])("%s %s refuses 3 MB in words, each time", async (method, path) => {
  for (let count = 0; count < 5; count++) {
    const response = await ftcost.fetch(path, { method, body: "x".repeat(3e6) });
    expect([404, 405, 413]).toContain(response.status);
    expect(await response.text()).not.toBe("");
  }
});
