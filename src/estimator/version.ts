/** Changes with every change of a figure; README.md says which way. */
export const ESTIMATOR_VERSION = "0.6.1";
