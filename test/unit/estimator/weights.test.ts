import { describe, expect, it } from "vitest";
import { completeRun, estimate, type TrainingRun } from "../../../src/estimator/index.ts";
import { GIB } from "../../../src/units.ts";
import { catalogOf } from "./catalog.ts";

const of = (run: TrainingRun) => {
  const complete = completeRun(run);
  if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
  return estimate(complete.value, catalogOf(0));
};

/** Parameters of Llama-3.1-8B, 70B and Llama-2-7B as their model cards and PEFT logs give them. */
const [L8, L70, L7] = [8_030_261_248, 70_553_706_496, 6_738_415_616];

describe("width of trained weights where nobody states it", () => {
  const h100 = { gpu: "H100-80GB-SXM" };
  it.each<[string, TrainingRun, string, string]>([
    [
      "accelerate raises what FSDP trains to fp32",
      {
        baseModel: "meta-llama/Llama-3.1-8B",
        framework: "trl",
        technique: "full",
        precision: "bf16",
        parallelism: { strategy: "fsdp" },
        hardware: { ...h100, gpuCount: 8 },
      },
      "fp32",
      "accelerate/accelerator.py",
    ],
    [
      "FSDP taken by us for lack of anything else is FSDP all the same",
      {
        baseModel: "meta-llama/Llama-3.1-8B",
        framework: "axolotl",
        technique: "full",
        hardware: { ...h100, gpuCount: 8 },
      },
      "fp32",
      "accelerate/accelerator.py",
    ],
    [
      "DeepSpeed holds an fp32 master",
      {
        baseModel: "meta-llama/Llama-3.1-8B",
        framework: "ms-swift",
        technique: "full",
        parallelism: { strategy: "zero2" },
        hardware: { ...h100, gpuCount: 8 },
      },
      "fp32",
      "Rajbhandari et al. 2020",
    ],
    [
      "LLaMA-Factory raises what it trains",
      {
        baseModel: "meta-llama/Llama-2-7b-hf",
        framework: "llama-factory",
        technique: "full",
        hardware: { ...h100, gpuCount: 1 },
      },
      "fp32",
      "model/adapter.py",
    ],
    [
      "a gradient scaler needs fp32 weights",
      {
        baseModel: "google-bert/bert-base-uncased",
        framework: "transformers",
        technique: "full",
        precision: "fp16",
        hardware: { gpu: "T4-16GB", gpuCount: 1 },
      },
      "fp32",
      "torch.amp.GradScaler",
    ],
    [
      "torchtune trains in the width it loads",
      {
        baseModel: "meta-llama/Llama-3.1-8B",
        framework: "torchtune",
        technique: "full",
        hardware: { ...h100, gpuCount: 8 },
      },
      "bf16",
      "recipes/configs",
    ],
    [
      "what is stated stands",
      {
        baseModel: "meta-llama/Llama-3.1-8B",
        framework: "trl",
        technique: "full",
        weightsPrecision: "bf16",
        parallelism: { strategy: "fsdp" },
        hardware: { ...h100, gpuCount: 8 },
      },
      "bf16",
      "pure bf16",
    ],
  ])("%s", (_, run, width) => {
    expect(of(run).run.weightsPrecision).toBe(width);
  });

  it("16 bytes a parameter over 16 GPUs do not leave room for a 70B with long rows on 80 GB", () => {
    const { memory } = of({
      baseModel: "meta-llama/Llama-3.1-70B",
      framework: "trl",
      technique: "full",
      sequenceLength: 4096,
      packing: true,
      microBatchSize: 1,
      gradientCheckpointing: true,
      parallelism: { strategy: "fsdp", nodes: 2 },
      hardware: { ...h100, gpuCount: 16 },
    });
    // weights 4 + gradients 4 + two moments 8 = 16 bytes a parameter, divided over 16 GPUs.
    const { weightsBytes, gradientsBytes, optimizerBytes } = memory.parts;
    const states = weightsBytes + gradientsBytes + optimizerBytes;
    expect(states).toBeGreaterThanOrEqual((L70 * 16) / 16 - L70 * 0.5);
    expect(memory.fits).not.toBe("yes");
  });

  it("LLaMA-Factory's full fine-tuning of 7B takes what its README says: about 120 GB under AMP", () => {
    const { memory } = of({
      baseModel: "meta-llama/Llama-2-7b-hf",
      framework: "llama-factory",
      technique: "full",
      sequenceLength: 512,
      microBatchSize: 1,
      gradientAccumulationSteps: 8,
      hardware: { gpu: "B200-180GB-SXM", gpuCount: 1 },
    });
    // 16 bytes a parameter = 100 GiB; the step's temporaries and autocast's copies come on top.
    expect(memory.allocatedBytes.expected).toBeGreaterThan(L7 * 16);
    expect(memory.allocatedBytes.expected / 1e9).toBeGreaterThan(107);
    expect(memory.allocatedBytes.expected / 1e9).toBeLessThan(145);
  });

  it("autocast's copies of fp32 weights stay through the backward pass when nothing is recomputed", () => {
    const at = (weightsPrecision: "fp32" | "bf16") =>
      of({
        baseModel: "meta-llama/Llama-3.1-8B",
        framework: "trl",
        technique: "full",
        weightsPrecision,
        gradientCheckpointing: false,
        sequenceLength: 2048,
        packing: true,
        microBatchSize: 4,
        optimizer: "sgd",
        hardware: { gpu: "B200-180GB-SXM", gpuCount: 1 },
      }).memory;
    // 2 bytes more a weight, and 2 of each weight's copy but for the embedding, of 525,336,576 numbers.
    const difference = at("fp32").allocatedBytes.expected - at("bf16").allocatedBytes.expected;
    expect(difference / GIB).toBeGreaterThan((L8 * 2 + (L8 - 525_336_576) * 2) / GIB - 0.1);
  });
});
