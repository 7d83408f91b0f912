import { list, map, normalised, put, scalar, type Node, type Source } from "./node.ts";
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
    } else if (name in CLIS) {
      const verb = words[from + 1]?.text ?? "";
      if (CLIS[name]!.test(verb))
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
    const verbs = program.verb === undefined ? CLIS[program.text] : undefined;
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

/** A submitter around the launcher (`mason.py --num_nodes 4 --gpus 8 -- accelerate ..`): its GPUs are the run's. */
const outerHardware = (words: Word[], source: Source): Partial<Launch> => {
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
      if (base(word.text) in CLIS || /^(trl)$/.test(word.text))
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

/** `--key value`, `--key=value`, `--flag`, several values, Hydra's `a.b=c` and `+a.b=c`, positional files. */
const readArguments = (
  words: Word[],
  source: Source,
  program = "",
): { arguments: Node; configs: Launch["configs"] } => {
  const made = map(source, words[0]?.offset ?? 0);
  const configs: Launch["configs"] = [];
  const hydraConfig: { folder?: string; name?: Node } = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const hydra = /^\+{0,2}([A-Za-z_][\w./@-]*)=([\s\S]*)$/.exec(word.text);
    if (/^--?[A-Za-z]/.test(word.text) && !/^-\d/.test(word.text)) {
      const [key, inline] = word.text.replace(/^-+/, "").split(/=(.*)/s) as [
        string,
        string | undefined,
      ];
      const values: Word[] = [];
      if (inline !== undefined) values.push({ text: inline, offset: word.offset });
      else
        while (
          at + 1 < words.length &&
          !/^--?[A-Za-z]/.test(words[at + 1]!.text) &&
          !(values.length > 0 && /^[\w.]+=/.test(words[at + 1]!.text))
        )
          values.push(words[++at]!);
      const places = values.map((value) => scalar(source, value.offset, value.text, true));
      const name = normalised(key);
      const value =
        places.length === 0
          ? scalar(source, word.offset, "true")
          : places.length === 1
            ? places[0]!
            : list(source, word.offset, places);
      if (name === "config_name" && values.length > 0) hydraConfig.name = places[0]!;
      else if (name === "config_path" && values.length > 0 && !/\.\w+$/.test(values[0]!.text))
        hydraConfig.folder = values[0]!.text;
      else if (
        /^(config|c|config_file|config_path|cfg|yaml|training_config|recipe)$/.test(name) &&
        values.length > 0
      )
        configs.push({ path: values[0]!.text.replace(/^oumi:\/\//, ""), node: places[0]! });
      else put(made, name, value);
    } else if (hydra !== null && !/^(https?|s3):/.test(word.text)) {
      const value = scalar(
        source,
        word.offset + word.text.length - hydra[2]!.length,
        hydra[2]!.replace(/^(['"])(.*)\1$/, "$2"),
        true,
      );
      put(made, hydra[1]!, value);
    } else if (/\.(ya?ml|json|toml|py)$/.test(word.text))
      configs.push({ path: word.text, node: scalar(source, word.offset, word.text, true) });
    else if (at === 0 && !/^[-$]/.test(word.text))
      put(made, "positional", scalar(source, word.offset, word.text, true));
  }
  if (hydraConfig.name !== undefined) {
    const named = hydraConfig.name.text.replace(/(\.ya?ml)?$/, ".yaml");
    // verl's own, shipped in its package: its defaults are known.
    if (
      program.startsWith("verl.") &&
      /^(ppo(_megatron)?_trainer|sft_trainer\w*)\.yaml$/.test(named)
    )
      made.entries.set("config_name", hydraConfig.name);
    else
      configs.push({
        path: hydraConfig.folder === undefined ? named : `${hydraConfig.folder}/${named}`,
        node: hydraConfig.name,
      });
  }
  return { arguments: made, configs };
};

/** GPUs by the launcher's options, then by the environment. */
const hardware = (
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
