import type { Launch } from "./launch.ts";
import { type Node, type Source, list, map, normalised, put, scalar } from "./node.ts";
import type { Word } from "./shell.ts";

/** `--key value`, `--key=value`, `--flag`, several values, Hydra's `a.b=c` and `+a.b=c`, positional files. */
export const readArguments = (
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
