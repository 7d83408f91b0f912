/** What fine-tuning really costs beyond the run, and whether to do it. Pure. */
export { advice } from "./advice.ts";
export { bill, onceUsd } from "./bill.ts";
export { checkpointBytes } from "./checkpoints.ts";
export { decide, DecideRequest, decisions } from "./decide.ts";
export { Decision } from "./decision.ts";
export { findHardwarePrice, HARDWARE_PRICES } from "./hardware.ts";
export { findInferencePrice } from "./inference.ts";
export { BillOptions, TokenPrice } from "./options.ts";
export { plan, Plan, PlanRequest, Plans } from "./plan/index.ts";
