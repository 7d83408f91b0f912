import { own } from "../own.ts";
import { readArguments } from "./launch-arguments.ts";
import { hardware, outerHardware } from "./launch-hardware.ts";
import { type Node, type Source, map, normalised, scalar } from "./node.ts";
import type { Command, Word } from "./shell.ts";

/** What a launcher states about the run that it starts. */
export interface Launch {
  /** The trainer: a command (`trl`, `swift`), a module (`axolotl.cli.train`) or a script's path. */
  program: string;
  /** `sft` of `trl sft`, the recipe of `tune run`. */
  verb?: string;
  gpuCount?: { value: number; node: Node };
  nodes?: { value: number; node: Node };
  gpu?: { value: string; node: Node };
  accelerateFile?: { value: string; node: Node };
  /** The launcher's own options, such as `use_deepspeed` and `zero_stage`. */
  options: Node;
  /** The trainer's arguments as a map. */
  arguments: Node;
  /** Arguments without a key that name a file, and the values of --config. */
  configs: { path: string; node: Node }[];
}

const CLIS: Record<string, RegExp> = {
  "llamafactory-cli": /^(train)$/,
  lmf: /^(train)$/,
  swift: /^(sft|pt|rlhf)$/,
  megatron: /^(sft|pt|rlhf)$/,
  trl: /^(sft|dpo|grpo|kto|orpo|reward|rloo|ppo)$/,
  axolotl: /^(train)$/,
  litgpt: /^(finetune\w*|pretrain)$/,
  oumi: /^(train)$/,
  "mlx_lm.lora": /./,
  xtuner: /^(train)$/,
  autotrain: /^(llm|vlm|--config)$/,
  ludwig: /^(train|experiment)$/,
  automodel: /./,
  firectl: /^(create|supervised-fine-tuning-job|sftj)$/,
  unsloth: /^(train)$/,
};

/** What runs a script that it names: `uv run train.py`, `srun train.py`. */
const RUNNERS = /^(uv|poetry|pipenv|pdm|rye|hatch|srun|nohup|time|sudo|ray|xvfb-run)$/;

const isScript = (word: string): boolean => word.endsWith(".py");

const base = (word: string): string => word.split("/").at(-1)!;

/** The training that a command starts, if it starts one that could be: launchers and wrappers peeled off. */
export const readLaunch = (command: Command, source: Source): Launch | undefined => {
  const words = command.words;
  const node = (word: Word): Node => scalar(source, word.offset, word.text, true);
  const options = map(source, words[0]?.offset ?? 0);
  let outer: Partial<Launch> = {};
  let inside = false;
  for (let from = 0; from < words.length; from++) {
    const name = base(words[from]!.text);
    let program: { text: string; at: number; verb?: string } | undefined;
    if (name === "accelerate" && words[from + 1]?.text === "launch")
      program = afterOptions(words, from + 2, options, source);
    else if (/^(torchrun|deepspeed|composer|colossalai|mpirun|ds)$/.test(name))
      program = afterOptions(words, name === "colossalai" ? from + 2 : from + 1, options, source);
    else if (
      /^python[\d.]*$|^ipython$/.test(name) ||
      /^\$\{?PYTHON\w*\}?$/i.test(words[from]!.text)
    ) {
      const module = words.slice(from + 1, from + 6).findIndex((word) => word.text === "-m");
      const script = words.slice(from + 1, from + 6).findIndex((word) => isScript(word.text));
      if (module !== -1 && (script === -1 || module < script)) {
        const named = words[from + 2 + module];
        if (named === undefined) return undefined;
        if (
          /^(torch\.distributed\.(run|launch)|accelerate\.commands\.launch|deepspeed\.launcher\.runner)$/.test(
            named.text,
          )
        )
          program = afterOptions(words, from + 3 + module, options, source);
        else program = { text: named.text, at: from + 2 + module };
      } else if (script !== -1)
        program = { text: words[from + 1 + script]!.text, at: from + 1 + script };
    } else if (name === "tune" && words[from + 1]?.text === "run") {
      const recipe = afterOptions(words, from + 2, options, source, true);
      if (recipe !== undefined)
        program = { text: "tune", at: recipe.at, verb: base(recipe.text).replace(/\.py$/, "") };
    } else if (own(CLIS, name) !== undefined) {
      const verb = words[from + 1]?.text ?? "";
      if (own(CLIS, name)?.test(verb) === true)
        program = {
          text: name,
          at: name === "mlx_lm.lora" || name === "automodel" ? from : from + 1,
          verb,
        };
      // `oumi distributed torchrun -m oumi train`: the launcher follows.
      else if (verb === "distributed") continue;
      else return undefined;
    } else if (isScript(name) && (from === 0 || RUNNERS.test(words[0]!.text) || inside))
      program = { text: words[from]!.text, at: from };
    if (program === undefined) continue;
    const verbs = program.verb === undefined ? own(CLIS, program.text) : undefined;
    if (verbs !== undefined && verbs.source !== ".") {
      // `-m oumi evaluate`: the module's own command decides.
      const verb = words[program.at + 1]?.text ?? "";
      if (!verbs.test(verb)) return undefined;
      program = { text: program.text, at: program.at + 1, verb };
    }
    const inner = words.findIndex((word, at) => at > program.at && word.text === "--");
    if (inner !== -1 && /mason\.py|launch|submit/.test(program.text)) {
      outer = outerHardware(words.slice(program.at, inner), source);
      from = inner;
      inside = true;
      continue;
    }
    const made = readArguments(words.slice(program.at + 1), source, program.text);
    const cli = program.text.replace(/^mlx_lm\.lora$|^mlx_lm$/, "mlx_lm.lora");
    return {
      program: cli,
      ...(program.verb === undefined ? {} : { verb: program.verb }),
      options,
      ...made,
      ...hardware(command, options, node, program.text),
      ...outer,
    };
  }
  return undefined;
};

/** The launcher's options up to the script, module or recipe that it runs. */
const afterOptions = (
  words: Word[],
  from: number,
  options: Node,
  source: Source,
  recipe = false,
): { text: string; at: number } | undefined => {
  for (let at = from; at < words.length; at++) {
    const word = words[at]!;
    if (word.text === "-m" || word.text === "--module") {
      const named = words[at + 1];
      return named === undefined ? undefined : { text: named.text, at: at + 1 };
    }
    if (!word.text.startsWith("-")) {
      if (
        isScript(word.text) ||
        recipe ||
        word.text.startsWith("$") ||
        /\.(cli|train|trainer)/.test(word.text)
      )
        return { text: word.text, at };
      if (own(CLIS, base(word.text)) !== undefined || /^(trl)$/.test(word.text))
        return { text: base(word.text), at: at };
      if (/^python[\d.]*$/.test(word.text)) continue;
      return at === from ? undefined : { text: word.text, at };
    }
    const [key, value] = word.text.replace(/^-+/, "").split(/=(.*)/s);
    const next = words[at + 1];
    if (value !== undefined)
      options.entries.set(normalised(key!), scalar(source, word.offset, value, true));
    else if (
      next !== undefined &&
      !next.text.startsWith("-") &&
      !isScript(next.text) &&
      !/^(multi_gpu|use_deepspeed|use_fsdp|standalone|cpu|tpu|no_local_rank|no_python|dynamo_\w+|debug|quiet|force)$/.test(
        normalised(key!),
      )
    ) {
      options.entries.set(normalised(key!), scalar(source, word.offset, next.text, true));
      at++;
    } else options.entries.set(normalised(key!), scalar(source, word.offset, "true"));
  }
  return undefined;
};
