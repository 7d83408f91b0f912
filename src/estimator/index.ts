/**
 * The shared estimator's front door: `completeRun` turns what was given into a complete run with every
 * filling named, `estimate` turns that and a catalog of prices into an Estimate. Both pure.
 */
export { TrainingRun } from "./run.ts";
export { Offer, ManagedOffer, InferencePrice, Unpriced, Catalog } from "./offer.ts";
export {
  Estimate,
  Range,
  Quote,
  GpuQuote,
  ManagedQuote,
  Assumption,
  Bill,
  Advice,
  exactly,
} from "./estimate.ts";
export { completeRun, type CompleteRun } from "./complete.ts";
export { estimate, type EstimateOptions } from "./calculate.ts";
export { ESTIMATOR_VERSION } from "./version.ts";
