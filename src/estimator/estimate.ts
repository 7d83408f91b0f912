import * as z from "zod";
import { TrainingRun } from "./run.ts";

/** An 80 % interval around what we expect: of runs measured afterwards, four in five fall inside. */
export const Range = z.strictObject({ low: z.number(), expected: z.number(), high: z.number() });
export type Range = z.infer<typeof Range>;

export const exactly = (value: number): Range => ({ low: value, expected: value, high: value });

export const Assumption = z.strictObject({
  field: z.string(),
  value: z.unknown(),
  because: z.string(),
});
export type Assumption = z.infer<typeof Assumption>;

export const Fits = z.enum(["yes", "tight", "no"]);
export type Fits = z.infer<typeof Fits>;

export const MemoryParts = z.strictObject({
  weightsBytes: z.number(),
  adapterBytes: z.number(),
  gradientsBytes: z.number(),
  optimizerBytes: z.number(),
  activationsBytes: z.number(),
  logitsBytes: z.number(),
  buffersBytes: z.number(),
});

/** Per GPU. The parts are those of the peak moment; they add up to `allocatedBytes.expected`. */
export const Memory = z.strictObject({
  allocatedBytes: Range,
  reservedBytes: Range,
  processBytes: Range,
  parts: MemoryParts,
  peakMoment: z.string(),
  fits: Fits,
  fitsProbability: z.number(),
});

const Basis = z.enum(["live", "snapshot", "own"]);

export const GpuQuote = z.strictObject({
  provider: z.string(),
  kind: z.literal("gpu"),
  sku: z.string(),
  gpu: z.string(),
  gpuCount: z.int(),
  region: z.string(),
  pricing: z.string(),
  usdPerHour: z.number(),
  fits: Fits,
  hours: Range,
  usd: Range,
  matchesHardware: z.boolean(),
  available: z.boolean().nullable(),
  basis: Basis,
  source: z.string(),
  asOf: z.string(),
  stale: z.boolean(),
});
export type GpuQuote = z.infer<typeof GpuQuote>;

export const ManagedQuote = z.strictObject({
  provider: z.string(),
  kind: z.literal("managed"),
  service: z.string(),
  usd: Range,
  minimumUsd: z.number(),
  status: z.string(),
  basis: Basis,
  source: z.string(),
  asOf: z.string(),
  stale: z.boolean(),
});
export type ManagedQuote = z.infer<typeof ManagedQuote>;

export const Quote = z.discriminatedUnion("kind", [GpuQuote, ManagedQuote]);
export type Quote = z.infer<typeof Quote>;

/** One part of the whole bill; absent parts are switched off or do not apply. */
export const BillPart = z.strictObject({ ...Range.shape, basis: z.string() });
export type BillPart = z.infer<typeof BillPart>;
export const BILL_PARTS = [
  "productionRun",
  "experiments",
  "evaluation",
  "grader",
  "checkpoints",
  "dataPreparation",
  "reserve",
  "servingPerMonth",
  "retuningPerYear",
] as const;
export const Bill = z.strictObject({
  productionRun: BillPart.optional(),
  experiments: BillPart.optional(),
  evaluation: BillPart.optional(),
  grader: BillPart.optional(),
  checkpoints: BillPart.optional(),
  dataPreparation: BillPart.optional(),
  reserve: BillPart.optional(),
  servingPerMonth: BillPart.optional(),
  retuningPerYear: BillPart.optional(),
});
export type Bill = z.infer<typeof Bill>;

export const Advice = z.strictObject({
  change: z.record(z.string(), z.unknown()),
  savesUsd: Range,
  because: z.string(),
});
export type Advice = z.infer<typeof Advice>;

/** One term of a figure: what it adds and by which reasoning. */
export const Term = z.strictObject({
  figure: z.string(),
  name: z.string(),
  value: z.number(),
  because: z.string(),
});

/** The contract's `Estimate`. */
export const Estimate = z.strictObject({
  estimatorVersion: z.string(),
  run: TrainingRun,
  assumptions: z.array(Assumption),
  parameters: z.strictObject({ total: z.number(), trainable: z.number() }),
  workload: z.strictObject({
    tokens: z.number(),
    realTokens: z.number(),
    steps: z.number(),
    flops: z.number(),
  }),
  memory: Memory,
  throughput: z.strictObject({
    tokensPerSecondPerGpu: Range,
    realTokensPerSecondPerGpu: Range,
    secondsPerStep: Range,
    mfu: z.number(),
  }),
  /** All offers that can run it, cheapest that can be rented first. */
  quotes: z.array(Quote),
  total: Bill,
  advice: z.array(Advice),
  /** What made each figure, what to state to narrow it, and whether a fallback formula was used. */
  explanation: z.strictObject({
    terms: z.array(Term),
    narrowBy: z.array(z.string()),
    /** Reasons why (part of) this is not an answer to trust: unsupported architecture, fallback formula. */
    unanswered: z.array(z.string()),
  }),
  prices: z.strictObject({ catalog: z.string(), asOf: z.string(), stale: z.boolean() }),
});
export type Estimate = z.infer<typeof Estimate>;
