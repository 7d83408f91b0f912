import * as z from "zod";
import { Range } from "../estimator/estimate.ts";

/** A recommendation, where it tips, and what would tip it. Dollars of both sides over the time stated. */
export const Decision = z.strictObject({
  question: z.string(),
  /** The option that wins, in one or two words, lower case. */
  verdict: z.string(),
  because: z.string(),
  /** Where the costs meet; null where they meet nowhere. */
  breakEven: z.strictObject({
    quantity: z.string(),
    unit: z.string(),
    value: z.number().nullable(),
  }),
  flipsWhen: z.array(z.string()),
  options: z.array(z.strictObject({ name: z.string(), usd: Range, note: z.string().optional() })),
  basis: z.array(z.string()),
});
export type Decision = z.infer<typeof Decision>;
