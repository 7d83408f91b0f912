import type { Phrase } from "./phrases.ts";

/**
 * Written by someone who has not read the parser, after it was written: what a person types who knows
 * the job and not our grammar. Expectations were set before the first reading of them; after it only
 * three were changed, for form: how a problem is keyed, that no model gives no run, and that a limit in
 * passing is still an estimate; and one for sense: "an l40s" names the card and, as "an A100" of the first
 * list, not how many. 42 of 60 were read right at first.
 */
const LLAMA8 = "meta-llama/Llama-3.1-8B";
const LLAMA8I = "meta-llama/Llama-3.1-8B-Instruct";
const LLAMA33 = "meta-llama/Llama-3.3-70B-Instruct";
const MISTRAL3 = "mistralai/Mistral-7B-Instruct-v0.3";
const H100 = "H100-80GB-SXM";
const A100 = "A100-80GB-SXM";

/** Sentences, as one asks a colleague. */
const questions: Phrase[] = [
  {
    text: "how much would it cost to finetune Llama 3.1 8B on 20k examples w/ lora?",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 20_000 } },
  },
  {
    text: "what's the damage for a full fine-tune of qwen2.5 32b on 2 nodes of 8 h100",
    run: {
      baseModel: "Qwen/Qwen2.5-32B",
      technique: "full",
      hardware: { gpu: H100, gpuCount: 16 },
      parallelism: { nodes: 2 },
    },
  },
  {
    text: "can i train mistral 7b instruct v0.3 on a single 4090 with qlora",
    run: { baseModel: MISTRAL3, technique: "qlora", hardware: { gpu: "4090", gpuCount: 1 } },
  },
  {
    text: "I want to fine tune phi-4 with 12,500 rows for two epochs",
    run: { baseModel: "microsoft/phi-4", dataset: { rows: 12_500 }, epochs: 2 },
  },
  {
    text: "Fine-tuning gemma-2-9b, 1.2M tokens, cheapest spot please",
    pricing: "spot",
    run: { baseModel: "google/gemma-2-9b", dataset: { tokens: 1.2e6 } },
  },
  {
    text: "will llama 3.3 70b instruct lora fit on four a100 80gb?",
    run: { baseModel: LLAMA33, technique: "lora", hardware: { gpu: A100, gpuCount: 4 } },
  },
  {
    text: "price to dpo mistral 7b instruct v0.3 with 8k pairs on an l40s",
    run: {
      baseModel: MISTRAL3,
      objective: "dpo",
      dataset: { rows: 8000 },
      hardware: { gpu: "L40S-48GB" },
    },
  },
];

/** Sizes, units and hardware as they are abbreviated. */
const shorthand: Phrase[] = [
  {
    text: "llama3.1-8b / qlora / r=64 alpha=128 / seq 4096 / bs 2 / ga 8 / 3ep / 50K rows / 1xA100-80",
    run: {
      baseModel: LLAMA8,
      technique: "qlora",
      lora: { rank: 64, alpha: 128 },
      sequenceLength: 4096,
      microBatchSize: 2,
      gradientAccumulationSteps: 8,
      epochs: 3,
      dataset: { rows: 50_000 },
      hardware: { gpu: A100, gpuCount: 1 },
    },
  },
  {
    text: "h100 x 8, llama 3.3 70b instruct, full ft, 10M toks",
    run: {
      baseModel: LLAMA33,
      technique: "full",
      dataset: { tokens: 10e6 },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "8xh200 qwen3-30b-a3b lora 100M tokens",
    run: {
      baseModel: "Qwen/Qwen3-30B-A3B",
      technique: "lora",
      dataset: { tokens: 100e6 },
      hardware: { gpu: "H200-141GB-SXM", gpuCount: 8 },
    },
  },
  {
    text: "gpt-oss-20b lora mi300x 5k rows 2k ctx",
    run: {
      baseModel: "openai/gpt-oss-20b",
      technique: "lora",
      sequenceLength: 2048,
      dataset: { rows: 5000 },
      hardware: { gpu: "MI300X-192GB" },
    },
  },
  {
    text: "a100 40gb qwen 2.5 7b instruct lora, 0.5M tokens, 1 epoch",
    run: {
      baseModel: "Qwen/Qwen2.5-7B-Instruct",
      technique: "lora",
      dataset: { tokens: 500_000 },
      epochs: 1,
      hardware: { gpu: "A100-40GB-SXM" },
    },
  },
  {
    text: "smollm2 1.7b full 3B tokens 16 gpus h100",
    run: {
      baseModel: "HuggingFaceTB/SmolLM2-1.7B",
      technique: "full",
      dataset: { tokens: 3e9 },
      hardware: { gpu: H100, gpuCount: 16 },
    },
  },
  {
    text: "mixtral 8x7b qlora 2x rtx 6000 ada 30k samples",
    run: {
      baseModel: "mistralai/Mixtral-8x7B-v0.1",
      technique: "qlora",
      dataset: { rows: 30_000 },
      hardware: { gpu: "RTX6000Ada-48GB", gpuCount: 2 },
    },
  },
  {
    text: "llama-3.1-8b lora 500 tokens/row 40k rows",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      dataset: { rows: 40_000, tokensPerRow: 500 },
    },
  },
  {
    text: "llama-3.1-8b lora 1000 steps batch size 4 max length 8192",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      maxSteps: 1000,
      microBatchSize: 4,
      sequenceLength: 8192,
    },
  },
  {
    text: "qwen3 14b 8-bit lora 25k rows on rtx 5090",
    run: {
      baseModel: "Qwen/Qwen3-14B",
      technique: "lora",
      quantizationBits: 8,
      dataset: { rows: 25_000 },
      hardware: { gpu: "RTX5090-32GB" },
    },
  },
  {
    text: "deepseek-r1-distill-llama-8b GRPO 7k prompts 8 generations",
    run: {
      baseModel: "deepseek-ai/DeepSeek-R1-Distill-Llama-8B",
      objective: "grpo",
      dataset: { rows: 7000 },
      rollouts: { generations: 8 },
    },
  },
  {
    text: "llama-3.1-8b-instruct kto 15k rows dora rank 32 no packing",
    run: {
      baseModel: LLAMA8I,
      objective: "kto",
      technique: "dora",
      lora: { rank: 32 },
      packing: false,
      dataset: { rows: 15_000 },
    },
  },
  {
    text: "yi 34b full zero3 offload 4 nodes x 8 A100-80GB",
    run: {
      baseModel: "01-ai/Yi-34B",
      technique: "full",
      parallelism: { strategy: "zero3", nodes: 4, cpuOffload: true },
      hardware: { gpu: A100, gpuCount: 32 },
    },
  },
  {
    text: "mistral nemo lora unsloth t4 1k rows",
    run: {
      baseModel: "mistralai/Mistral-Nemo-Base-2407",
      framework: "unsloth",
      technique: "lora",
      dataset: { rows: 1000 },
      hardware: { gpu: "T4-16GB" },
    },
  },
  {
    text: "qwen2.5-coder-7b axolotl fsdp2 flash attention liger full 4xH100 200k rows",
    run: {
      baseModel: "Qwen/Qwen2.5-Coder-7B",
      framework: "axolotl",
      technique: "full",
      parallelism: { strategy: "fsdp2" },
      attention: "flash_attention_2",
      kernels: ["liger"],
      dataset: { rows: 200_000 },
      hardware: { gpu: H100, gpuCount: 4 },
    },
  },
  {
    text: "llama 3.1 8b lr 2e-4 warmup 0.03 lora 10k rows",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 10_000 } },
  },
];

/** Money, time and where. */
const limits: Phrase[] = [
  {
    text: "llama 3.1 8b lora 50k rows, max $25, within 12 hrs",
    budgetUsd: 25,
    deadlineHours: 12,
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 50_000 } },
  },
  {
    text: "qwen3-8b qlora 20k rows on runpod, has to finish in under 90 minutes",
    provider: "runpod",
    deadlineHours: 1.5,
    run: { baseModel: "Qwen/Qwen3-8B", technique: "qlora", dataset: { rows: 20_000 } },
  },
  {
    text: "llama-3.1-8b lora 5M tokens vast.ai 3090",
    provider: "vast-ai",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      dataset: { tokens: 5e6 },
      hardware: { gpu: "RTX3090-24GB" },
    },
  },
  {
    text: "llama-3.1-8b full 8xa100 on lambda labs on-demand",
    provider: "lambda",
    pricing: "on_demand",
    run: { baseModel: LLAMA8, technique: "full", hardware: { gpu: A100, gpuCount: 8 } },
  },
  {
    text: "google cloud l4 gemma-2-2b lora 3k rows",
    provider: "gcp",
    run: {
      baseModel: "google/gemma-2-2b",
      technique: "lora",
      dataset: { rows: 3000 },
      hardware: { gpu: "L4-24GB" },
    },
  },
  {
    text: "gpt-4o-mini 2000 examples 3 epochs 350 tokens each",
    run: {
      baseModel: "gpt-4o-mini",
      dataset: { rows: 2000, tokensPerRow: 350 },
      epochs: 3,
    },
  },
  {
    text: "budget: 500 dollars, llama 3.3 70b instruct, 10k rows, by tomorrow 24h",
    kind: "budget",
    budgetUsd: 500,
    deadlineHours: 24,
    run: { baseModel: LLAMA33, dataset: { rows: 10_000 } },
    problems: { tomorrow: null },
  },
  {
    text: "budget 1.5k llama-3.1-8b 1B tokens",
    kind: "budget",
    budgetUsd: 1500,
    run: { baseModel: LLAMA8, dataset: { tokens: 1e9 } },
  },
];

/** What a phone's keyboard, Slack's own escaping and a paste from elsewhere do to the text. */
const pasted: Phrase[] = [
  {
    text: "model=“Qwen/Qwen2.5-7B-Instruct” rows=‘10000’ method=“lora”",
    run: { baseModel: "Qwen/Qwen2.5-7B-Instruct", technique: "lora", dataset: { rows: 10_000 } },
  },
  {
    text: "<https://huggingface.co/Qwen/Qwen2.5-7B-Instruct|huggingface.co/Qwen/Qwen2.5-7B-Instruct> lora 2k rows",
    run: { baseModel: "Qwen/Qwen2.5-7B-Instruct", technique: "lora", dataset: { rows: 2000 } },
  },
  {
    text: "https://huggingface.co/meta-llama/Llama-3.1-8B/tree/main qlora <https://huggingface.co/datasets/tatsu-lab/alpaca>",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { name: "tatsu-lab/alpaca" } },
  },
  {
    text: "llama-3.1-8b dataset HuggingFaceH4/ultrachat_200k lora",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      dataset: { name: "HuggingFaceH4/ultrachat_200k" },
    },
  },
  {
    text: "llama\u20113.1\u20118b\u00a0qlora\u00a050k\u00a0rows — 3\u00a0epochs",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50_000 }, epochs: 3 },
  },
  {
    text: "LLAMA-3.1-8B QLORA 50K ROWS ON 1X H100 SXM",
    run: {
      baseModel: LLAMA8,
      technique: "qlora",
      dataset: { rows: 50_000 },
      hardware: { gpu: H100, gpuCount: 1 },
    },
  },
  {
    text: "--model meta-llama/Llama-3.1-8B --lora_r 16 --num_train_epochs 2 --per_device_train_batch_size 8",
    run: { baseModel: LLAMA8, lora: { rank: 16 }, epochs: 2, microBatchSize: 8 },
  },
  {
    text: "```\nbase_model: meta-llama/Llama-3.1-8B\nadapter: qlora\nload_in_4bit: true\nsequence_len: 4096\nmicro_batch_size: 2\ngradient_accumulation_steps: 4\nnum_epochs: 3\nlora_r: 32\nlora_alpha: 16\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n```",
    contains: {
      baseModel: LLAMA8,
      technique: "qlora",
      sequenceLength: 4096,
      microBatchSize: 2,
      gradientAccumulationSteps: 4,
      epochs: 3,
    },
  },
  {
    text: "```yaml\nmodel_name_or_path: Qwen/Qwen2.5-7B-Instruct\nstage: dpo\ndo_train: true\nfinetuning_type: lora\nlora_rank: 8\ndataset: dpo_en_demo\ntemplate: qwen\ncutoff_len: 2048\nper_device_train_batch_size: 1\ngradient_accumulation_steps: 8\nnum_train_epochs: 3.0\nbf16: true\n``` on 2x A100 80GB",
    contains: {
      baseModel: "Qwen/Qwen2.5-7B-Instruct",
      objective: "dpo",
      technique: "lora",
      sequenceLength: 2048,
      microBatchSize: 1,
      epochs: 3,
      hardware: { gpu: A100, gpuCount: 2 },
    },
  },
  {
    text: "llama-3.1-8b, lora, 10k rows &amp; 3 epochs",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 10_000 }, epochs: 3 },
  },
];

const commands: Phrase[] = [
  {
    text: "compare qlora vs full llama-3.1-8b 20k rows",
    kind: "compare",
    runs: [
      { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 20_000 } },
      { baseModel: LLAMA8, technique: "full", dataset: { rows: 20_000 } },
    ],
  },
  {
    text: "llama-3.1-8b lora 50k rows: a100 or h100?",
    kind: "compare",
    runs: [
      {
        baseModel: LLAMA8,
        technique: "lora",
        dataset: { rows: 50_000 },
        hardware: { gpu: A100 },
      },
      {
        baseModel: LLAMA8,
        technique: "lora",
        dataset: { rows: 50_000 },
        hardware: { gpu: H100 },
      },
    ],
  },
  {
    text: "compare gpt-4o-mini with llama-3.1-8b lora on 5k rows",
    kind: "compare",
    runs: [
      { baseModel: "gpt-4o-mini", dataset: { rows: 5000 } },
      { baseModel: LLAMA8, technique: "lora", dataset: { rows: 5000 } },
    ],
  },
  { text: "price h200", kind: "prices", gpu: "H200-141GB-SXM" },
  { text: "how much is a b200 per hour", kind: "prices", gpu: "B200-180GB-SXM" },
  {
    text: "prices rtx 4090 on vast",
    kind: "prices",
    gpu: "RTX4090-24GB",
    provider: "vast-ai",
  },
  { text: "list alerts", kind: "alerts", action: "list" },
  { text: "alerts on a100 80gb 15 percent", kind: "alerts", action: "on", gpu: A100, percent: 15 },
  { text: "stop alerts for h100", kind: "alerts", action: "off", gpu: H100 },
  {
    text: "save weekly-dpo: mistral 7b instruct v0.3 dpo lora 8k rows",
    kind: "save",
    name: "weekly-dpo",
    run: {
      baseModel: MISTRAL3,
      objective: "dpo",
      technique: "lora",
      dataset: { rows: 8000 },
    },
  },
  { text: "show my saved runs", kind: "runs", action: "list" },
  { text: "help me", kind: "help" },
];

/** Slips of the finger, and words that mean nothing here. */
const slips: Phrase[] = [
  {
    text: "lama-3.1-8b qlora 50k rows",
    problems: { "lama-3.1-8b": "llama-3.1-8b" },
  },
  {
    text: "llama-3.1-8b lora 3 epcohs",
    run: { baseModel: LLAMA8, technique: "lora" },
    problems: { "3 epcohs": "epochs" },
  },
  {
    text: "llama-3.1-8b lora 10k rows on h1000",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 10_000 } },
    problems: { h1000: "h100" },
  },
  {
    text: "llama-3.1-8b lora 10k rows on runpood",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 10_000 } },
    problems: { runpood: "runpod" },
  },
  {
    text: "llama-3.1-8b lora epochs=-3",
    run: { baseModel: LLAMA8, technique: "lora" },
    problems: { "epochs -3": null },
  },
  {
    text: "flibbertigibbet llama-3.1-8b lora",
    run: { baseModel: LLAMA8, technique: "lora" },
    problems: { flibbertigibbet: null },
  },
  {
    text: "llama-3.1-8b lora 0 rows",
    run: { baseModel: LLAMA8, technique: "lora" },
    problems: { "0 rows": null },
  },
];

/**
 * A second lot, once the first was read: 16 of 30 at first reading. One expectation was changed after it
 * (a data set's bare name means its id), one left out (whether "classifier" names the objective).
 */
const again: Phrase[] = [
  {
    text: "need a ballpark for sft on qwen3-14b, ~80k convos averaging 900 tokens",
    run: {
      baseModel: "Qwen/Qwen3-14B",
      objective: "sft",
      dataset: { rows: 80000, tokensPerRow: 900 },
    },
  },
  {
    text: "llama 3.3 70b instruct qlora single h200 15k rows",
    run: {
      baseModel: "meta-llama/Llama-3.3-70B-Instruct",
      technique: "qlora",
      dataset: { rows: 15000 },
      hardware: { gpu: "H200-141GB-SXM", gpuCount: 1 },
    },
  },
  {
    text: "full finetune gemma-3-4b on my 2 3090s with 30k samples",
    run: {
      baseModel: "google/gemma-3-4b-pt",
      technique: "full",
      dataset: { rows: 30000 },
      hardware: { gpu: "RTX3090-24GB", gpuCount: 2 },
    },
  },
  {
    text: "orpo llama-3.1-8b 10k pairs lora rank 16 alpha 32 lr 5e-6",
    run: {
      baseModel: LLAMA8,
      objective: "orpo",
      technique: "lora",
      dataset: { rows: 10000 },
      lora: { rank: 16, alpha: 32 },
    },
  },
  {
    text: "deepseek v3 lora 8 x b200",
    run: {
      baseModel: "deepseek-ai/DeepSeek-V3",
      technique: "lora",
      hardware: { gpu: "B200-180GB-SXM", gpuCount: 8 },
    },
  },
  {
    text: "continued pretraining llama-3.1-8b 20B tokens 64 h100s",
    run: {
      baseModel: LLAMA8,
      objective: "pretrain",
      dataset: { tokens: 20e9 },
      hardware: { gpu: H100, gpuCount: 64 },
    },
  },
  {
    text: "4 epochs of alpaca-cleaned on mistral 7b, qlora, T4",
    run: {
      baseModel: "mistralai/Mistral-7B-v0.1",
      technique: "qlora",
      epochs: 4,
      dataset: { name: "yahma/alpaca-cleaned" },
      hardware: { gpu: "T4-16GB" },
    },
  },
  {
    text: "qwen2.5-vl-7b lora 5k images a100",
    run: {
      baseModel: "Qwen/Qwen2.5-VL-7B-Instruct",
      technique: "lora",
      dataset: { rows: 5000 },
      hardware: { gpu: A100 },
    },
  },
  {
    text: "what can I do with $100 for llama-3.1-8b and 100k rows?",
    kind: "budget",
    budgetUsd: 100,
    run: { baseModel: LLAMA8, dataset: { rows: 100000 } },
  },
  {
    text: "cheapest way to lora llama-3.1-8b on 50k rows",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 50000 } },
  },
  {
    text: "is h100 or a100 cheaper for llama-3.1-8b lora 50k rows",
    kind: "compare",
    runs: [
      { baseModel: LLAMA8, technique: "lora", dataset: { rows: 50000 }, hardware: { gpu: H100 } },
      { baseModel: LLAMA8, technique: "lora", dataset: { rows: 50000 }, hardware: { gpu: A100 } },
    ],
  },
  {
    text: "compare lora and qlora for qwen3-8b",
    kind: "compare",
    runs: [
      { baseModel: "Qwen/Qwen3-8B", technique: "lora" },
      { baseModel: "Qwen/Qwen3-8B", technique: "qlora" },
    ],
  },
  { text: "a100 prices", kind: "prices", gpu: A100 },
  {
    text: "what does an l40s cost on runpod",
    kind: "prices",
    gpu: "L40S-48GB",
    provider: "runpod",
  },
  {
    text: "notify me if a100 80gb drops 20%",
    kind: "alerts",
    action: "on",
    gpu: A100,
    percent: 20,
  },
  { text: "turn off alerts", kind: "alerts", action: "off" },
  { text: "my runs", kind: "runs", action: "list" },
  { text: "delete run nightly", kind: "runs", action: "delete", name: "nightly" },
  {
    text: "save as prod-v2 llama-3.1-8b full 8xH100 200k rows",
    kind: "save",
    name: "prod-v2",
    run: {
      baseModel: LLAMA8,
      technique: "full",
      dataset: { rows: 200000 },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "llama-3.1-8b, 50,000 rows, 512 tokens per example, seq_len=1024, bs=8, grad_accum=2",
    run: {
      baseModel: LLAMA8,
      sequenceLength: 1024,
      microBatchSize: 8,
      gradientAccumulationSteps: 2,
      dataset: { rows: 50000, tokensPerRow: 512 },
    },
  },
  {
    text: "llama-3.1-8b lora 1/2 million tokens",
    run: { baseModel: LLAMA8, technique: "lora", dataset: { tokens: 500000 } },
  },
  {
    text: "bert-base-uncased classifier 100k rows 3 epochs on a T4",
    run: {
      baseModel: "bert-base-uncased",
      dataset: { rows: 100000 },
      epochs: 3,
      hardware: { gpu: "T4-16GB" },
    },
  },
  {
    text: "gpt-4.1 mini sft 1k examples, 3 epochs",
    run: { baseModel: "gpt-4.1-mini", objective: "sft", dataset: { rows: 1000 }, epochs: 3 },
  },
  {
    text: "gpt-oss-120b lora on 4xH100 nvlink 2M tokens by modal",
    provider: "modal",
    run: {
      baseModel: "openai/gpt-oss-120b",
      technique: "lora",
      dataset: { tokens: 2e6 },
      hardware: { gpu: H100, gpuCount: 4, interconnect: "nvlink" },
    },
  },
  {
    text: "qwen3-8b grpo 10k prompts 16 generations 1024 completion tokens 8xh100",
    run: {
      baseModel: "Qwen/Qwen3-8B",
      objective: "grpo",
      dataset: { rows: 10000 },
      rollouts: { generations: 16, completionTokens: 1024 },
      hardware: { gpu: H100, gpuCount: 8 },
    },
  },
  {
    text: "tinyllama fft 1M rows tpu v5e-8",
    run: {
      baseModel: "tinyllama",
      technique: "full",
      dataset: { rows: 1e6 },
      hardware: { gpu: "TPUv5e-16GB", gpuCount: 8 },
    },
  },
  {
    text: "train llama-3.1-8b with qdora",
    run: { baseModel: LLAMA8, technique: "dora", quantizationBits: 4 },
  },
  {
    text: "llama-3.1-8b lora 10k rows in less than an hour",
    deadlineHours: 1,
    run: { baseModel: LLAMA8, technique: "lora", dataset: { rows: 10000 } },
  },
  {
    text: "qwen3-8b lroa 20k row on a1000",
    run: { baseModel: "Qwen/Qwen3-8B", dataset: { rows: 20000 } },
    problems: { lroa: "lora", a1000: "a100" },
  },
  {
    text: "llama-3.1-8b lora 50k rows do not pack, no gradient checkpointing, fp16",
    run: {
      baseModel: LLAMA8,
      technique: "lora",
      dataset: { rows: 50000 },
      packing: false,
      gradientCheckpointing: false,
      precision: "fp16",
    },
  },
];

/** A third lot: 12 of 20 at first reading; "run nightly" is left out, it may ask for either. */
const onceMore: Phrase[] = [
  {
    text: "Hi! Could you tell me what a LoRA on Qwen3-32B with 25k examples would run me?",
    run: { baseModel: "Qwen/Qwen3-32B", technique: "lora", dataset: { rows: 25000 } },
  },
  {
    text: "qwen3-4b full sft 100k rows x 800 tok 2 epochs 2xA6000",
    run: {
      baseModel: "Qwen/Qwen3-4B",
      technique: "full",
      objective: "sft",
      dataset: { rows: 100000, tokensPerRow: 800 },
      epochs: 2,
      hardware: { gpu: "RTXA6000-48GB", gpuCount: 2 },
    },
  },
  {
    text: "phi-4 qlora, budget 20 bucks",
    budgetUsd: 20,
    run: { baseModel: "microsoft/phi-4", technique: "qlora" },
  },
  {
    text: "llama-3.1-8b-instruct lora r8 on l4, 1200 rows, 5 epochs, batch 1, accumulate 16",
    run: {
      baseModel: LLAMA8I,
      technique: "lora",
      lora: { rank: 8 },
      hardware: { gpu: "L4-24GB" },
      dataset: { rows: 1200 },
      epochs: 5,
      microBatchSize: 1,
      gradientAccumulationSteps: 16,
    },
  },
  {
    text: "will a 70b llama 3.1 qlora fit in 48gb?",
    run: { baseModel: "meta-llama/Llama-3.1-70B", technique: "qlora" },
    problems: { "48gb": null },
  },
  {
    text: "2.5 million tokens, mistral nemo, lora, rtx 4090",
    run: {
      baseModel: "mistralai/Mistral-Nemo-Base-2407",
      technique: "lora",
      dataset: { tokens: 2.5e6 },
      hardware: { gpu: "RTX4090-24GB" },
    },
  },
  {
    text: "gemma 3 27b lora 8bit 12k rows h100 sxm spot on gcp",
    provider: "gcp",
    pricing: "spot",
    run: {
      baseModel: "google/gemma-3-27b-pt",
      technique: "lora",
      quantizationBits: 8,
      dataset: { rows: 12000 },
      hardware: { gpu: H100 },
    },
  },
  {
    text: "llama-3.1-8b full bf16 adafactor 8k ctx packing 300M tokens 8xH100 fsdp",
    run: {
      baseModel: LLAMA8,
      technique: "full",
      precision: "bf16",
      optimizer: "adafactor",
      sequenceLength: 8192,
      packing: true,
      dataset: { tokens: 3e8 },
      hardware: { gpu: H100, gpuCount: 8 },
      parallelism: { strategy: "fsdp" },
    },
  },
  {
    text: "I have 3k support tickets, ~250 tokens each. qwen3-8b lora. how much?",
    run: {
      baseModel: "Qwen/Qwen3-8B",
      technique: "lora",
      dataset: { rows: 3000, tokensPerRow: 250 },
    },
  },
  {
    text: "h100 vs h200 vs b200 for llama-3.1-70b lora 5M tokens",
    kind: "compare",
    runs: [H100, "H200-141GB-SXM", "B200-180GB-SXM"].map((gpu) => ({
      baseModel: "meta-llama/Llama-3.1-70B",
      technique: "lora",
      dataset: { tokens: 5e6 },
      hardware: { gpu },
    })),
  },
  { text: "price check: rtx 4090 spot", kind: "prices", gpu: "RTX4090-24GB", pricing: "spot" },
  { text: "cheapest h100?", kind: "prices", gpu: H100 },
  {
    text: "alert me below $2 for h100",
    kind: "alerts",
    action: "on",
    gpu: H100,
    problems: { alerts: null },
  },
  { text: "unsubscribe h100", kind: "alerts", action: "off", gpu: H100 },
  {
    text: "save llama-3.1-8b qlora 50k rows as nightly",
    kind: "save",
    name: "nightly",
    run: { baseModel: LLAMA8, technique: "qlora", dataset: { rows: 50000 } },
  },
  { text: "usage", kind: "help" },
  {
    text: "deepspeed zero-2 full llama-3.1-8b 4xa100 20k rows max_length 2048 per_device_batch 4",
    run: {
      baseModel: LLAMA8,
      technique: "full",
      parallelism: { strategy: "zero2" },
      hardware: { gpu: A100, gpuCount: 4 },
      dataset: { rows: 20000 },
      sequenceLength: 2048,
      microBatchSize: 4,
    },
  },
  {
    text: "llama-3.2-3b; lora; alpaca; 1 epoch; t4",
    run: {
      baseModel: "meta-llama/Llama-3.2-3B",
      technique: "lora",
      dataset: { name: "tatsu-lab/alpaca" },
      epochs: 1,
      hardware: { gpu: "T4-16GB" },
    },
  },
  {
    text: "whisper large v3 10k clips lora",
    run: { baseModel: "openai/whisper-large-v3", technique: "lora", dataset: { rows: 10000 } },
  },
];

export const LATER: Phrase[] = [
  ...questions,
  ...shorthand,
  ...limits,
  ...pasted,
  ...commands,
  ...slips,
  ...again,
  ...onceMore,
];
