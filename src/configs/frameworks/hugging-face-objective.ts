import { type Draft, assume, state } from "../draft.ts";
import type { Look } from "../look.ts";
import { text } from "../values.ts";
import type { Document } from "./framework.ts";

const OBJECTIVE_WORDS: [RegExp, string][] = [
  [/simpo/, "simpo"],
  [/(^|[^a-z])orpo/, "orpo"],
  [/(^|[^a-z])kto/, "kto"],
  [/(^|[^a-z])cpo/, "cpo"],
  [/grpo|dapo|gspo/, "grpo"],
  [/rloo/, "rloo"],
  [/(^|[^a-z])i?dpo/, "dpo"],
  [/(^|[^a-z])ppo/, "ppo"],
  [/reward_model|reward_modeling|(^|[^a-z])(rm|reward)([^a-z]|$)/, "reward"],
  [/distill|(^|[^a-z])(kd|gkd)([^a-z]|$)/, "distillation"],
  [/pre-?train|(^|[^a-z])(cpt|pt)([^a-z]|$)/, "pretrain"],
  [/(^|[^a-z])sft/, "sft"],
];

export const objectiveNamed = (words: string): string | undefined =>
  OBJECTIVE_WORDS.find(([pattern]) => pattern.test(words.toLowerCase()))?.[1];

export const readObjective = (run: Draft, document: Document, look: Look): string => {
  const said = look(
    "stage",
    "objective",
    "training_stage",
    "trainer_type",
    "task",
    "task_type",
    "training_objective",
    "rlhf_type",
    "algorithm",
    "algo",
    "method",
    "trainer",
    "training_method",
    "training_mode",
    "mode",
    "training.type",
  );
  const named = said?.kind === "scalar" ? objectiveNamed(text(said) ?? "") : undefined;
  if (named !== undefined) state(run, "objective", named, said!);
  else if (
    look("num_generations", "reward_funcs", "max_completion_length", "reward_functions") !==
    undefined
  )
    state(
      run,
      "objective",
      "grpo",
      look("num_generations", "reward_funcs", "max_completion_length", "reward_functions")!,
    );
  else if (look("desirable_weight") !== undefined)
    state(run, "objective", "kto", look("desirable_weight")!);
  else if (look("center_rewards_coefficient") !== undefined)
    state(run, "objective", "reward", look("center_rewards_coefficient")!);
  else {
    const path = objectiveNamed(
      `${document.launch?.program ?? ""} ${document.launch?.verb ?? ""} ${document.path.split("/").slice(-3).join("/")}`,
    );
    const prefers =
      look("beta", "dpo_beta") !== undefined &&
      look("max_prompt_length", "loss_type", "rpo_alpha", "dpo_beta", "ref_model") !== undefined;
    if (prefers && (path === undefined || path === "sft"))
      state(run, "objective", "dpo", look("beta", "dpo_beta")!);
    else
      assume(
        run,
        "objective",
        path ?? "sft",
        path === undefined
          ? "nothing in the file says otherwise than supervised"
          : "by the path and the command",
      );
  }
  return run.values.get("objective") as string;
};
