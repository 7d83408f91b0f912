import { describe, expect, it } from "vitest";
import { readCommand } from "../../src/command/index.ts";
import { readConfigs } from "../../src/configs/index.ts";
import { completeRun, estimate, type TrainingRun } from "../../src/estimator/index.ts";
import { catalogOf } from "./estimator/catalog.ts";

/** Words that every object of JavaScript answers to: a table looked up without care has them all. */
const WORDS = [
  "constructor",
  "toString",
  "valueOf",
  "__proto__",
  "hasOwnProperty",
  "isPrototypeOf",
];

describe.each(WORDS)("the word %s", (word) => {
  it("is an unknown one in a line", () => {
    for (const line of [
      word,
      `${word} qlora 10k rows`,
      `llama-3.1-8b ${word} 10k ${word}`,
      `llama-3.1-8b optimizer=${word} gpu=${word} ${word}=3`,
      `prices ${word}`,
      `alerts on ${word}`,
      `compare ${word} vs ${word}`,
      `decide ${word}`,
      `qwen3-8b 5 ${word} on 2x ${word}`,
    ])
      expect(() => readCommand(line), line).not.toThrow();
  });

  it("is an unknown one in a config", () => {
    const contents: [string, string][] = [
      ["run.sh", `${word} train --model_name_or_path Qwen/Qwen3-8B --num_train_epochs 2\n`],
      ["more.sh", `torchrun ${word} --model_name_or_path Qwen/Qwen3-8B --optim ${word}\n`],
      ["a.sh", `python -m ${word} sft --model Qwen/Qwen3-8B\naccelerate launch ${word}\n`],
      [
        "axolotl.yml",
        `base_model: Qwen/Qwen3-8B\nadapter: ${word}\nrl: ${word}\noptimizer: ${word}\nnum_epochs: 1\ndatasets:\n  - path: ${word}\n    type: ${word}\n`,
      ],
      [
        "lf.yaml",
        `model_name_or_path: Qwen/Qwen3-8B\nstage: ${word}\nfinetuning_type: ${word}\ndo_train: true\ndataset: ${word}\ntemplate: ${word}\nnum_train_epochs: 1\n`,
      ],
      [
        "hf.yaml",
        `model_name_or_path: Qwen/Qwen3-8B\nlearning_rate: 1e-5\nnum_train_epochs: 1\noptim: ${word}\n${word}: 1\nlr_scheduler_type: ${word}\nattn_implementation: ${word}\n`,
      ],
      [
        "train.py",
        `args = SFTConfig(optim="${word}", ${word}=1)\n${word} = ${word}.${word}()\nAutoModelForCausalLM.from_pretrained("${word}")\n`,
      ],
      ["d.json", JSON.stringify({ [word]: word, model: "gpt-4.1-mini", training_file: word })],
    ];
    for (const [path, content] of contents)
      expect(() => readConfigs([{ path, content }]), `${path}: ${content}`).not.toThrow();
  });

  it("is an unknown one in a run and in an architecture", () => {
    const run = {
      baseModel: "acme/x",
      framework: word,
      optimizer: word,
      attention: word,
      kernels: [word],
      frozen: [word],
      lora: { targetModules: [word], variant: word, modulesToSave: [word] },
      dataset: { name: word },
      architecture: {
        model_type: word,
        hidden_act: word,
        text_config: { model_type: word },
        hidden_size: 1024,
        num_hidden_layers: 4,
        num_attention_heads: 8,
        intermediate_size: 4096,
        vocab_size: 32000,
      },
    } as TrainingRun;
    for (const technique of ["full", "lora", "freeze"] as const)
      for (const objective of ["sft", "classification", "grpo"] as const) {
        const complete = completeRun({ ...run, technique, objective });
        if (complete.ok) estimate(complete.value, catalogOf(10));
      }
    for (const baseModel of [word, `${word}/${word}`]) completeRun({ baseModel });
    completeRun({ baseModel: "Qwen/Qwen3-8B", hardware: { gpu: word, interconnect: word } });
    const bare = { ...run.architecture };
    delete bare["text_config"];
    const complete = completeRun({ ...run, architecture: bare });
    expect(complete.ok).toBe(true);
    if (complete.ok) {
      const { memory } = estimate(complete.value, catalogOf(10));
      expect(memory.allocatedBytes.expected).toBeGreaterThan(1e8);
    }
  });
});
