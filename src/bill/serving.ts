import { exactly, type BillPart, type Estimate } from "../estimator/estimate.ts";
import { HOURS_PER_DAY, HOURS_PER_MONTH } from "../units.ts";
import { tokenPrice, type Inference } from "./inference.ts";
import type { PartOptions } from "./options.ts";
import type { Production } from "./production.ts";
import { span } from "./production.ts";
import { asRange, scaled, sum } from "./range.ts";

/**
 * A month of serving what was tuned: a dedicated machine by the hour (shared by the adapters of one
 * base), a service by the token, or a managed deployment's hosting fee and tokens. Unstated: the machine
 * that trained it, on demand and round the clock, as it holds the model in the same precision.
 */
export const serving = (
  estimate: Estimate,
  run: Production | undefined,
  options: PartOptions<"servingPerMonth">,
  inference: Inference,
): BillPart | undefined => {
  const kind = options.kind ?? (options.price === undefined ? "dedicated" : "serverless");
  if (kind === "serverless") return byToken(options, inference);
  const machine = dedicated(estimate, run, options, kind);
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

/** The cheapest machine on demand of those that can hold the model; interruptible ones do not serve. */
const servingMachine = (estimate: Estimate, run: Production | undefined) => {
  const steady = estimate.quotes.filter(
    (quote) => quote.kind === "gpu" && ["on_demand", "owned", "reserved"].includes(quote.pricing),
  );
  const chosen = run?.quote;
  if (chosen?.kind === "gpu" && steady.includes(chosen)) return chosen;
  const [first] = steady.toSorted((left, right) => hourly(left) - hourly(right));
  return first?.kind === "gpu" ? first : undefined;
};
const hourly = (quote: Estimate["quotes"][number]): number =>
  quote.kind === "gpu" ? quote.usdPerHour : Infinity;

const dedicated = (
  estimate: Estimate,
  run: Production | undefined,
  options: PartOptions<"servingPerMonth">,
  kind: "dedicated" | "managed",
): BillPart | undefined => {
  const machine = servingMachine(estimate, run);
  const usdPerHour = options.usdPerHour ?? (kind === "dedicated" ? machine?.usdPerHour : undefined);
  if (usdPerHour === undefined) return undefined;
  const hoursPerDay = options.hoursPerDay ?? HOURS_PER_DAY;
  const replicas = options.replicas ?? 1;
  const sharing = options.adaptersSharing ?? 1;
  const usd = (usdPerHour * HOURS_PER_MONTH * (hoursPerDay / HOURS_PER_DAY) * replicas) / sharing;
  const what =
    options.usdPerHour !== undefined || machine === undefined
      ? `A ${kind === "managed" ? "hosting fee" : "machine"} of $${usdPerHour} an hour`
      : `${machine.gpuCount} x ${machine.gpu} at ${machine.provider}, $${usdPerHour} an hour (it trains this run, so it holds the model in the same precision)`;
  const shared = sharing === 1 ? "" : `, shared by ${sharing} adapters of the same base`;
  const times = replicas === 1 ? "" : `${replicas} x `;
  return {
    ...exactly(usd),
    basis: `${times}${what}, ${hoursPerDay} hours a day${options.hoursPerDay === undefined ? " (assumed: round the clock)" : ""}, ${HOURS_PER_MONTH} hours a month${shared}. Whether one replica carries the traffic is not said.`,
  };
};
