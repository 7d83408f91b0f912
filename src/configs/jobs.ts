import { commandDocuments, type Surroundings } from "./commands.ts";
import type { Document } from "./frameworks/framework.ts";
import type { Files } from "./files.ts";
import { at, first, has, scalar, type Node, type Source } from "./node.ts";
import type { Word } from "./shell.ts";
import { count, text } from "./values.ts";

/** Job files that carry a command: SkyPilot, dstack, Kubernetes, MosaicML. Undefined if it is none. */
export const jobDocuments = (
  root: Node,
  source: Source,
  files: Files,
  needs: Set<string>,
): Document[] | undefined => {
  if (has(root, "service") || text(at(root, "type")) === "service") return undefined;
  if (has(root, "run") && has(root, "resources", "setup", "num_nodes", "envs"))
    return skyPilot(root, source, files, needs);
  if (has(root, "commands") && /^(task|dev-environment)$/.test(text(at(root, "type")) ?? ""))
    return dstack(root, source, files, needs);
  if (
    /^(Job|PyTorchJob|MPIJob|TrainJob|Pod|RayJob|JobSet)$/.test(text(at(root, "kind")) ?? "") &&
    has(root, "apiVersion")
  )
    return kubernetes(root, source, files, needs);
  return undefined;
};

const word = (node: Node): Word => ({ text: node.text, offset: node.offset });

/** A block as it stands in the file, so that places stay true; a folded one as its text. */
const scriptOf = (node: Node, source: Source): { text: string; offset: number } =>
  node.raw?.lines === true
    ? {
        text: source.text.slice(source.text.indexOf("\n", node.raw.from), node.raw.to),
        offset: source.text.indexOf("\n", node.raw.from),
      }
    : { text: node.text, offset: node.raw?.from ?? node.offset };

const environmentOf = (node: Node | undefined): Map<string, Word> => {
  const made = new Map<string, Word>();
  for (const [name, value] of node?.entries ?? [])
    if (value.kind === "scalar" && value.text !== "" && !/^null$/.test(value.text))
      made.set(name, word(value));
  for (const item of node?.items ?? []) {
    const pair = /^(\w+)=(.*)$/s.exec(item.text);
    if (pair !== null) made.set(pair[1]!, { text: pair[2]!, offset: item.offset });
    const name = text(at(item, "name"));
    const value = at(item, "value");
    if (name !== undefined && value !== undefined) made.set(name, word(value));
  }
  return made;
};

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

const skyPilot = (root: Node, source: Source, files: Files, needs: Set<string>): Document[] => {
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

const dstack = (root: Node, source: Source, files: Files, needs: Set<string>): Document[] => {
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

const kubernetes = (root: Node, source: Source, files: Files, needs: Set<string>): Document[] => {
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
