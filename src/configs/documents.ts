import { commandDocuments } from "./commands.ts";
import type { Files } from "./files.ts";
import type { Document } from "./frameworks/framework.ts";
import { inherit } from "./inherit.ts";
import { interpolate } from "./interpolate.ts";
import { jobDocuments } from "./jobs.ts";
import type { Node, Source } from "./node.ts";
import { notebookCode } from "./notebook.ts";
import { embeddedDocuments, pythonDocument } from "./python-document.ts";
import { LARGEST_BYTES, mayTrain, mayTrainInPython } from "./scan.ts";
import { parseToml } from "./toml.ts";
import { parseYaml } from "./yaml.ts";

const SHELL = /\.(sh|bash|sbatch|slurm)$/i;

/** The calls of the file; a dict of arguments is looked for only where a trainer of that kind is named. */
const pythonDocuments = (source: Source, files: Files): Document[] => [
  pythonDocument(source, files),
  ...(/run_exp|llamafactory|finetuning_type|sft_main|rlhf_main|DictDefault/.test(source.text)
    ? embeddedDocuments(source, files)
    : []),
];

export const documents = (source: Source, files: Files, needs: Set<string>): Document[] => {
  if (SHELL.test(source.path)) return commandDocuments(source, source.text, 0, files, needs);
  if (/\.py$/i.test(source.path))
    return mayTrainInPython(source.text) ? pythonDocuments(source, files) : [];
  if (/\.ipynb$/i.test(source.path)) {
    const notebook = notebookCode(source.text);
    if (notebook === undefined) return [];
    const { code, commands, lines: fileLines } = notebook;
    const written = { path: source.path, text: code, fileLines };
    const typed = { path: source.path, text: commands, fileLines };
    return [
      ...(code.length <= LARGEST_BYTES && mayTrainInPython(code)
        ? pythonDocuments(written, files)
        : []),
      ...(commands.length <= LARGEST_BYTES && mayTrain(commands)
        ? commandDocuments(typed, commands, 0, files, needs)
        : []),
    ];
  }
  return parse(source).flatMap((written) => {
    const job = jobDocuments(written, source, files, needs);
    if (job !== undefined) return job;
    const root = inherit(written, source.path, files, needs);
    if (source.text.includes("${") || root !== written) interpolate(root);
    return [{ path: source.path, text: source.text, root, shape: "data" as const, files }];
  });
};

export const parse = (source: Source): Node[] => {
  if (/\.(ya?ml|jsonc?|json5)$/i.test(source.path)) return parseYaml(source);
  if (/\.toml$/i.test(source.path)) return [parseToml(source) ?? []].flat();
  return [];
};
