/** Renting, owning and serving. */
import { decideCloudOrOwn } from "../../../src/bill/decisions/cloud-or-own.ts";
import { HOURS_PER_MONTH, MONTHS_PER_YEAR } from "../../../src/units.ts";
import { ALPACA, billed, catalog, FRUGAL, hourlySpan, runHours } from "../figures.ts";
import { at } from "../verdict.ts";
import { type Row, row, upTo, from, LLAMA8, round } from "./row.ts";

export const owning = (): Row[] => {
  const guide = {
    cloudUsdPerHour: 2,
    hoursPerMonth: 20,
    purchaseUsd: 1600,
    watts: 0,
    resaleShare: 0,
    months: MONTHS_PER_YEAR,
  };
  const decided = decideCloudOrOwn(guide);
  const cheapest = hourlySpan(
    [...new Set(catalog.offers.map(({ provider }) => provider))],
    /^RTX4090-24GB$/,
  ).low;
  const month = decideCloudOrOwn({ gpu: "RTX 4090", cloudUsdPerHour: cheapest, hoursPerMonth: 20 });
  const nodeUsd = 2500 / HOURS_PER_MONTH;
  const node = decideCloudOrOwn({
    gpu: "RTX 4090",
    cloudUsdPerHour: nodeUsd,
    hoursPerMonth: HOURS_PER_MONTH,
  });
  const atTwo = decideCloudOrOwn({
    gpu: "RTX 4090",
    cloudUsdPerHour: guide.cloudUsdPerHour,
    hoursPerMonth: 20,
  });
  const rented = (gpu: string) =>
    runHours({
      baseModel: LLAMA8,
      technique: "qlora",
      ...ALPACA,
      ...FRUGAL,
      microBatchSize: 8,
      gradientAccumulationSteps: 2,
      hardware: { gpu, gpuCount: 1 },
    });
  const slower = rented("RTX 4090") / rented("H100");
  const yearly = decided?.options.find(({ name }) => name === "cloud")?.usd.expected ?? NaN;
  const tokens =
    billed(
      { baseModel: LLAMA8 },
      {
        servingPerMonth: {
          kind: "serverless",
          requestsPerMonth: 10_000,
          inputTokens: 1000,
          outputTokens: 0,
          price: { inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 1 },
        },
      },
    ).servingPerMonth?.expected ?? NaN;
  return [
    row(
      "$2 an hour, 20 hours a month costs $480 (a month)",
      at(480),
      at(yearly / MONTHS_PER_YEAR),
      "USD a month",
      "arithmetic",
      `$480 is the year: 2 x 20 x 12 = $${round(yearly)}.`,
    ),
    row(
      "so a $1,600 GPU pays for itself in under four months",
      upTo(4),
      at(months(decided?.because)),
      "months",
      "arithmetic",
      "1,600 / 40: power, resale and the rest of the machine left out, as the guide does.",
    ),
    row(
      "10 million tokens a month at $0.001 per 1K is $10,000 a year",
      at(10_000),
      at(tokens * MONTHS_PER_YEAR),
      "USD a year",
      "arithmetic",
      "10,000 thousands x $0.001 = $10 a month.",
    ),
    row(
      "One GPU replaces a $2,500-a-month node within weeks",
      upTo(8),
      from(weeks(node?.because), weeks(node?.because) * slower),
      "weeks",
      "arithmetic",
      `An RTX 4090 at its street price, at the least if it does all of the node's work, at the most if the node is an H100, which $${round(nodeUsd)} an hour rents: that is ${round(slower, 2)} times as fast, and one card replaces only its share.`,
    ),
    row(
      "Owning wins from 15-20 hours a month",
      from(15, 20),
      at(month?.breakEven.value ?? NaN),
      "hours a month",
      "arithmetic",
      `An RTX 4090 at its street price against the cheapest rent of one, $${round(cheapest)} an hour, over three years. Against the guide's $2 an hour it would be ${round(atTwo?.breakEven.value ?? NaN)}.`,
    ),
  ];
};

const weeks = (because: string | undefined): number =>
  (months(because) * HOURS_PER_MONTH) / (7 * 24);

/** The payback that a decision states, in months. */
const months = (because: string | undefined): number =>
  Number(/earned back in ([\d.]+) months/.exec(because ?? "")?.[1] ?? NaN);
