/**
 * Names of models that people use in speech and that no id contains, and closed models that only their
 * vendor trains (ids as in the vendors' fine-tuning price lists).
 */
const NICKNAMES: Record<string, string> = {
  mixtral: "mistralai/Mixtral-8x7B-v0.1",
  mixtral8x7b: "mistralai/Mixtral-8x7B-v0.1",
  mixtral8x22b: "mistralai/Mixtral-8x22B-v0.1",
  mistral: "mistralai/Mistral-7B-v0.1",
  mistral7b: "mistralai/Mistral-7B-v0.1",
  mistralnemo: "mistralai/Mistral-Nemo-Base-2407",
  nemo12b: "mistralai/Mistral-Nemo-Base-2407",
  mistralsmall24b: "mistralai/Mistral-Small-24B-Base-2501",
  llama27b: "meta-llama/Llama-2-7b-hf",
  llama213b: "meta-llama/Llama-2-13b-hf",
  llama270b: "meta-llama/Llama-2-70b-hf",
  llama38b: "meta-llama/Meta-Llama-3-8B",
  llama370b: "meta-llama/Meta-Llama-3-70B",
  codellama7b: "codellama/CodeLlama-7b-hf",
  codellama13b: "codellama/CodeLlama-13b-hf",
  codellama34b: "codellama/CodeLlama-34b-hf",
  codellama70b: "codellama/CodeLlama-70b-hf",
  gemma31b: "google/gemma-3-1b-pt",
  gemma34b: "google/gemma-3-4b-pt",
  gemma312b: "google/gemma-3-12b-pt",
  gemma327b: "google/gemma-3-27b-pt",
  olmo21b: "allenai/OLMo-2-0425-1B",
  olmo27b: "allenai/OLMo-2-1124-7B",
  olmo213b: "allenai/OLMo-2-1124-13B",
  olmo232b: "allenai/OLMo-2-0325-32B",
  tinyllama: "TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T",
  smollm3: "HuggingFaceTB/SmolLM3-3B",
  deepseekv3: "deepseek-ai/DeepSeek-V3",
  phi3mini: "microsoft/Phi-3-mini-4k-instruct",
  phi3medium: "microsoft/Phi-3-medium-4k-instruct",
  phi4mini: "microsoft/Phi-4-mini-instruct",
  llama4scout: "meta-llama/Llama-4-Scout-17B-16E",
  llama4maverick: "meta-llama/Llama-4-Maverick-17B-128E",
};

/** gpt-4.1-mini, gpt-4o-2024-08-06, gpt-3.5-turbo, gemini-2.5-flash, claude-3-haiku, command-r ... */
const CLOSED =
  /^(gpt-(3\.5-turbo|4o|4\.1|5)(-(mini|nano|turbo))?(-\d{4}-?\d{2}-?\d{2}|-\d{4})?|o[34]-mini(-\d{4}-\d{2}-\d{2})?|gemini-\d(\.\d)?-(flash|pro|flash-lite)|claude-3(\.5)?-haiku|command-r(-plus)?|nova-(micro|lite|pro))$/;

const squash = (spelling: string): string => spelling.replace(/[^a-z0-9]/g, "");

export const nickname = (spelling: string): string | undefined => {
  const squashed = squash(spelling);
  if (Object.hasOwn(NICKNAMES, squashed)) return NICKNAMES[squashed];
  const dashed = spelling.replaceAll(" ", "-").replace(/^gpt(?=\d)/, "gpt-");
  return CLOSED.test(dashed) ? dashed : undefined;
};

/** Trained by its vendor alone. */
export const isClosedModel = (id: string): boolean => CLOSED.test(id.toLowerCase());

/** Before the id of a vendor's model that was tuned, in price lists of calls: "ft:gpt-4.1-mini". */
export const VENDORS_TUNED_PREFIX = "ft:";
