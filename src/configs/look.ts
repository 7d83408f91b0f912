import { isUnset, normalised, type Node } from "./node.ts";

/** Finds the first key of several that is written with a value. */
export type Look = (...keys: string[]) => Node | undefined;

/** Only what stands at these dotted paths. */
export const exactly =
  (root: Node): Look =>
  (...keys) => {
    for (const key of keys) {
      let node: Node | undefined = root;
      for (const part of key.split(".")) node = node?.entries.get(part);
      if (node !== undefined && !isUnset(node)) return node;
    }
    return undefined;
  };

/** Blocks that speak of something other than the training: their keys mean other things. */
export const ASIDE =
  /^(eval(uation)?|test|validation|val|valid|inference|infer|generation|generate|generation_config|sampling(_params)?|teacher(_model)?|ref(erence)?(_model)?|judge|reward(_model)?|rollout|rollouts|vllm|sglang|serving|serve|server|deploy(ment)?|merge|export|wandb|mlflow|logging|benchmark(s)?|rag|retriev(al|er)|embedding(s)?(_model)?|orchestrator|critic|tags|draft_model|upstream_reference|dpo_baseline|synthetic|generator)$/;
const MOST_VISITED = 4000;

/**
 * At any depth, whatever the case and the hyphens: `training.lora.r` answers to "lora.r" and "r".
 * The shallowest wins, then the first written. Side blocks (evaluation, inference ...) are not entered.
 */
export const anywhere = (root: Node): Look => {
  const index = new Map<string, Node>();
  let level: { node: Node; trail: string[] }[] = [{ node: root, trail: [] }];
  let left = MOST_VISITED;
  for (let depth = 0; depth < 8 && level.length > 0 && left > 0; depth++) {
    const next: typeof level = [];
    for (const { node, trail } of level) {
      for (const [key, value] of node.entries) {
        if (--left < 0) break;
        const name = normalised(key);
        const path = [...trail, name];
        for (let from = path.length - 1; from >= Math.max(0, path.length - 3); from--) {
          const suffix = path.slice(from).join(".");
          if (!index.has(suffix) || isUnset(index.get(suffix)!)) index.set(suffix, value);
        }
        if (value.kind === "map" && !ASIDE.test(name)) next.push({ node: value, trail: path });
        else if (value.kind === "list" && value.items.length <= 3 && !/dataset|data/.test(name))
          for (const item of value.items)
            if (item.kind === "map") next.push({ node: item, trail: path });
      }
    }
    level = next;
  }
  return (...keys) => {
    for (const key of keys) {
      const node = index.get(key);
      if (node !== undefined && !isUnset(node)) return node;
    }
    return undefined;
  };
};
