import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/configs/index.ts";

const grpo = (extra: string): string =>
  `trl grpo --model_name_or_path Qwen/Qwen3-8B --dataset_name openai/gsm8k --num_train_epochs 1 --max_completion_length 512 ${extra}\n`;

describe("an engine for the answers", () => {
  test("beside the trainer it takes TRL's share of the GPU", () => {
    const read = readConfig("a.sh", grpo("--use_vllm --vllm_mode colocate"));
    expect(read.run!.rollouts!.engineMemoryFraction).toBe(0.3);
    expect(read.assumptions).toContainEqual(
      expect.objectContaining({ field: "rollouts.engineMemoryFraction" }),
    );
  });
  test("as written", () => {
    const read = readConfig("a.sh", grpo("--use_vllm --vllm_gpu_memory_utilization 0.5"));
    expect(read.run!.rollouts!.engineMemoryFraction).toBe(0.5);
  });
  test("on a server of its own it is named as left out", () => {
    const read = readConfig("a.sh", grpo("--use_vllm --vllm_mode server"));
    expect(read.run!.rollouts!.engineMemoryFraction).toBeUndefined();
    expect(read.remarks).toContainEqual(expect.objectContaining({ path: "vllm_mode", line: 1 }));
  });
});

describe("a config that its own loader refuses", () => {
  const good =
    "base_model: Qwen/Qwen3-8B\nadapter: lora\nlora_r: 8\nmicro_batch_size: 2\nlearning_rate: 1e-4\nnum_epochs: 3\noutput_dir: out\n";
  test.each([
    ["an open quote", good.replace("output_dir: out", 'output_dir: "out'), 8],
    ["a tab", good.replace("\nlora_r", "\n\tlora_r"), 3],
    ["an open bracket", good.replace("lora_r: 8", "lora_target_modules: [q_proj"), 4],
  ])("%s is told with its line", (_, content, line) => {
    const read = readConfig("a.yml", content);
    expect(read.kind).toBe("training");
    expect(read.remarks![0]).toMatchObject({ line, message: expect.stringMatching(/not parse/) });
  });
  test("a file that parses is told nothing", () => {
    expect(readConfig("a.yml", good).remarks).toEqual([]);
  });
  test("a template is not yet YAML, and a broken file of another trade is none of ours", () => {
    expect(readConfig("a.yml", `${good}\n{{- if .x }}\n`).remarks ?? []).toEqual([]);
    expect(readConfig("a.yml", 'services:\n  model: "x\n  epochs 3\n').kind).toBe("other");
  });
});
