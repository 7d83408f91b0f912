import { addOwnPrices, readOwnPrices } from "../../pricing/own.ts";
import { readSettings } from "../../src/comment/read-settings.ts";
import type { ReadSettings, RepositorySettings } from "../../src/comment/settings.ts";
import type { Catalog, TrainingRun } from "../../src/estimator/index.ts";
import type { Problem } from "../../src/problem.ts";
import type { Content } from "./contents.ts";
import type { Bench, Job } from "./bench.ts";
import { SETTINGS_PATH } from "./open.ts";
import { textKey } from "./reading.ts";

/** What the base branch says rules; what the pull request makes of it is only shown. */
export type JobSettings = { base: ReadSettings; proposed: ReadSettings | undefined };

const KEY = "job:settings";

/** A GPU that nobody knows, a price given twice. */
const ownPriceProblems = ({ prices }: RepositorySettings): Problem[] => {
  if (prices === undefined) return [];
  const read = readOwnPrices(prices);
  if (read.ok) return [];
  return read.problems.map((problem) => ({ ...problem, path: `prices.${problem.path}` }));
};

export const settingsOf = (bench: Bench, job: Job): JobSettings => {
  const known = bench.kv.get<JobSettings>(KEY);
  if (known !== undefined) return known;
  const edited = job.candidates.some((candidate) => candidate.path === SETTINGS_PATH);
  const content = edited ? bench.kv.get<Content>(textKey("after", SETTINGS_PATH)) : undefined;
  // Edited, and no text at the head: it is deleted, which proposes that no rule holds.
  const text = content?.kind === "text" ? content.text : "";
  const read: JobSettings = {
    base: readSettings(job.settingsText ?? "", ownPriceProblems),
    proposed: edited ? readSettings(text, ownPriceProblems) : undefined,
  };
  bench.kv.put(KEY, read);
  return read;
};

/** The rules that hold: of a file that cannot be read none, and that is said. */
export const rulesOf = (bench: Bench, job: Job): RepositorySettings => {
  const { base } = settingsOf(bench, job);
  return base.ok ? base.settings : {};
};

/** Own prices in, providers and kinds of price that the repository does not use out. */
export const catalogFor = (catalog: Catalog, rules: RepositorySettings, now: Date): Catalog => {
  const all =
    rules.prices === undefined ? catalog : addOwnPrices(catalog, rules.prices, SETTINGS_PATH, now);
  const { providers, pricing } = rules;
  if (providers === undefined && pricing === undefined) return all;
  const allowed = new Set(providers?.map((name) => name.toLowerCase()));
  const isAllowed = (offer: { provider: string; basis: string }) =>
    providers === undefined || offer.basis === "own" || allowed.has(offer.provider.toLowerCase());
  return {
    ...all,
    offers: all.offers.filter(
      (offer) => isAllowed(offer) && (pricing === undefined || pricing.includes(offer.pricing)),
    ),
    managed: all.managed.filter(isAllowed),
  };
};

export type Filled = { run: TrainingRun; filled: { field: string; value: unknown }[] };

/** Fills what the config leaves open, never what it states. */
export const withDefaults = (run: TrainingRun, rules: RepositorySettings): Filled => {
  const { defaults } = rules;
  if (defaults === undefined) return { run, filled: [] };
  const filled: Filled["filled"] = [];
  const made = structuredClone(run);
  const fill = (field: string, value: unknown, put: () => void): void => {
    if (value === undefined) return;
    put();
    filled.push({ field, value });
  };
  const size = defaults.datasets?.[run.dataset?.name ?? ""] ?? defaults.dataset;
  if (size !== undefined && !run.dataset?.tokens) {
    if (!run.dataset?.rows)
      fill("dataset.rows", size.rows, () => (made.dataset = { ...made.dataset, rows: size.rows }));
    if (!run.dataset?.tokensPerRow) {
      const { tokensPerRow } = size;
      fill(
        "dataset.tokensPerRow",
        tokensPerRow,
        () => (made.dataset = { ...made.dataset, tokensPerRow }),
      );
    }
  }
  if (run.hardware?.gpu === undefined && defaults.gpu !== undefined) {
    const { gpu } = defaults;
    fill("hardware.gpu", gpu, () => (made.hardware = { ...made.hardware, gpu }));
  }
  if (run.hardware?.gpuCount === undefined && defaults.gpuCount !== undefined) {
    const { gpuCount } = defaults;
    fill("hardware.gpuCount", gpuCount, () => (made.hardware = { ...made.hardware, gpuCount }));
  }
  const { technique } = defaults;
  if (run.technique === undefined && technique !== undefined)
    fill("technique", technique, () => (made.technique = technique));
  return { run: made, filled };
};
