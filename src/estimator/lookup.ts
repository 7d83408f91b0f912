/** Where words become rows of the tables. */
export { findGpu } from "./gpus/gpus.ts";
export { findModel } from "./models/models.ts";
export { readArchitecture } from "./architecture/read.ts";
