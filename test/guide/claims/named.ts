/** Everything the guide names. */
import { bestQuote } from "../../../src/estimator/preferred.ts";
import type { TrainingRun } from "../../../src/estimator/index.ts";
import { ALPACA, billed, estimated, FRUGAL, hourlySpan } from "../figures.ts";
import { ROOMY, PHI, MISTRAL, LLAMA8, QWEN, FLUX, round, A10G } from "./row.ts";

/** Everything that the guide names, answered. */
export type Named = { name: string; answer: string };
export const named = (): Named[] => {
  const line = (name: string, run: TrainingRun): Named => {
    const made = estimated(run);
    const chosen = bestQuote(made);
    const { hardware } = made.run;
    const cost =
      chosen === undefined
        ? `nobody rents it; ${round((made.throughput.secondsPerStep.expected * made.workload.steps) / 3600)} h`
        : `$${round(chosen.usd.expected)} at ${chosen.provider}${chosen.kind === "gpu" ? `, ${round(chosen.hours.expected)} h` : ""}`;
    return made.parameters.total === 0
      ? {
          name,
          answer: `${cost}${chosen?.kind === "managed" && chosen.status !== "" ? `; ${chosen.status}` : ""}`,
        }
      : {
          name,
          answer: `${round(made.memory.processBytes.expected / 1e9)} GB on ${hardware?.gpuCount} x ${hardware?.gpu} (fits: ${made.memory.fits}); ${cost}`,
        };
  };
  const alpaca = (
    baseModel: string,
    technique: "full" | "lora" | "qlora",
    gpu?: string,
    gpuCount = 1,
  ): TrainingRun => ({
    baseModel,
    technique,
    ...ALPACA,
    ...(gpu === undefined
      ? {}
      : { ...(/A100|H100/.test(gpu) ? ROOMY : FRUGAL), hardware: { gpu, gpuCount } }),
  });
  const hours = billed(
    { baseModel: "o4-mini", objective: "grpo" },
    {
      productionRun: { trainingHours: 3 },
      grader: { price: "gpt-4.1-mini", rollouts: 10_000, inputTokens: 1500, outputTokens: 50 },
    },
  );
  const jobs = hourlySpan(["huggingface-jobs"], /A10G/);
  return [
    line("OpenAI GPT-3.5-turbo", { baseModel: "gpt-3.5-turbo", ...ALPACA }),
    line("OpenAI GPT-4.1 (GPT-4 class)", { baseModel: "gpt-4.1", ...ALPACA }),
    {
      name: "OpenAI reinforcement fine-tuning of o4-mini, 3 hours, 10,000 rollouts graded by gpt-4.1-mini",
      answer: `$${round(hours.productionRun?.expected ?? NaN)} for the hours and $${round(hours.grader?.expected ?? NaN)} for the grader. ${hours.productionRun?.basis ?? ""}`,
    },
    line("Together AI, Qwen3-8B LoRA rank 32", {
      baseModel: QWEN,
      technique: "lora",
      lora: { rank: 32 },
      ...ALPACA,
    }),
    {
      name: "Hugging Face AutoTrain",
      answer: `Bills the hardware by the minute: A10G $${round(jobs.low)} to $${round(jobs.high)} an hour and GPU on Hugging Face Jobs; the run is estimated like any other.`,
    },
    line(
      "Stanford's example, taken to be Alpaca: LLaMA 7B in full on 8 A100 80GB (its authors: 3 hours, under $100)",
      {
        baseModel: "huggyllama/llama-7b",
        technique: "full",
        ...ALPACA,
        framework: "transformers",
        attention: "eager",
        parallelism: { strategy: "fsdp" },
        sequenceLength: 512,
        microBatchSize: 4,
        gradientAccumulationSteps: 4,
        hardware: { gpu: "A100-80GB-SXM", gpuCount: 8 },
      },
    ),
    line("AWS g5.xlarge (A10G), Mistral 7B QLoRA", alpaca(MISTRAL, "qlora", A10G)),
    line("AWS g5.12xlarge (4 A10G), Llama 3 8B Instruct LoRA", {
      ...alpaca(LLAMA8, "lora", A10G, 4),
      gradientAccumulationSteps: 4,
    }),
    line(
      "A100 on AWS and Google, Llama 3 8B Instruct LoRA",
      alpaca(LLAMA8, "lora", "A100-80GB-SXM"),
    ),
    line("H100, Llama 3 8B Instruct LoRA", alpaca(LLAMA8, "lora", "H100")),
    line("RTX 3060 12GB, Phi-2 QLoRA", alpaca(PHI, "qlora", "RTX 3060 12GB")),
    line("RTX 4060 Ti 16GB, Mistral 7B QLoRA", alpaca(MISTRAL, "qlora", "RTX 4060 Ti 16GB")),
    line("RTX 4090, Llama 3 8B Instruct QLoRA", alpaca(LLAMA8, "qlora", "RTX 4090")),
    line("Laptop with 16 GB unified memory (M4), Phi-2 QLoRA", alpaca(PHI, "qlora", "M4-16GB")),
    line("Phi-2 LoRA", alpaca(PHI, "lora")),
    line("Mistral 7B full", alpaca(MISTRAL, "full")),
    line("Qwen3-8B QLoRA", alpaca(QWEN, "qlora")),
    line("DeepSeek-LLM 7B LoRA", alpaca("deepseek-ai/deepseek-llm-7b-base", "lora")),
    line("FinBERT full, 5,000 sentences", {
      baseModel: "ProsusAI/finbert",
      technique: "full",
      objective: "classification",
      dataset: { rows: 5000, tokensPerRow: 30 },
      sequenceLength: 128,
      epochs: 3,
    }),
    line("FLUX.1-dev LoRA bf16", { baseModel: FLUX, technique: "lora", objective: "diffusion" }),
    line("FLUX.1-dev LoRA, 4-bit base", {
      baseModel: FLUX,
      technique: "qlora",
      objective: "diffusion",
    }),
  ];
};
