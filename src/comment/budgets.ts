import { centsOf } from "./attribution.ts";
import type { ConfigChange, Override } from "./change.ts";
import { code, plain } from "./escape.ts";
import { priced, sideFigures, statusOf, type Figures } from "./figures.ts";
import { dollars } from "./money.ts";
import type { Limits, RepositorySettings } from "./settings.ts";
import { count } from "../report/format.ts";

/** A limit that this pull request breaks: on a config, or on all of them together. */
export type Breach = { path?: string; line?: number; message: string };

export type BudgetReport = {
  state: "none" | "kept" | "broken" | "overridden";
  breaches: Breach[];
  lines: string[];
};

type Sides = { before: Figures | undefined; after: Figures };

const CAUSES = ["epochs", "maxSteps", "baseModel", "hardware.gpuCount", "sequenceLength"];

/** The line to point at: of the change that costs most, else of something that every config has. */
const lineOf = (change: ConfigChange): number | undefined => {
  const origins = priced(change.after)?.origins ?? {};
  const shares = change.why?.kind === "shares" ? change.why.shares : [];
  const fields = shares
    .toSorted((left, right) => right.cents - left.cents)
    .flatMap((share) => share.player.changes.map((key) => key.field));
  for (const field of [...fields, ...CAUSES])
    if (origins[field]?.file === change.path) return origins[field]!.line;
  return undefined;
};

/** What was over the limit before and does not rise is not this pull request's doing. */
const isNew = (before: number | undefined, after: number, limit: number): boolean =>
  after > limit && (before === undefined || before <= limit || after > before);

const perConfig = (change: ConfigChange, { before, after }: Sides, limits: Limits): Breach[] => {
  const line = lineOf(change);
  const at = { path: change.path, ...(line === undefined ? {} : { line }) };
  const found: Breach[] = [];
  const [from, to] = [before?.usd.expected, after.usd.expected];
  if (limits.usdPerRun !== undefined && isNew(from, to, limits.usdPerRun))
    found.push({
      ...at,
      message: `a run costs ${dollars(centsOf(to))}, over the limit of ${dollars(centsOf(limits.usdPerRun))} (limits.usdPerRun)`,
    });
  const limit = limits.gpuHoursPerRun;
  if (
    limit !== undefined &&
    after.gpuHours !== undefined &&
    isNew(before?.gpuHours, after.gpuHours, limit)
  )
    found.push({
      ...at,
      message: `a run takes ${count(Number(after.gpuHours.toPrecision(3)))} GPU-hours, over the limit of ${count(limit)} (limits.gpuHoursPerRun)`,
    });
  return found;
};

const together = (before: number, after: number, limits: Limits): Breach[] => {
  const found: Breach[] = [];
  const increase = after - before;
  if (limits.usdTotal !== undefined && isNew(before, after, limits.usdTotal))
    found.push({
      message: `one run of each changed config costs ${dollars(centsOf(after))} together, over the limit of ${dollars(centsOf(limits.usdTotal))} (limits.usdTotal)`,
    });
  if (limits.usdIncrease !== undefined && increase > limits.usdIncrease)
    found.push({
      message: `the increase is ${dollars(centsOf(increase))}, over the limit of ${dollars(centsOf(limits.usdIncrease))} (limits.usdIncrease)`,
    });
  const limit = limits.percentIncrease;
  // Nothing before: a percentage of zero says nothing, the dollar limits hold.
  if (limit !== undefined && before > 0 && (increase / before) * 100 > limit)
    found.push({
      message: `the increase is ${count(Math.round((increase / before) * 1000) / 10)} %, over the limit of ${count(limit)} % (limits.percentIncrease)`,
    });
  return found;
};

export const breachesOf = (changes: readonly ConfigChange[], limits: Limits): Breach[] => {
  const known = changes.filter((change) => statusOf(change) !== "unpriced");
  const sum = (side: "before" | "after") =>
    known.reduce((total, change) => total + (sideFigures(change[side])?.usd.expected ?? 0), 0);
  // A config that could not be priced before still has a cost now, and that can be over a limit.
  const single = changes.flatMap((change) => {
    const after = sideFigures(change.after);
    return after === undefined
      ? []
      : perConfig(change, { before: sideFigures(change.before), after }, limits);
  });
  return [...single, ...together(sum("before"), sum("after"), limits)];
};

const MOST_LINES = 5;

export const breachInWords = (breach: Breach): string =>
  breach.path === undefined ? breach.message : `${code(breach.path, 80)}: ${breach.message}`;

export const budgetReport = (
  changes: readonly ConfigChange[],
  settings: RepositorySettings,
  override: Override | undefined,
): BudgetReport => {
  const { limits } = settings;
  if (limits === undefined || Object.keys(limits).length === 0)
    return { state: "none", breaches: [], lines: [] };
  const breaches = breachesOf(changes, limits);
  if (breaches.length === 0)
    return { state: "kept", breaches, lines: ["Within the limits of `.github/ftcost.yml`."] };
  const shown = breaches.slice(0, MOST_LINES).map((breach) => `- ${breachInWords(breach)}`);
  const left = breaches.length - shown.length;
  if (left > 0) shown.push(`- and ${left} more`);
  if (override !== undefined) {
    const said = override.reason === "" ? "" : `: ${plain(override.reason, 300)}`;
    const who = `Over the limit, and accepted by ${code(override.by, 60)}${said}`;
    return { state: "overridden", breaches, lines: [`**${who}**`, "", ...shown] };
  }
  const how = "Somebody with write access can accept it with `/ftcost override <reason>`.";
  return { state: "broken", breaches, lines: ["**Over the limit**", "", ...shown, "", how] };
};

/** Loud enough to speak of, by the repository's thresholds; both directions have their own. */
export const isWorthACommentAt = (
  changes: readonly ConfigChange[],
  speaking: RepositorySettings["comment"],
): boolean => {
  if (speaking?.when === "never") return false;
  if (changes.some((change) => statusOf(change) === "unpriced")) return true;
  const sum = (side: "before" | "after") =>
    changes.reduce((total, change) => total + (sideFigures(change[side])?.usd.expected ?? 0), 0);
  const [before, after] = [sum("before"), sum("after")];
  const difference = after - before;
  const moves = changes.some(
    (change) =>
      centsOf(sideFigures(change.before)?.usd.expected ?? 0) !==
      centsOf(sideFigures(change.after)?.usd.expected ?? 0),
  );
  if (!moves) return speaking?.when !== "changed" && !hasThreshold(speaking);
  const threshold = difference >= 0 ? speaking?.minimumIncrease : speaking?.minimumDecrease;
  if (threshold === undefined) return true;
  const size = Math.abs(difference);
  const share = before > 0 ? (size / before) * 100 : Infinity;
  // Either being reached is enough: $1,000 more is news even when it is 2 %.
  const reached: boolean[] = [];
  if (threshold.usd !== undefined) reached.push(size >= threshold.usd);
  if (threshold.percent !== undefined) reached.push(share >= threshold.percent);
  return reached.length === 0 || reached.includes(true);
};

const hasThreshold = (speaking: RepositorySettings["comment"]): boolean =>
  (speaking?.minimumIncrease ?? speaking?.minimumDecrease) !== undefined;
