/** Prices the guide states. */
import { findHardwarePrice } from "../../../src/bill/hardware.ts";
import { findGpu } from "../../../src/estimator/gpus/gpus.ts";
import {
  ALPACA,
  catalog,
  FRUGAL,
  hourlySpan,
  hourlyUsd,
  managedUsd,
  runHours,
} from "../figures.ts";
import { at, type Span } from "../verdict.ts";
import { type Row, row, upTo, from, LLAMA8, QWEN, round, millions, A10G, g5 } from "./row.ts";

export const prices = (): Row[] => {
  const hours = runHours({
    baseModel: LLAMA8,
    technique: "qlora",
    ...FRUGAL,
    ...ALPACA,
    hardware: { gpu: A10G, gpuCount: 1 },
  });
  return [
    row(
      "2-8B with LoRA under $10: four hours on one A10G at $1.50-2.50 an hour",
      upTo(10),
      from(4 * g5(), 4 * 2.5),
      "USD",
      "arithmetic",
      `Four hours of g5.xlarge at today's list price, and at the guide's highest. What fits: Llama 3 8B in QLoRA takes ${round(hours)} hours on it for Alpaca three times, so four hours are about ${millions((4 / hours) * ALPACA.dataset.rows * ALPACA.dataset.tokensPerRow * ALPACA.epochs)}.`,
    ),
    row(
      "g5.xlarge from about $1.50 an hour",
      at(1.5),
      at(g5()),
      "USD/h",
      "arithmetic",
      "AWS's on-demand list price in us-east-1.",
    ),
    row(
      "g5.12xlarge about $6 an hour",
      at(6),
      at(hourlyUsd("aws", "g5.12xlarge")),
      "USD/h",
      "arithmetic",
      "The same list.",
    ),
    row(
      "A100 and H100 $4-8 an hour on AWS and Google: A100",
      from(4, 8),
      hourlySpan(["aws", "gcp"], /^A100/),
      "USD/GPU-h",
      "price of its day",
      "On demand, per GPU: AWS's A100 machines are below the span today.",
    ),
    row(
      "A100 and H100 $4-8 an hour on AWS and Google: H100",
      from(4, 8),
      hourlySpan(["aws", "gcp"], /^H100/),
      "USD/GPU-h",
      "price of its day",
      "On demand, per GPU: Google's H100 is above the span.",
    ),
    row(
      "GPT-3.5-turbo at $0.008 per 1K tokens: 100,000 tokens for $0.80",
      at(0.8),
      at(
        managedUsd("openai", {
          baseModel: "gpt-3.5-turbo",
          dataset: { rows: 200, tokensPerRow: 500 },
          epochs: 1,
        }),
      ),
      "USD",
      "arithmetic",
      `Right for one epoch; epochs multiply: three cost $${round(managedUsd("openai", { baseModel: "gpt-3.5-turbo", dataset: { rows: 200, tokensPerRow: 500 }, epochs: 3 }))}. And the service is ${statusOf("gpt-3.5-turbo")}.`,
    ),
    row(
      "Together AI: Qwen3-8B with LoRA rank 32 for under $5",
      upTo(5),
      at(
        managedUsd("together", {
          baseModel: QWEN,
          technique: "lora",
          lora: { rank: 32 },
          dataset: { rows: 5000, tokensPerRow: 400 },
          epochs: 3,
        }),
      ),
      "USD",
      "arithmetic",
      "5,000 rows of 400 tokens, three times: the rank is not billed, the $4 minimum is.",
    ),
    row(
      "RTX 4090 about $1,600",
      at(1600),
      span(findHardwarePrice("RTX4090-24GB")?.usd),
      "USD",
      "price of its day",
      `$${round(launch("RTX4090-24GB"))} was the launch price; street prices of 2026 contradict each other (src/bill/hardware.ts).`,
    ),
    row(
      "RTX 4060 Ti 16GB $1,200-1,600",
      from(1200, 1600),
      span(findHardwarePrice("RTX4060Ti-16GB")?.usd),
      "USD",
      "arithmetic",
      `It was launched at $${round(launch("RTX4060Ti-16GB"))}.`,
    ),
    row(
      "One four-hour job a month: $8-10",
      from(8, 10),
      at(4 * g5()),
      "USD",
      "price of its day",
      "Four hours of g5.xlarge at its list price.",
    ),
  ];
};

const launch = (gpu: string): number => findGpu(gpu)?.gpu.launchPriceUsd ?? NaN;
const statusOf = (model: string): string =>
  catalog.managed.find(({ baseModels }) => baseModels.includes(model))?.status ?? "";

const span = (usd: { low: number; high: number } | undefined): Span =>
  from(usd?.low ?? NaN, usd?.high ?? NaN);
