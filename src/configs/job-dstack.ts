import { type Surroundings, commandDocuments } from "./commands.ts";
import type { Files } from "./files.ts";
import type { Document } from "./frameworks/framework.ts";
import { environmentOf, scriptOf } from "./job-script.ts";
import { type Node, type Source, at, first } from "./node.ts";
import { count, text } from "./values.ts";

/** `H100:8`, `A100:80GB:8`, `MI300X`, `{name: H100, count: 8}`. */
const dstackGpu = (
  node: Node | undefined,
): { gpu?: string; count: number; node: Node } | undefined => {
  if (node === undefined) return undefined;
  if (node.kind === "map") {
    const name = text(first(node, "name"));
    return {
      count: count(at(node, "count")) ?? 1,
      node,
      ...(name === undefined ? {} : { gpu: name }),
    };
  }
  const parts = (text(node) ?? "").split(":");
  const name = parts.find((part) => /^[A-Za-z]+\d+/.test(part) && !/^\d+GB/i.test(part));
  const memory = parts.find((part) => /^\d+GB$/i.test(part));
  const amount = parts.slice(name === undefined ? 0 : 1).find((part) => /^\d+$/.test(part));
  return {
    count: Number(amount ?? 1),
    node,
    ...(name === undefined ? {} : { gpu: memory === undefined ? name : `${name} ${memory}` }),
  };
};

export const dstack = (
  root: Node,
  source: Source,
  files: Files,
  needs: Set<string>,
): Document[] => {
  const asked = dstackGpu(at(root, "resources.gpu"));
  const nodes = count(at(root, "nodes")) ?? 1;
  const environment = environmentOf(at(root, "env"));
  const around: Surroundings = { environment };
  if (asked !== undefined) {
    around.gpuCount = { value: asked.count * nodes, node: asked.node };
    if (asked.gpu !== undefined) around.gpu = { value: asked.gpu, node: asked.node };
    environment.set("DSTACK_GPUS_NUM", {
      text: String(asked.count * nodes),
      offset: asked.node.offset,
    });
    environment.set("DSTACK_GPUS_PER_NODE", {
      text: String(asked.count),
      offset: asked.node.offset,
    });
  }
  environment.set("DSTACK_NODES_NUM", { text: String(nodes), offset: 0 });
  if (nodes > 1) around.nodes = { value: nodes, node: at(root, "nodes")! };
  const commands = at(root, "commands")!;
  return (commands.kind === "list" ? commands.items : [commands]).flatMap((item) => {
    const script = scriptOf(item, source);
    return commandDocuments(source, script.text, script.offset, files, needs, around);
  });
};
