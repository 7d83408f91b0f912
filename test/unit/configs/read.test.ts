import { describe, expect, test } from "vitest";
import { readConfig, readConfigs } from "../../../src/configs/index.ts";
import { TrainingRun } from "../../../src/estimator/run.ts";
import { fixture, fixtures } from "./fixtures.ts";

/** What each fixture says, read by eye: framework, model, technique, bits, length, micro, accumulation, volume. */
const EXPECTED: Record<string, Record<string, unknown>> = {
  "home-made.yaml": {
    framework: "transformers",
    baseModel: "Qwen/Qwen2.5-1.5B-Instruct",
    technique: "qlora",
    quantizationBits: 4,
    precision: "bf16",
    sequenceLength: 1536,
    microBatchSize: 6,
    gradientAccumulationSteps: 4,
    epochs: 2,
    optimizer: "paged_adamw_8bit",
    gradientCheckpointing: true,
    lora: { rank: 24, alpha: 48, targetModules: ["q_proj", "k_proj"] },
    dataset: { name: "data/train.jsonl" },
  },
  "upper.json": {
    baseModel: "google/gemma-2-2b",
    technique: "lora",
    microBatchSize: 4,
    gradientAccumulationSteps: 2,
    epochs: 1,
    sequenceLength: 1024,
    lora: { rank: 16, alpha: 32 },
    dataset: { name: "tatsu-lab/alpaca", rows: 52002 },
  },
  "axolotl.yml": {
    framework: "axolotl",
    technique: "qlora",
    packing: true,
    attention: "flash_attention_2",
    optimizer: "adamw_bnb_8bit",
    precision: "bf16",
    parallelism: { strategy: "zero2" },
    lora: { rank: 32, alpha: 16, targetModules: "all-linear" },
  },
  "dpo.yaml": { framework: "trl", objective: "dpo", technique: "full", sequenceLength: 1024 },
  "unsloth.py": {
    framework: "unsloth",
    baseModel: "unsloth/Meta-Llama-3.1-8B",
    technique: "qlora",
    sequenceLength: 2048,
    maxSteps: 60,
    optimizer: "adamw_8bit",
    gradientCheckpointing: true,
    lora: { rank: 16, alpha: 16, targetModules: ["q_proj", "v_proj"] },
    dataset: { name: "yahma/alpaca-cleaned", rows: 51760 },
    hardware: { gpuCount: 1 },
  },
  "qlora_script.py": {
    framework: "trl",
    baseModel: "mistralai/Mistral-7B-v0.1",
    technique: "qlora",
    quantization: { kind: "nf4", doubleQuant: true },
    sequenceLength: 4096,
    packing: true,
    microBatchSize: 4,
    gradientAccumulationSteps: 2,
    epochs: 2,
    attention: "flash_attention_2",
    dataset: { name: "data/train.jsonl" },
  },
  "dataclass_config.py": {
    baseModel: "Qwen/Qwen2.5-3B",
    technique: "lora",
    quantizationBits: 8,
    precision: "fp16",
    sequenceLength: 768,
    microBatchSize: 8,
    epochs: 4,
  },
  "torchrun.sh": {
    baseModel: "Qwen/Qwen2.5-7B",
    sequenceLength: 4096,
    microBatchSize: 4,
    gradientAccumulationSteps: 4,
    epochs: 2,
    precision: "bf16",
    parallelism: { strategy: "zero3", cpuOffload: true },
    hardware: { gpuCount: 4 },
  },
  "factory.sh": {
    framework: "llamafactory",
    baseModel: "meta-llama/Meta-Llama-3-8B-Instruct",
    lora: { rank: 16, alpha: 32, targetModules: "all-linear" },
    dataset: { name: "identity,alpaca_en_demo", rows: 1090 },
    hardware: { gpuCount: 2 },
  },
  "swift.sh": {
    framework: "ms-swift",
    objective: "dpo",
    gradientAccumulationSteps: 4,
    parallelism: { strategy: "zero3" },
    hardware: { gpuCount: 2 },
  },
  "job.sbatch": {
    framework: "openrlhf",
    baseModel: "meta-llama/Meta-Llama-3-8B",
    microBatchSize: 2,
    gradientAccumulationSteps: 16,
    parallelism: { strategy: "zero3", nodes: 2 },
    hardware: { gpu: "a100", gpuCount: 8 },
  },
  "sky.yaml": {
    baseModel: "Qwen/Qwen2.5-14B",
    microBatchSize: 2,
    parallelism: { nodes: 2 },
    hardware: { gpu: "H100", gpuCount: 8 },
  },
  "k8s.yaml": {
    framework: "trl",
    baseModel: "meta-llama/Llama-3.2-3B",
    precision: "bf16",
    sequenceLength: 2048,
    hardware: { gpuCount: 8 },
  },
  "mlx.yaml": {
    framework: "mlx-lm",
    technique: "qlora",
    maxSteps: 600,
    lora: { rank: 8, alpha: 80 },
  },
  "sagemaker.py": {
    framework: "sagemaker",
    baseModel: "meta-llama/Llama-2-13b-hf",
    epochs: 3,
    hardware: { gpu: "A10G", gpuCount: 4 },
  },
  "prime.toml": { framework: "prime-rl", maxSteps: 40, sequenceLength: 4096 },
  "openai.json": {
    framework: "openai",
    technique: "hosted",
    objective: "dpo",
    epochs: 2,
    microBatchSize: 8,
  },
};

describe("every shape of file", () => {
  test.each(Object.entries(EXPECTED))("%s", (name, expected) => {
    const { path, content } = fixture(`training/${name}`);
    const read = readConfig(path, content);
    expect(read.kind).toBe("training");
    expect(read.run).toMatchObject(expected);
    expect(TrainingRun.safeParse(read.run).success).toBe(true);
  });
  test("each fixture has its expectation", () => {
    expect(
      fixtures("training")
        .map((file) => file.path)
        .toSorted(),
    ).toEqual(Object.keys(EXPECTED).toSorted());
  });
  test.each(fixtures("other"))("silence on $path", ({ path, content }) => {
    expect(readConfig(path, content)).toEqual({ path, kind: "other" });
  });
});

describe("where a value came from", () => {
  test("a stated field points at its key, a default at its source", () => {
    const { path, content } = fixture("training/home-made.yaml");
    const { origins, assumptions } = readConfig(path, content);
    expect(origins).toMatchObject({
      epochs: { file: path, line: 14, column: 3 },
      baseModel: { file: path, line: 4, column: 3 },
      "lora.rank": { file: path, line: 10, column: 3 },
    });
    expect(origins!.packing).toEqual({ default: false, source: expect.stringMatching(/Trainer/) });
    expect(assumptions).toContainEqual(expect.objectContaining({ field: "packing", value: false }));
    expect(assumptions!.some((one) => one.field === "epochs")).toBe(false);
  });
  test("a shell variable points at where it is set, a Python name too", () => {
    const shell = fixture("training/factory.sh");
    expect(readConfig(shell.path, shell.content).origins!.baseModel).toMatchObject({ line: 1 });
    const python = fixture("training/qlora_script.py");
    expect(readConfig(python.path, python.content).origins!.epochs).toMatchObject({ line: 12 });
  });
});

describe("what follows from what is written", () => {
  const plain = "learning_rate: 1e-4\nnum_epochs: 1\n";
  test.each([
    [
      "a whole batch over micro batches",
      `base_model: x/y-7b\nbatch_size: 128\nmicro_batch_size: 4\n${plain}`,
      { microBatchSize: 4, gradientAccumulationSteps: 32 },
    ],
    [
      "weights stored in 4 bits, by their name",
      `model_name: x/Llama-2-7B-AWQ\nlora_r: 8\n${plain}`,
      { technique: "qlora", quantizationBits: 4, quantization: { kind: "awq" } },
    ],
    [
      "an adapter block that is switched off",
      `model_name: x/y-7b\nuse_lora: no\nlora_r: 8\n${plain}`,
      { technique: "full" },
    ],
    [
      "YAML 1.1 and 1.2 agree",
      `model_name: x/y-7b\nlearning_rate: 1e-4\nepochs: "2"\nbf16: yes\n`,
      { epochs: 2, precision: "bf16" },
    ],
    [
      "a slice of a known dataset",
      `model_name: x/y-7b\ndataset_name: yahma/alpaca-cleaned\ndataset_train_split: train[:10%]\n${plain}`,
      { dataset: { rows: 5176 } },
    ],
    [
      "max_samples bounds the rows",
      `model_name: x/y-7b\ndataset_name: yahma/alpaca-cleaned\nmax_samples: 1000\n${plain}`,
      { dataset: { rows: 1000, tokensPerRow: 170.1 } },
    ],
  ])("%s", (_, content, expected) => {
    expect(readConfig("train.yaml", content).run).toMatchObject(expected);
  });
  test("an unknown dataset's rows stay unknown", () => {
    const read = readConfig("train.yaml", `model_name: x/y-7b\ndataset_name: own/data\n${plain}`);
    expect(read.run!.dataset).toEqual({ name: "own/data" });
  });
});

describe("notebooks", () => {
  test("code cells are read, and places are the file's own lines", () => {
    const cell = (...source: string[]) => ({
      cell_type: "code",
      source: source.map((line) => `${line}\n`),
    });
    const { content } = fixture("training/unsloth.py");
    const cells = [
      { cell_type: "markdown", source: ["# max_steps=1000 epochs\n"] },
      cell("!pip install unsloth", "%matplotlib inline"),
      cell(...content.split("\n")),
    ];
    const notebook = JSON.stringify({ cells, nbformat: 4 }, null, 1);
    const read = readConfig("tune.ipynb", notebook);
    expect(read.run).toMatchObject({ framework: "unsloth", maxSteps: 60, technique: "qlora" });
    const { line } = read.origins!.maxSteps as { line: number };
    expect(notebook.split("\n")[line - 1]).toContain("max_steps=60");
  });
});

describe("more than one file", () => {
  const axolotl = { ...fixture("training/axolotl.yml"), path: "runs/axolotl.yml" };
  test("what is missing is named, what is at hand is read", () => {
    expect(readConfigs([axolotl]).files[0]).toMatchObject({ needs: ["../ds/zero2.json"] });
    const deepspeed = {
      path: "ds/zero2.json",
      content: '{"zero_optimization": {"stage": 3, "offload_param": {"device": "cpu"}}}',
    };
    const read = readConfigs([axolotl, deepspeed]).files[0]!;
    expect(read.needs).toEqual([]);
    expect(read.run!.parallelism).toEqual({ strategy: "zero3", cpuOffload: true });
    expect(read.origins!["parallelism.strategy"]).toMatchObject({ file: "ds/zero2.json", line: 1 });
  });
  test("a launcher's config is laid under its arguments, with the accelerate file", () => {
    const files = [
      {
        path: "scripts/run.sh",
        content:
          "accelerate launch --config_file accel/fsdp.yaml train/sft.py --config configs/a.yaml --learning_rate 3e-5 --num_train_epochs 5\n",
      },
      {
        path: "configs/a.yaml",
        content:
          "model_name_or_path: Qwen/Qwen3-8B\ndataset_name: trl-lib/Capybara\nnum_train_epochs: 1\nper_device_train_batch_size: 2\npacking: true\n",
      },
      {
        path: "accel/fsdp.yaml",
        content:
          "compute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\nfsdp_config:\n  fsdp_version: 2\n  fsdp_offload_params: true\nnum_processes: 8\n",
      },
    ];
    expect(readConfigs(files).files[0]!.run).toMatchObject({
      baseModel: "Qwen/Qwen3-8B",
      epochs: 5,
      microBatchSize: 2,
      packing: true,
      parallelism: { strategy: "fsdp2", cpuOffload: true },
      hardware: { gpuCount: 8 },
    });
    expect(readConfigs(files.slice(0, 1)).files[0]!.needs).toEqual(
      expect.arrayContaining(["configs/a.yaml"]),
    );
  });
  test("a base is deep-merged under what the file writes, and references are resolved", () => {
    const files = [
      {
        path: "recipes/long.yaml",
        content:
          "defaults: ../base/dpo.yaml\npolicy:\n  model_name: meta-llama/Llama-3.1-8B\ncluster:\n  gpus_per_node: 8\n",
      },
      {
        path: "base/dpo.yaml",
        content:
          "dpo:\n  max_num_epochs: 2\npolicy:\n  model_name: x/y\n  train_global_batch_size: 64\n  train_micro_batch_size: 2\n  max_total_sequence_length: 4096\n  tokenizer:\n    name: ${policy.model_name}\n  dtensor_cfg:\n    tensor_parallel_size: ${cluster.gpus_per_node}\ncluster:\n  gpus_per_node: 1\n  num_nodes: 1\n",
      },
    ];
    expect(readConfigs(files).files[0]!.run).toMatchObject({
      framework: "nemo-rl",
      baseModel: "meta-llama/Llama-3.1-8B",
      objective: "dpo",
      epochs: 2,
      sequenceLength: 4096,
      parallelism: { tensor: 8 },
      gradientAccumulationSteps: 32,
    });
  });
});

describe("help", () => {
  test("a hyphenated key that mlx-lm ignores", () => {
    const { path, content } = fixture("training/mlx.yaml");
    expect(readConfig(path, content).remarks).toContainEqual(
      expect.objectContaining({ path: "num-layers", line: 7, didYouMean: "num_layers" }),
    );
  });
  test("evaluations that never happen, and both bounds at once", () => {
    const { content } = fixture("training/axolotl.yml");
    const never = readConfig(
      "a.yml",
      content.replace("val_set_size: 0.05", "val_set_size: 0\nevals_per_epoch: 4\nmax_steps: 100"),
    );
    expect(never.remarks!.map((one) => one.path)).toEqual(
      expect.arrayContaining(["evals_per_epoch", "max_steps"]),
    );
  });
  test("a misspelt key comes with the right one", () => {
    const { content } = fixture("training/axolotl.yml");
    expect(
      readConfig("a.yml", content.replace("micro_batch_size", "micro_batch_sise")).remarks,
    ).toContainEqual(
      expect.objectContaining({ path: "micro_batch_sise", didYouMean: "micro_batch_size" }),
    );
  });
});
