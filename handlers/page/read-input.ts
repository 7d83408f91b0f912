import { readCommand } from "../../src/command/index.ts";
import { readConfigs, type WrittenFile } from "../../src/configs/index.ts";
import type { Assumption } from "../../src/estimator/estimate.ts";
import type { TrainingRun } from "../../src/estimator/run.ts";
import type { Problem } from "../../src/problem.ts";
import type { Limits } from "../../src/report/limits.ts";

/** What stands in the box, and the files beside it. The Worker and the browser read it by this same code. */
export type Written = { text: string; files: readonly WrittenFile[] };

export type NamedRun = {
  /** The file it came from, or what was typed. */
  name: string;
  run: TrainingRun;
  assumptions: Assumption[];
  remarks: string[];
  /** What was typed beside the run: where, how paid, for how much, by when. */
  limits: Limits;
};
export type Reading = { runs: NamedRun[]; problems: Problem[] };

export const readInput = ({ text, files }: Written): Reading => {
  const written = text.trim();
  const fromFiles = files.length === 0 ? undefined : readFiles(files);
  if (written === "") return fromFiles ?? { runs: [], problems: [] };
  const fromText = looksPasted(written) ? readPasted(written) : readLine(written);
  return {
    runs: [...fromText.runs, ...(fromFiles?.runs ?? [])],
    problems: [...fromText.problems, ...(fromFiles?.problems ?? [])],
  };
};

const looksPasted = (text: string): boolean => text.includes("\n") || text.startsWith("{");

const readLine = (text: string): Reading => {
  const command = readCommand(text);
  const runs = command.runs ?? (command.run === undefined ? [] : [command.run]);
  const several = runs.length > 1;
  return {
    runs: runs.map((run, index) => ({
      name: several ? `${text} (${index + 1})` : text,
      run,
      assumptions: [],
      remarks: command.remarks,
      limits: command,
    })),
    problems:
      runs.length === 0 && command.problems.length === 0
        ? [{ path: "", message: "Name a model to train, such as llama-3.1-8b qlora 50k rows." }]
        : command.problems,
  };
};

/** A paste has no name, and readers go by the name's ending: the likeliest ending first, then the others. */
const readPasted = (text: string): Reading => {
  for (const ending of endingsFor(text)) {
    const reading = readFiles([{ path: `train.${ending}`, content: text }]);
    if (reading.runs.length > 0) return reading;
  }
  const line = readLine(text.replaceAll(/\s+/g, " ").slice(0, 2000));
  if (line.runs.length > 0 && line.problems.length === 0) return line;
  return {
    runs: [],
    problems: [
      {
        path: "",
        message:
          "This is no training config that ftcost can read, and no line that names a model. It reads configs of axolotl, LLaMA-Factory, Hugging Face arguments and many more, as YAML, JSON, TOML, Python or a launch script.",
      },
    ],
  };
};

const endingsFor = (text: string): string[] => {
  const endings = ["yaml", "json", "toml", "py", "sh"];
  const likely = () => {
    if (/^\s*[{[]\s*["{\n]/.test(text)) return "json";
    if (/^\s*(import|from)\s+\w/m.test(text)) return "py";
    if (/^#!|(^|\s)--\w[\w-]*[ =]/m.test(text)) return "sh";
    if (/^\s*\[[\w.]+\]\s*$/m.test(text) || /^\w+\s*=\s*\S/m.test(text)) return "toml";
    return "yaml";
  };
  const first = likely();
  return [first, ...endings.filter((ending) => ending !== first)];
};

const readFiles = (files: readonly WrittenFile[]): Reading => {
  const read = readConfigs(files).files;
  const runs = read.flatMap((file): NamedRun[] =>
    file.run === undefined
      ? []
      : [
          {
            name: file.path,
            run: file.run,
            assumptions: (file.assumptions ?? []).map(({ field, value, because }) => ({
              field,
              value,
              because,
            })),
            remarks: (file.needs ?? []).map((need) => `${need} would say more: add that file.`),
            limits: {},
          },
        ],
  );
  const problems = read.flatMap((file): Problem[] => {
    if (file.run !== undefined) return [];
    const message =
      file.kind === "training"
        ? `${file.path} is a training config, but names no base model.`
        : `${file.path} is no training config that ftcost can read.`;
    return [{ path: file.path, message }];
  });
  return { runs, problems: runs.length > 0 ? [] : problems };
};
