/** What fine-tuning really costs beyond the run, and whether to do it. Pure. */
export { bill, onceUsd } from "./bill.ts";
export { BillOptions, TokenPrice } from "./options.ts";
export { checkpointBytes } from "./checkpoints.ts";
export { findInferencePrice } from "./inference.ts";
