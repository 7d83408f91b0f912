import type { TrainingRun } from "../../src/estimator/run.ts";

/**
 * What people type after `/ftcost`, and the run each line must give. Written before the parser.
 * `run` is the whole run: a field that the line does not state must not appear. Models and GPUs are
 * compared after resolving both sides by the tables, so either spelling is right here.
 */
export type Phrase = {
  text: string;
  /** What is asked for; an estimate where absent. */
  kind?: string;
  run?: TrainingRun;
  /** For a pasted config: fields that the run must have, whatever else the config's reader adds. */
  contains?: TrainingRun;
  /** For `compare`: one run per side. */
  runs?: TrainingRun[];
  budgetUsd?: number;
  deadlineHours?: number;
  provider?: string;
  pricing?: string;
  /** For `save`, `runs` and `prices`. */
  name?: string;
  gpu?: string;
  action?: string;
  percent?: number;
  /** Words that must be reported, with the word that must be offered (null: none is near). */
  problems?: Record<string, string | null>;
};

const LLAMA8 = "meta-llama/Llama-3.1-8B";
const LLAMA8I = "meta-llama/Llama-3.1-8B-Instruct";
const LLAMA70 = "meta-llama/Llama-3.1-70B";
const LLAMA33 = "meta-llama/Llama-3.3-70B-Instruct";
const LLAMA1 = "meta-llama/Llama-3.2-1B";
const LLAMA3 = "meta-llama/Llama-3.2-3B";
const QWEN8 = "Qwen/Qwen3-8B";
const QWEN257 = "Qwen/Qwen2.5-7B";
const MISTRAL = "mistralai/Mistral-7B-v0.1";
const MIXTRAL = "mistralai/Mixtral-8x7B-v0.1";
const GEMMA12 = "google/gemma-3-12b-pt";
const H100 = "H100-80GB-SXM";
const A100 = "A100-80GB-SXM";

const estimates: Phrase[] = [
  // The shortest, and any order
  { text: "llama-3.1-8b", run: { baseModel: LLAMA8 } },
  {
    text: "llama-3.1-8b qlora 50k rows 3 epochs",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 }, epochs: 3 },
  },
  {
    text: "llama-3.1-8b qlora 50k rows 3 epochs on h100",
    run: {
      baseModel: LLAMA8,
      technique: "qlora",
      dataset: { rows: 50_000 },
      epochs: 3,
      hardware: { gpu: H100 },
    },
  },
  {
    text: "3 epochs 50k rows qlora llama-3.1-8b",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 }, epochs: 3 },
  },
  {
    text: "qlora on h100, 50k rows, 3 epochs, llama-3.1-8b",
    run: {
      baseModel: LLAMA8,
      technique: "qlora",
      dataset: { rows: 50_000 },
      epochs: 3,
      hardware: { gpu: H100 },
    },
  },
  {
    text: "8xH100 full llama-3.1-70b 2M tokens",
    run: {
      baseModel: LLAMA70,
      technique: "full",
      dataset: { tokens: 2e6 },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "estimate llama-3.1-8b lora 10k rows",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 10_000 } },
  },
  { text: "cost qwen3-8b 20k rows", run: { baseModel: QWEN8, dataset: { rows: 20_000 } } },

  // Nicknames and spellings of models
  {
    text: "llama 3.1 8b lora 10k rows",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 10_000 } },
  },
  {
    text: "Llama 3.1 70B qlora 5k examples",
    run: { baseModel: LLAMA70, technique: "qlora", dataset: { rows: 5000 } },
  },
  { text: "llama3.1-8b 1k rows", run: { baseModel: LLAMA8, dataset: { rows: 1000 } } },
  { text: "llama3.1 8b 1k rows", run: { baseModel: LLAMA8, dataset: { rows: 1000 } } },
  { text: "Llama-3.1-8B-Instruct 1k rows", run: { baseModel: LLAMA8I, dataset: { rows: 1000 } } },
  { text: "llama 3.1 8b instruct 1k rows", run: { baseModel: LLAMA8I, dataset: { rows: 1000 } } },
  { text: "llama 3.3 70b lora", run: { baseModel: LLAMA33, technique: "lora" } },
  {
    text: "llama 3.2 1b full ft 100k samples",
    run: { baseModel: LLAMA1, technique: "full", dataset: { rows: 100_000 } },
  },
  { text: "qwen3-8b lora", run: { baseModel: QWEN8, technique: "lora" } },
  { text: "Qwen 3 8B lora", run: { baseModel: QWEN8, technique: "lora" } },
  { text: "qwen3 8b with lora", run: { baseModel: QWEN8, technique: "lora" } },
  {
    text: "qwen 2.5 7b qlora 12,000 rows",
    run: { baseModel: QWEN257, technique: "qlora", dataset: { rows: 12_000 } },
  },
  {
    text: "qwen2.5-7b-instruct lora",
    run: { baseModel: "Qwen/Qwen2.5-7B-Instruct", technique: "lora" },
  },
  {
    text: "mixtral qlora 1M tokens",
    run: { baseModel: MIXTRAL, technique: "qlora", dataset: { tokens: 1e6 } },
  },
  {
    text: "mixtral 8x7b qlora on 2xa100",
    run: { baseModel: MIXTRAL, technique: "qlora", hardware: { gpu: A100, gpuCount: 2 } },
  },
  {
    text: "mixtral-8x22b lora 8xh100",
    run: {
      baseModel: "mistralai/Mixtral-8x22B-v0.1",
      technique: "lora",
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "mistral 7b full 3M tokens",
    run: { baseModel: MISTRAL, technique: "full", dataset: { tokens: 3e6 } },
  },
  { text: "mistral-7b qlora", run: { baseModel: MISTRAL, technique: "qlora" } },
  {
    text: "gemma 3 12b lora 8k rows",
    run: { baseModel: GEMMA12, technique: "lora", dataset: { rows: 8000 } },
  },
  { text: "gemma-3-27b qlora", run: { baseModel: "google/gemma-3-27b-pt", technique: "qlora" } },
  {
    text: "phi-4 lora 5k rows",
    run: { baseModel: "microsoft/phi-4", technique: "lora", dataset: { rows: 5000 } },
  },
  { text: "phi 4 lora", run: { baseModel: "microsoft/phi-4", technique: "lora" } },
  { text: "gpt-oss-20b qlora", run: { baseModel: "openai/gpt-oss-20b", technique: "qlora" } },
  { text: "gpt-oss 120b lora", run: { baseModel: "openai/gpt-oss-120b", technique: "lora" } },
  {
    text: "gpt2 full 10k rows",
    run: { baseModel: "openai-community/gpt2", technique: "full", dataset: { rows: 10_000 } },
  },
  {
    text: "smollm2 1.7b full",
    run: { baseModel: "HuggingFaceTB/SmolLM2-1.7B", technique: "full" },
  },
  { text: "qwen3 30b a3b lora", run: { baseModel: "Qwen/Qwen3-30B-A3B", technique: "lora" } },
  { text: "olmo 2 7b full", run: { baseModel: "allenai/OLMo-2-1124-7B", technique: "full" } },
  {
    text: "gpt-4.1-mini 2M tokens 3 epochs",
    run: { baseModel: "gpt-4.1-mini", dataset: { tokens: 2e6 }, epochs: 3 },
  },
  {
    text: "GPT 4.1 mini 500k tokens",
    run: { baseModel: "gpt-4.1-mini", dataset: { tokens: 5e5 } },
  },
  {
    text: "gpt-4o-mini-2024-07-18 1000 rows",
    run: { baseModel: "gpt-4o-mini-2024-07-18", dataset: { rows: 1000 } },
  },
  {
    text: "deepseek v3 lora 8xh200",
    run: {
      baseModel: "deepseek-ai/DeepSeek-V3",
      technique: "lora",
      hardware: { gpu: "H200-141GB-SXM", gpuCount: 8 },
    },
  },
  {
    text: "codellama 34b qlora",
    run: { baseModel: "codellama/CodeLlama-34b-hf", technique: "qlora" },
  },
  {
    text: "llama 2 7b qlora alpaca",
    run: {
      baseModel: "meta-llama/Llama-2-7b-hf",
      technique: "qlora",
      dataset: { name: "tatsu-lab/alpaca" },
    },
  },
  {
    text: "llama-2-70b-hf qlora",
    run: { baseModel: "meta-llama/Llama-2-70b-hf", technique: "qlora" },
  },

  // Ids and links
  { text: "meta-llama/Llama-3.1-8B qlora", run: { baseModel: LLAMA8, technique: "qlora" } },
  {
    text: "acme-corp/our-own-7b lora 5k rows",
    run: { baseModel: "acme-corp/our-own-7b", technique: "lora", dataset: { rows: 5000 } },
  },
  {
    text: "https://huggingface.co/Qwen/Qwen3-8B lora",
    run: { baseModel: QWEN8, technique: "lora" },
  },
  {
    text: "<https://huggingface.co/Qwen/Qwen3-8B> lora 5k rows",
    run: { baseModel: QWEN8, technique: "lora", dataset: { rows: 5000 } },
  },
  {
    text: "<https://huggingface.co/Qwen/Qwen3-8B|Qwen/Qwen3-8B> lora",
    run: { baseModel: QWEN8, technique: "lora" },
  },
  {
    text: "https://huggingface.co/Qwen/Qwen3-8B/tree/main qlora",
    run: { baseModel: QWEN8, technique: "qlora" },
  },
  { text: "hf.co/mistralai/Mistral-7B-v0.1 lora", run: { baseModel: MISTRAL, technique: "lora" } },
  {
    text: "llama-3.1-8b lora https://huggingface.co/datasets/tatsu-lab/alpaca",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { name: "tatsu-lab/alpaca" } },
  },
  {
    text: "llama-3.1-8b lora on <https://huggingface.co/datasets/HuggingFaceH4/ultrachat_200k> 1 epoch",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      dataset: { name: "HuggingFaceH4/ultrachat_200k" },
      epochs: 1,
    },
  },
  {
    text: "qwen3-8b qlora tatsu-lab/alpaca",
    run: { baseModel: QWEN8, technique: "qlora", dataset: { name: "tatsu-lab/alpaca" } },
  },
  {
    text: "qwen3-8b qlora dataset=tatsu-lab/alpaca",
    run: { baseModel: QWEN8, technique: "qlora", dataset: { name: "tatsu-lab/alpaca" } },
  },
  {
    text: "tatsu-lab/alpaca qwen3-8b qlora",
    run: { baseModel: QWEN8, technique: "qlora", dataset: { name: "tatsu-lab/alpaca" } },
  },
  {
    text: "qwen3-8b on dataset acme/support-tickets 30k rows",
    run: { baseModel: QWEN8, dataset: { name: "acme/support-tickets", rows: 30_000 } },
  },
  {
    text: "qwen3-8b lora on gsm8k",
    run: { baseModel: QWEN8, technique: "lora", dataset: { name: "openai/gsm8k" } },
  },
  {
    text: "llama 3.1 8b on openhermes-2.5 2 epochs",
    run: { baseModel: LLAMA8, dataset: { name: "teknium/OpenHermes-2.5" }, epochs: 2 },
  },

  // Amounts of data
  { text: "llama-3.1-8b 2M tokens", run: { baseModel: LLAMA8, dataset: { tokens: 2e6 } } },
  { text: "llama-3.1-8b 2m tokens", run: { baseModel: LLAMA8, dataset: { tokens: 2e6 } } },
  { text: "llama-3.1-8b 2 million tokens", run: { baseModel: LLAMA8, dataset: { tokens: 2e6 } } },
  {
    text: "llama-3.1-8b 1.5B tokens full",
    run: { baseModel: LLAMA8, dataset: { tokens: 1.5e9 }, technique: "full" },
  },
  { text: "llama-3.1-8b 1.5bn tokens", run: { baseModel: LLAMA8, dataset: { tokens: 1.5e9 } } },
  { text: "llama-3.1-8b 300 million tokens", run: { baseModel: LLAMA8, dataset: { tokens: 3e8 } } },
  { text: "llama-3.1-8b 2,000,000 tokens", run: { baseModel: LLAMA8, dataset: { tokens: 2e6 } } },
  { text: "llama-3.1-8b 2_000_000 tokens", run: { baseModel: LLAMA8, dataset: { tokens: 2e6 } } },
  { text: "llama-3.1-8b 1e6 tokens", run: { baseModel: LLAMA8, dataset: { tokens: 1e6 } } },
  { text: "llama-3.1-8b 2M tok", run: { baseModel: LLAMA8, dataset: { tokens: 2e6 } } },
  {
    text: "llama-3.1-8b 2Mtok 2ep",
    run: { baseModel: LLAMA8, dataset: { tokens: 2e6 }, epochs: 2 },
  },
  { text: "llama-3.1-8b 52002 rows", run: { baseModel: LLAMA8, dataset: { rows: 52_002 } } },
  { text: "llama-3.1-8b 1.5k rows", run: { baseModel: LLAMA8, dataset: { rows: 1500 } } },
  { text: "llama-3.1-8b 50K rows", run: { baseModel: LLAMA8, dataset: { rows: 50_000 } } },
  { text: "llama-3.1-8b 50k examples", run: { baseModel: LLAMA8, dataset: { rows: 50_000 } } },
  { text: "llama-3.1-8b 50k conversations", run: { baseModel: LLAMA8, dataset: { rows: 50_000 } } },
  { text: "llama-3.1-8b ten thousand rows", run: { baseModel: LLAMA8, dataset: { rows: 10_000 } } },
  {
    text: "llama-3.1-8b 50k rows of 400 tokens",
    run: { baseModel: LLAMA8, dataset: { rows: 50_000, tokensPerRow: 400 } },
  },
  {
    text: "llama-3.1-8b 50k rows x 400 tokens",
    run: { baseModel: LLAMA8, dataset: { rows: 50_000, tokensPerRow: 400 } },
  },
  {
    text: "llama-3.1-8b 50k rows 400 tokens each",
    run: { baseModel: LLAMA8, dataset: { rows: 50_000, tokensPerRow: 400 } },
  },
  {
    text: "llama-3.1-8b 50k rows 400 tokens/row",
    run: { baseModel: LLAMA8, dataset: { rows: 50_000, tokensPerRow: 400 } },
  },
  {
    text: "llama-3.1-8b 50k rows, 1.2k tokens per example",
    run: { baseModel: LLAMA8, dataset: { rows: 50_000, tokensPerRow: 1200 } },
  },
  {
    text: "llama-3.1-8b, 50k rows averaging 400 tokens",
    run: { baseModel: LLAMA8, dataset: { rows: 50_000, tokensPerRow: 400 } },
  },
  {
    text: "llama-3.1-8b 50k rows avg 350 tokens max 2000 tokens",
    run: { baseModel: LLAMA8, dataset: { rows: 50_000, tokensPerRow: 350, maxTokensPerRow: 2000 } },
  },

  // Length, batch, steps, adapters, precision
  {
    text: "llama-3.1-8b lora seq 4096",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 4096 },
  },
  {
    text: "llama-3.1-8b lora 4k context",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 4096 },
  },
  {
    text: "llama-3.1-8b lora ctx 8k",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 8192 },
  },
  {
    text: "llama-3.1-8b lora seq_len=2048",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 2048 },
  },
  {
    text: "llama-3.1-8b lora max_seq_length 1024",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 1024 },
  },
  {
    text: "llama-3.1-8b lora sequence length 3000",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 3000 },
  },
  {
    text: "llama-3.1-8b lora cutoff_len: 512",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 512 },
  },
  {
    text: "llama-3.1-8b lora 32k seqlen",
    run: { baseModel: LLAMA8, technique: "lora", sequenceLength: 32_768 },
  },
  {
    text: "llama-3.1-8b lora batch 4 grad accum 8",
    run: { baseModel: LLAMA8, technique: "lora", microBatchSize: 4, gradientAccumulationSteps: 8 },
  },
  {
    text: "llama-3.1-8b lora bs=2 ga=16",
    run: { baseModel: LLAMA8, technique: "lora", microBatchSize: 2, gradientAccumulationSteps: 16 },
  },
  {
    text: "llama-3.1-8b lora per_device_train_batch_size=2 gradient_accumulation_steps=4",
    run: { baseModel: LLAMA8, technique: "lora", microBatchSize: 2, gradientAccumulationSteps: 4 },
  },
  {
    text: "llama-3.1-8b lora micro batch size 1",
    run: { baseModel: LLAMA8, technique: "lora", microBatchSize: 1 },
  },
  {
    text: "llama-3.1-8b lora 1000 steps",
    run: { baseModel: LLAMA8, technique: "lora", maxSteps: 1000 },
  },
  {
    text: "llama-3.1-8b lora max_steps=500",
    run: { baseModel: LLAMA8, technique: "lora", maxSteps: 500 },
  },
  {
    text: "llama-3.1-8b lora for 2k steps",
    run: { baseModel: LLAMA8, technique: "lora", maxSteps: 2000 },
  },
  {
    text: "llama-3.1-8b lora r=64",
    run: { baseModel: LLAMA8, technique: "lora", lora: { rank: 64 } },
  },
  {
    text: "llama-3.1-8b lora rank 32 alpha 64",
    run: { baseModel: LLAMA8, technique: "lora", lora: { rank: 32, alpha: 64 } },
  },
  {
    text: "llama-3.1-8b lora r16",
    run: { baseModel: LLAMA8, technique: "lora", lora: { rank: 16 } },
  },
  {
    text: "llama-3.1-8b lora all-linear",
    run: { baseModel: LLAMA8, technique: "lora", lora: { targetModules: "all-linear" } },
  },
  {
    text: "llama-3.1-8b lora target q,v",
    run: { baseModel: LLAMA8, technique: "lora", lora: { targetModules: "q,v" } },
  },
  {
    text: "llama-3.1-8b rslora 5k rows",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      lora: { variant: "rslora" },
      dataset: { rows: 5000 },
    },
  },
  {
    text: "llama-3.1-8b dora 5k rows",
    run: { baseModel: LLAMA8, technique: "dora", dataset: { rows: 5000 } },
  },
  {
    text: "llama-3.1-8b 4bit lora",
    run: { baseModel: LLAMA8, technique: "qlora", quantizationBits: 4 },
  },
  {
    text: "llama-3.1-8b 4-bit qlora nf4",
    run: {
      baseModel: LLAMA8,
      technique: "qlora",
      quantizationBits: 4,
      quantization: { kind: "nf4" },
    },
  },
  {
    text: "llama-3.1-8b lora in 8bit",
    run: { baseModel: LLAMA8, technique: "lora", quantizationBits: 8 },
  },
  {
    text: "llama-3.1-8b full bf16",
    run: { baseModel: LLAMA8, technique: "full", precision: "bf16" },
  },
  {
    text: "llama-3.1-8b full fp32",
    run: { baseModel: LLAMA8, technique: "full", precision: "fp32" },
  },
  {
    text: "llama-3.1-8b full adamw_8bit",
    run: { baseModel: LLAMA8, technique: "full", optimizer: "adamw_8bit" },
  },
  {
    text: "llama-3.1-8b full with paged adamw 8bit",
    run: { baseModel: LLAMA8, technique: "full", optimizer: "paged_adamw_8bit" },
  },
  {
    text: "llama-3.1-8b full adafactor",
    run: { baseModel: LLAMA8, technique: "full", optimizer: "adafactor" },
  },
  {
    text: "llama-3.1-8b full gradient checkpointing",
    run: { baseModel: LLAMA8, technique: "full", gradientCheckpointing: true },
  },
  {
    text: "llama-3.1-8b full no gradient checkpointing",
    run: { baseModel: LLAMA8, technique: "full", gradientCheckpointing: false },
  },
  {
    text: "llama-3.1-8b full no gc",
    run: { baseModel: LLAMA8, technique: "full", gradientCheckpointing: false },
  },
  {
    text: "llama-3.1-8b lora packing",
    run: { baseModel: LLAMA8, technique: "lora", packing: true },
  },
  {
    text: "llama-3.1-8b lora without packing",
    run: { baseModel: LLAMA8, technique: "lora", packing: false },
  },
  {
    text: "llama-3.1-8b lora packing=false",
    run: { baseModel: LLAMA8, technique: "lora", packing: false },
  },
  {
    text: "llama-3.1-8b lora flash attention",
    run: { baseModel: LLAMA8, technique: "lora", attention: "flash_attention_2" },
  },
  {
    text: "llama-3.1-8b lora fa2 liger",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      attention: "flash_attention_2",
      kernels: ["liger"],
    },
  },
  {
    text: "llama-3.1-8b qlora unsloth",
    run: { baseModel: LLAMA8, technique: "qlora", framework: "unsloth" },
  },
  {
    text: "axolotl llama-3.1-8b qlora",
    run: { baseModel: LLAMA8, technique: "qlora", framework: "axolotl" },
  },
  {
    text: "llama-3.1-8b lora with llama-factory",
    run: { baseModel: LLAMA8, technique: "lora", framework: "llama-factory" },
  },
  {
    text: "llama-3.1-8b full fsdp 8xh100",
    run: {
      baseModel: LLAMA8,
      technique: "full",
      parallelism: { strategy: "fsdp" },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "llama-3.1-70b full zero3 8xh100 cpu offload",
    run: {
      baseModel: LLAMA70,
      technique: "full",
      parallelism: { strategy: "zero3", cpuOffload: true },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "llama-3.1-70b full deepspeed zero-2 8xh100",
    run: {
      baseModel: LLAMA70,
      technique: "full",
      parallelism: { strategy: "zero2" },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },

  // Objectives
  {
    text: "dpo llama-3.1-8b lora 20k pairs",
    run: { baseModel: LLAMA8, objective: "dpo", technique: "lora", dataset: { rows: 20_000 } },
  },
  {
    text: "sft qwen3-8b full 10k rows",
    run: { baseModel: QWEN8, objective: "sft", technique: "full", dataset: { rows: 10_000 } },
  },
  { text: "orpo qwen3-8b qlora", run: { baseModel: QWEN8, objective: "orpo", technique: "qlora" } },
  {
    text: "kto qwen3-8b lora 15k rows",
    run: { baseModel: QWEN8, objective: "kto", technique: "lora", dataset: { rows: 15_000 } },
  },
  {
    text: "grpo qwen2.5-7b 8 generations 7k prompts",
    run: {
      baseModel: QWEN257,
      objective: "grpo",
      rollouts: { generations: 8 },
      dataset: { rows: 7000 },
    },
  },
  {
    text: "reward model llama-3.1-8b 60k pairs",
    run: { baseModel: LLAMA8, objective: "reward", dataset: { rows: 60_000 } },
  },
  {
    text: "continued pretraining llama-3.1-8b 1B tokens",
    run: { baseModel: LLAMA8, objective: "pretrain", dataset: { tokens: 1e9 } },
  },

  // Hardware
  {
    text: "llama-3.1-8b lora a100",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: A100 } },
  },
  {
    text: "llama-3.1-8b lora a100 80gb",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: A100 } },
  },
  {
    text: "llama-3.1-8b lora A100-40GB",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: "A100-40GB" } },
  },
  {
    text: "llama-3.1-8b lora 4090",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: "RTX4090-24GB" } },
  },
  {
    text: "llama-3.1-8b qlora rtx 4090",
    run: { baseModel: LLAMA8, technique: "qlora", hardware: { gpu: "RTX4090-24GB" } },
  },
  {
    text: "llama-3.1-8b qlora on 2x rtx 3090",
    run: { baseModel: LLAMA8, technique: "qlora", hardware: { gpu: "RTX3090-24GB", gpuCount: 2 } },
  },
  {
    text: "llama-3.1-8b qlora L40S",
    run: { baseModel: LLAMA8, technique: "qlora", hardware: { gpu: "L40S-48GB" } },
  },
  {
    text: "llama-3.1-8b qlora t4",
    run: { baseModel: LLAMA8, technique: "qlora", hardware: { gpu: "T4-16GB" } },
  },
  {
    text: "llama-3.1-8b qlora free colab t4",
    run: { baseModel: LLAMA8, technique: "qlora", hardware: { gpu: "T4-16GB" } },
  },
  {
    text: "llama-3.1-8b lora h100x4",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100, gpuCount: 4 } },
  },
  {
    text: "llama-3.1-8b lora h100 x 4",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100, gpuCount: 4 } },
  },
  {
    text: "llama-3.1-8b lora H100:8",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100, gpuCount: 8 } },
  },
  {
    text: "llama-3.1-8b lora 8× H100",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100, gpuCount: 8 } },
  },
  {
    text: "llama-3.1-8b lora 4 h100s",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100, gpuCount: 4 } },
  },
  {
    text: "llama-3.1-8b lora on four A100s",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: A100, gpuCount: 4 } },
  },
  {
    text: "llama-3.1-8b lora 8 gpus h200",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: "H200-141GB-SXM", gpuCount: 8 } },
  },
  {
    text: "llama-3.1-8b lora a single h100",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100, gpuCount: 1 } },
  },
  {
    text: "llama-3.1-70b full 2 nodes of 8xh100",
    run: {
      baseModel: LLAMA70,
      technique: "full",
      hardware: { gpu: H100, gpuCount: 16 },
      parallelism: { nodes: 2 },
    },
  },
  {
    text: "llama-3.1-8b lora mi300x",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: "MI300X-192GB" } },
  },
  {
    text: "llama-3.1-8b lora h100 pcie",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: "H100-80GB-PCIe" } },
  },
  {
    text: "llama-3.1-8b lora nvidia a10g",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: "A10G-24GB" } },
  },
  {
    text: "llama-3.1-8b lora b200 x8 sxm",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: "B200-180GB-SXM", gpuCount: 8 } },
  },

  // Places and ways to pay
  {
    text: "llama-3.1-8b lora h100 on runpod",
    provider: "runpod",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100 } },
  },
  {
    text: "llama-3.1-8b lora provider=lambda",
    provider: "lambda",
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora spot h100",
    pricing: "spot",
    run: { baseModel: LLAMA8, technique: "lora", hardware: { gpu: H100 } },
  },
  {
    text: "llama-3.1-8b lora on-demand aws",
    provider: "aws",
    pricing: "on_demand",
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora via together",
    provider: "together",
    run: { baseModel: LLAMA8, technique: "lora" },
  },

  // Limits
  {
    text: "llama-3.1-8b qlora 50k rows $50 budget",
    budgetUsd: 50,
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b qlora 50k rows under $50",
    budgetUsd: 50,
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b qlora 50k rows under 4h",
    deadlineHours: 4,
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b qlora 50k rows within 90 minutes",
    deadlineHours: 1.5,
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b qlora 50k rows max 2 days and $1.5k",
    deadlineHours: 48,
    budgetUsd: 1500,
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b qlora 50k rows < 4 hours",
    deadlineHours: 4,
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b qlora for less than 100 dollars",
    budgetUsd: 100,
    run: { baseModel: LLAMA8, technique: "qlora" },
  },
  {
    text: "llama-3.1-8b qlora at most 20 usd",
    budgetUsd: 20,
    run: { baseModel: LLAMA8, technique: "qlora" },
  },

  // key=value, quotes, spaces, capitals
  {
    text: "model=llama-3.1-8b technique=qlora rows=50k epochs=3 gpu=h100 gpus=2",
    run: {
      baseModel: LLAMA8,
      technique: "qlora",
      dataset: { rows: 50_000 },
      epochs: 3,
      hardware: { gpu: H100, gpuCount: 2 },
    },
  },
  {
    text: 'model="llama 3.1 8b" method=lora rows="50k" gpu="a100 80gb"',
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      dataset: { rows: 50_000 },
      hardware: { gpu: A100 },
    },
  },
  {
    text: "model=“llama 3.1 8b” technique=‘lora’ tokens=2M",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { tokens: 2e6 } },
  },
  {
    text: "base_model: Qwen/Qwen3-8B, technique: lora, num_train_epochs: 2",
    run: { baseModel: QWEN8, technique: "lora", epochs: 2 },
  },
  {
    text: "--model qwen3-8b --technique qlora --rows 5000 --epochs 2",
    run: { baseModel: QWEN8, technique: "qlora", dataset: { rows: 5000 }, epochs: 2 },
  },
  {
    text: "LLAMA-3.1-8B QLORA 50K ROWS 3 EPOCHS",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 }, epochs: 3 },
  },
  {
    text: "  llama-3.1-8b\u00a0qlora   50k\u00a0rows  ",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "“llama-3.1-8b” «qlora» 50k rows",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "`llama-3.1-8b` qlora 50k rows",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "*llama-3.1-8b* qlora; 50k rows; 3 epochs.",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 }, epochs: 3 },
  },
  { text: "llama‑3.1‑8b qlora", run: { baseModel: LLAMA8, technique: "qlora" } },
  {
    text: "llama-3.1-8b (qlora) [50k rows]",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },

  // Sentences
  {
    text: "how much would it cost to fine-tune llama 3.1 8b with qlora on 50k rows for 3 epochs?",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 }, epochs: 3 },
  },
  {
    text: "What does a full fine-tune of Qwen3 8B on 8 H100s cost with 10M tokens?",
    run: {
      baseModel: QWEN8,
      technique: "full",
      dataset: { tokens: 1e7 },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "I want to finetune mistral 7b using LoRA, about 20k examples of ~500 tokens, two epochs, on an A100 please",
    run: {
      baseModel: MISTRAL,
      technique: "lora",
      dataset: { rows: 20_000, tokensPerRow: 500 },
      epochs: 2,
      hardware: { gpu: A100 },
    },
  },
  {
    text: "train gemma 3 12b, lora r 16, 3 epochs, 8000 rows, seq len 2k",
    run: {
      baseModel: GEMMA12,
      technique: "lora",
      lora: { rank: 16 },
      epochs: 3,
      dataset: { rows: 8000 },
      sequenceLength: 2048,
    },
  },
  {
    text: "can you price a dpo run of llama 3.2 3b on 10k preference pairs with one 4090",
    run: {
      baseModel: LLAMA3,
      objective: "dpo",
      dataset: { rows: 10_000 },
      hardware: { gpu: "RTX4090-24GB", gpuCount: 1 },
    },
  },
  {
    text: "llama-3.1-8b, qlora, lr 2e-4, warmup 0.03, 50k rows, cosine, seed 42",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b lora 3x epochs 5k rows",
    run: { baseModel: LLAMA8, technique: "lora", epochs: 3, dataset: { rows: 5000 } },
  },
  {
    text: "llama-3.1-8b lora half an epoch 1M rows",
    run: { baseModel: LLAMA8, technique: "lora", epochs: 0.5, dataset: { rows: 1e6 } },
  },
  {
    text: "llama-3.1-8b full parameter fine-tuning 5k rows",
    run: { baseModel: LLAMA8, technique: "full", dataset: { rows: 5000 } },
  },
  {
    text: "llama-3.1-8b fft 5k rows",
    run: { baseModel: LLAMA8, technique: "full", dataset: { rows: 5000 } },
  },

  // A pasted config
  {
    text: "```base_model: NousResearch/Meta-Llama-3-8B\nadapter: qlora\nload_in_4bit: true\nsequence_len: 4096\nmicro_batch_size: 2\ngradient_accumulation_steps: 4\nnum_epochs: 3\noptimizer: adamw_torch\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n```",
    contains: {
      baseModel: "NousResearch/Meta-Llama-3-8B",
      technique: "qlora",
      sequenceLength: 4096,
      microBatchSize: 2,
      gradientAccumulationSteps: 4,
      epochs: 3,
    },
  },
  {
    text: "on 2xh100 ```base_model: Qwen/Qwen3-8B\nadapter: lora\nlora_r: 16\nsequence_len: 2048\nmicro_batch_size: 1\nnum_epochs: 2\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n```",
    contains: {
      baseModel: QWEN8,
      technique: "lora",
      sequenceLength: 2048,
      epochs: 2,
      hardware: { gpu: H100, gpuCount: 2 },
    },
  },
];

const commands: Phrase[] = [
  { text: "", kind: "help" },
  { text: "help", kind: "help" },
  { text: "?", kind: "help" },
  { text: "--help", kind: "help" },
  { text: "form", kind: "form" },
  { text: "form qwen3-8b lora", kind: "form", run: { baseModel: QWEN8, technique: "lora" } },
  {
    text: "compare llama-3.1-8b vs qwen3-8b",
    kind: "compare",
    runs: [{ baseModel: LLAMA8 }, { baseModel: QWEN8 }],
  },
  {
    text: "compare llama 3.1 8b lora 20k rows vs qwen3-8b",
    kind: "compare",
    runs: [
      { baseModel: LLAMA8, technique: "lora", dataset: { rows: 20_000 } },
      { baseModel: QWEN8, technique: "lora", dataset: { rows: 20_000 } },
    ],
  },
  {
    text: "compare lora vs qlora vs full for llama-3.1-8b 20k rows",
    kind: "compare",
    runs: [
      { baseModel: LLAMA8, technique: "lora", dataset: { rows: 20_000 } },
      { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 20_000 } },
      { baseModel: LLAMA8, technique: "full", dataset: { rows: 20_000 } },
    ],
  },
  {
    text: "compare h100 versus a100 llama-3.1-8b qlora 5k rows",
    kind: "compare",
    runs: [
      { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 5000 }, hardware: { gpu: H100 } },
      { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 5000 }, hardware: { gpu: A100 } },
    ],
  },
  {
    text: "llama-3.1-8b vs mixtral qlora 5k rows",
    kind: "compare",
    runs: [
      { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 5000 } },
      { baseModel: MIXTRAL, technique: "qlora", dataset: { rows: 5000 } },
    ],
  },
  {
    text: "compare qwen3-8b lora 5k rows 1 epoch and 3 epochs",
    kind: "compare",
    runs: [
      { baseModel: QWEN8, technique: "lora", dataset: { rows: 5000 }, epochs: 1 },
      { baseModel: QWEN8, technique: "lora", dataset: { rows: 5000 }, epochs: 3 },
    ],
  },
  {
    text: "budget $50 llama-3.1-8b 50k rows",
    kind: "budget",
    budgetUsd: 50,
    run: { baseModel: LLAMA8, dataset: { rows: 50_000 } },
  },
  {
    text: "budget 200 usd qwen3-8b 1M tokens under 6h",
    kind: "budget",
    budgetUsd: 200,
    deadlineHours: 6,
    run: { baseModel: QWEN8, dataset: { tokens: 1e6 } },
  },
  {
    text: "budget 50 llama-3.1-8b 50k rows",
    kind: "budget",
    budgetUsd: 50,
    run: { baseModel: LLAMA8, dataset: { rows: 50_000 } },
  },
  {
    text: "what is the best I can do with $30 for llama-3.1-8b and 50k rows",
    kind: "budget",
    budgetUsd: 30,
    run: { baseModel: LLAMA8, dataset: { rows: 50_000 } },
  },
  { text: "prices", kind: "prices" },
  { text: "prices h100", kind: "prices", gpu: H100 },
  { text: "price of an a100 80gb spot", kind: "prices", gpu: A100, pricing: "spot" },
  { text: "prices h100 runpod", kind: "prices", gpu: H100, provider: "runpod" },
  { text: "alerts", kind: "alerts", action: "list" },
  { text: "alerts on h100 10%", kind: "alerts", action: "on", gpu: H100, percent: 10 },
  { text: "alert me when h100 moves 5%", kind: "alerts", action: "on", gpu: H100, percent: 5 },
  { text: "alerts off", kind: "alerts", action: "off" },
  { text: "alerts off h100", kind: "alerts", action: "off", gpu: H100 },
  {
    text: "save nightly llama-3.1-8b qlora 50k rows",
    kind: "save",
    name: "nightly",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 } },
  },
  {
    text: 'save "support bot" qwen3-8b lora 5k rows',
    kind: "save",
    name: "support bot",
    run: { baseModel: QWEN8, technique: "lora", dataset: { rows: 5000 } },
  },
  { text: "save nightly", kind: "save", name: "nightly" },
  { text: "runs", kind: "runs", action: "list" },
  { text: "runs nightly", kind: "runs", action: "show", name: "nightly" },
  { text: "runs delete nightly", kind: "runs", action: "delete", name: "nightly" },
];

const mistakes: Phrase[] = [
  {
    text: "llama-3.1-8b qlroa 50k rows",
    problems: { qlroa: "qlora" },
    run: { baseModel: LLAMA8, dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b lora 50k rosw",
    problems: { "50k rosw": "rows" },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora 3 epohcs",
    problems: { "3 epohcs": "epochs" },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora epcohs=3",
    problems: { epcohs: "epochs" },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora h1000",
    problems: { h1000: "h100" },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  { text: "lamma-3.1-8b lora", problems: { "lamma-3.1-8b": "llama-3.1-8b" } },
  {
    text: "llama-3.1-8b lora flurble",
    problems: { flurble: null },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora 50k rows €50 budget",
    problems: { "€50": null },
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 50_000 } },
  },
  {
    text: "llama-3.1-8b lora 0 epochs",
    problems: { "0 epochs": null },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora -5 rows",
    problems: { "-5 rows": null },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  {
    text: "llama-3.1-8b lora qlora",
    problems: { qlora: null },
    run: { baseModel: LLAMA8, technique: "lora" },
  },
  { text: "helpp", kind: "estimate", problems: { helpp: "help" } },
  { text: "lora 50k rows", problems: { baseModel: null } },
  { text: "70b qlora", problems: { baseModel: null } },
  { text: "prices h1000", kind: "prices", problems: { h1000: "h100" } },
  {
    text: "budget llama-3.1-8b 50k rows",
    kind: "budget",
    problems: { budget: null },
    run: { baseModel: LLAMA8, dataset: { rows: 50_000 } },
  },
];

export const PHRASES: readonly Phrase[] = [...estimates, ...commands, ...mistakes];
