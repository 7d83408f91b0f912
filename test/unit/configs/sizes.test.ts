import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/configs/index.ts";

const axolotl = (extra: string): string =>
  `base_model: Qwen/Qwen3-8B\nmicro_batch_size: 2\nsequence_len: 2048\nnum_epochs: 1\nlearning_rate: 1e-4\nadapter: lora\nlora_r: 8\n${extra}`;
const swift = (dataset: string): string =>
  `swift sft --model Qwen/Qwen3-8B --dataset ${dataset} --num_train_epochs 1\n`;
const factory = (extra: string): string =>
  `model_name_or_path: Qwen/Qwen3-8B\nstage: sft\nfinetuning_type: lora\ndataset: alpaca_en_demo,identity\nnum_train_epochs: 1\nlearning_rate: 1e-4\n${extra}`;
const python = (extra: string): string =>
  `from trl import SFTConfig, SFTTrainer\nfrom datasets import load_dataset\nds = load_dataset("yahma/alpaca-cleaned", split="train")${extra}\nSFTTrainer(model="Qwen/Qwen3-8B", args=SFTConfig(num_train_epochs=1, learning_rate=1e-4), train_dataset=ds).train()\n`;

/** Published sizes: alpaca-cleaned 51,760 rows, self-cognition 108, alpaca_en_demo 999, identity 91. */
describe("rows that are trained on, as the framework takes them", () => {
  test.each([
    [
      "axolotl's val_set_size leaves 95 %",
      "a.yml",
      axolotl("datasets:\n  - path: yahma/alpaca-cleaned\nval_set_size: 0.05\n"),
      { rows: 49172 },
      2588,
    ],
    [
      "a number of rows held out",
      "a.yml",
      axolotl("datasets:\n  - path: yahma/alpaca-cleaned\nval_set_size: 760\n"),
      { rows: 51000 },
      760,
    ],
    [
      "nothing held out",
      "a.yml",
      axolotl("datasets:\n  - path: yahma/alpaca-cleaned\nval_set_size: 0\n"),
      { rows: 51760 },
      undefined,
    ],
    [
      "one of ten shards",
      "a.yml",
      axolotl("datasets:\n  - path: yahma/alpaca-cleaned\n    shards: 10\n"),
      { rows: 5176 },
      undefined,
    ],
    [
      "ms-swift repeats the rows when more are drawn",
      "a.sh",
      swift("swift/self-cognition#1000"),
      { rows: 1000, tokensPerRow: 58.9 },
      undefined,
    ],
    [
      "LLaMA-Factory bounds each data set, then splits",
      "a.yaml",
      factory("max_samples: 500\nval_size: 0.1\n"),
      { rows: 532 },
      59,
    ],
    [
      "train_test_split in Python",
      "a.py",
      python(".train_test_split(test_size=0.1)['train']"),
      { rows: 46584 },
      5176,
    ],
    [
      "a slice in Python",
      "a.py",
      python("").replace('"train"', '"train[:1%]"'),
      { rows: 518 },
      undefined,
    ],
  ])("%s", (_, path, content, dataset, evaluated) => {
    const { run } = readConfig(path, content);
    expect(run?.dataset).toMatchObject(dataset);
    expect(run?.evaluation?.rows).toBe(evaluated);
  });
});
