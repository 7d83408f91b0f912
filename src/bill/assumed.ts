/**
 * What the bill assumes until somebody says otherwise. Every one is settable (options.ts, the decisions'
 * requests) and is named in the basis of the part that uses it.
 */

/** Experiments before the production run: the guide's "3 to 5 iterations", each at full cost. */
export const EXPERIMENT_RUNS = { low: 3, expected: 4, high: 5 };

/** Rows evaluated after training: a tenth of the training rows, at most this many. Assumed. */
export const EVALUATION_ROWS_MAX = 1000;
export const EVALUATION_ROWS_SHARE = 0.1;
/** Trainer's default batch of steps between saves. transformers TrainingArguments.save_steps. */
export const SAVE_STEPS = 500;

/** Object storage, USD per GB and month: AWS S3 Standard, us-east-1, first 50 TB (aws.amazon.com/s3/pricing; $0.021 to $0.026 over regions and volumes). */
export const STORAGE_USD_PER_GB_MONTH = 0.023;
/** How long checkpoints are kept. Assumed. */
export const STORAGE_MONTHS = { low: 1, expected: 3, high: 12 };

/** Reading an example with care before it is trained on. Assumed: half a minute to two minutes. */
export const CLEANING_HOURS_PER_EXAMPLE = { low: 0.5 / 60, expected: 1 / 60, high: 2 / 60 };
/** Share of the rows that a person reads, at most `CLEANED_ROWS_MAX`. Assumed. */
export const CLEANED_SHARE = 0.05;
export const CLEANED_ROWS_MAX = 1000;
/** Assumed wage, with overhead, of who reads and labels. */
export const LABELLING_USD_PER_HOUR = 30;
/** US software developers: $133,080 a year median (Bureau of Labor Statistics, May 2024) over 2,080 hours. */
export const ENGINEERING_USD_PER_HOUR = 133_080 / 2080;

/** Share of a run lost to attempts that end early (out of memory, a wrong key, diverged). Assumed. */
export const FAILED_SHARE = { low: 0, expected: 0.05, high: 0.2 };
/**
 * Hardware failures an hour and GPU: 419 unexpected interruptions of 16,384 H100 in 54 days
 * (Grattafiori et al. 2024, The Llama 3 Herd of Models, section 3.3.4).
 */
export const FAILURES_PER_GPU_HOUR = 419 / (54 * 24 * 16_384);
/**
 * Spot interruptions an hour and machine. Low: AWS's Spot Instance Advisor's worst band, over 20 % a
 * month (-ln 0.8 / 730.5 h). High: 10 % an hour, the lowest of the preemption rates that Bamboo
 * (Thorpe et al., NSDI 2023) trained through. Expected: assumed between the two.
 */
export const SPOT_INTERRUPTIONS_PER_HOUR = { low: 0.0003, expected: 0.01, high: 0.1 };
/** From losing a machine to training again: new machine, image, weights, dataset. Assumed. */
export const RESTART_HOURS = { low: 0.1, expected: 0.25, high: 0.75 };

/** Trainings a year, after the first. Assumed: quarterly; yearly to monthly. */
export const RETUNINGS_PER_YEAR = { low: 1, expected: 4, high: 12 };

/** Average US residential price, EIA Electric Power Monthly, table 5.6.A, as read on 2026-04-26. */
export const USD_PER_KWH = 0.1872;
/** Power of the machine around the GPU: processor, memory, fans, power supply losses. Assumed. */
export const HOST_WATTS = 150;
/** Time over which an own GPU is compared, and the share of its price that it then sells for. Assumed. */
export const OWNING_MONTHS = 36;
export const RESALE_SHARE = 0.4;
