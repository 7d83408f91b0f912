import { type Surroundings, commandDocuments } from "./commands.ts";
import type { Files } from "./files.ts";
import type { Document } from "./frameworks/framework.ts";
import { environmentOf, scriptOf } from "./job-script.ts";
import { type Node, type Source, at, first, scalar } from "./node.ts";
import type { Word } from "./shell.ts";
import { count, text } from "./values.ts";

/** `A100:8`, `{A100: 8}`, a list of alternatives (the first), `A100-80GB`. */
const accelerators = (
  node: Node | undefined,
): { gpu: string; count: number; node: Node } | undefined => {
  if (node === undefined) return undefined;
  if (node.kind === "list") return accelerators(node.items[0]);
  if (node.kind === "map") {
    const [name, amount] = [...node.entries][0] ?? [];
    return name === undefined || amount === undefined
      ? undefined
      : { gpu: name, count: count(amount) ?? 1, node: amount };
  }
  const found = /^([A-Za-z][\w.-]*?)(?::(\d+))?$/.exec(text(node) ?? "");
  return found === null ? undefined : { gpu: found[1]!, count: Number(found[2] ?? 1), node };
};

export const skyPilot = (
  root: Node,
  source: Source,
  files: Files,
  needs: Set<string>,
): Document[] => {
  const run = at(root, "run")!;
  const asked = accelerators(
    first(
      root,
      "resources.accelerators",
      "resources.any_of.0.accelerators",
      "resources.ordered.0.accelerators",
    ),
  );
  const nodes = count(at(root, "num_nodes")) ?? 1;
  const environment = new Map([
    ...environmentOf(at(root, "envs")),
    ...environmentOf(at(root, "secrets")),
  ]);
  const around: Surroundings = { environment };
  if (asked !== undefined) {
    environment.set("SKYPILOT_NUM_GPUS_PER_NODE", {
      text: String(asked.count),
      offset: asked.node.offset,
    });
    around.gpuCount = { value: asked.count * nodes, node: asked.node };
    around.gpu = { value: asked.gpu, node: asked.node };
  }
  environment.set("SKYPILOT_NUM_NODES", {
    text: String(nodes),
    offset: (at(root, "num_nodes") ?? run).offset,
  });
  if (nodes > 1) around.nodes = { value: nodes, node: at(root, "num_nodes")! };
  const setup = at(root, "setup");
  const before =
    setup === undefined
      ? ""
      : scriptOf(setup, source)
          .text.match(/^\s*tune download .*$/gm)
          ?.join("\n");
  const main = scriptOf(run, source);
  const documents = commandDocuments(source, main.text, main.offset, files, needs, around);
  if (before !== undefined && before !== "")
    downloads(documents, before, environment, setup!, source);
  return documents;
};

const downloads = (
  documents: Document[],
  script: string,
  environment: ReadonlyMap<string, Word>,
  setup: Node,
  source: Source,
): void => {
  const id = /tune download\s+(\S+)/
    .exec(script)?.[1]
    ?.replace(/\$\{?(\w+)\}?/g, (all, name: string) => environment.get(name)?.text ?? all);
  if (id === undefined) return;
  for (const document of documents)
    if (document.launch?.program === "tune")
      document.root.entries.set("downloaded", scalar(source, setup.offset, id, true));
};
