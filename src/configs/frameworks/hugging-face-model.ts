import type { Look } from "../look.ts";
import type { Node } from "../node.ts";
import { modelId } from "../values.ts";

const MODEL = [
  "model_name_or_path",
  "pretrained_model_name_or_path",
  "base_model_name_or_path",
  "model_id_or_path",
  "base_model",
  "base_model_id",
  "base_model_name",
  "base_model_path",
  "student_model",
  "policy_model",
  "model_name",
  "model_id",
  "model_path",
  "name_or_path",
  "hf_model",
  "hf_model_id",
  "model.base",
  "model.base_model",
  "model.name_or_path",
  "model.name",
  "model.id",
  "model.path",
  "model.pretrained",
  "pretrained_model",
  "pretrained",
  "llm_name",
  "pretrained_model_name",
  "pretrained_model",
  "base_llm",
  "llm",
  "model_checkpoint",
  "model",
];

/** The last model key that holds an id or a path, not a nickname for a run. */
export const modelNode = (look: Look): Node | undefined => {
  for (const key of MODEL) {
    const node = look(key);
    if (node?.kind !== "scalar") continue;
    const id = modelId(node);
    if (id !== undefined && isModel(id, key)) return node;
  }
  return undefined;
};

const FAMILIES =
  /(^|[^a-z])(llama|codellama|tinyllama|qwen|mistral|mixtral|ministral|gemma|phi-?\d|gpt-?[2-9j]|gpt_|falcon|pythia|olmo|smollm|deepseek|yi-\d|baichuan|chatglm|glm-?\d|internlm|bloom|opt-\d|mpt-|stablelm|granite|command-r|exaone|nemotron|minicpm|vicuna|zephyr|codegen|starcoder|llava|openelm|cerebras|flan|t5)|[-_ ]\d+(\.\d+)?b($|[^a-z])/i;

/** Models of other trades that wear Hugging Face ids or argument names: not a language model's fine-tuning. */
const OTHER_TRADES =
  /(^|[/_-])(vit|dino|dinov2|clip|siglip|resnet\w*|resnext|efficientnet|convnext|mobilenet|yolo\w*|whisper|wav2vec\w*|hubert|speecht5|deit|swin|detr|segformer|unet|vae|sam\d?|timm|bert|roberta|deberta|electra|distilbert|albert|xlm|minilm|mpnet|bge|e5|gte|sentence-transformers)([/_.-]|\d|$)/i;

export const isOtherTrade = (id: string): boolean =>
  OTHER_TRADES.test(id) || /tiny-random|internal-testing/i.test(id);

const isModel = (id: string, key: string): boolean =>
  !isOtherTrade(id) &&
  !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*){2,}$/.test(id) &&
  (/^[\w.-]+\/[\w.-]+$/.test(id) ||
    (/\//.test(id) && /model|checkpoint|ckpt/i.test(id)) ||
    FAMILIES.test(id) ||
    /name_or_path/.test(key));

/** The model is named by a variable that only the environment or the command line knows. */
export const namesModelLater = (look: Look): boolean =>
  /\$[\w({]/.test(
    look("model_name_or_path", "base_model", "model_name", "model_path", "model_id", "model")
      ?.text ?? "",
  );
