import * as z from "zod";
import { exactly } from "../../estimator/estimate.ts";
import { count, usd } from "../../report/format.ts";
import type { Decision } from "../decision.ts";
import { tokenPrice, type Inference } from "../inference.ts";
import { TokenPrice } from "../options.ts";

const tokens = z.number().min(0).max(1e9);
const amount = z.number().min(0).max(1e9);

export const TuneOrPrompt = z.strictObject({
  requestsPerMonth: z.number().min(0).max(1e12),
  /** Of the question and the answer themselves, the same on every side. */
  inputTokens: tokens,
  outputTokens: tokens,
  /** What is paid once for the tuned model: training, experiments, data. */
  tuningUsd: amount,
  /** What the tuned model costs a month beside its tokens: hosting, re-tuning. */
  tunedUsdPerMonth: amount.optional(),
  /** Calling the tuned model; free of token price where it runs on a machine that is already in `tunedUsdPerMonth`. */
  tunedPrice: TokenPrice,
  /** The larger model and the instructions and examples that it needs on every call. */
  promptedPrice: TokenPrice,
  promptTokens: tokens.optional(),
  /** The knowledge, if it goes into the context of every call instead. */
  contextTokens: tokens.optional(),
  /** Share of prompt and context tokens that are read from the cache. */
  cachedShare: z.number().min(0).max(1).optional(),
  months: z.number().min(1).max(120).optional(),
});
export type TuneOrPrompt = z.infer<typeof TuneOrPrompt>;

/** Assumed: what is decided today is judged over a year. */
const MONTHS = 12;

type Way = { name: string; onceUsd: number; usdPerMonth: number; usdPerRequest: number };

const totalUsd = (way: Way, requests: number, months: number): number =>
  way.onceUsd + months * (way.usdPerMonth + requests * way.usdPerRequest);

/** Requests a month at which two ways cost the same over the months. */
const meetAt = (left: Way, right: Way, months: number): number | null => {
  const fixed = (left.onceUsd - right.onceUsd) / months + left.usdPerMonth - right.usdPerMonth;
  const requests = fixed / (right.usdPerRequest - left.usdPerRequest);
  return Number.isFinite(requests) && requests > 0 ? requests : null;
};

/** A list of ids without a known price, or the decision. */
export const decideTuneOrPrompt = (
  request: TuneOrPrompt,
  inference: Inference = [],
): Decision | { unknown: string[] } => {
  const [tunedPrice, promptedPrice] = [
    tokenPrice(request.tunedPrice, inference),
    tokenPrice(request.promptedPrice, inference),
  ];
  if ("unknown" in tunedPrice || "unknown" in promptedPrice)
    return {
      unknown: [tunedPrice, promptedPrice].flatMap((one) =>
        "unknown" in one ? [one.unknown] : [],
      ),
    };
  const months = request.months ?? MONTHS;
  const cachedShare = request.cachedShare ?? 0;
  const { inputUsdPerMillionTokens, outputUsdPerMillionTokens } = promptedPrice.price;
  const cachedUsdPerMillion =
    promptedPrice.price.cachedInputUsdPerMillionTokens ?? inputUsdPerMillionTokens;
  const perRepeated =
    (cachedShare * cachedUsdPerMillion + (1 - cachedShare) * inputUsdPerMillionTokens) / 1e6;
  const perCall = (price: {
    inputUsdPerMillionTokens: number;
    outputUsdPerMillionTokens: number;
  }): number =>
    (request.inputTokens * price.inputUsdPerMillionTokens +
      request.outputTokens * price.outputUsdPerMillionTokens) /
    1e6;
  const asked = perCall({ inputUsdPerMillionTokens, outputUsdPerMillionTokens });
  const promptTokens = request.promptTokens ?? 0;

  const tuned: Way = {
    name: "tune",
    onceUsd: request.tuningUsd,
    usdPerMonth: request.tunedUsdPerMonth ?? 0,
    usdPerRequest: perCall(tunedPrice.price),
  };
  const prompted: Way = {
    name: "prompt",
    onceUsd: 0,
    usdPerMonth: 0,
    usdPerRequest: asked + promptTokens * perRepeated,
  };
  const ways = [tuned, prompted];
  if (request.contextTokens !== undefined)
    ways.push({
      name: "context",
      onceUsd: 0,
      usdPerMonth: 0,
      usdPerRequest: asked + (promptTokens + request.contextTokens) * perRepeated,
    });

  // With knowledge to carry, prompting without it is no alternative: the context is what tuning replaces.
  const rivals = ways.filter(
    (way) => way.name !== "tune" && (request.contextTokens === undefined || way.name === "context"),
  );
  const rival = rivals[0] ?? prompted;
  const cost = (way: Way) => totalUsd(way, request.requestsPerMonth, months);
  const best = cost(tuned) < cost(rival) ? tuned : rival;
  const saved =
    (rival.usdPerRequest - tuned.usdPerRequest) * request.requestsPerMonth - tuned.usdPerMonth;
  const payback = saved > 0 ? tuned.onceUsd / saved : null;
  const meeting = meetAt(tuned, rival, months);
  return {
    question: "Tune a model, prompt a larger one, or put the knowledge into the context?",
    verdict: best.name,
    because: `${count(request.requestsPerMonth)} requests a month cost ${usd(cost(tuned))} tuned and ${usd(cost(rival))} ${rival.name === "context" ? "with the knowledge in the context" : "prompted"} over ${months} months${payback === null ? "; tuning never pays itself back" : `; tuning is paid back in ${payback.toFixed(1)} months`}.`,
    breakEven: { quantity: "requests", unit: "requests a month", value: meeting },
    flipsWhen: [
      meeting === null
        ? "No number of requests: one side is cheaper at any volume."
        : `${request.requestsPerMonth < meeting ? "More" : "Fewer"} than ${count(meeting)} requests a month.`,
      ...(cachedShare < 1 &&
      promptedPrice.price.cachedInputUsdPerMillionTokens !== undefined &&
      best === tuned
        ? cachedFlip(tuned, request, months, asked, inputUsdPerMillionTokens, cachedUsdPerMillion)
        : []),
      "The larger model answers well enough without tuning, or the tuned one does not: cost does not tell, an evaluation does.",
    ],
    options: ways.map((way) => ({ name: way.name, usd: exactly(cost(way)) })),
    basis: [
      `Tuned: ${tunedPrice.basis}; ${usd(tuned.onceUsd)} once and ${usd(tuned.usdPerMonth)} a month.`,
      `Prompted: ${promptedPrice.basis}; ${promptTokens} tokens of instructions${request.contextTokens === undefined ? "" : ` and ${request.contextTokens} of knowledge`} a call, ${100 * cachedShare} % of them from the cache at $${cachedUsdPerMillion} per million.`,
      `Compared over ${months} months${request.months === undefined ? " (assumed)" : ""}.`,
    ],
  };
};

/** The cached share from which the untuned side is cheaper, if there is one. */
const cachedFlip = (
  tuned: Way,
  request: TuneOrPrompt,
  months: number,
  asked: number,
  inputUsdPerMillionTokens: number,
  cachedUsdPerMillion: number,
): string[] => {
  const repeated = (request.promptTokens ?? 0) + (request.contextTokens ?? 0);
  const perRequest =
    totalUsd(tuned, request.requestsPerMonth, months) / months / request.requestsPerMonth;
  const perRepeated = ((perRequest - asked) / repeated) * 1e6;
  const share =
    (inputUsdPerMillionTokens - perRepeated) / (inputUsdPerMillionTokens - cachedUsdPerMillion);
  return share > 0 && share < 1
    ? [`More than ${Math.round(100 * share)} % of the repeated tokens come from the cache.`]
    : [];
};
