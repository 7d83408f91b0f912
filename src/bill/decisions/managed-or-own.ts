import * as z from "zod";
import { Range } from "../../estimator/estimate.ts";
import { count, usd } from "../../report/format.ts";
import { ENGINEERING_USD_PER_HOUR } from "../assumed.ts";
import type { Decision } from "../decision.ts";
import { scaled, sum } from "../range.ts";
import { exactly } from "../../estimator/estimate.ts";

const amount = z.number().min(0).max(1e9);

export const ManagedOrOwn = z.strictObject({
  /** Tokens trained: tokens of the dataset x epochs. */
  tokens: z.number().min(0).max(1e15),
  managedUsdPerMillion: amount,
  minimumUsd: amount.optional(),
  gpuUsdPerHour: amount,
  /** Of the whole machine. */
  tokensPerSecond: z.union([z.number().positive().max(1e12), Range]),
  /** Hours of people per run, on either side. */
  engineeringHours: z.number().min(0).max(1e6).optional(),
  managedEngineeringHours: z.number().min(0).max(1e6).optional(),
  engineeringUsdPerHour: amount.optional(),
});
export type ManagedOrOwn = z.infer<typeof ManagedOrOwn>;

/** Assumed: setting up and minding one's own run takes half a working day longer than a service's job. */
const OWN_HOURS = 4;
const MANAGED_HOURS = 1;

type Sides = {
  managedUsdPerToken: number;
  minimumUsd: number;
  managedFixedUsd: number;
  ownUsdPerToken: number;
  ownFixedUsd: number;
};

export const managedUsd = (sides: Sides, tokens: number): number =>
  Math.max(sides.minimumUsd, sides.managedUsdPerToken * tokens) + sides.managedFixedUsd;
export const ownRunUsd = (sides: Sides, tokens: number): number =>
  sides.ownUsdPerToken * tokens + sides.ownFixedUsd;

/** Tokens at which both cost the same: under the minimum, and on the line beyond it; none, one or both. */
export const meetingTokens = (sides: Sides): number[] => {
  const minimumEndsAt =
    sides.managedUsdPerToken === 0 ? Infinity : sides.minimumUsd / sides.managedUsdPerToken;
  const under =
    (sides.minimumUsd + sides.managedFixedUsd - sides.ownFixedUsd) / sides.ownUsdPerToken;
  const beyond =
    (sides.ownFixedUsd - sides.managedFixedUsd) / (sides.managedUsdPerToken - sides.ownUsdPerToken);
  return [
    ...(under > 0 && under < minimumEndsAt ? [under] : []),
    ...(beyond > 0 && beyond >= minimumEndsAt && Number.isFinite(beyond) ? [beyond] : []),
  ];
};

/** The one of them nearest to the tokens asked about, by ratio. */
export const breakEvenTokens = (sides: Sides, tokens: number): number | null => {
  const [first, second] = meetingTokens(sides);
  if (first === undefined || second === undefined) return first ?? null;
  return tokens * tokens < first * second ? first : second;
};

export const sidesOf = (request: ManagedOrOwn): Sides => {
  const wage = request.engineeringUsdPerHour ?? ENGINEERING_USD_PER_HOUR;
  const speed =
    typeof request.tokensPerSecond === "number"
      ? request.tokensPerSecond
      : request.tokensPerSecond.expected;
  return {
    managedUsdPerToken: request.managedUsdPerMillion / 1e6,
    minimumUsd: request.minimumUsd ?? 0,
    managedFixedUsd: wage * (request.managedEngineeringHours ?? MANAGED_HOURS),
    ownUsdPerToken: request.gpuUsdPerHour / 3600 / speed,
    ownFixedUsd: wage * (request.engineeringHours ?? OWN_HOURS),
  };
};

export const decideManagedOrOwn = (request: ManagedOrOwn): Decision => {
  const sides = sidesOf(request);
  const managed = managedUsd(sides, request.tokens);
  const own = ownRunUsd(sides, request.tokens);
  const tokens = breakEvenTokens(sides, request.tokens);
  const verdict = own < managed ? "own" : "managed";
  const assumedHours =
    request.engineeringHours === undefined || request.managedEngineeringHours === undefined;
  const speed = request.tokensPerSecond;
  const machineUsd =
    typeof speed === "number"
      ? exactly(sides.ownUsdPerToken * request.tokens)
      : {
          low: (request.gpuUsdPerHour / 3600 / speed.high) * request.tokens,
          expected: sides.ownUsdPerToken * request.tokens,
          high: (request.gpuUsdPerHour / 3600 / speed.low) * request.tokens,
        };
  const wageGap = sides.ownFixedUsd - sides.managedFixedUsd;
  return {
    question: "A managed service or a run of one's own?",
    verdict,
    because: `${count(request.tokens)} trained tokens cost ${usd(managed)} at the service and ${usd(own)} on one's own machine, people's hours included (${usd(sides.managedFixedUsd)} and ${usd(sides.ownFixedUsd)}).`,
    breakEven: { quantity: "trained tokens", unit: "tokens a run", value: tokens },
    flipsWhen: [
      ...(tokens === null
        ? ["No number of tokens: one side is cheaper at any size."]
        : [
            `${request.tokens < tokens ? "More" : "Fewer"} than ${count(tokens)} trained tokens a run.`,
          ]),
      `People's hours on one's own run ${verdict === "managed" ? "cost less than" : "cost more than"} ${usd(Math.max(0, managed - own + sides.ownFixedUsd))}${wageGap > 0 ? " (the set-up is paid once: for later runs it falls away)" : ""}.`,
    ],
    options: [
      { name: "managed", usd: exactly(managed) },
      { name: "own", usd: sum(machineUsd, scaled(exactly(1), sides.ownFixedUsd)) },
    ],
    basis: [
      `Service: ${usd(request.managedUsdPerMillion)} per million trained tokens, at least ${usd(sides.minimumUsd)}.`,
      `Machine: $${request.gpuUsdPerHour} an hour at ${Math.round(typeof speed === "number" ? speed : speed.expected)} tokens a second.`,
      `People: ${request.managedEngineeringHours ?? MANAGED_HOURS} and ${request.engineeringHours ?? OWN_HOURS} hours${assumedHours ? " (assumed)" : ""} at ${usd(request.engineeringUsdPerHour ?? ENGINEERING_USD_PER_HOUR)}${request.engineeringUsdPerHour === undefined ? " (US software developers' median wage, BLS, May 2024, without overhead)" : ""}.`,
    ],
  };
};
