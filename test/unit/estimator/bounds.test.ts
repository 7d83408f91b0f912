import { expect, it } from "vitest";
import { completeRun, estimate } from "../../../src/estimator/index.ts";
import { catalogOf } from "./catalog.ts";

/** 1,000 rows in steps of 2 x 5 = 10 rows: 100 steps an epoch, 200 in two. */
const stepsOf = (framework: string, epochs: number, maxSteps: number): number => {
  const complete = completeRun({
    baseModel: "Qwen/Qwen2.5-7B",
    framework,
    technique: "lora",
    epochs,
    maxSteps,
    packing: false,
    microBatchSize: 2,
    gradientAccumulationSteps: 5,
    dataset: { rows: 1000, tokensPerRow: 200 },
    hardware: { gpu: "H100-80GB-SXM", gpuCount: 1 },
  });
  if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
  return estimate(complete.value, catalogOf(0)).workload.steps;
};

it.each([
  ["trl", 2, 500, 500],
  ["axolotl", 2, 50, 50],
  ["nemo-rl", 2, 500, 200],
  ["nemo-rl", 2, 50, 50],
  ["nemo-automodel", 2, 500, 200],
  ["verl", 2, 500, 200],
  ["torchtune", 2, 500, 200],
])("%s with %i epochs and %i steps trains %i steps", (framework, epochs, maxSteps, steps) => {
  expect(stepsOf(framework, epochs, maxSteps)).toBe(steps);
});
