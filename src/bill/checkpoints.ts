import type { BillPart, Estimate } from "../estimator/estimate.ts";
import { GB } from "../units.ts";
import { SAVE_STEPS, STORAGE_MONTHS, STORAGE_USD_PER_GB_MONTH } from "./assumed.ts";
import type { PartOptions } from "./options.ts";
import { span } from "./production.ts";
import { asRange, scaled } from "./range.ts";

const BYTES = { fp32: 4, bf16: 2, fp16: 2, fp8: 1 } as const;

/** Bytes of optimizer state a trained parameter: two moments in the optimizer's own width. */
const optimizerBytesPerParameter = (optimizer: string): number => {
  if (/4bit/.test(optimizer)) return 1;
  if (/8bit|paged_adamw_8|bnb/.test(optimizer)) return 2;
  if (/lion|sgd|momentum/.test(optimizer)) return 4;
  if (/adafactor|muon/.test(optimizer)) return 4;
  return 8;
};

export type CheckpointBytes = {
  weightsBytes: number;
  optimizerBytes: number;
  adapterOnly: boolean;
};

/**
 * One checkpoint. Of an adapter, only what was trained is saved, in its own width (peft keeps adapters in
 * fp32 unless told otherwise); of a full run all parameters in the width they are trained in, 2 bytes in
 * bf16: 14 GB of a 7B. Optimizer: two moments a trained parameter (AdamW in fp32: 8 bytes).
 */
export const checkpointBytes = (estimate: Estimate): CheckpointBytes => {
  const { technique = "full", weightsPrecision, precision, optimizer } = estimate.run;
  const adapterOnly = ["lora", "qlora", "dora", "adapter", "prefix"].includes(technique);
  const { total, trainable } = estimate.parameters;
  const width = BYTES[weightsPrecision ?? (adapterOnly ? "fp32" : (precision ?? "bf16"))];
  return {
    adapterOnly,
    weightsBytes: (adapterOnly ? trainable : total) * width,
    optimizerBytes: trainable * optimizerBytesPerParameter(optimizer ?? "adamw"),
  };
};

/** Storage of the checkpoints kept: bytes x how many x price x months. */
export const checkpoints = (estimate: Estimate, options: PartOptions<"checkpoints">): BillPart => {
  const each = checkpointBytes(estimate);
  const withOptimizer = options.withOptimizer ?? true;
  const bytes = each.weightsBytes + (withOptimizer ? each.optimizerBytes : 0);
  const everySteps = options.everySteps ?? estimate.run.checkpoints?.everySteps ?? SAVE_STEPS;
  const written = Math.max(1, Math.ceil(estimate.workload.steps / everySteps));
  const keep = options.keep ?? estimate.run.checkpoints?.keep ?? undefined;
  const kept = Math.min(written, keep ?? written);
  const months = asRange(options.months ?? STORAGE_MONTHS);
  const usdPerGigabyteMonth = options.usdPerGigabyteMonth ?? STORAGE_USD_PER_GB_MONTH;
  const gigabytes = (kept * bytes) / GB;
  const stated = options.usdPerGigabyteMonth === undefined ? " (S3 Standard)" : "";
  return {
    ...scaled(months, gigabytes * usdPerGigabyteMonth),
    basis: `${kept} of ${written} checkpoints kept${keep === undefined ? " (no limit stated: all)" : ""}, ${Number((bytes / GB).toPrecision(3))} GB each (${each.adapterOnly ? "adapter" : "all weights"}${withOptimizer ? " with optimizer" : " alone"}), $${usdPerGigabyteMonth} per GB and month${stated}, for ${span(months)} months${options.months === undefined ? " (assumed)" : ""}.`,
  };
};
