import { exactly, type BillPart, type Estimate, type Range } from "../estimator/estimate.ts";
import {
  CLEANED_ROWS_MAX,
  CLEANED_SHARE,
  CLEANING_HOURS_PER_EXAMPLE,
  LABELLING_USD_PER_HOUR,
} from "./assumed.ts";
import { trainingRows } from "./evaluation.ts";
import { tokenPrice, type Inference } from "./inference.ts";
import type { PartOptions } from "./options.ts";
import { span } from "./production.ts";
import { asRange, scaled, sum } from "./range.ts";

/**
 * Making the data ready: people who label and clean (rows x hours x wage), and synthetic examples by
 * tokens. Unstated, a sample is read (assumed.ts) and nothing labelled or generated.
 */
export const dataPreparation = (
  estimate: Estimate,
  options: PartOptions<"dataPreparation">,
  inference: Inference,
): BillPart | undefined => {
  const rows = options.rows ?? trainingRows(estimate);
  const people = rows === undefined ? undefined : byHand(rows, options);
  const made = synthetic(options, inference);
  if (people === undefined && made === undefined) return undefined;
  return {
    ...sum(people?.usd ?? exactly(0), made?.usd ?? exactly(0)),
    basis: [people?.basis, made?.basis].filter((words) => words !== undefined).join(" "),
  };
};

type Priced = { usd: Range; basis: string };

const byHand = (rows: number, options: PartOptions<"dataPreparation">): Priced => {
  const usdPerHour = options.usdPerHour ?? LABELLING_USD_PER_HOUR;
  const labelling = asRange(options.labellingHoursPerExample ?? 0);
  const cleaning = asRange(options.cleaningHoursPerExample ?? CLEANING_HOURS_PER_EXAMPLE);
  const read =
    options.sampledShare === undefined
      ? Math.min(CLEANED_ROWS_MAX, Math.ceil(rows * CLEANED_SHARE))
      : rows * options.sampledShare;
  const hours = sum(scaled(labelling, rows), scaled(cleaning, read));
  const wage = `$${usdPerHour} an hour${options.usdPerHour === undefined ? " (assumed)" : ""}`;
  const labelled =
    options.labellingHoursPerExample === undefined
      ? "Labelling is not counted (state hours per example to count it);"
      : `${Math.round(rows)} rows labelled at ${span(labelling)} hours each;`;
  const sampled = `${Math.round(read)} rows read at ${span(scaled(cleaning, 60))} minutes each${options.cleaningHoursPerExample === undefined && options.sampledShare === undefined ? ` (assumed: ${100 * CLEANED_SHARE} %, at most ${CLEANED_ROWS_MAX})` : ""}, ${wage}.`;
  return { usd: scaled(hours, usdPerHour), basis: `${labelled} ${sampled}` };
};

const synthetic = (
  options: PartOptions<"dataPreparation">,
  inference: Inference,
): Priced | undefined => {
  const wanted = options.synthetic;
  if (wanted === undefined) return undefined;
  const found = tokenPrice(wanted.price, inference);
  if ("unknown" in found) return undefined;
  const generated = wanted.examples / (wanted.keptShare ?? 1);
  const perExample =
    (wanted.inputTokens * found.price.inputUsdPerMillionTokens +
      wanted.outputTokens * found.price.outputUsdPerMillionTokens) /
    1e6;
  return {
    usd: exactly(generated * perExample),
    basis: `${Math.round(generated)} synthetic examples generated for ${wanted.examples} kept, ${wanted.inputTokens} tokens in and ${wanted.outputTokens} out each, ${found.basis}.`,
  };
};
