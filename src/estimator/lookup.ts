/** Where words become rows of the tables. */
export { findGpu, nearestGpu } from "./gpus/gpus.ts";
export { findModel, nearestModels } from "./models/models.ts";
export { readArchitecture } from "./architecture/read.ts";
