import { readConfig, type ReadFile } from "../../src/configs/index.ts";
import type { Origin, Remark, Side } from "../../src/comment/change.ts";
import { figuresAsStated, figuresOf, trimmed } from "../../src/comment/figures.ts";
import { report } from "../../src/report/index.ts";
import type { Catalog, Estimate, TrainingRun } from "../../src/estimator/index.ts";
import { gib } from "../../src/report/format.ts";
import { loadCatalog } from "../../pricing/catalog.ts";
import { priceHealth } from "../prices/book.ts";
import type { Content } from "./contents.ts";
import type { Bench, Job, SideName } from "./bench.ts";
import { SETTINGS_PATH } from "./open.ts";
import { priceRun } from "./price-run.ts";
import { catalogFor, rulesOf, withDefaults } from "./repository-settings.ts";
import { textKey } from "./reading.ts";

/** The last job's catalog in this isolate: reading it from storage takes a tenth of a step's time. */
let last: { jobId: string; catalog: Catalog } | undefined;

/** Old prices because nobody refreshes them are one thing, because their sources fail another. */
const isRefreshFailing = async (bench: Bench): Promise<boolean> => {
  const health = await priceHealth(bench.env);
  return "sources" in health && health.sources.some((source) => source.failingSince !== undefined);
};

/** The date of the last good prices when their sources fail now: a fault that is not the pull request's. */
export const pricesFailingSince = (bench: Bench): string | undefined =>
  bench.kv.get<string>("job:pricesFailing");

/** Both sides, and every later step of this run, use the prices loaded first. */
export const catalogOf = async (bench: Bench, job: Job): Promise<Catalog> => {
  if (last?.jobId === job.id) return last.catalog;
  let catalog = bench.kv.get<Catalog>("job:catalog");
  if (catalog === undefined) {
    const now = new Date(bench.now);
    catalog = catalogFor(await loadCatalog(bench.env, now), rulesOf(bench, job), now);
    bench.kv.put("job:catalog", catalog);
    if (catalog.stale && (await isRefreshFailing(bench)))
      bench.kv.put("job:pricesFailing", catalog.asOf.slice(0, 10));
  }
  last = { jobId: job.id, catalog };
  return catalog;
};

const originsOf = (file: ReadFile): Record<string, Origin> =>
  Object.fromEntries(
    Object.entries(file.origins ?? {}).flatMap(([field, origin]) =>
      "line" in origin && typeof origin.line === "number"
        ? [[field, { file: origin.file ?? file.path, line: origin.line }]]
        : [],
    ),
  );

const MOST_REMARKS = 5;

const remarksOf = (file: ReadFile): Remark[] =>
  (file.remarks ?? []).slice(0, MOST_REMARKS).map((remark) => ({
    file: remark.file ?? file.path,
    message: remark.message,
    ...(remark.line === undefined ? {} : { line: remark.line }),
    ...(remark.didYouMean === undefined ? {} : { didYouMean: remark.didYouMean }),
  }));

const doesNotFit = ({ hardware }: TrainingRun, { memory }: Estimate): string => {
  const need = gib(memory.processBytes.expected);
  return `it does not fit: about ${need} are needed on each ${hardware?.gpu ?? "GPU"}`;
};

/** The texts at hand on one side: the config first, then those fetched for it. */
export const shelf = (bench: Bench, job: Job, side: SideName, path: string) => {
  const paths = [
    path,
    ...job.readings.filter((one) => one.side === side && one.depth > 0).map((one) => one.path),
  ];
  return [...new Set(paths)].flatMap((each) => {
    const content = bench.kv.get<Content>(textKey(side, each));
    return content?.kind === "text" ? [{ path: each, content: content.text }] : [];
  });
};

const unpriced = (reason: string, remedy?: string, line?: number): Side => ({
  kind: "unpriced",
  reason,
  ...(remedy === undefined ? {} : { remedy }),
  ...(line === undefined ? {} : { line }),
});

/** One config on one side; undefined when it is there and trains nothing, or is not there. */
export const priceSide = async (
  bench: Bench,
  job: Job,
  side: SideName,
  path: string,
): Promise<Side | undefined> => {
  const content = bench.kv.get<Content>(textKey(side, path));
  if (content === undefined || content.kind === "absent") return undefined;
  // Only what was read can be known to be a config; one that is readable on the other side says more.
  if (content.kind === "unreadable") return undefined;
  const file = readConfig(path, content.text, shelf(bench, job, side, path).slice(1));
  if (file.kind !== "training") return undefined;
  if (file.run === undefined) {
    const remark = file.remarks?.[0];
    if (remark === undefined)
      return unpriced("it names no base model", "State the base model in the config.");
    return unpriced(
      remark.message,
      remark.didYouMean && `Did you mean "${remark.didYouMean}"?`,
      remark.line,
    );
  }
  const rules = rulesOf(bench, job);
  const { run, filled } = withDefaults(file.run, rules);
  const options = rules.bill === undefined ? {} : { bill: rules.bill };
  const result = await priceRun(run, bench.env, await catalogOf(bench, job), {
    ...options,
    advice: side === "after",
  });
  const origins = originsOf(file);
  if (!result.ok) {
    const [first] = result.problems;
    const line = origins[first?.path ?? ""]?.line ?? origins["baseModel"]?.line;
    return unpriced(first?.message ?? "no estimate could be made", undefined, line);
  }
  const assumed = filled.map(({ field, value }) => ({
    field,
    value,
    because: `default in ${SETTINGS_PATH}`,
  }));
  const read = (file.assumptions ?? []).filter(
    ({ field }) => !filled.some((one) => one.field === field),
  );
  const stated = new Set([...assumed, ...read].map(({ field }) => field));
  const others = result.value.assumptions.filter(({ field }) => !stated.has(field));
  const estimate = trimmed({ ...result.value, assumptions: [...assumed, ...read, ...others] });
  if (figuresAsStated(run, estimate) === undefined) {
    const why =
      figuresOf(estimate) === undefined
        ? (estimate.explanation.unanswered[0] ?? report(estimate).headline)
        : doesNotFit(run, estimate);
    return unpriced(
      why,
      estimate.run.hardware?.gpu && "Another GPU or more of them may have a price.",
    );
  }
  const remarks = remarksOf(file);
  return { kind: "priced", framework: file.framework, stated: run, estimate, origins, remarks };
};

/** What is a config on one side and could not be read on the other has no price there, and says why. */
export const unreadSide = (bench: Bench, side: SideName, path: string): Side | undefined => {
  const content = bench.kv.get<Content>(textKey(side, path));
  return content?.kind === "unreadable"
    ? unpriced(`it could not be read: ${content.reason}`)
    : undefined;
};
