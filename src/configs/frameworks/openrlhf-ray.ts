import { type Draft, state } from "../draft.ts";
import type { Look } from "../look.ts";
import { count, flag } from "../values.ts";

/** Ray gives each role its GPUs; colocated roles share the actor's, else they add up. The actor's GPUs train. */
export const rayGpus = (run: Draft, look: Look): number | undefined => {
  const role = (name: string): number | undefined => {
    const each = count(look(`${name}_num_gpus_per_node`, `${name}.num_gpus_per_node`));
    const nodes = count(look(`${name}_num_nodes`, `${name}.num_nodes`)) ?? 1;
    return each === undefined ? undefined : each * nodes;
  };
  const actor = role("actor");
  if (actor === undefined) return undefined;
  const shared = (...keys: string[]): boolean => flag(look(...keys)) === true;
  const all = shared("colocate_all_models", "train.colocate_all", "colocate_all");
  const engines =
    (count(look("vllm_num_engines", "vllm.num_engines")) ?? 0) *
    (count(look("vllm_tensor_parallel_size", "vllm.tensor_parallel_size")) ?? 1);
  const others = all
    ? 0
    : (shared("colocate_actor_ref") ? 0 : (role("ref") ?? 0)) +
      (role("critic") ?? 0) +
      (shared("colocate_critic_reward") ? 0 : (role("reward") ?? 0)) +
      engines;
  const from = look("actor_num_gpus_per_node", "actor.num_gpus_per_node");
  state(run, "hardware.gpuCount", actor + others, from!);
  return actor;
};
