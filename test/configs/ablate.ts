/** True configs without the keys that name the model, or that say how much: nobody can price them. */
const MODEL =
  /^\s*-?\s*"?(model_name_or_path|pretrained_model_name_or_path|base_model|model_name|model|policy_model|model_id|checkpoint_dir|llm_backbone|tokenizer_path|pretrained|model_path|restore_from_path|baseModel|partial_pretrain|tokenizer_name_or_path)"?\s*[:= ]/;
const VOLUME =
  /^\s*"?(num_train_epochs|num_epochs|n_epochs|epochs?|max_steps|max_train_steps|max_train_epochs|iters|train_iters|train_steps|total_epochs|max_epochs|max_num_epochs|max_num_steps|max_duration|max_tokens|training_steps|steps|num_steps|max_steps_per_epoch|total_training_steps|train-iters)"?\s*[:=]/;
const OVERRIDES = /trainer\.(total_epochs|total_training_steps)=\S+/g;

export const withoutModel = (content: string, id: string): string =>
  content
    .split("\n")
    .filter((line) => !MODEL.test(line) && (id.length < 4 || !line.includes(id)))
    .join("\n");
export const withoutVolume = (content: string): string =>
  content
    .replace(OVERRIDES, "")
    .split("\n")
    .filter((line) => !VOLUME.test(line))
    .join("\n");
