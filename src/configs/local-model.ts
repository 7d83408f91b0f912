import { findModel } from "../estimator/models/models.ts";
import { assume, type Draft } from "./draft.ts";

/** A folder on somebody's machine (`/data/Qwen2.5-7B`, `~/models/llama-7b`, `checkpoints/org/name`). */
const LOCAL =
  /^(\.{0,2}\/|~\/|[A-Za-z]:\\)|^(models?|checkpoints?|ckpts?|weights|pretrained)\/.|\/.*\//;

/** A local path whose name is a known model's is that model, said as an assumption. */
export const nameLocalModel = (run: Draft): void => {
  const path = run.values.get("baseModel");
  if (typeof path !== "string" || !LOCAL.test(path) || path.startsWith("accounts/")) return;
  const found = findModel(path);
  if (found === undefined) return;
  run.values.delete("baseModel");
  const origin = run.origins.get("baseModel");
  assume(run, "baseModel", found.id, `the local path ${path}, by its name`);
  if (origin !== undefined) run.origins.set("baseModel", origin);
};
