import type { Framework } from "./frameworks.ts";
import type { Or } from "./settle.ts";
import type { Strategy, Technique } from "./setup.ts";

/** How the GPUs that hold the same part of the model divide it; `multi`: there are several such. */
export const settleStrategy = (
  stated: Strategy | undefined,
  gpuCount: number,
  multi: boolean,
  technique: Technique,
  framework: Framework,
  or: Or,
): Strategy => {
  if (gpuCount <= 1 || !multi) return stated ?? "none";
  if (stated === "none") return "ddp";
  const usual = technique === "full" ? ("fsdp" as const) : ("ddp" as const);
  return or(
    stated,
    "parallelism.strategy",
    framework.engine === "megatron" ? ("zero1" as const) : usual,
    "several GPUs and nothing said",
  );
};
