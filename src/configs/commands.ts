import type { Document } from "./frameworks/framework.ts";
import type { Files } from "./files.ts";
import { inherit } from "./inherit.ts";
import { interpolate } from "./interpolate.ts";
import { readLaunch, type Launch } from "./launch.ts";
import { merge, scalar, type Node, type Source } from "./node.ts";
import { parseShell, type Script, type Word } from "./shell.ts";
import { isRepositoryPath } from "./files.ts";
import { parseToml } from "./toml.ts";
import { parseYaml } from "./yaml.ts";

/** What surrounds a script: environment, and hardware that the job file asks for. */
export interface Surroundings {
  environment?: ReadonlyMap<string, Word>;
  gpuCount?: Launch["gpuCount"];
  nodes?: Launch["nodes"];
  gpu?: Launch["gpu"];
}

const NOT_TRAINING =
  /(^|\/)(infer|inference|eval|evaluate|merge|export|convert|generate|serve|server|download|preprocess|prepare|tokenize|demo|chat|test|deploy|setup|vllm|api)[\w-]*\.py$|^(vllm|lm_eval|pip|uvicorn|gradio|streamlit|http\.server)|rollout|deploy|\.export|\.infer|lm_eval|[./](preprocess|merge\w*|evaluate|eval|inference|quantize|serve\w*|chat|generate|main_eval|main_generation)$/i;

/** Every command of a script that may start a training, with the config that it names laid under its arguments. */
export const commandDocuments = (
  source: Source,
  script: string,
  offset: number,
  files: Files,
  needs: Set<string>,
  around: Surroundings = {},
): Document[] => {
  const parsed = parseShell(
    script,
    new Map([...slurmEnvironment(script, offset), ...(around.environment ?? [])]),
    offset,
  );
  const slurm = directives(parsed, source);
  const documents: Document[] = [];
  const downloads = parsed.commands.flatMap(({ words }) =>
    words[0]?.text === "tune" && words[1]?.text === "download" && words[2] !== undefined
      ? [words[2]]
      : [],
  );
  for (const command of parsed.commands.slice(0, 400)) {
    const launch = readLaunch(command, source);
    if (launch === undefined || NOT_TRAINING.test(launch.program)) continue;
    surround(launch, slurm, around);
    if (launch.program === "tune" && downloads[0] !== undefined)
      launch.arguments.entries.set(
        "downloaded",
        scalar(source, downloads[0].offset, downloads[0].text, true),
      );
    let root = launch.arguments;
    let settled = true;
    for (const config of launch.configs) {
      const found = files.find(config.path, source.path) ?? writtenBy(parsed, config.path, source);
      if (found !== undefined) {
        const below = inherit(found.root, found.path, files, needs);
        root = merge(below, root);
        interpolate(root);
      } else if (isRepositoryPath(config.path) && /\.(ya?ml|json|toml|py)$/.test(config.path)) {
        needs.add(config.path);
        settled = false;
      } else settled = false;
    }
    documents.push({
      path: source.path,
      text: source.text,
      root,
      shape: "command",
      files,
      launch,
      settled,
    });
    if (documents.length >= 12) break;
  }
  return documents;
};

/** A config that the script itself writes before it names it, with its places in the script. */
const writtenBy = (
  { files }: Script,
  path: string,
  source: Source,
): { path: string; root: Node } | undefined => {
  const file = files.findLast((one) => one.path === path);
  if (file === undefined) return undefined;
  const above = source.text.slice(0, file.offset).split("\n").length - 1;
  const inner = { path: source.path, text: "\n".repeat(above) + file.text };
  const root = path.endsWith(".toml") ? parseToml(inner) : parseYaml(inner)[0];
  return root === undefined ? undefined : { path: source.path, root };
};

/** What Slurm sets for the script that `#SBATCH` lines ask for: nodes, GPUs on each, tasks. */
const slurmEnvironment = (script: string, offset: number): Map<string, Word> => {
  const made = new Map<string, Word>();
  const set = (value: string, at: number, ...names: string[]): void => {
    for (const name of names) made.set(name, { text: value, offset: offset + at });
  };
  for (const line of script.matchAll(/^[ \t]*#SBATCH[ \t]+(.*)$/gm))
    for (const [pattern, names] of SLURM) {
      const found = pattern.exec(line[1]!);
      if (found !== null) set(found[1]!, line.index, ...names);
    }
  const [nodes, each] = [made.get("SLURM_NNODES"), made.get("SLURM_NTASKS_PER_NODE")];
  if (!made.has("SLURM_NTASKS") && nodes !== undefined && each !== undefined)
    made.set("SLURM_NTASKS", { ...nodes, text: String(Number(nodes.text) * Number(each.text)) });
  return made;
};
const SLURM: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:--nodes[= ]|-N ?)(\d+)(?!\d*-)/, ["SLURM_NNODES", "SLURM_JOB_NUM_NODES"]],
  [
    /(?:--gres=gpu:|--gpus-per-node[= ])(?:[A-Za-z][\w.-]*:)?(\d+)/,
    ["SLURM_GPUS_ON_NODE", "SLURM_GPUS_PER_NODE"],
  ],
  [/--ntasks-per-node[= ](\d+)/, ["SLURM_NTASKS_PER_NODE"]],
  [/(?:--ntasks[= ]|-n )(\d+)/, ["SLURM_NTASKS"]],
];

const surround = (launch: Launch, slurm: Surroundings, around: Surroundings): void => {
  const total = around.gpuCount ?? slurm.gpuCount;
  const nodes = around.nodes ?? slurm.nodes;
  const gpu = around.gpu ?? slurm.gpu;
  if (nodes !== undefined && nodes.value > 1 && launch.nodes === undefined) {
    launch.nodes = nodes;
    if (
      launch.gpuCount !== undefined &&
      !launch.options.entries.has("num_processes") &&
      !launch.options.entries.has("nnodes")
    )
      launch.gpuCount = { ...launch.gpuCount, value: launch.gpuCount.value * nodes.value };
  }
  if (launch.gpuCount === undefined && total !== undefined) launch.gpuCount = total;
  if (launch.gpu === undefined && gpu !== undefined) launch.gpu = gpu;
};

/** `#SBATCH --gres=gpu:a100:4`, `--gpus-per-node=8`, `--nodes=2`, `-N 2`. */
const directives = ({ directives: words }: Script, source: Source): Surroundings => {
  const made: Surroundings = {};
  let each: { value: number; word: Word } | undefined;
  let nodes = 1;
  for (let at = 0; at < words.length; at++) {
    const [key, inline] = words[at]!.text.split(/=(.*)/s) as [string, string | undefined];
    const value = inline ?? words[at + 1]?.text ?? "";
    const word = words[at]!;
    if (/^(--gres|--gpus-per-node|--gpus|-G|--gpus-per-task)$/.test(key)) {
      const found = /^(?:gpu:)?(?:([A-Za-z][\w.-]*):)?(\d+)/.exec(value);
      if (found !== null) {
        each = { value: Number(found[2]), word };
        if (found[1] !== undefined && found[1] !== "gpu")
          made.gpu = { value: found[1], node: scalar(source, word.offset, found[1], true) };
      }
    } else if ((key === "--nodes" || key === "-N") && /^\d+/.test(value))
      nodes = Number.parseInt(value, 10);
    else if (/^(--constraint|-C)$/.test(key) && /^"?[ahvblr]\d{2,4}/i.test(value))
      made.gpu ??= {
        value: value.replaceAll('"', ""),
        node: scalar(source, word.offset, value, true),
      };
    if (nodes > 1 && (key === "--nodes" || key === "-N"))
      made.nodes = { value: nodes, node: scalar(source, word.offset, value, true) };
  }
  if (each !== undefined)
    made.gpuCount = {
      value: each.value * nodes,
      node: scalar(source, each.word.offset, String(each.value), true),
    };
  return made;
};
