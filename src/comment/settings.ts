/** `.github/ftcost.yml`: how ftcost behaves in a repository. Every key is optional; an unknown key is wrong. */
import * as z from "zod";
import { BillOptions } from "../bill/options.ts";
import { TECHNIQUES } from "../estimator/run.ts";
import type { Problem } from "../problem.ts";
import { OwnPrices } from "./own-prices.ts";

const glob = z.string().min(1).max(300);
const usd = z.number().nonnegative().max(1e9);
const percent = z.number().nonnegative().max(1e6);
const count = z.int().min(1).max(1e12);

const Dataset = z.strictObject({
  rows: count.optional().describe("Examples in the data set"),
  tokensPerRow: z.number().positive().max(1e9).optional().describe("Mean tokens of an example"),
});

const Threshold = z.strictObject({
  usd: usd.optional().describe("At least so many dollars a run"),
  percent: percent.optional().describe("At least so many percent of the cost before"),
});

const Speaking = z.strictObject({
  when: z
    .enum(["always", "changed", "never"])
    .optional()
    .describe("Speak at every changed config (default), only when the cost changes, or not at all"),
  minimumIncrease: Threshold.optional().describe("Increases below this are not commented"),
  minimumDecrease: Threshold.optional().describe("Decreases below this are not commented"),
  drafts: z.boolean().optional().describe("Comment on draft pull requests (default false)"),
  once: z.boolean().optional().describe("A comment that somebody deleted is not made again"),
  suggestions: z
    .boolean()
    .optional()
    .describe("Offer cheaper settings as committable suggestions on changed lines"),
});

const Defaults = z.strictObject({
  datasets: z
    .record(z.string().max(300), Dataset)
    .optional()
    .describe("Sizes of data sets by name"),
  dataset: Dataset.optional().describe("Size of any data set that nobody knows"),
  gpu: z.string().max(100).optional(),
  gpuCount: count.max(100_000).optional(),
  technique: z.enum(TECHNIQUES).optional(),
});

const Limits = z.strictObject({
  usdPerRun: usd.optional().describe("Cost of one run of any config"),
  usdTotal: usd.optional().describe("Cost of one run of each changed config together"),
  usdIncrease: usd.optional().describe("Increase of one run of each changed config together"),
  percentIncrease: percent.optional().describe("The same increase in percent"),
  gpuHoursPerRun: z.number().nonnegative().max(1e9).optional(),
});
export type Limits = z.infer<typeof Limits>;

export const RepositorySettings = z.strictObject({
  paths: z
    .array(glob)
    .max(100)
    .optional()
    .describe("Globs of the files that count; all when absent"),
  ignore: z.array(glob).max(100).optional().describe("Globs of files that do not count"),
  comment: Speaking.optional(),
  defaults: Defaults.optional(),
  providers: z.array(z.string().max(100)).max(100).optional().describe("Only these providers"),
  pricing: z
    .array(z.enum(["on_demand", "spot", "reserved", "community", "owned"]))
    .optional()
    .describe("Only these kinds of price"),
  prices: OwnPrices.optional().describe("Own discounts, contracts, machines"),
  bill: BillOptions.optional().describe("Experiments and the other parts of the whole bill"),
  limits: Limits.optional(),
});
export type RepositorySettings = z.infer<typeof RepositorySettings>;

export type SettingsProblem = Problem & { line: number };
export type ReadSettings =
  | { ok: true; settings: RepositorySettings }
  | { ok: false; problems: SettingsProblem[] };
