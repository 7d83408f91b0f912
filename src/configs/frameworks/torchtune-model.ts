import { type Draft, assume, state } from "../draft.ts";
import type { Look } from "../look.ts";
import { type Node, at } from "../node.ts";
import { text } from "../values.ts";
import type { Document } from "./framework.ts";
import { BUILDERS } from "./torchtune-launch.ts";

const ORGANISATIONS: [RegExp, string][] = [
  [/^(meta-)?llama/i, "meta-llama"],
  [/^code-?llama/i, "codellama"],
  [/^(mistral|mixtral|ministral)/i, "mistralai"],
  [/^gemma/i, "google"],
  [/^phi/i, "microsoft"],
  [/^qwen/i, "Qwen"],
];

/** The id in the header's `tune download`, when it is the checkpoint's; else the folder under its family's owner. */
export const readModel = (
  run: Draft,
  document: Document,
  look: Look,
  model: Node,
  builder: string,
): void => {
  const directory = look("checkpointer.checkpoint_dir", "base_model_path", "model_dir");
  const folder = text(directory)?.replace(/\/+$/, "");
  const name = folder?.split("/").at(-1);
  const downloaded = [...document.text.matchAll(/tune download\s+([\w.-]+\/[\w.-]+)/g)].map(
    (match) => match[1]!,
  );
  const own = downloaded.find((id) => id.split("/")[1]!.toLowerCase() === name?.toLowerCase());
  if (directory !== undefined && own !== undefined) return state(run, "baseModel", own, directory);
  if (directory !== undefined && name !== undefined && /[a-z]/i.test(name) && /\d/.test(name)) {
    const owner = folder!.split("/").at(-2);
    const family = ORGANISATIONS.find(([pattern]) => pattern.test(name))?.[1];
    if (family !== undefined) return state(run, "baseModel", `${family}/${name}`, directory);
    if (owner !== undefined && !/^(tmp|models?|checkpoints?|data|home|mnt|root)$/.test(owner))
      return state(run, "baseModel", `${owner}/${name}`, directory);
  }
  if (downloaded.length > 0)
    return assume(run, "baseModel", downloaded[0], "by the file's header: tune download");
  const bare = builder.replace(/^(q?lora|dora)_/, "");
  const known = Object.entries(BUILDERS).find(([key]) => key === bare)?.[1];
  if (known !== undefined) state(run, "baseModel", known, at(model, "_component_")!);
};
