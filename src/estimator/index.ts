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
