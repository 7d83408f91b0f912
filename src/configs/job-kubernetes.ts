import { type Surroundings, commandDocuments } from "./commands.ts";
import type { Files } from "./files.ts";
import type { Document } from "./frameworks/framework.ts";
import { environmentOf, scriptOf } from "./job-script.ts";
import { type Node, type Source, at } from "./node.ts";
import { count } from "./values.ts";

export const kubernetes = (
  root: Node,
  source: Source,
  files: Files,
  needs: Set<string>,
): Document[] => {
  const containers: { node: Node; replicas: number }[] = [];
  const seen = new Set<Node>();
  const walk = (node: Node, replicas: number, depth: number): void => {
    if (depth > 14 || seen.has(node)) return;
    seen.add(node);
    const own =
      count(
        node.entries.get("replicas") ??
          node.entries.get("parallelism") ??
          node.entries.get("numNodes"),
      ) ?? 1;
    for (const [key, value] of node.entries)
      if (key === "containers")
        for (const item of value.items) containers.push({ node: item, replicas: replicas * own });
      else walk(value, replicas * own, depth + 1);
    for (const item of node.items) walk(item, replicas, depth + 1);
  };
  walk(root, 1, 0);
  return containers.slice(0, 6).flatMap(({ node, replicas }) => {
    const limits = at(node, "resources.limits") ?? at(node, "resources.requests");
    const gpus = limits?.entries.get("nvidia.com/gpu") ?? limits?.entries.get("amd.com/gpu");
    const around: Surroundings = { environment: environmentOf(at(node, "env")) };
    if (count(gpus) !== undefined)
      around.gpuCount = { value: count(gpus)! * replicas, node: gpus! };
    const parts = [...(at(node, "command")?.items ?? []), ...(at(node, "args")?.items ?? [])];
    if (parts.length === 0) return [];
    const shell = parts.findIndex((part) => /^-[a-z]*c$/.test(part.text));
    if (shell !== -1 && parts[shell + 1] !== undefined) {
      const script = scriptOf(parts[shell + 1]!, source);
      return commandDocuments(source, script.text, script.offset, files, needs, around);
    }
    const line = parts
      .map((part) => (/[\s"'$]/.test(part.text) ? `'${part.text.replaceAll("'", "")}'` : part.text))
      .join(" ");
    return commandDocuments(source, line, parts[0]!.offset, files, needs, around);
  });
};
