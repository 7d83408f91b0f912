import * as z from "zod";
import { Amount } from "./range.ts";

const share = z.number().min(0).max(1);
const count = z.number().min(0).max(1e12);
const off = z.literal(false);

/** Prices of a model per million tokens; or its id in src/bill/inference.ts. */
export const TokenPrice = z.union([
  z.string().min(1).max(200),
  z.strictObject({
    inputUsdPerMillionTokens: count,
    outputUsdPerMillionTokens: count,
    cachedInputUsdPerMillionTokens: count.optional(),
  }),
]);
export type TokenPrice = z.infer<typeof TokenPrice>;

const ProductionRun = z.strictObject({
  /** Takes the quote of this provider, this pricing, or both, instead of the cheapest. */
  provider: z.string().max(100).optional(),
  pricing: z.enum(["on_demand", "spot", "reserved", "community", "owned"]).optional(),
  /** Or the amount itself. */
  usd: Amount.optional(),
  /** Reinforcement fine-tuning billed by the hour: hours of training and their price. */
  trainingHours: Amount.optional(),
  usdPerHour: count.optional(),
});

const Experiments = z
  .strictObject({
    runs: Amount.optional(),
    /** Of the production run's cost: 1 = at full cost, 0.1 = a pilot on a tenth. */
    fraction: share.optional(),
    /** Hyperparameter sweep: so many settings, each on a fraction of the run. */
    sweep: z.strictObject({ settings: Amount, fraction: share }).optional(),
    /** Share on top of the production run, instead of counting experiments. */
    buffer: Amount.optional(),
  })
  .refine(
    ({ buffer, runs, fraction, sweep }) =>
      buffer === undefined || (runs ?? fraction ?? sweep) === undefined,
    {
      path: ["buffer"],
      message: "A buffer stands instead of counted experiments, never on top of them: state one.",
    },
  );

const Evaluation = z.strictObject({
  everySteps: count.min(1).optional(),
  rows: count.optional(),
  tokensPerRow: count.optional(),
  /** Rows of the evaluation after training; with `judge`, each read by a model. */
  rowsAfter: count.optional(),
  judge: z.strictObject({ price: TokenPrice, inputTokens: count, outputTokens: count }).optional(),
  /** How many runs are evaluated; 1 = the production run alone. */
  runs: Amount.optional(),
});

const Grader = z.strictObject({
  /** Grading model; none = reward functions in code, which cost no tokens. */
  price: TokenPrice.optional(),
  /** Rollouts graded in all; else steps x completions per step. */
  rollouts: Amount.optional(),
  inputTokens: count.optional(),
  outputTokens: count.optional(),
  /** Validation grades `rows` x `generations` every so many steps. */
  validation: z
    .strictObject({ everySteps: count.min(1), rows: count, generations: count.optional() })
    .optional(),
});

const Checkpoints = z.strictObject({
  keep: count.optional(),
  everySteps: count.min(1).optional(),
  months: Amount.optional(),
  usdPerGigabyteMonth: count.optional(),
  /** Whether optimizer states are saved too (Trainer's default). */
  withOptimizer: z.boolean().optional(),
});

const DataPreparation = z.strictObject({
  rows: count.optional(),
  labellingHoursPerExample: Amount.optional(),
  cleaningHoursPerExample: Amount.optional(),
  usdPerHour: count.optional(),
  /** Share of the rows that a person reads. */
  sampledShare: share.optional(),
  synthetic: z
    .strictObject({
      examples: count,
      inputTokens: count,
      outputTokens: count,
      price: TokenPrice,
      /** Share of the generated examples that survive filtering. */
      keptShare: share.min(0.001).optional(),
    })
    .optional(),
});

const Reserve = z.strictObject({
  /** Share of the run lost to attempts that fail and start again. */
  failedShare: Amount.optional(),
  interruptionsPerHour: Amount.optional(),
  restartHours: Amount.optional(),
});

const Serving = z.strictObject({
  kind: z.enum(["dedicated", "serverless", "managed"]).optional(),
  usdPerHour: count.optional(),
  hoursPerDay: z.number().min(0).max(24).optional(),
  replicas: count.optional(),
  /** Adapters of this base that share the machine (multi-LoRA). */
  adaptersSharing: z.int().min(1).max(10_000).optional(),
  requestsPerMonth: Amount.optional(),
  inputTokens: count.optional(),
  outputTokens: count.optional(),
  price: TokenPrice.optional(),
});

const Retuning = z.strictObject({ perYear: Amount.optional(), fraction: share.optional() });

/** What belongs to the bill and at which figures; `false` takes a part off it. Part of `options` of POST /v1/estimate. */
export const BillOptions = z.strictObject({
  productionRun: z.union([off, ProductionRun]).optional(),
  experiments: z.union([off, Experiments]).optional(),
  evaluation: z.union([off, Evaluation]).optional(),
  grader: z.union([off, Grader]).optional(),
  checkpoints: z.union([off, Checkpoints]).optional(),
  dataPreparation: z.union([off, DataPreparation]).optional(),
  reserve: z.union([off, Reserve]).optional(),
  servingPerMonth: z.union([off, Serving]).optional(),
  retuningPerYear: z.union([off, Retuning]).optional(),
});
export type BillOptions = z.infer<typeof BillOptions>;

/** The settings of one part: its options, or empty; undefined when it is switched off. */
export type PartOptions<K extends keyof BillOptions> = Exclude<NonNullable<BillOptions[K]>, false>;
