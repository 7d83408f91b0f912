import type { TrainingRun } from "./run.ts";
import { makesRollouts, type Objective, type Setup } from "./setup.ts";

/**
 * Frameworks that always generate with a serving engine, and the share of memory it takes unless told: verl's
 * `gpu_memory_utilization` (trainer/config/rollout), NeMo RL's generation.vllm_cfg. OpenRLHF and open-instruct
 * place their engines on GPUs of their own unless told: nothing of the trainer's memory.
 */
const ENGINES: [RegExp, number][] = [
  [/verl/, 0.5],
  [/nemo[-_ ]?rl/, 0.6],
  [/openrlhf|open[-_ ]?instruct|prime[-_ ]?rl|areal/, 0.01],
];

/** Answers to one prompt where nobody says: TRL's num_generations, PPO's one, RLOO's rloo_k. */
const GENERATIONS: Partial<Record<Objective, number>> = { ppo: 1, rloo: 2 };

type Fill = (field: string, value: number, because: string) => void;

/** Lengths, number and maker of the answers that reinforcement learning generates. */
export const settleRollouts = (
  run: TrainingRun,
  objective: Objective,
  fill: Fill,
): Setup["rollouts"] => {
  const given = run.rollouts ?? {};
  const framework = (run.framework ?? "").toLowerCase();
  const trl = /trl|unsloth/.test(framework);
  const or = (value: number | null | undefined, field: string, own: number, because: string) => {
    if (value !== undefined && value !== null) return value;
    if (makesRollouts(objective)) fill(`rollouts.${field}`, own, because);
    return own;
  };
  const tokensPerRow = run.dataset?.tokensPerRow ?? undefined;
  const engine = ENGINES.find(([word]) => word.test(framework))?.[1];
  return {
    generations: or(
      given.generations,
      "generations",
      GENERATIONS[objective] ?? 8,
      objective === "ppo" ? "PPO answers a prompt once" : "a common group; TRL's default",
    ),
    promptTokens: or(
      given.promptTokens,
      "promptTokens",
      tokensPerRow === undefined ? 512 : Math.min(1e7, Math.max(1, Math.round(tokensPerRow))),
      tokensPerRow === undefined ? "no length of the prompts given" : "the rows are the prompts",
    ),
    completionTokens: or(
      given.completionTokens,
      "completionTokens",
      trl ? 256 : 512,
      trl ? "TRL's default" : "no length of the answers given",
    ),
    engineMemoryFraction: or(
      given.engineMemoryFraction,
      "engineMemoryFraction",
      engine ?? 0,
      engine === undefined
        ? "no serving engine named: answers come from the trainer's own loop, several times slower"
        : `${framework.slice(0, 20)} generates with a serving engine`,
    ),
  };
};
