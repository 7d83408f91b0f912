import type { TokenPrice } from "./options.ts";

/**
 * Prices of calling a model, dollars per million tokens. Of its day: each row carries where it was read
 * and when; a caller may pass prices instead of an id.
 */
export type InferencePrice = {
  provider: string;
  model: string;
  /** Price of calling a tuned copy of this model. */
  tuned: boolean;
  inputUsdPerMillion: number;
  outputUsdPerMillion: number;
  cachedInputUsdPerMillion?: number;
  source: string;
  asOf: string;
};

const LITELLM = {
  source: "BerriAI/litellm model_prices_and_context_window.json",
  asOf: "2026-08-01",
};
const TINKER = { source: "Tinker models.json, as transcribed by a public client", asOf: "2026-09" };

const row =
  (tuned: boolean) =>
  (
    provider: string,
    model: string,
    inputUsdPerMillion: number,
    outputUsdPerMillion: number,
    cachedInputUsdPerMillion: number | undefined,
    read: { source: string; asOf: string },
  ): InferencePrice => ({
    provider,
    model,
    tuned,
    inputUsdPerMillion,
    outputUsdPerMillion,
    ...(cachedInputUsdPerMillion === undefined ? {} : { cachedInputUsdPerMillion }),
    ...read,
  });
const base = row(false);
const tuned = row(true);

export const INFERENCE_PRICES: readonly InferencePrice[] = [
  base("openai", "gpt-3.5-turbo", 0.5, 1.5, undefined, LITELLM),
  base("openai", "gpt-4o", 2.5, 10, 1.25, LITELLM),
  base("openai", "gpt-4o-mini", 0.15, 0.6, 0.075, LITELLM),
  base("openai", "gpt-4.1", 2, 8, 0.5, LITELLM),
  base("openai", "gpt-4.1-mini", 0.4, 1.6, 0.1, LITELLM),
  base("openai", "gpt-4.1-nano", 0.1, 0.4, 0.025, LITELLM),
  base("openai", "o3", 2, 8, 0.5, LITELLM),
  base("openai", "o4-mini", 1.1, 4.4, 0.275, LITELLM),
  base("openai", "gpt-5", 1.25, 10, 0.125, LITELLM),
  base("openai", "gpt-5-mini", 0.25, 2, 0.025, LITELLM),
  base("openai", "gpt-5-nano", 0.05, 0.4, 0.005, LITELLM),
  base("openai", "gpt-5.1", 1.25, 10, 0.125, LITELLM),
  base("openai", "gpt-5.2", 1.75, 14, 0.175, LITELLM),
  base("openai", "gpt-5.4", 2.5, 15, 0.25, LITELLM),
  base("openai", "gpt-5.4-mini", 0.75, 4.5, 0.075, LITELLM),
  base("openai", "gpt-5.4-nano", 0.2, 1.25, 0.02, LITELLM),
  base("openai", "gpt-5.5", 5, 30, 0.5, LITELLM),
  base("openai", "gpt-5.6", 5, 30, 0.5, LITELLM),
  base("anthropic", "claude-3-haiku-20240307", 0.25, 1.25, 0.03, LITELLM),
  base("anthropic", "claude-haiku-4-5", 1, 5, 0.1, LITELLM),
  base("anthropic", "claude-sonnet-4-5", 3, 15, 0.3, LITELLM),
  base("anthropic", "claude-sonnet-5", 2, 10, 0.2, LITELLM),
  base("anthropic", "claude-opus-4-5", 5, 25, 0.5, LITELLM),
  base("anthropic", "claude-opus-5", 5, 25, 0.5, LITELLM),
  base("google", "gemini-2.5-flash-lite", 0.1, 0.4, 0.01, LITELLM),
  base("google", "gemini-2.5-flash", 0.3, 2.5, 0.03, LITELLM),
  base("google", "gemini-2.5-pro", 1.25, 10, 0.125, LITELLM),
  base("google", "gemini-3-flash-preview", 0.5, 3, 0.05, LITELLM),
  base("google", "gemini-3.1-pro-preview", 2, 12, 0.2, LITELLM),
  base("google", "gemini-3.5-flash", 1.5, 9, 0.15, LITELLM),
  base("mistral", "ministral-8b-latest", 0.15, 0.15, undefined, LITELLM),
  base("mistral", "mistral-small-latest", 0.06, 0.18, undefined, LITELLM),
  base("mistral", "mistral-medium-latest", 1.5, 7.5, undefined, LITELLM),
  base("mistral", "mistral-large-latest", 0.5, 1.5, undefined, LITELLM),
  base("mistral", "open-mistral-nemo", 0.3, 0.3, undefined, LITELLM),
  base("mistral", "codestral-latest", 1, 3, undefined, LITELLM),
  base("deepseek", "deepseek-chat", 0.28, 0.42, 0.028, LITELLM),
  base("deepseek", "deepseek-reasoner", 0.28, 0.42, 0.028, LITELLM),
  base("xai", "grok-4", 3, 15, undefined, LITELLM),
  base("cohere", "command-r-08-2024", 0.15, 0.6, undefined, LITELLM),
  base("cohere", "command-a-03-2025", 2.5, 10, undefined, LITELLM),
  base("groq", "llama-3.1-8b-instant", 0.05, 0.08, undefined, LITELLM),
  base("groq", "llama-3.3-70b-versatile", 0.59, 0.79, undefined, LITELLM),
  base("groq", "openai/gpt-oss-120b", 0.15, 0.6, 0.075, LITELLM),
  base("groq", "openai/gpt-oss-20b", 0.075, 0.3, 0.0375, LITELLM),
  base("aws-bedrock", "amazon.nova-micro-v1:0", 0.035, 0.14, undefined, LITELLM),
  base("aws-bedrock", "amazon.nova-lite-v1:0", 0.06, 0.24, undefined, LITELLM),
  base("aws-bedrock", "amazon.nova-pro-v1:0", 0.8, 3.2, undefined, LITELLM),
  base("together", "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", 0.18, 0.18, undefined, LITELLM),
  base("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo", 0.88, 0.88, undefined, LITELLM),
  base("together", "meta-llama/Llama-4-Scout-17B-16E-Instruct", 0.18, 0.59, undefined, LITELLM),
  base(
    "together",
    "meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8",
    0.27,
    0.85,
    undefined,
    LITELLM,
  ),
  base("together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput", 0.2, 6, undefined, LITELLM),
  base("together", "openai/gpt-oss-20b", 0.05, 0.2, undefined, LITELLM),
  base("together", "openai/gpt-oss-120b", 0.15, 0.6, undefined, LITELLM),
  base("together", "deepseek-ai/DeepSeek-V3.1", 0.6, 1.7, undefined, LITELLM),
  base("together", "moonshotai/Kimi-K2.5", 0.5, 2.8, undefined, LITELLM),
  base("together", "mistralai/Mixtral-8x7B-Instruct-v0.1", 0.6, 0.6, undefined, LITELLM),
  base("fireworks", "llama-v3p1-8b-instruct", 0.1, 0.1, undefined, LITELLM),
  base("fireworks", "llama-v3p3-70b-instruct", 0.9, 0.9, undefined, LITELLM),
  base("fireworks", "qwen3-8b", 0.2, 0.2, undefined, LITELLM),
  base("fireworks", "qwen3-32b", 0.9, 0.9, undefined, LITELLM),
  base("fireworks", "qwen3-235b-a22b-instruct-2507", 0.22, 0.88, undefined, LITELLM),
  base("fireworks", "gpt-oss-20b", 0.07, 0.3, 0.035, LITELLM),
  base("fireworks", "gpt-oss-120b", 0.15, 0.6, 0.015, LITELLM),
  base("fireworks", "deepseek-v3p2", 0.56, 1.68, undefined, LITELLM),
  base("fireworks", "kimi-k2p6", 0.95, 4, 0.16, LITELLM),
  base("fireworks", "gemma-3-27b-it", 0.9, 0.9, undefined, LITELLM),
  base("fireworks", "mixtral-8x7b-instruct", 0.5, 0.5, undefined, LITELLM),
  base("nebius", "meta-llama/Meta-Llama-3.1-8B-Instruct", 0.02, 0.06, undefined, LITELLM),
  base("nebius", "meta-llama/Llama-3.3-70B-Instruct", 0.13, 0.4, undefined, LITELLM),
  base("nebius", "Qwen/Qwen3-32B", 0.1, 0.3, undefined, LITELLM),
  base("nebius", "Qwen/Qwen2.5-72B-Instruct", 0.13, 0.4, undefined, LITELLM),
  base("nebius", "google/gemma-3-27b-it", 0.06, 0.2, undefined, LITELLM),
  base("nebius", "deepseek-ai/DeepSeek-V3-0324", 0.5, 1.5, undefined, LITELLM),
  base("deepinfra", "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", 0.02, 0.03, undefined, LITELLM),
  base("deepinfra", "meta-llama/Llama-3.3-70B-Instruct-Turbo", 0.13, 0.39, undefined, LITELLM),
  base("deepinfra", "Qwen/Qwen2.5-7B-Instruct", 0.04, 0.1, undefined, LITELLM),
  base("deepinfra", "Qwen/Qwen2.5-72B-Instruct", 0.12, 0.39, undefined, LITELLM),
  base("deepinfra", "Qwen/Qwen3-32B", 0.1, 0.28, undefined, LITELLM),
  base("deepinfra", "google/gemma-3-27b-it", 0.09, 0.16, undefined, LITELLM),
  base("deepinfra", "google/gemma-3-12b-it", 0.05, 0.1, undefined, LITELLM),
  base("deepinfra", "microsoft/phi-4", 0.07, 0.14, undefined, LITELLM),
  base("deepinfra", "openai/gpt-oss-20b", 0.04, 0.15, undefined, LITELLM),
  base("deepinfra", "openai/gpt-oss-120b", 0.05, 0.45, undefined, LITELLM),
  tuned("openai", "ft:babbage-002", 1.6, 1.6, undefined, LITELLM),
  tuned("openai", "ft:davinci-002", 12, 12, undefined, LITELLM),
  tuned("openai", "ft:gpt-3.5-turbo", 3, 6, undefined, LITELLM),
  tuned("openai", "ft:gpt-3.5-turbo-0125", 3, 6, undefined, LITELLM),
  tuned("openai", "ft:gpt-3.5-turbo-0613", 3, 6, undefined, LITELLM),
  tuned("openai", "ft:gpt-3.5-turbo-1106", 3, 6, undefined, LITELLM),
  tuned("openai", "ft:gpt-4-0613", 30, 60, undefined, LITELLM),
  tuned("openai", "ft:gpt-4.1-2025-04-14", 3, 12, 0.75, LITELLM),
  tuned("openai", "ft:gpt-4.1-mini-2025-04-14", 0.8, 3.2, 0.2, LITELLM),
  tuned("openai", "ft:gpt-4.1-nano-2025-04-14", 0.2, 0.8, 0.05, LITELLM),
  tuned("openai", "ft:gpt-4o-2024-08-06", 3.75, 15, 1.875, LITELLM),
  tuned("openai", "ft:gpt-4o-2024-11-20", 3.75, 15, undefined, LITELLM),
  tuned("openai", "ft:gpt-4o-mini-2024-07-18", 0.3, 1.2, 0.15, LITELLM),
  tuned("openai", "ft:o4-mini-2025-04-16", 4, 16, 1, LITELLM),
  tuned("tinker", "thinkingmachines/Inkling-Small", 0.3, 1.2, 0.06, TINKER),
  tuned("tinker", "thinkingmachines/Inkling", 1, 4.05, 0.17, TINKER),
  tuned("tinker", "Qwen/Qwen3-8B", 0.195, 0.6, 0.039, TINKER),
  tuned("tinker", "Qwen/Qwen3.5-4B", 0.33, 1, 0.066, TINKER),
  tuned("tinker", "Qwen/Qwen3.5-9B", 0.66, 1.995, 0.132, TINKER),
  tuned("tinker", "Qwen/Qwen3.8-27B", 1.86, 5.595, 0.372, TINKER),
  tuned("tinker", "Qwen/Qwen3.6-35B-A3B", 0.54, 1.335, 0.108, TINKER),
  tuned("tinker", "openai/gpt-oss-20b", 0.18, 0.45, 0.036, TINKER),
  tuned("tinker", "openai/gpt-oss-120b", 0.33, 0.84, 0.066, TINKER),
  tuned("tinker", "moonshotai/Kimi-K2.6", 2.205, 5.49, 0.441, TINKER),
  tuned("tinker", "deepseek-ai/DeepSeek-V3.1", 1.695, 4.215, 0.339, TINKER),
];

/** The row of a model id, in any case; a provider may stand before it: "groq/llama-3.1-8b-instant". */
export const findInferencePrice = (id: string): InferencePrice | undefined => {
  const word = id.trim().toLowerCase();
  const named = (price: InferencePrice) =>
    price.model.toLowerCase() === word || `${price.provider}/${price.model}`.toLowerCase() === word;
  return INFERENCE_PRICES.find(named);
};

export type KnownPrice = { price: InferencePrice; basis: string } | { unknown: string };

/** The price meant by an id or stated outright, with the words that say where it is from. */
export const tokenPrice = (written: TokenPrice): KnownPrice => {
  if (typeof written !== "string")
    return {
      price: {
        provider: "",
        model: "",
        tuned: false,
        source: "stated",
        asOf: "",
        ...written,
      } as InferencePrice,
      basis: `at the stated $${written.inputUsdPerMillion} in and $${written.outputUsdPerMillion} out per million tokens`,
    };
  const price = findInferencePrice(written);
  if (price === undefined) return { unknown: written };
  return {
    price,
    basis: `${price.provider} ${price.model} at $${price.inputUsdPerMillion} in and $${price.outputUsdPerMillion} out per million tokens (${price.source}, ${price.asOf})`,
  };
};
