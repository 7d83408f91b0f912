import { type Draft, state } from "./draft.ts";
import { take } from "./frameworks/framework.ts";
import type { Look } from "./look.ts";
import type { Node } from "./node.ts";
import { count, flag, number, text } from "./values.ts";

/** Evaluation and checkpoints in steps; strategies by epoch have no step count before the volume is known. */
export const readRhythm = (run: Draft, look: Look): void => {
  const evaluates = look("eval_strategy", "evaluation_strategy");
  const every = look("eval_steps");
  const strategy = text(evaluates)?.toLowerCase();
  if (every !== undefined && strategy !== "no" && strategy !== "false" && strategy !== "epoch")
    take(run, "evaluation.everySteps", every, whole);
  const saves = text(look("save_strategy"))?.toLowerCase();
  const saveEvery = look("save_steps", "save_interval", "save_every");
  if (saves !== "no" && saves !== "false" && saves !== "epoch")
    take(run, "checkpoints.everySteps", saveEvery, whole);
  take(run, "checkpoints.keep", look("save_total_limit"), count);
};

export const whole = (node: Node): number | undefined => {
  const value = number(node);
  return value !== undefined && value >= 1 ? Math.round(value) : undefined;
};

export const readKernels = (run: Draft, look: Look): void => {
  const kernels: string[] = [];
  let from: Node | undefined;
  for (const [keys, name] of [
    [
      [
        "use_liger_kernel",
        "enable_liger_kernel",
        "use_liger",
        "liger_kernel",
        "liger_fused_linear_cross_entropy",
      ],
      "liger",
    ],
    [["cut_cross_entropy"], "cut_cross_entropy"],
    [["chunked_cross_entropy"], "chunked_cross_entropy"],
    [["use_unsloth", "unsloth"], "unsloth"],
    [["torch_compile", "compile"], "torch_compile"],
  ] as const)
    for (const key of keys) {
      const node = look(key);
      if (flag(node) === true && !kernels.includes(name)) {
        kernels.push(name);
        from ??= node;
      }
    }
  if (from !== undefined) state(run, "kernels", kernels, from);
};
