import { describe, expect, it } from "vitest";
import { snapshotCatalog } from "../../../pricing/snapshot.ts";
import { plan } from "../../../src/bill/plan/index.ts";
import { readConfigs } from "../../../src/configs/index.ts";
import type { TrainingRun } from "../../../src/estimator/index.ts";

const catalog = snapshotCatalog(new Date("2026-11-23"));
const plansOf = (framework: string | undefined, gpuCount?: number) => {
  const run: TrainingRun = {
    ...(framework === undefined ? {} : { framework }),
    baseModel: "Qwen/Qwen3-8B",
    microBatchSize: 2,
    gradientAccumulationSteps: 8,
    sequenceLength: 2048,
    epochs: 2,
    dataset: { rows: 5000, tokensPerRow: 600 },
  };
  const answer = plan(
    { run, ...(gpuCount === undefined ? {} : { gpuCount }), deep: true },
    catalog,
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.value.front;
};

/** What such a config says besides, in the words of each framework's documentation. */
const AROUND: Record<string, string> = {
  axolotl:
    "base_model: Qwen/Qwen3-8B\ndatasets:\n  - path: acme/notes\n    type: alpaca\nsequence_len: 2048\nnum_epochs: 2\n",
  "llama-factory":
    "model_name_or_path: Qwen/Qwen3-8B\nstage: sft\ndo_train: true\ndataset: alpaca_en_demo\ntemplate: qwen3\ncutoff_len: 2048\nnum_train_epochs: 2\noutput_dir: saves/x\n",
  trl: "model_name_or_path: Qwen/Qwen3-8B\ndataset_name: trl-lib/Capybara\nlearning_rate: 2.0e-5\nnum_train_epochs: 2\nmax_length: 2048\noutput_dir: out\n",
};

describe("a plan as a patch of the user's own config", () => {
  it.each(Object.keys(AROUND))("%s reads back what the plan decides", (framework) => {
    const front = plansOf(framework);
    expect(front.length).toBeGreaterThan(1);
    for (const one of front) {
      expect(one.configPatch).not.toBe("");
      const [read] = readConfigs([
        { path: "train.yml", content: AROUND[framework]! + one.configPatch },
      ]).files;
      const run = read!.run!;
      expect(run.technique, one.configPatch).toBe(one.technique);
      expect(run.microBatchSize).toBe(one.microBatchSize);
      expect(run.gradientAccumulationSteps).toBe(one.gradientAccumulationSteps);
      if (framework !== "trl" && one.strategy.startsWith("zero"))
        expect(run.parallelism?.strategy).toBe(one.strategy);
      if (one.strategy.startsWith("fsdp")) expect(run.parallelism?.strategy).toMatch(/^fsdp/);
    }
  });

  it("is empty where no framework was named, and the patch of the run is there all the same", () => {
    for (const { configPatch, patch } of plansOf(undefined)) {
      expect(configPatch).toBe("");
      expect(Object.keys(patch)).toContain("microBatchSize");
    }
  });
});
