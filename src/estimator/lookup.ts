/** Where words become rows of the tables. */
export { findGpu } from "./gpus.ts";
export { findModel } from "./models.ts";
export { readArchitecture } from "./read-architecture.ts";
