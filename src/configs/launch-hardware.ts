import { readArguments } from "./launch-arguments.ts";
import type { Launch } from "./launch.ts";
import type { Node, Source } from "./node.ts";
import type { Command, Word } from "./shell.ts";

/** A submitter around the launcher (`mason.py --num_nodes 4 --gpus 8 -- accelerate ..`): its GPUs are the run's. */
export const outerHardware = (words: Word[], source: Source): Partial<Launch> => {
  const { arguments: made } = readArguments(words.slice(1), source);
  const gpus = made.entries.get("gpus");
  const nodes = made.entries.get("num_nodes");
  const each = Number(gpus?.text);
  const count = Number(nodes?.text ?? 1);
  if (gpus === undefined || !(each > 0) || !(count > 0)) return {};
  return {
    gpuCount: { value: each * count, node: gpus },
    ...(nodes !== undefined && count > 1 ? { nodes: { value: count, node: nodes } } : {}),
  };
};

/** GPUs by the launcher's options, then by the environment. */
export const hardware = (
  command: Command,
  options: Node,
  node: (word: Word) => Node,
  program: string,
): Partial<Launch> => {
  const made: Partial<Launch> = {};
  const numbered = (keys: string[]): { value: number; node: Node } | undefined => {
    for (const key of keys) {
      const found = options.entries.get(key);
      const value = Number(found?.text);
      if (found !== undefined && Number.isInteger(value) && value > 0)
        return { value, node: found };
    }
    return undefined;
  };
  const environment = (name: string): { value: number; node: Node } | undefined => {
    const word = command.environment.get(name);
    const value = Number(word?.text);
    return word !== undefined && Number.isInteger(value) && value > 0
      ? { value, node: node(word) }
      : undefined;
  };
  const nodes = numbered(["nnodes", "num_nodes", "num_machines"]) ?? environment("NNODES");
  if (nodes !== undefined && nodes.value > 1) made.nodes = nodes;
  const each = numbered(["nproc_per_node", "num_gpus", "nproc_per_machine"]);
  const total = numbered(["num_processes"]);
  const include = options.entries.get("include");
  const visible = command.environment.get("CUDA_VISIBLE_DEVICES");
  const listed =
    visible !== undefined && /^\d+(,\s*\d+)*,?$/.test(visible.text)
      ? {
          value: visible.text.split(",").filter((one) => one.trim() !== "").length,
          node: node(visible),
        }
      : undefined;
  const multiplied = (found: { value: number; node: Node } | undefined) =>
    found === undefined ? undefined : { ...found, value: found.value * (nodes?.value ?? 1) };
  const localhost =
    include === undefined ? undefined : /localhost:([\d,]+)/.exec(include.text)?.[1];
  const found =
    total ??
    multiplied(each) ??
    (localhost === undefined
      ? undefined
      : { value: localhost.split(",").length, node: include! }) ??
    multiplied(environment("NPROC_PER_NODE")) ??
    multiplied(environment("MLP_WORKER_GPU")) ??
    listed;
  if (found !== undefined) made.gpuCount = found;
  const file = options.entries.get("config_file");
  if (file !== undefined) made.accelerateFile = { value: file.text, node: file };
  void program;
  return made;
};
