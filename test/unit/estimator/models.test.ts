import { describe, expect, it } from "vitest";
import { findModel, MODELS } from "../../../src/estimator/models/models.ts";
import { COUNT_TOLERANCE } from "../../../src/estimator/architecture/published.ts";
import { parameterCounts } from "../../../src/estimator/architecture/parameters.ts";
import type { Model } from "../../../src/estimator/models/row.ts";

const unaided = (model: Model) => {
  const { published, ...architecture } = model.architecture!;
  return { published, counts: parameterCounts(architecture) };
};

/** Published elsewhere, not computed from the same dimensions. */
const PUBLISHED = MODELS.filter((model) => {
  const basis = model.architecture?.published?.basis;
  return basis !== undefined && !basis.startsWith("computed");
});

describe("the table of base models", () => {
  it("holds published counts of at least 150 models", () => {
    expect(PUBLISHED.length).toBeGreaterThanOrEqual(150);
  });

  it.each(PUBLISHED.map((model) => [model.id, model] as const))(
    "counts %s within half a per cent of what is published, from its config alone",
    (_id, model) => {
      const { published, counts } = unaided(model);
      expect(Math.abs(counts.total / published!.parameters - 1)).toBeLessThanOrEqual(
        COUNT_TOLERANCE,
      );
    },
  );

  it("counts at least 300 of them exactly", () => {
    const exact = MODELS.filter((model) => {
      const { published, counts } = unaided(model);
      return counts.total === published?.parameters;
    });
    expect(exact.length).toBeGreaterThanOrEqual(300);
  });

  it.each(
    MODELS.filter((model) => model.architecture?.published?.active !== undefined).map(
      (model) => [model.id, model] as const,
    ),
  )("counts what a token passes in %s within 1 %%", (_id, model) => {
    const { published, counts } = unaided(model);
    expect(Math.abs(counts.active / published!.active! - 1)).toBeLessThanOrEqual(0.01);
  });

  it("gives every row a source and ids that no other row has", () => {
    const seen = new Map<string, string>();
    for (const model of MODELS) {
      expect(model.source, model.id).not.toBe("");
      for (const id of [model.id, ...model.aliases]) {
        expect(seen.get(id.toLowerCase()) ?? model.id, id).toBe(model.id);
        seen.set(id.toLowerCase(), model.id);
      }
    }
    expect(MODELS.length).toBeGreaterThanOrEqual(300);
  });

  it("has parts that add up to the total", () => {
    for (const model of MODELS) {
      const { counts } = unaided(model);
      const {
        embeddings,
        head,
        attention,
        stateSpace,
        mlp,
        experts,
        router,
        norms,
        towers,
        other,
      } = counts;
      expect(
        embeddings +
          head +
          attention +
          stateSpace +
          mlp +
          experts +
          router +
          norms +
          towers +
          other,
      ).toBe(counts.total);
      expect(counts.active).toBeLessThanOrEqual(counts.total);
    }
  });
});

/** Trainable parameters that PEFT itself printed in public logs. */
const adapter = (id: string, rank: number, targets: string[]): number =>
  parameterCounts(findModel(id)!.architecture!)
    .linears.filter((one) => targets.includes(one.name))
    .reduce(
      (sum, one) => sum + rank * (one.inFeatures + one.outFeatures) * one.copies * one.count,
      0,
    );
const ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

describe("the linear maps of a model", () => {
  it.each([
    [
      "meta-llama/Llama-3.1-8B",
      16,
      ALL,
      41_943_040,
      "PEFT log: 8,072,204,288 all, 41,943,040 trainable",
    ],
    [
      "Qwen/Qwen2.5-7B-Instruct",
      16,
      ALL,
      40_370_176,
      "PEFT log: 7,655,986,688 all, 40,370,176 trainable",
    ],
    [
      "Qwen/Qwen2-VL-2B-Instruct",
      8,
      ["q_proj", "v_proj"],
      1_089_536,
      "KevinKingslin/qwenfinetune log",
    ],
    [
      "deepseek-ai/deepseek-coder-1.3b-base",
      8,
      ["q_proj", "v_proj"],
      1_572_864,
      "BabyChouSr/parallel-llms log",
    ],
    [
      "meta-llama/Llama-2-7b-hf",
      8,
      ["q_proj", "v_proj"],
      4_194_304,
      "PEFT's README figure for r = 8",
    ],
    [
      "mistralai/Mistral-7B-v0.1",
      16,
      ALL,
      41_943_040,
      "QLoRA logs of Mistral 7B, r = 16, all linear",
    ],
    [
      "bigscience/bloom-560m",
      8,
      ["query_key_value"],
      786_432,
      "PEFT documentation, bloom-560m r = 8",
    ],
    ["openai-community/gpt2", 8, ["c_attn"], 294_912, "PEFT documentation, GPT-2 r = 8"],
    [
      "google/mt5-large",
      8,
      ["q", "v"],
      2_359_296,
      "PEFT README: bigscience/mt0-large, the same sizes",
    ],
  ])("of %s carry an adapter of rank %i on %s as PEFT counts it", (id, rank, targets, expected) => {
    expect(adapter(id, rank, targets)).toBe(expected);
  });
});
