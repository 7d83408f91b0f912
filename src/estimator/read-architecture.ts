import type { Architecture } from "./architecture.ts";
import { record, word, type Config } from "./architecture-fields.ts";
import { readDecoder } from "./read-architecture-decoder.ts";
import { wrong, type Result } from "../problem.ts";

/** The architecture that a config.json of the Hugging Face Hub describes. Total: any JSON gives a Result. */
export const readArchitecture = (config: Config): Result<Architecture> => {
  const modelType = word(config, "model_type") ?? "";
  if (modelType === "" && record(config, "text_config") === undefined)
    return wrong({ path: "model_type", message: "The architecture has no model_type." });
  return readDecoder(config, modelType);
};
