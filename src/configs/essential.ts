import type { Draft } from "./draft.ts";
import type { Document } from "./frameworks/framework.ts";
import { ASIDE } from "./look.ts";
import { normalised, type Node } from "./node.ts";

const VOLUME =
  /^(num_train_epochs|num_epochs|n_epochs|epochs?|train_epochs|training_epochs|sft_epochs|total_epochs|max_epochs|max_num_epochs|max_train_epochs|max_epoches|num_epoch|n_epoch|nb_epochs|max_steps|max_train_steps|max_training_steps|train_steps|training_steps|total_training_steps|num_train_steps|num_training_steps|total_steps|num_steps|steps|iters|train_iters|max_iters|max_iterations|max_duration|max_tokens|max_num_steps|max_steps_per_epoch|epoch_count|epochcount|num_episodes|total_episodes)$/;

/**
 * A file speaks of a run only if it says of which model and how much. Trainers that fill in an epoch count
 * by themselves are no reason to speak up on a file that states neither: silence is better than a guess.
 */
export const isEssential = (document: Document, run: Draft): boolean => {
  if (document.shape === "python" || HOSTED.has(run.framework)) return true;
  // What the command names and is not at hand may say both.
  if (document.settled === false) return true;
  const seen = { volume: false, model: run.values.has("baseModel") };
  survey(document.root, seen, 0, { left: 3000 });
  // A known trainer that is run has its own volume; a home-made script's is not known.
  const runs =
    document.shape === "command" &&
    run.framework !== "transformers" &&
    !/\.(ya?ml|json)$/i.test(document.path);
  return seen.model && (seen.volume || runs);
};

const HOSTED = new Set(["openai", "together", "fireworks", "mistral", "bedrock"]);
/** A model key left to run time (`${MODEL}`, `???`), or a model built from written dimensions. */
const LATER = /\$[\w({]|^\?\?\?$/;

/** "Not set", as trainers spell it. */
const UNBOUND = /^(-1|0|0\.0|null|none|~|)$/i;

const namesModel = (name: string, parent: string): boolean =>
  (/model|pretrain|checkpoint_dir/.test(name) ||
    (parent === "model" && /path|name|id/.test(name))) &&
  !/hub|output|save|max|author|reward|teacher|ref_|tokenizer/.test(name);

interface Survey {
  volume: boolean;
  model: boolean;
}
const survey = (
  node: Node,
  seen: Survey,
  depth: number,
  budget: { left: number },
  parent = "",
): void => {
  if (depth > 8) return;
  for (const [key, value] of node.entries) {
    if (--budget.left < 0) return;
    const name = normalised(key);
    if (VOLUME.test(name) && value.kind === "scalar" && !UNBOUND.test(value.text))
      seen.volume = true;
    else if (value.kind === "scalar" && LATER.test(value.text) && namesModel(name, parent))
      seen.model = true;
    else if (/^(hidden_size|n_embd|d_model|num_layers|n_layers?|num_hidden_layers)$/.test(name))
      seen.model = true;
    if (value.kind !== "scalar" && !ASIDE.test(name)) survey(value, seen, depth + 1, budget, name);
  }
  for (const item of node.items)
    if (item.kind !== "scalar" && --budget.left > 0) survey(item, seen, depth + 1, budget);
};
