import type { BILL_PARTS } from "../estimator/estimate.ts";

export const pricingNames: Readonly<Record<string, string>> = {
  on_demand: "on demand",
  spot: "spot",
  reserved: "reserved",
  community: "community",
  owned: "owned",
};

export const billPartNames: Readonly<Record<(typeof BILL_PARTS)[number], string>> = {
  productionRun: "The run itself",
  experiments: "Experiments before it",
  evaluation: "Evaluation",
  grader: "Grader model",
  checkpoints: "Checkpoint storage",
  dataPreparation: "Data preparation",
  reserve: "Reserve for failures",
  servingPerMonth: "Serving, per month",
  retuningPerYear: "Re-tuning, per year",
};

/** A value of any field as a person would write it. */
export const fieldInWords = (value: unknown): string => {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.map(fieldInWords).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value as string | number);
};

/** A change of a run ({ technique: "lora" }) as a phrase. */
export const changeInWords = (change: Readonly<Record<string, unknown>>): string =>
  Object.entries(change)
    .flatMap(([field, value]) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(value).map(
            ([inner, innerValue]) => `${field}.${inner} ${fieldInWords(innerValue)}`,
          )
        : [`${field} ${fieldInWords(value)}`],
    )
    .join(", ");
