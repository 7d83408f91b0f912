import { exactly, type BillPart, type Estimate } from "../estimator/estimate.ts";
import { findGpu } from "../estimator/gpus/gpus.ts";
import type { Catalog } from "../estimator/offer.ts";
import { HOURS_PER_DAY, HOURS_PER_MONTH } from "../units.ts";
import { tokenPrice, type Inference } from "./inference.ts";
import type { PartOptions } from "./options.ts";
import type { Production } from "./production.ts";
import { span } from "./production.ts";
import { asRange, scaled, sum } from "./range.ts";

/** What of a catalog the bill looks at. */
export type Prices = Partial<Pick<Catalog, "offers" | "serving" | "managed" | "inference">>;

/**
 * A month of serving what was tuned: a dedicated machine by the hour (shared by the adapters of one
 * base), a service by the token, or a managed deployment's hosting fee and tokens. Unstated: the
 * cheapest steady machine that holds the model, round the clock; of a closed model its hosting fee.
 */
export const serving = (
  estimate: Estimate,
  run: Production | undefined,
  options: PartOptions<"servingPerMonth">,
  prices: Prices,
): BillPart | undefined => {
  const inference = prices.inference ?? [];
  const closed = run?.quote?.kind === "managed" && estimate.parameters.total === 0;
  const usual = closed ? "managed" : "dedicated";
  const kind = options.kind ?? (options.price === undefined ? usual : "serverless");
  if (kind === "serverless") return byToken(options, inference);
  const machine = dedicated(estimate, run, options, kind, prices);
  if (kind === "dedicated" || machine === undefined) return machine;
  const tokens = byToken(options, inference);
  if (tokens === undefined) return machine;
  return { ...sum(machine, tokens), basis: `${machine.basis} ${tokens.basis}` };
};

const byToken = (
  options: PartOptions<"servingPerMonth">,
  inference: Inference,
): BillPart | undefined => {
  if (options.price === undefined || options.requestsPerMonth === undefined) return undefined;
  const found = tokenPrice(options.price, inference);
  if ("unknown" in found) return undefined;
  const requests = asRange(options.requestsPerMonth);
  const { inputTokens = 0, outputTokens = 0 } = options;
  const perRequest =
    (inputTokens * found.price.inputUsdPerMillionTokens +
      outputTokens * found.price.outputUsdPerMillionTokens) /
    1e6;
  return {
    ...scaled(requests, perRequest),
    basis: `${span(requests)} requests a month of ${inputTokens} tokens in and ${outputTokens} out, ${found.basis}.`,
  };
};

/**
 * Bytes beside the weights that a serving engine takes, as a share of them: its cache of keys and values and
 * its buffers. Assumed: a fifth, for a handful of requests at a time.
 */
const ENGINE_SHARE = 0.2;

type Machine = {
  gpu: string;
  gpuCount: number;
  provider: string;
  usdPerHour: number;
  holds: string;
};

/** The cheapest steady machine that holds the weights at 2 bytes a parameter; interruptible ones do not serve. */
const servingMachine = (estimate: Estimate, prices: Prices): Machine | undefined => {
  const bytes = estimate.parameters.total * 2 * (1 + ENGINE_SHARE);
  if (bytes === 0) return undefined;
  const usable = new Map<string, number>();
  const memoryOf = (gpu: string): number => {
    const known = usable.get(gpu) ?? findGpu(gpu)?.gpu.usableMemoryBytes ?? 0;
    usable.set(gpu, known);
    return known;
  };
  let best: Machine | undefined;
  for (const offer of [...(prices.offers ?? []), ...(prices.serving ?? [])]) {
    if (offer.pricing !== "on_demand" && offer.pricing !== "owned") continue;
    if (offer.available === false || offer.usdPerHour >= (best?.usdPerHour ?? Infinity)) continue;
    if (memoryOf(offer.gpu) * offer.gpuCount < bytes) continue;
    const { gpu, gpuCount, provider, usdPerHour } = offer;
    const holds = `the cheapest steady machine that holds the weights at 2 bytes a parameter and a fifth more (assumed); ${offer.basis} price of ${offer.asOf}`;
    best = { gpu, gpuCount, provider, usdPerHour, holds };
  }
  return best;
};

/** What a managed deployment of the tuned model costs an hour, where the service that trains it says. */
const hostingFee = (run: Production | undefined, prices: Prices): number | undefined => {
  const { quote } = run ?? {};
  if (quote?.kind !== "managed") return undefined;
  return prices.managed?.find(
    ({ provider, service, hostingUsdPerHour }) =>
      provider === quote.provider && service === quote.service && hostingUsdPerHour !== undefined,
  )?.hostingUsdPerHour;
};

const dedicated = (
  estimate: Estimate,
  run: Production | undefined,
  options: PartOptions<"servingPerMonth">,
  kind: "dedicated" | "managed",
  prices: Prices,
): BillPart | undefined => {
  const machine = kind === "dedicated" ? servingMachine(estimate, prices) : undefined;
  const usdPerHour = options.usdPerHour ?? machine?.usdPerHour ?? hostingFee(run, prices);
  if (usdPerHour === undefined) return undefined;
  const hoursPerDay = options.hoursPerDay ?? HOURS_PER_DAY;
  const replicas = options.replicas ?? 1;
  const sharing = options.adaptersSharing ?? 1;
  const usd = (usdPerHour * HOURS_PER_MONTH * (hoursPerDay / HOURS_PER_DAY) * replicas) / sharing;
  const what =
    options.usdPerHour !== undefined || machine === undefined
      ? `A ${kind === "managed" ? "hosting fee" : "machine"} of $${usdPerHour} an hour`
      : `${machine.gpuCount} x ${machine.gpu} at ${machine.provider}, $${usdPerHour} an hour (${machine.holds})`;
  const shared = sharing === 1 ? "" : `, shared by ${sharing} adapters of the same base`;
  const times = replicas === 1 ? "" : `${replicas} x `;
  return {
    ...exactly(usd),
    basis: `${times}${what}, ${hoursPerDay} hours a day${options.hoursPerDay === undefined ? " (assumed: round the clock)" : ""}, ${HOURS_PER_MONTH} hours a month${shared}. Whether one replica carries the traffic is not said.`,
  };
};
