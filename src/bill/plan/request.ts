import * as z from "zod";
import { Range } from "../../estimator/estimate.ts";
import { TrainingRun } from "../../estimator/run.ts";

const amount = z.number().positive().max(1e9);

export const PLANNED_TECHNIQUES = ["full", "lora", "qlora"] as const;

export const PlanRequest = z.strictObject({
  run: TrainingRun,
  budgetUsd: amount.optional(),
  deadlineHours: amount.optional(),
  /** A GPU at hand (an id or spelling), or "cheapest" of all. */
  gpu: z.string().max(100).optional(),
  gpuCount: z.int().min(1).max(64).optional(),
  techniques: z.array(z.enum(PLANNED_TECHNIQUES)).min(1).max(3).optional(),
  /** Machines that can be taken away: on unless switched off. */
  spot: z.boolean().optional(),
  providers: z.array(z.string().max(100)).max(50).optional(),
  /** Also other ways to divide the weights, and checkpointing of activations on and off: for where time is no matter. */
  deep: z.boolean().optional(),
});
export type PlanRequest = z.infer<typeof PlanRequest>;

/** 0 = what full fine-tuning gives; each point a reason why the result may be worse (risk.ts). */
export const QualityRisk = z.strictObject({ score: z.number(), because: z.array(z.string()) });
export type QualityRisk = z.infer<typeof QualityRisk>;

const Within = z.enum(["yes", "likely", "no"]);

export const Plan = z.strictObject({
  technique: z.enum(PLANNED_TECHNIQUES),
  microBatchSize: z.int(),
  gradientAccumulationSteps: z.int(),
  strategy: z.string(),
  gpu: z.string(),
  gpuCount: z.int(),
  provider: z.string(),
  sku: z.string(),
  region: z.string(),
  pricing: z.string(),
  usdPerHour: z.number(),
  hours: Range,
  /** With the expected loss to interruptions, where the machine can be taken away. */
  usd: Range,
  qualityRisk: QualityRisk,
  fits: z.enum(["yes", "tight"]),
  fitsProbability: z.number(),
  withinBudget: Within,
  withinDeadline: Within,
  /** To be laid over the run (RFC 7396). */
  patch: z.record(z.string(), z.unknown()),
  /** The same as lines of the config of the run's framework (YAML); empty where none was named that it is known for. */
  configPatch: z.string(),
  basis: z.string(),
  source: z.string(),
  asOf: z.string(),
});
export type Plan = z.infer<typeof Plan>;

export const Plans = z.strictObject({
  /** No plan here is worse than another in dollars, hours and quality risk at once; cheapest first. */
  front: z.array(Plan),
  /** Services that tune it, cheapest first; their hours are not published, so they stand beside the front. */
  managed: z.array(
    z.strictObject({
      provider: z.string(),
      service: z.string(),
      technique: z.string(),
      usd: Range,
      withinBudget: Within,
      source: z.string(),
      asOf: z.string(),
    }),
  ),
  considered: z.int(),
  /** What stands in the way, when no plan keeps to the budget and the deadline. */
  unmet: z.array(z.string()),
  remarks: z.array(z.string()),
});
export type Plans = z.infer<typeof Plans>;
