/** Bigger files are data, notebooks' outputs or checkpoints; a config of 64 KiB is already a rarity. */
export const LARGEST_BYTES = 96 * 1024;
export const LARGEST_NOTEBOOK_BYTES = 4 * 1024 * 1024;

const EXTENSIONS = /\.(ya?ml|jsonc?|json5|toml|sh|bash|sbatch|slurm|py|ipynb)$/i;
const NAMES = /(^|\/)\.dstack\.ya?ml$/;
/** Written by tools, never by people: lock files, tokenizers, and the traces that training leaves. */
const ARTEFACTS =
  /(^|\/)(package(-lock)?|tsconfig[\w.-]*|composer|renovate|pnpm-lock|adapter_config|adapter_model|trainer_state|generation_config|tokenizer(_config)?|special_tokens_map|added_tokens|preprocessor_config|vocab|model\.safetensors\.index|pytorch_model\.bin\.index|dataset_infos?|all_results|train_results|eval_results|wandb-summary|mkdocs|docker-compose[\w.-]*|compose|codecov|dependabot|\.pre-commit-config|environment|conda|pyproject|Cargo|poetry|setup|conftest|__init__)\.(json|ya?ml|toml|py)$/i;
const ARTEFACT_FOLDERS =
  /(^|\/)(node_modules|\.git|\.github|\.circleci|\.venv|site-packages|checkpoint-\d+|wandb)\//;

/** Could this be a training config, by its path alone? Cheap: for the thousands of files of a pull request. */
export const looksLikeConfig = (path: string): boolean =>
  (EXTENSIONS.test(path) || NAMES.test(path)) &&
  !ARTEFACTS.test(path) &&
  !ARTEFACT_FOLDERS.test(path);

const SUBJECT =
  /model|pretrain|litgpt|openrlhf|llama|qwen|mistral|gemma|backbone|checkpoint_dir|base_model|llm_|_target_|from_pretrained|defaults:|axolotl|tune run|--config|-c |restore_from|training_file|\$|"type"/i;
const VOLUME =
  /epoch|dpo|grpo|ppo|max_steps|train_steps|training_steps|num_steps|total_steps|iters|max_duration|max_tokens|batch|learning_rate|\blr\b|\.lr|train|tune run|finetun|sft|lora/i;

/** Does the text name both a subject and a volume anywhere? Before any parse; two passes at most. */
export const mayTrain = (text: string): boolean => SUBJECT.test(text) && VOLUME.test(text);

const PYTHON_CALLS =
  /run_exp|llamafactory|finetuning_type|sft_main|rlhf_main|DictDefault|create_model_customization_job|from_pretrained|fine_?tuning|HuggingFace\(|PyTorch\(|ModelTrainer\(|pretrained_model_name_or_path|Trainer\(/;
const PYTHON_VOLUME =
  /TrainingArguments|(SFT|DPO|GRPO|KTO|ORPO|CPO|PPO|RLOO|Reward|GKD)Config|hyperparameters|accumulative_counts|training_file|epochs|(Sft|Train|RLHF|Pretrain)Arguments|hyperParameters/;
/** Python is long and mostly not this: the names of the calls first. */
export const mayTrainInPython = (text: string): boolean =>
  PYTHON_CALLS.test(text) && PYTHON_VOLUME.test(text);
