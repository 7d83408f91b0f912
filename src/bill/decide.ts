import * as z from "zod";
import { completeRun, type CompleteRun } from "../estimator/complete.ts";
import { estimate } from "../estimator/calculate.ts";
import type { Estimate, GpuQuote, ManagedQuote } from "../estimator/estimate.ts";
import { findGpu } from "../estimator/gpus/gpus.ts";
import type { Catalog, Offer } from "../estimator/offer.ts";
import { TrainingRun } from "../estimator/run.ts";
import { right, wrong, type Problem, type Result } from "../problem.ts";
import { bill, onceUsd } from "./bill.ts";
import type { Decision } from "./decision.ts";
import { CloudOrOwn, decideCloudOrOwn } from "./decisions/cloud-or-own.ts";
import { decideManagedOrOwn, ManagedOrOwn } from "./decisions/managed-or-own.ts";
import {
  decideEarlyStopping,
  decideFewerExamples,
  decideRank,
  decideSmallerModel,
  decideTechnique,
  EarlyStopping,
  FewerExamples,
  SmallerModel,
} from "./decisions/training.ts";
import { decideTuneOrPrompt, TuneOrPrompt } from "./decisions/tune-or-prompt.ts";

const asked = <Q extends string, S extends z.ZodRawShape>(question: Q, shape: S) =>
  z.strictObject({ question: z.literal(question), ...shape });
const run = { run: TrainingRun };

/** What POST /v1/decide takes: a question and its figures. What a run or the catalog can tell need not be stated. */
export const DecideRequest = z.discriminatedUnion("question", [
  asked("cloud-or-own", {
    ...CloudOrOwn.shape,
    cloudUsdPerHour: CloudOrOwn.shape.cloudUsdPerHour.optional(),
  }),
  asked("managed-or-own", {
    ...ManagedOrOwn.partial().shape,
    run: TrainingRun.optional(),
  }),
  asked("tune-or-prompt", {
    ...TuneOrPrompt.shape,
    tuningUsd: TuneOrPrompt.shape.tuningUsd.optional(),
    run: TrainingRun.optional(),
  }),
  asked("technique", run),
  asked("rank", run),
  asked("smaller-model", { ...run, ...SmallerModel.shape }),
  asked("fewer-examples", { ...run, ...FewerExamples.shape }),
  asked("early-stopping", { ...run, ...EarlyStopping.shape }),
]);
export type DecideRequest = z.infer<typeof DecideRequest>;

const NOTHING_FITS: Problem = {
  path: "run",
  message: "No machine in the catalog holds this run, so there is no price to decide by.",
};

/** One question, answered. Pure: prices come in the catalog. */
export const decide = (request: DecideRequest, catalog: Catalog): Result<Decision> => {
  const read = "run" in request && request.run !== undefined ? completeRun(request.run) : undefined;
  if (read !== undefined && !read.ok)
    return wrong(...read.problems.map((problem) => ({ ...problem, path: `run.${problem.path}` })));
  switch (request.question) {
    case "cloud-or-own":
      return cloudOrOwn(request, catalog);
    case "managed-or-own":
      return managedOrOwn(request, read?.value, catalog);
    case "tune-or-prompt":
      return tuneOrPrompt(request, read?.value, catalog);
    case "technique":
      return orNothingFits(decideTechnique(request.run, catalog));
    case "rank":
      return orNothingFits(decideRank(request.run, catalog));
    case "smaller-model":
      return smallerModel(request, catalog);
    case "fewer-examples":
      return orNothingFits(decideFewerExamples(request.run, request, catalog));
    case "early-stopping":
      return orNothingFits(decideEarlyStopping(request.run, request, catalog));
  }
};

const orNothingFits = (decision: Decision | undefined): Result<Decision> =>
  decision === undefined ? wrong(NOTHING_FITS) : right(decision);

type Asked<Q extends DecideRequest["question"]> = Extract<DecideRequest, { question: Q }>;

const smallerModel = (request: Asked<"smaller-model">, catalog: Catalog): Result<Decision> => {
  const { architecture: _, ...rest } = request.run;
  const small = completeRun({ ...rest, baseModel: request.smallerModel });
  if (!small.ok) return wrong(...small.problems.map((one) => ({ ...one, path: "smallerModel" })));
  return orNothingFits(decideSmallerModel(request.run, request, catalog));
};

/** The cheapest steady rent of a GPU: a machine that is taken away is no alternative to one's own. */
const steadyOffer = (catalog: Catalog, gpu: string, gpuCount: number): Offer | undefined =>
  catalog.offers
    .filter(
      (offer) =>
        offer.gpu === gpu &&
        offer.gpuCount === gpuCount &&
        offer.pricing === "on_demand" &&
        offer.available !== false,
    )
    .toSorted((left, right_) => left.usdPerHour - right_.usdPerHour)[0];

const cloudOrOwn = (request: Asked<"cloud-or-own">, catalog: Catalog): Result<Decision> => {
  const { question: _, ...stated } = request;
  const gpu = request.gpu === undefined ? undefined : findGpu(request.gpu)?.gpu;
  if (request.gpu !== undefined && gpu === undefined)
    return wrong({
      path: "gpu",
      message: `"${request.gpu}" is not an accelerator that ftcost knows; GET /v1/gpus lists them.`,
    });
  const offer = gpu === undefined ? undefined : steadyOffer(catalog, gpu.id, request.gpuCount ?? 1);
  const cloudUsdPerHour = request.cloudUsdPerHour ?? offer?.usdPerHour;
  if (cloudUsdPerHour === undefined)
    return wrong({
      path: "cloudUsdPerHour",
      message: "State the rent: no steady offer of that GPU is in the catalog.",
    });
  const decision = decideCloudOrOwn({ ...stated, cloudUsdPerHour });
  if (decision === undefined)
    return wrong({
      path: "purchaseUsd",
      message: "State the purchase price: no dated street price of that GPU is known here.",
    });
  if (request.cloudUsdPerHour === undefined && offer !== undefined)
    decision.basis.push(
      `Rented from ${offer.provider}, on demand: ${offer.basis} price of ${offer.asOf} (${offer.source}).`,
    );
  return right(decision);
};

const cheapestGpu = (estimated: Estimate): GpuQuote | undefined =>
  estimated.quotes.find(
    (quote): quote is GpuQuote => quote.kind === "gpu" && quote.matchesHardware,
  ) ?? estimated.quotes.find((quote): quote is GpuQuote => quote.kind === "gpu");
const cheapestManaged = (estimated: Estimate): ManagedQuote | undefined =>
  estimated.quotes.find((quote): quote is ManagedQuote => quote.kind === "managed");

const managedOrOwn = (
  request: Asked<"managed-or-own">,
  complete: CompleteRun | undefined,
  catalog: Catalog,
): Result<Decision> => {
  const { question: _, run: __, ...stated } = request;
  const told = complete === undefined ? undefined : fromRun(complete, catalog);
  const parsed = ManagedOrOwn.safeParse({ ...told?.figures, ...stated });
  if (!parsed.success)
    return wrong(
      ...parsed.error.issues.map((issue) => ({
        path: issue.path.join("."),
        message: "State it: neither the run nor the catalog tells it.",
      })),
    );
  const decision = decideManagedOrOwn(parsed.data);
  decision.basis.push(...(told?.basis ?? []));
  return right(decision);
};

/** Figures of both sides as the estimate has them: tokens and dollars of the cheapest service and machine. */
const fromRun = (complete: CompleteRun, catalog: Catalog) => {
  const estimated = estimate(complete, catalog);
  const tokens = estimated.workload.realTokens;
  const [machine, service] = [cheapestGpu(estimated), cheapestManaged(estimated)];
  const perSecond = (hours: number): number => tokens / (hours * 3600);
  return {
    figures: {
      tokens,
      ...(machine === undefined
        ? {}
        : {
            gpuUsdPerHour: machine.usdPerHour,
            tokensPerSecond: {
              low: perSecond(machine.hours.high),
              expected: perSecond(machine.hours.expected),
              high: perSecond(machine.hours.low),
            },
          }),
      ...(service === undefined ? {} : perMillionOf(service, tokens, catalog)),
    },
    basis: [machine, service].flatMap((quote) =>
      quote === undefined
        ? []
        : [`${quote.provider}: ${quote.basis} price of ${quote.asOf} (${quote.source}).`],
    ),
  };
};

/** A quote's price per token: its offer's own, since a quote at the minimum does not tell it. */
const perMillionOf = (service: ManagedQuote, tokens: number, catalog: Catalog) => {
  const usdPerMillion = (service.usd.expected / Math.max(1, tokens)) * 1e6;
  if (service.usd.expected > service.minimumUsd)
    return { managedUsdPerMillion: usdPerMillion, minimumUsd: service.minimumUsd };
  const offer = catalog.managed.find(
    (one) =>
      one.provider === service.provider &&
      one.service === service.service &&
      one.usdPerMillionTokens !== undefined &&
      one.usdPerMillionTokens <= usdPerMillion,
  );
  return {
    managedUsdPerMillion: offer?.usdPerMillionTokens ?? 0,
    minimumUsd: service.minimumUsd,
  };
};

const tuneOrPrompt = (
  request: Asked<"tune-or-prompt">,
  complete: CompleteRun | undefined,
  catalog: Catalog,
): Result<Decision> => {
  const { question: _, run: __, ...stated } = request;
  const told =
    complete === undefined
      ? undefined
      : onceUsd(bill(estimate(complete, catalog), {}, catalog)).expected;
  const tuningUsd = stated.tuningUsd ?? told;
  if (tuningUsd === undefined)
    return wrong({ path: "tuningUsd", message: "State what tuning costs, or the run itself." });
  const decision = decideTuneOrPrompt({ ...stated, tuningUsd }, catalog.inference);
  if ("unknown" in decision)
    return wrong(
      ...decision.unknown.map((id) => ({
        path: id === request.tunedPrice ? "tunedPrice" : "promptedPrice",
        message: `No price of "${id}" is in the catalog: state its dollars per million tokens.`,
      })),
    );
  if (stated.tuningUsd === undefined)
    decision.basis.push("Tuning: all parts of the run's whole bill that are paid once.");
  return right(decision);
};

/** What can be decided of one run without asking further: for the chat, the comment's folded part and the page. */
export const decisions = (given: TrainingRun, catalog: Catalog): Decision[] => {
  const requests: DecideRequest[] = [
    { question: "technique", run: given },
    { question: "managed-or-own", run: given },
    { question: "rank", run: given },
    { question: "early-stopping", run: given },
  ];
  return requests.flatMap((request) => {
    const decided = decide(request, catalog);
    return decided.ok ? [decided.value] : [];
  });
};
