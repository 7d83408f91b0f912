/**
 * How one base model is written: Hub ids, links, copies by other owners, quantised files, spoken names.
 * Everything here only takes away what cannot change an architecture; what is left must be a known name.
 */

/** Owners who publish copies and quantised forms under the original's name. From general knowledge. */
export const MIRRORS = new Set(
  "unsloth mlx-community thebloke bartowski lmstudio-community nousresearch neuralmagic redhatai hugging-quants casperhansen quantfactory axolotl-ai-co axolotl-quants nm-testing alpindale techxgenus ista-daslab qwen-community meta huggyllama mhenrichsen solidrust modelscope llm-research ai-modelscope shenzhi-wang kaitchup nvidia amd intel opengvlab cyankiwi mradermacher maziyarpanahi warshanks clowman exolabs".split(
    " ",
  ),
);

/** Endings that say how the weights are stored, not what they are. */
const STORAGE =
  /[-_. ](unsloth[-_])?(bnb[-_]?(4|8)[-_]?bits?|bnb[-_](nf4|int8|fp4)|4[-_ ]?bits?|8[-_ ]?bits?|[48][-_]?bits?[-_]mlx|(gptq|awq|eetq|hqq|aqlm)([-_]?(int|w)?[48](a16)?([-_]?bits?)?)?(-gemm|-marlin)?|aqlm-\d+bit(-\dx\d+)?|gguf|ggml|mlx|exl2|fp8(-dynamic|-kv|-block)?|nvfp4|mxfp4|fp16|bf16|fp32|nf4|int[48]|w[48]a(8|16)([-_][a-z0-9]+)?|quantized(\.w\da\d+)?|dequantized|prequantized|sharded|linearized|safetensors|tput|maas|compressed)$/i;

/** Endings of one and the same model's stages of training. */
const STAGE =
  /-(instruct|chat|it|pt|base|hf|sft|dpo|preview|pretrained|pretrain|thinking|reasoning)$/i;

export const withoutStorage = (name: string): string => {
  let rest = name;
  for (let turn = 0; turn < 4; turn++) {
    const shorter = rest.replace(STORAGE, "");
    if (shorter === rest || shorter === "") return rest;
    rest = shorter;
  }
  return rest;
};

export const withoutStage = (name: string): string => {
  let rest = name;
  for (let turn = 0; turn < 3; turn++) {
    const shorter = rest.replace(STAGE, "");
    if (shorter === rest || shorter === "") return rest;
    rest = shorter;
  }
  return rest;
};

/** Letters, digits and points alone: "Llama 3.1 8B", "llama-3.1-8b" and "Meta-Llama-3.1-8B" are one. */
export const squashed = (name: string): string =>
  name
    .toLowerCase()
    .replace(
      /^(meta|nvidia|google|microsoft|mistralai|qwen)[-_ ](?=(llama|nvidia|gemma|phi|mistral|mixtral|qwen))/,
      "",
    )
    .replace(/(\d)[_p](?=\d)/g, "$1.")
    .replace(/[^a-z0-9.]/g, "");

/** "llama-3-1-8b", "llama-v3p1-8b", "meta.llama3-1-8b": versions that a dot may not stand in. */
export const withVersion = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^(meta|mistral|amazon|cohere)\./, "")
    .replace(/(llama|mixtral|mistral)-?v(?=\d)/, "$1-")
    .replace(/(\d)[-_p](\d)(?=-)/, "$1.$2");

/** Owner and name of a Hub id; a link's address and a revision fall away. */
export const partsOf = (text: string): { owner: string; name: string } => {
  const path = text
    .trim()
    .replace(/^(https?:\/\/)?(www\.)?(huggingface\.co|hf\.co)\//i, "")
    .replace(/^hf:\/\//i, "")
    .replace(/^accounts\/[^/]+\/models\//i, "")
    .replace(/\/(tree|blob|resolve)\/.*$/i, "")
    .replace(/[/?#]+$/, "")
    .replace(/@[\w.-]+$/, "");
  const slash = path.lastIndexOf("/");
  return slash < 0
    ? { owner: "", name: path }
    : { owner: path.slice(0, slash).toLowerCase(), name: path.slice(slash + 1) };
};

/** What people call a model without any part of an id; each with what they leave open. */
export const NICKNAMES: Record<string, string> = {
  mixtral: "mistralai/Mixtral-8x7B-v0.1",
  mistral: "mistralai/Mistral-7B-v0.3",
  mistral7b: "mistralai/Mistral-7B-v0.3",
  mistral7binstruct: "mistralai/Mistral-7B-v0.3",
  mistralnemo: "mistralai/Mistral-Nemo-Base-2407",
  mistralnemo12b: "mistralai/Mistral-Nemo-Base-2407",
  mistralsmall: "mistralai/Mistral-Small-24B-Base-2501",
  mistralsmall24b: "mistralai/Mistral-Small-24B-Base-2501",
  mistrallarge: "mistralai/Mistral-Large-Instruct-2407",
  ministral8b: "mistralai/Ministral-8B-Instruct-2410",
  tinyllama: "TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T",

  "tinyllama1.1b": "TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T",
  smollm3: "HuggingFaceTB/SmolLM3-3B",
  smolvlm: "HuggingFaceTB/SmolVLM-Instruct",
  phi3: "microsoft/Phi-3-mini-4k-instruct",
  phi3mini: "microsoft/Phi-3-mini-4k-instruct",
  "phi3.5mini": "microsoft/Phi-3-mini-4k-instruct",
  phi3medium: "microsoft/Phi-3-medium-4k-instruct",
  phi3small: "microsoft/Phi-3-small-8k-instruct",
  phi4mini: "microsoft/Phi-4-mini-instruct",
  "phi1.5": "microsoft/phi-1_5",
  llama4scout: "meta-llama/Llama-4-Scout-17B-16E",
  llama4maverick: "meta-llama/Llama-4-Maverick-17B-128E",
  deepseek: "deepseek-ai/DeepSeek-V3",
  deepseekv3: "deepseek-ai/DeepSeek-V3",
  deepseekr1: "deepseek-ai/DeepSeek-V3",
  deepseekv2: "deepseek-ai/DeepSeek-V2",
  gptoss: "openai/gpt-oss-20b",
  kimik2: "moonshotai/Kimi-K2-Instruct",
  flux: "black-forest-labs/FLUX.1-dev",
  fluxdev: "black-forest-labs/FLUX.1-dev",
  "flux.1": "black-forest-labs/FLUX.1-dev",
  fluxschnell: "black-forest-labs/FLUX.1-schnell",
  sdxl: "stabilityai/stable-diffusion-xl-base-1.0",
  stablediffusionxl: "stabilityai/stable-diffusion-xl-base-1.0",
  "sd1.5": "stable-diffusion-v1-5/stable-diffusion-v1-5",
  "sd3.5": "stabilityai/stable-diffusion-3.5-large",
  "sd3.5large": "stabilityai/stable-diffusion-3.5-large",
  "sd3.5medium": "stabilityai/stable-diffusion-3.5-medium",
  whisper: "openai/whisper-large-v3",
  whisperlarge: "openai/whisper-large-v3",
  whisperturbo: "openai/whisper-large-v3-turbo",
  bert: "google-bert/bert-base-uncased",
  bertbase: "google-bert/bert-base-uncased",
  bertlarge: "google-bert/bert-large-uncased",
  distilbert: "distilbert/distilbert-base-uncased",
  roberta: "FacebookAI/roberta-base",
  modernbert: "answerdotai/ModernBERT-base",
  internlm3: "internlm/internlm3-8b-instruct",
  pixtral: "mistral-community/pixtral-12b",
  pixtral12b: "mistral-community/pixtral-12b",
  paligemma: "google/paligemma-3b-pt-224",
  paligemma3b: "google/paligemma-3b-pt-224",
  nemotronh8b: "nvidia/Nemotron-H-8B-Base-8K",
  nemotronh4b: "nvidia/Nemotron-H-4B-Base-8K",
  nemotronnano9bv2: "nvidia/NVIDIA-Nemotron-Nano-9B-v2",
  jamba: "ai21labs/Jamba-v0.1",
  olmo21b: "allenai/OLMo-2-0425-1B",
  olmo27b: "allenai/OLMo-2-1124-7B",
  olmo213b: "allenai/OLMo-2-1124-13B",
  olmo232b: "allenai/OLMo-2-0325-32B",
  olmo37b: "allenai/Olmo-3-1025-7B",
  olmo332b: "allenai/Olmo-3-1125-32B",
  commandr: "CohereForAI/c4ai-command-r-v01",
  commandrplus: "CohereForAI/c4ai-command-r-plus",
  nemotron3nano: "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16",
  zephyr7b: "mistralai/Mistral-7B-v0.1",
  "solar10.7b": "upstage/SOLAR-10.7B-v1.0",
};

/** The names above that mean exactly one model, so that nothing is left open. */
export const UNAMBIGUOUS = new Set([
  "smollm3",
  "phi1.5",
  "phi4mini",
  "phi3small",
  "llama4scout",
  "llama4maverick",
  "deepseekr1",
  "kimik2",
  "fluxdev",
  "fluxschnell",
  "sdxl",
  "stablediffusionxl",
  "sd1.5",
  "sd3.5large",
  "sd3.5medium",
  "whisperturbo",
  "commandrplus",
  "olmo21b",
  "olmo27b",
  "olmo213b",
  "olmo232b",
  "olmo37b",
  "olmo332b",
]);

/** Closed models: who trains them, by the ids in the vendors' fine-tuning price lists of 2026-11. */
const MANAGED: { pattern: RegExp; by: string; family: string }[] = [
  {
    pattern:
      /^(openai\/)?(gpt-(3\.5-turbo|4o|4\.1|5(\.\d)?)(-(mini|nano|turbo))?|o[134]-mini|davinci-002|babbage-002)(-\d{4}(-?\d{2}-?\d{2})?)?$/,
    by: "openai",
    family: "GPT",
  },
  {
    pattern: /^(google\/)?gemini-\d(\.\d)?-(flash|pro|flash-lite)(-\d{3})?$/,
    by: "google-vertex",
    family: "Gemini",
  },
  {
    pattern: /^(anthropic[/.])?claude-3(-5|\.5)?-haiku(-\d{8})?(-v1:0(:\d+k)?)?$/,
    by: "aws-bedrock",
    family: "Claude",
  },
  {
    pattern: /^(amazon\.)?(nova-(2-)?(micro|lite|pro)|titan-text-lite)(-v1)?(:0)?(:\d+k)?$/,
    by: "aws-bedrock",
    family: "Nova",
  },
  {
    pattern: /^(mistral-(small|medium|large)|codestral|ministral-[38]b|open-mistral-nemo)-latest$/,
    by: "mistral",
    family: "Mistral",
  },
  { pattern: /^command-r-(08-2024|03-2024)$/, by: "cohere", family: "Command" },
];

export const managedModel = (
  text: string,
): { id: string; by: string; family: string } | undefined => {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[ _]/g, "-")
    .replace(/^gpt(?=[345])/, "gpt-");
  const known = MANAGED.find(({ pattern }) => pattern.test(name));
  if (known === undefined) return undefined;
  return {
    id: name.replace(/^(openai|google|anthropic)\//, ""),
    by: known.by,
    family: known.family,
  };
};
