import { exactly, type Estimate, type GpuQuote } from "../../../src/estimator/estimate.ts";

/** One GPU for 10 hours at $2: round figures, so that expectations can be worked by hand. */
export const aQuote = (changes: Partial<GpuQuote> = {}): GpuQuote => ({
  provider: "acme",
  kind: "gpu",
  sku: "one",
  gpu: "A100-80GB-SXM",
  gpuCount: 1,
  region: "",
  pricing: "on_demand",
  usdPerHour: 2,
  fits: "yes",
  hours: { low: 8, expected: 10, high: 12.5 },
  usd: { low: 16, expected: 20, high: 25 },
  matchesHardware: true,
  available: null,
  basis: "snapshot",
  source: "https://acme.example/prices",
  asOf: "2026-11-01",
  stale: false,
  ...changes,
});

/** 1,000 rows x 1,000 tokens x 2 epochs = 2,000,000 tokens in 1,000 steps. */
export const anEstimate = (changes: Partial<Estimate> = {}): Estimate => ({
  estimatorVersion: "test",
  run: {
    baseModel: "acme/8b",
    objective: "sft",
    technique: "full",
    precision: "bf16",
    weightsPrecision: "bf16",
    gradientCheckpointing: false,
    optimizer: "adamw_torch",
    epochs: 2,
    microBatchSize: 2,
    gradientAccumulationSteps: 1,
    dataset: { rows: 1000, tokensPerRow: 1000 },
    hardware: { gpu: "A100-80GB-SXM", gpuCount: 1 },
  },
  assumptions: [],
  parameters: { total: 8e9, trainable: 8e9 },
  workload: { tokens: 2e6, realTokens: 2e6, steps: 1000, flops: 9.6e16 },
  memory: {
    allocatedBytes: exactly(7e10),
    reservedBytes: exactly(7e10),
    processBytes: exactly(7e10),
    parts: {
      weightsBytes: 7e10,
      adapterBytes: 0,
      gradientsBytes: 0,
      optimizerBytes: 0,
      activationsBytes: 0,
      logitsBytes: 0,
      buffersBytes: 0,
    },
    peakMoment: "backward",
    fits: "yes",
    fitsProbability: 0.95,
  },
  throughput: {
    tokensPerSecondPerGpu: exactly(55.6),
    realTokensPerSecondPerGpu: exactly(55.6),
    secondsPerStep: exactly(36),
    mfu: 0.3,
  },
  quotes: [aQuote()],
  total: {},
  advice: [],
  explanation: { terms: [], narrowBy: [], unanswered: [] },
  prices: { catalog: "test", asOf: "2026-11-01", stale: false },
  ...changes,
});

/** Prices that the tests work their sums with; the product's come from the catalog. */
export const inference = (["gpt-4.1", "gpt-4.1-mini"] as const).map((model) => ({
  provider: "openai",
  model,
  tuned: false,
  inputUsdPerMillionTokens: model === "gpt-4.1" ? 2 : 0.4,
  outputUsdPerMillionTokens: model === "gpt-4.1" ? 8 : 1.6,
  basis: "snapshot" as const,
  source: "test",
  asOf: "2026-08-01",
  stale: false,
}));
