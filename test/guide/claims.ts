/** The guide's claims, each with our number and the rule it is judged by. No figure of ours is written here. */
import { breakEvenHoursPerMonth, decideCloudOrOwn } from "../../src/bill/decisions/cloud-or-own.ts";
import { decideRank } from "../../src/bill/decisions/training.ts";
import { findHardwarePrice } from "../../src/bill/hardware.ts";
import type { TrainingRun } from "../../src/estimator/index.ts";
import { completeRun } from "../../src/estimator/complete.ts";
import { HOURS_PER_MONTH, MONTHS_PER_YEAR } from "../../src/units.ts";
import {
  ALPACA,
  billed,
  catalog,
  checkpointGb,
  estimated,
  FRUGAL,
  hourlySpan,
  hourlyUsd,
  managedUsd,
  memoryGb,
  runHours,
  runUsd,
  tokensFor,
  weightsGb,
} from "./figures.ts";
import { shareOfVariance, TECHNIQUES } from "./variance.ts";
import { at, type Span, type Verdict, verdictOf } from "./verdict.ts";

export type Row = {
  claim: string;
  theirs: Span;
  ours: Span;
  unit: string;
  verdict: Verdict;
  reason: string;
};

type Kind = Parameters<typeof verdictOf>[2];
const row = (
  claim: string,
  theirs: Span,
  ours: Span,
  unit: string,
  kind: Kind,
  reason: string,
  tolerance?: number,
): Row => ({
  claim,
  theirs,
  ours,
  unit,
  verdict: verdictOf(theirs, ours, kind, tolerance),
  reason,
});

const upTo = (high: number): Span => ({ low: 0, high });
const from = (low: number, high: number): Span => ({ low, high });
const PHI = "microsoft/phi-2";
const MISTRAL = "mistralai/Mistral-7B-v0.1";
const LLAMA8 = "meta-llama/Meta-Llama-3-8B-Instruct";
const LLAMA13 = "meta-llama/Llama-2-13b-hf";
const QWEN = "Qwen/Qwen3-8B";
const FLUX = "black-forest-labs/FLUX.1-dev";

const round = (value: number, digits = 3): string =>
  Number(value.toPrecision(digits)).toLocaleString("en-US");
const millions = (tokens: number): string => `${round(tokens / 1e6)} million tokens`;

const A10G = "A10G-24GB";
const g5 = (): number => hourlyUsd("aws", "g5.xlarge");

const prices = (): Row[] => {
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
      `Right for one epoch; epochs multiply: three cost $${round(managedUsd("openai", { baseModel: "gpt-3.5-turbo", dataset: { rows: 200, tokensPerRow: 500 }, epochs: 3 }))}. And the service is closed to new organisations since 2026-05-07.`,
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
      "$1,599 was the launch price; street prices of 2026 contradict each other.",
    ),
    row(
      "RTX 4060 Ti 16GB $1,200-1,600",
      from(1200, 1600),
      span(findHardwarePrice("RTX4060Ti-16GB")?.usd),
      "USD",
      "arithmetic",
      "It was launched at $499.",
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

const span = (usd: { low: number; high: number } | undefined): Span =>
  from(usd?.low ?? NaN, usd?.high ?? NaN);

const memory = (): Row[] => {
  const sizes: [string, string, Span, Span][] = [
    ["2-3B", PHI, from(6, 8), from(2, 3)],
    ["7-8B", LLAMA8, from(14, 16), from(6, 8)],
    ["12-13B", LLAMA13, from(24, 28), from(10, 12)],
  ];
  const full = (baseModel: string): number =>
    memoryGb({
      baseModel,
      technique: "full",
      ...FRUGAL,
      optimizer: "adamw_torch",
      weightsPrecision: "bf16",
      hardware: { gpu: "B300", gpuCount: 1 },
    });
  return [
    ...sizes.flatMap(([size, model, fullGb, loraGb]) => [
      row(
        `Memory of ${size}, full: ${fullGb.low}-${fullGb.high} GB`,
        fullGb,
        at(full(model)),
        "GB",
        "arithmetic",
        `That is the weights alone: ${round(weightsGb(model, 2))} GB at 2 bytes. Gradients and AdamW's moments come on top, even in pure bf16, one row at a time.`,
      ),
      row(
        `Memory of ${size}, 4-bit LoRA: ${loraGb.low}-${loraGb.high} GB`,
        loraGb,
        at(
          memoryGb({
            baseModel: model,
            technique: "qlora",
            ...FRUGAL,
            hardware: { gpu: "A100-80GB-SXM", gpuCount: 1 },
          }),
        ),
        "GB",
        "arithmetic",
        "What nvidia-smi shows, one row of 512 tokens at a time, activations recomputed.",
        0.15,
      ),
    ]),
    row(
      "A 7B needs 28 GB just to load at 16 bit",
      at(28),
      at(weightsGb(MISTRAL, 2)),
      "GB",
      "arithmetic",
      `28 GB is fp32's figure: ${round(weightsGb(MISTRAL, 4))} GB at 4 bytes a parameter.`,
    ),
    row(
      "A 7B checkpoint at 16 bit takes 14 GB",
      at(14),
      at(checkpointGb(MISTRAL)),
      "GB",
      "arithmetic",
      "Weights alone; with the optimizer a resumable one is five times that.",
    ),
    row(
      "FLUX.1-dev LoRA takes 60 GB",
      at(60),
      at(
        memoryGb({
          baseModel: FLUX,
          technique: "lora",
          hardware: { gpu: "A100-80GB-SXM", gpuCount: 1 },
        }),
      ),
      "GB",
      "arithmetic",
      "Our figure is of the transformer. With the two text encoders (T5-XXL 4.8B, CLIP) and the VAE kept on the GPU in bf16 about 10 GB more. We have no measured run of it: little certainty.",
      0.25,
    ),
    row(
      "FLUX.1-dev LoRA with a 4-bit base takes 37 GB",
      at(37),
      at(
        memoryGb({
          baseModel: FLUX,
          technique: "qlora",
          hardware: { gpu: "A100-80GB-SXM", gpuCount: 1 },
        }),
      ),
      "GB",
      "arithmetic",
      "As above. What the guide's figure keeps beside the transformer is not said.",
      0.25,
    ),
    row(
      "Beyond 13B full tuning needs several GPUs: bytes a parameter at which 13B fits one of 80 GB",
      at(80 / 13),
      at(
        memoryGb({
          baseModel: MISTRAL,
          technique: "full",
          ...FRUGAL,
          optimizer: "adamw_torch",
          weightsPrecision: "fp32",
          hardware: { gpu: "B300", gpuCount: 1 },
        }) / weightsGb(MISTRAL, 1),
      ),
      "bytes a parameter",
      "arithmetic",
      "A 7B with fp32 master weights and AdamW does already: 16 bytes a parameter, more than the 80 GB of the largest common card.",
    ),
    row(
      "Under 13B in 4-bit LoRA fits one GPU (24 GB)",
      from(0.9, 1),
      at(fits(LLAMA13, "RTX 4090")),
      "chance",
      "arithmetic",
      "Llama 2 13B, one row of 512 tokens.",
    ),
    row(
      "7-8B in 4-bit LoRA fits 12 GB",
      from(0.9, 1),
      at(fits(LLAMA8, "RTX 3060 12GB")),
      "chance",
      "arithmetic",
      "Llama 3 8B on an RTX 3060: its vocabulary of 128k makes it the tightest of its size.",
      0,
    ),
  ];
};

const fits = (baseModel: string, gpu: string): number =>
  estimated({ baseModel, technique: "qlora", ...FRUGAL, hardware: { gpu, gpuCount: 1 } }).memory
    .fitsProbability;

const workloads = (): Row[] => {
  const claims: [string, Span, TrainingRun][] = [
    [
      "Phi-2 with LoRA costs $300-700",
      from(300, 700),
      { baseModel: PHI, technique: "lora", ...ALPACA },
    ],
    [
      "Mistral 7B with LoRA costs $1,000-3,000",
      from(1000, 3000),
      { baseModel: MISTRAL, technique: "lora", ...ALPACA },
    ],
    [
      "Mistral 7B in full costs up to $12,000",
      upTo(12_000),
      { baseModel: MISTRAL, technique: "full", ...ALPACA },
    ],
    [
      "12-13B costs $5,000-15,000",
      from(5000, 15_000),
      { baseModel: LLAMA13, technique: "lora", ...ALPACA },
    ],
    [
      "Full fine-tuning costs $3,000-10,000",
      from(3000, 10_000),
      { baseModel: LLAMA8, technique: "full", ...ALPACA },
    ],
  ];
  return claims.map(([claim, theirs, run]) =>
    row(
      claim,
      theirs,
      at(runUsd(run)),
      "USD",
      "no workload",
      `No workload is given. Alpaca three times costs our figure; the guide's would buy ${theirs.low === 0 ? "" : `${millions(tokensFor(theirs.low, run))} to `}${millions(tokensFor(theirs.high, run))}.`,
    ),
  );
};

const grid = (): number[] =>
  [PHI, MISTRAL, LLAMA13].flatMap((baseModel) =>
    TECHNIQUES.flatMap((technique) =>
      [1000, 10_000, 100_000].map((rows) =>
        runUsd({ baseModel, technique, dataset: { rows, tokensPerRow: 500 }, epochs: 3 }),
      ),
    ),
  );

const behaviour = (): Row[] => {
  const base: TrainingRun = {
    baseModel: LLAMA8,
    technique: "lora",
    ...ALPACA,
    microBatchSize: 4,
    gradientAccumulationSteps: 8,
  };
  const hardware = (gpuCount: number) => ({ hardware: { gpu: "A100-80GB-SXM", gpuCount } });
  const one = estimated({ ...base, ...hardware(1) });
  const eight = estimated({ ...base, gradientAccumulationSteps: 1, ...hardware(8) });
  const perGpu = (made: typeof one): number =>
    made.throughput.secondsPerStep.expected * made.workload.steps;
  const costs = grid();
  const savings = [PHI, MISTRAL, LLAMA13].map((baseModel) => {
    const cost = (technique: "full" | "lora") => runUsd({ baseModel, technique, ...ALPACA });
    return 100 * (1 - cost("lora") / cost("full"));
  });
  const ranks =
    decideRank({ baseModel: LLAMA8, technique: "lora", ...ALPACA }, catalog)?.options ?? [];
  const rank = (name: string): number =>
    ranks.find((option) => option.name === name)?.usd.expected ?? NaN;
  const phi = estimated({
    baseModel: PHI,
    technique: "qlora",
    ...FRUGAL,
    ...ALPACA,
    hardware: { gpu: "M4-16GB", gpuCount: 1 },
  });
  const laptopHours = (perGpu(phi) / 3600) * 1;
  return [
    row(
      "The technique alone makes 90-95 % of the variance in cost",
      from(90, 95),
      at(100 * shareOfVariance("technique")),
      "%",
      "arithmetic",
      `Of the logarithm of cost over three sizes, three techniques and three amounts of data, on the cheapest machine each. The data make ${round(100 * shareOfVariance("rows"))} %, the model's size ${round(100 * shareOfVariance("model"))} %.`,
      0,
    ),
    row(
      "LoRA saves 70-95 %",
      from(70, 95),
      from(Math.min(...savings), Math.max(...savings)),
      "%",
      "arithmetic",
      "Against full fine-tuning of the same data, each on the cheapest machine that holds it: the forward pass stays, and half the backward.",
      0,
    ),
    row(
      "Rank 8-16 is cheaper than 32-64",
      from(5, 100),
      at(100 * (rank("rank 64") / rank("rank 8") - 1)),
      "% more at rank 64",
      "arithmetic",
      "Llama 3 8B, Alpaca three times. Hardly: called cheaper from 5 % on.",
      0,
    ),
    row(
      "More GPUs cost linearly more: eight cost eight times one",
      at(8),
      at((8 * perGpu(eight)) / perGpu(one)),
      "times",
      "arithmetic",
      `The time falls too: to ${round(100 * (perGpu(eight) / perGpu(one)))} % on eight A100.`,
    ),
    row(
      "A 2-3B in 4 bit trains on a 16 GB laptop in hours to days",
      from(2, 7 * 24),
      at(laptopHours),
      "hours",
      "arithmetic",
      `Phi-2 on an M4 with 16 GB, Alpaca three times; the chance that it fits is ${round(100 * phi.memory.fitsProbability, 2)} %. Needs a framework with a 4-bit base on Apple's GPU (MLX): bitsandbytes has none.`,
    ),
    row(
      "A 3B costs under $500",
      upTo(500),
      at(runUsd({ baseModel: PHI, technique: "full", ...ALPACA })),
      "USD",
      "arithmetic",
      "Phi-2 in full, Alpaca three times: the dearest of its techniques.",
    ),
    row(
      "Fine-tuning costs under $5 to $10,000 overall; most under $100",
      from(90, 100),
      at((100 * costs.filter((usd) => usd < 100).length) / costs.length),
      "% under $100",
      "arithmetic",
      `Of 27 runs (2.8B, 7B and 13B; full, LoRA and QLoRA; 0.5 to 50 million tokens, three times), from $${round(Math.min(...costs))} to $${round(Math.max(...costs))}.`,
      0,
    ),
  ];
};

const owning = (): Row[] => {
  const guide = {
    cloudUsdPerHour: 2,
    hoursPerMonth: 20,
    purchaseUsd: 1600,
    watts: 0,
    resaleShare: 0,
    months: MONTHS_PER_YEAR,
  };
  const decided = decideCloudOrOwn(guide);
  const card = findHardwarePrice("RTX4090-24GB");
  const cheapest = hourlySpan(
    [...new Set(catalog.offers.map(({ provider }) => provider))],
    /^RTX4090-24GB$/,
  ).low;
  const month = decideCloudOrOwn({ gpu: "RTX 4090", cloudUsdPerHour: cheapest, hoursPerMonth: 20 });
  const node = decideCloudOrOwn({
    gpu: "RTX 4090",
    cloudUsdPerHour: 2500 / HOURS_PER_MONTH,
    hoursPerMonth: HOURS_PER_MONTH,
  });
  const fairRent = breakEvenHoursPerMonth({
    purchaseUsd: card?.usd.expected ?? NaN,
    cloudUsdPerHour: 2,
    powerUsdPerHour: 0.11,
    months: 36,
    resaleShare: 0.4,
    ownHoursPerCloudHour: 1,
  });
  const yearly = decided?.options.find(({ name }) => name === "cloud")?.usd.expected ?? NaN;
  const tokens =
    billed(
      { baseModel: LLAMA8 },
      {
        servingPerMonth: {
          kind: "serverless",
          requestsPerMonth: 10_000,
          inputTokens: 1000,
          outputTokens: 0,
          price: { inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 1 },
        },
      },
    ).servingPerMonth?.expected ?? NaN;
  return [
    row(
      "$2 an hour, 20 hours a month costs $480 (a month)",
      at(480),
      at(yearly / MONTHS_PER_YEAR),
      "USD a month",
      "arithmetic",
      `$480 is the year: 2 x 20 x 12 = $${round(yearly)}.`,
    ),
    row(
      "so a $1,600 GPU pays for itself in under four months",
      upTo(4),
      at(months(decided?.because)),
      "months",
      "arithmetic",
      "1,600 / 40: power, resale and the rest of the machine left out, as the guide does.",
    ),
    row(
      "10 million tokens a month at $0.001 per 1K is $10,000 a year",
      at(10_000),
      at(tokens * MONTHS_PER_YEAR),
      "USD a year",
      "arithmetic",
      "10,000 thousands x $0.001 = $10 a month.",
    ),
    row(
      "One GPU replaces a $2,500-a-month node within weeks",
      upTo(8),
      at(months(node?.because) * 4.35),
      "weeks",
      "arithmetic",
      "An RTX 4090 at today's street price, if it does the node's work: $3.42 an hour rents an H100, which is about four times as fast, and then it does not.",
    ),
    row(
      "Owning wins from 15-20 hours a month",
      from(15, 20),
      at(month?.breakEven.value ?? NaN),
      "hours a month",
      "arithmetic",
      `An RTX 4090 at its street price against the cheapest rent of one, $${round(cheapest)} an hour, over three years. Against the guide's $2 an hour it would be ${round(fairRent ?? NaN)}.`,
    ),
  ];
};

/** The payback that a decision states, in months. */
const months = (because: string | undefined): number =>
  Number(/earned back in ([\d.]+) months/.exec(because ?? "")?.[1] ?? NaN);

const iterations = (): Row[] => {
  const run: TrainingRun = { baseModel: LLAMA8, technique: "lora", ...ALPACA };
  const counted = billed(run, {});
  const buffered = billed(run, {
    experiments: { buffer: { low: 0.3, expected: 0.35, high: 0.4 } },
  });
  const share = (parts: typeof counted): number =>
    100 * ((parts.experiments?.expected ?? NaN) / (parts.productionRun?.expected ?? NaN));
  return [
    row(
      "Budget 3-5 iterations; add 30-40 %",
      from(300, 500),
      at(share(counted)),
      "% of one run",
      "arithmetic",
      `Counted, the iterations are the buffer: ${round(share(counted))} % of the run. A buffer of ${round(share(buffered))} % stands for the same uncertainty and would not pay for one further run: take one or the other, never both.`,
    ),
  ];
};

export const rows = (): Row[] => [
  ...prices(),
  ...memory(),
  ...workloads(),
  ...behaviour(),
  ...owning(),
  ...iterations(),
];

/** Everything that the guide names, answered. */
export type Named = { name: string; answer: string };
export const named = (): Named[] => {
  const line = (name: string, run: TrainingRun): Named => {
    const made = estimated(run);
    const chosen =
      made.quotes.find((quote) => quote.kind === "gpu" && quote.matchesHardware) ?? made.quotes[0];
    const { hardware } = made.run;
    const cost =
      chosen === undefined
        ? "no offer"
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
    ...(gpu === undefined ? {} : { ...FRUGAL, hardware: { gpu, gpuCount } }),
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
    line("Stanford Alpaca: LLaMA 7B in full on 8 A100 80GB (published: 3 hours, under $100)", {
      baseModel: "huggyllama/llama-7b",
      technique: "full",
      ...ALPACA,
      framework: "transformers",
      parallelism: { strategy: "fsdp" },
      sequenceLength: 512,
      microBatchSize: 4,
      gradientAccumulationSteps: 4,
      hardware: { gpu: "A100-80GB-SXM", gpuCount: 8 },
    }),
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

/** For the tests: a run of the table is a run. */
export const isRun = (run: TrainingRun): boolean => completeRun(run).ok;
