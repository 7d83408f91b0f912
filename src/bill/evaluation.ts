import { exactly, type BillPart, type Estimate, type Range } from "../estimator/estimate.ts";
import { EVALUATION_ROWS_MAX, EVALUATION_ROWS_SHARE } from "./assumed.ts";
import { tokenPrice, type Inference } from "./inference.ts";
import type { PartOptions } from "./options.ts";
import { span, type Production } from "./production.ts";
import { asRange, product, scaled } from "./range.ts";

/**
 * Time of a forward pass over that of a training step on the same tokens. Forward costs 1, backward 2
 * (Kaplan et al. 2020, section 2.1), 1 where the base is frozen (its weight gradients are not made), and
 * recomputation 1 more.
 */
export const forwardShare = (estimate: Estimate): number => {
  const { technique, gradientCheckpointing } = estimate.run;
  const frozenBase = ["lora", "qlora", "dora", "adapter", "prefix"].includes(technique ?? "full");
  const recomputes = gradientCheckpointing === true || gradientCheckpointing === "offload";
  return 1 / (1 + (frozenBase ? 1 : 2) + (recomputes ? 1 : 0));
};

/** Rows trained on in one epoch, where they can be told. */
export const trainingRows = (estimate: Estimate): number | undefined => {
  const { dataset, epochs } = estimate.run;
  if (typeof dataset?.rows === "number") return dataset.rows;
  const perRow = dataset?.tokensPerRow;
  if (typeof perRow !== "number" || perRow <= 0) return undefined;
  return estimate.workload.realTokens / (perRow * (epochs ?? 1));
};

const usdPerToken = (estimate: Estimate, run: Production): Range => {
  const tokens = Math.max(1, estimate.workload.realTokens);
  const managed = run.quote?.kind === "managed";
  return scaled(run.usd, (managed ? 1 : forwardShare(estimate)) / tokens);
};

/**
 * Passes over the evaluation set during training and one after it. On a rented machine a pass costs its
 * forward share of training on the same tokens; a service bills evaluation tokens like trained ones
 * (Together: train x epochs + validation x evaluations).
 */
export const evaluation = (
  estimate: Estimate,
  run: Production,
  options: PartOptions<"evaluation">,
  inference: Inference,
): BillPart | undefined => {
  const everySteps = options.everySteps ?? estimate.run.evaluation?.everySteps ?? undefined;
  const trained = trainingRows(estimate);
  const assumedRows =
    trained === undefined
      ? undefined
      : Math.min(EVALUATION_ROWS_MAX, Math.ceil(trained * EVALUATION_ROWS_SHARE));
  const rows = options.rows ?? estimate.run.evaluation?.rows ?? assumedRows;
  const tokensPerRow = options.tokensPerRow ?? tokensPerTrainedRow(estimate, trained);
  if (rows === undefined || tokensPerRow === undefined) return undefined;

  const passes = everySteps === undefined ? 0 : Math.floor(estimate.workload.steps / everySteps);
  const rowsAfter = options.rowsAfter ?? rows;
  const inProduction = Math.min(passes * rows, passesInProduction(estimate, run));
  const tokens = (passes * rows - inProduction + rowsAfter) * tokensPerRow;
  const perRun = scaled(usdPerToken(estimate, run), tokens);
  const runs = asRange(options.runs ?? 1);
  const judged = judging(options, rowsAfter, inference);
  const perRunJudged = {
    low: perRun.low + judged.usd,
    expected: perRun.expected + judged.usd,
    high: perRun.high + judged.usd,
  };
  const during =
    everySteps === undefined
      ? "none during training"
      : `${passes} during training (every ${everySteps} steps${inProduction > 0 ? "; those the run itself makes are in its hours already" : ""})`;
  const assumed =
    options.rows === undefined && estimate.run.evaluation?.rows == null
      ? ` (assumed: a tenth of the rows, at most ${EVALUATION_ROWS_MAX})`
      : "";
  const how =
    run.quote?.kind === "managed"
      ? "billed like trained tokens"
      : `at ${forwardShare(estimate).toFixed(2)} of a training step's time (forward pass only)`;
  return {
    ...product(perRunJudged, runs),
    basis: `Passes over ${rows} rows${assumed} of ${Math.round(tokensPerRow)} tokens: ${during}, one after it over ${rowsAfter}, ${how}${judged.basis}; of ${span(runs)} run${runs.high === 1 ? "" : "s"}.`,
  };
};

/** Rows evaluated during training that the production run's hours hold already: those that the run itself states. */
const passesInProduction = (estimate: Estimate, run: Production): number => {
  const { rows, everySteps } = estimate.run.evaluation ?? {};
  if (run.quote?.kind !== "gpu" || typeof rows !== "number") return 0;
  const { steps } = estimate.workload;
  const passes =
    typeof everySteps === "number"
      ? Math.floor(steps / everySteps)
      : Math.ceil(estimate.run.epochs ?? 1);
  return passes * rows;
};

const tokensPerTrainedRow = (
  estimate: Estimate,
  trained: number | undefined,
): number | undefined => {
  const stated = estimate.run.dataset?.tokensPerRow;
  if (typeof stated === "number") return stated;
  if (trained === undefined || trained <= 0) return undefined;
  return estimate.workload.realTokens / (trained * (estimate.run.epochs ?? 1));
};

const judging = (
  options: PartOptions<"evaluation">,
  rows: number,
  inference: Inference,
): { usd: number; basis: string } => {
  if (options.judge === undefined) return { usd: 0, basis: "" };
  const found = tokenPrice(options.judge.price, inference);
  if ("unknown" in found)
    return {
      usd: 0,
      basis: `; no price is known of the judge ${found.unknown}, so it is left out`,
    };
  const perRow =
    (options.judge.inputTokens * found.price.inputUsdPerMillionTokens +
      options.judge.outputTokens * found.price.outputUsdPerMillionTokens) /
    1e6;
  return { usd: rows * perRow, basis: `, each of ${rows} answers read by a judge, ${found.basis}` };
};

const REINFORCEMENT = ["grpo", "ppo", "rloo"];

/**
 * Grading of rollouts in reinforcement fine-tuning: rollouts x tokens x the grading model's price. Reward
 * functions in code cost no tokens. The training hours themselves are in the production run.
 */
export const grader = (
  estimate: Estimate,
  options: PartOptions<"grader">,
  inference: Inference,
): BillPart | undefined => {
  const isReinforcement = REINFORCEMENT.includes(estimate.run.objective ?? "sft");
  if (!isReinforcement && options.price === undefined) return undefined;
  if (options.price === undefined)
    return {
      ...exactly(0),
      basis: "No grading model was named: reward functions in code cost no tokens.",
    };
  const found = tokenPrice(options.price, inference);
  if ("unknown" in found) return undefined;
  const { generations = 1, promptTokens = 0, completionTokens = 0 } = estimate.run.rollouts ?? {};
  const trained = asRange(options.rollouts ?? rolloutsTrained(estimate));
  const validations =
    options.validation === undefined
      ? 0
      : Math.floor(estimate.workload.steps / options.validation.everySteps) *
        options.validation.rows *
        (options.validation.generations ?? 1);
  const graded = {
    low: trained.low + validations,
    expected: trained.expected + validations,
    high: trained.high + validations,
  };
  const input = options.inputTokens ?? promptTokens + completionTokens;
  const output = options.outputTokens ?? 1;
  const perRollout =
    (input * found.price.inputUsdPerMillionTokens +
      output * found.price.outputUsdPerMillionTokens) /
    1e6;
  return {
    ...scaled(graded, perRollout),
    basis: `${span(graded)} rollouts graded (${generations} a prompt${validations === 0 ? "" : `, ${validations} of them in validation`}), ${input} tokens read and ${output} written each, ${found.basis}.`,
  };
};

/** Completions made in the whole run: steps x completions per optimizer step (TRL: the global batch counts completions). */
const rolloutsTrained = (estimate: Estimate): number => {
  const { microBatchSize = 1, gradientAccumulationSteps = 1, hardware } = estimate.run;
  return (
    estimate.workload.steps * microBatchSize * gradientAccumulationSteps * (hardware?.gpuCount ?? 1)
  );
};
