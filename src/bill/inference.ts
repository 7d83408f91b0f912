import type { InferencePrice } from "../estimator/offer.ts";
import type { TokenPrice } from "./options.ts";

/** Prices of calling models, of a catalog; a caller may state prices instead of an id. */
export type Inference = readonly InferencePrice[];

/** The row of a model id, in any case; a provider may stand before it: "groq/llama-3.1-8b-instant". */
export const findInferencePrice = (
  id: string,
  inference: Inference,
): InferencePrice | undefined => {
  const word = id.trim().toLowerCase();
  return inference.find(
    ({ model, provider }) =>
      model.toLowerCase() === word || `${provider}/${model}`.toLowerCase() === word,
  );
};

export type TokenPrices = {
  inputUsdPerMillionTokens: number;
  outputUsdPerMillionTokens: number;
  cachedInputUsdPerMillionTokens?: number | undefined;
};
export type KnownPrice = { price: TokenPrices; basis: string } | { unknown: string };

/** The price meant by an id or stated outright, with the words that say where it is from. */
export const tokenPrice = (written: TokenPrice, inference: Inference): KnownPrice => {
  const inAndOut = (price: TokenPrices): string =>
    `$${price.inputUsdPerMillionTokens} in and $${price.outputUsdPerMillionTokens} out per million tokens`;
  if (typeof written !== "string")
    return { price: written, basis: `at the stated ${inAndOut(written)}` };
  const price = findInferencePrice(written, inference);
  if (price === undefined) return { unknown: written };
  return {
    price,
    basis: `${price.provider} ${price.model} at ${inAndOut(price)} (${price.source}, ${price.asOf})`,
  };
};
