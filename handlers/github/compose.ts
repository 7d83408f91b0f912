import { budgetReport, isWorthACommentAt, type BudgetReport } from "../../src/comment/budgets.ts";
import type { Comparison, ConfigChange, Moved, Notice } from "../../src/comment/change.ts";
import { sideFigures } from "../../src/comment/figures.ts";
import { comment, settingsComment, silentComment } from "../../src/comment/index.ts";
import { settingsNotice } from "../../src/comment/settings-notice.ts";
import { changesOf } from "./estimates.ts";
import { again, type Bench, type Job, type Next } from "./bench.ts";
import { lastConfigs, movedSince } from "./last.ts";
import { register } from "./objects.ts";
import { rulesOf, settingsOf } from "./repository-settings.ts";
import { pricesFailingSince } from "./sides.ts";
import { ignoredBy, overrideFor, SKIP_LABEL } from "./switches.ts";

/** `create` when a comment may be made, `update` when one that is there is to say this. */
export type Composed = { create?: string; update?: string; isOnce: boolean; isQuiet?: boolean };

const COMPOSED = "job:composed";

/** What the comparison says beside its configs; kept, so that the check run says the same as the comment. */
type Extras = Pick<Comparison, "notices" | "moved" | "budget" | "override" | "trackRecord">;

const webUrl = (bench: Bench): string => {
  const api = bench.env.GITHUB_API_URL?.trim() ?? "";
  // A GitHub Enterprise Server has its API under /api/v3 of its own host.
  const host = /^https:\/\/[^/]+(?=\/api\/v3\/?$)/.exec(api)?.[0] ?? "https://github.com";
  return `${host}/${bench.pull.owner}/${bench.pull.repo}`;
};

const RUNS_OF_RECORD = 3;

const trackRecord = async (bench: Bench) => {
  const actuals = (await register(bench.env).actuals(bench.pull.repositoryId)).slice(
    0,
    RUNS_OF_RECORD,
  );
  if (actuals.length === 0) return undefined;
  const shares = actuals.map(({ actualUsd, estimatedUsd }) => actualUsd / estimatedUsd - 1);
  return {
    runs: shares.length,
    meanShare: shares.reduce((sum, share) => sum + share, 0) / shares.length,
  };
};

export const totalUsd = (configs: readonly ConfigChange[]): number =>
  configs.reduce((total, change) => total + (sideFigures(change.after)?.usd.expected ?? 0), 0);

const noticesOf = (bench: Bench, job: Job, configs: readonly ConfigChange[]): Notice[] => {
  const { base, proposed } = settingsOf(bench, job);
  const incomplete: Notice[] =
    job.incomplete === undefined ? [] : [{ kind: "incomplete", text: job.incomplete }];
  const date = pricesFailingSince(bench);
  const old: Notice[] =
    date === undefined || configs.length === 0
      ? []
      : [
          {
            kind: "prices",
            text: `The sources of our prices fail at present, so these are the last good ones, of ${date}. That is our fault, so the check fails nobody.`,
          },
        ];
  return [...incomplete, ...old, ...settingsNotice(base, proposed, configs)];
};

const extrasOf = async (
  bench: Bench,
  job: Job,
  configs: readonly ConfigChange[],
): Promise<Extras> => {
  const known = bench.kv.get<Extras>("job:extras");
  if (known !== undefined) return known;
  const override = await overrideFor(bench, job, totalUsd(configs));
  const record = await trackRecord(bench);
  const moved: Moved[] = movedSince(lastConfigs(bench), configs);
  const made: Extras = {
    notices: noticesOf(bench, job, configs),
    moved,
    budget: budgetReport(configs, rulesOf(bench, job), override),
    ...(override === undefined ? {} : { override }),
    ...(record === undefined ? {} : { trackRecord: record }),
  };
  bench.kv.put("job:extras", made);
  return made;
};

export const comparisonOf = async (bench: Bench, job: Job): Promise<Comparison> => {
  const configs = changesOf(bench);
  return {
    headSha: job.headSha ?? "",
    mergeBaseSha: job.mergeBaseSha ?? "",
    repositoryUrl: webUrl(bench),
    configs,
    ...(await extrasOf(bench, job, configs)),
  };
};

/** A moved price below this share is no news where the repository sets no threshold of its own. */
const NEWS_SHARE = 0.05;

/** Prices moved, and nobody pushed: only what crosses the threshold, or a limit, is said. */
const isNews = (bench: Bench, comparison: Comparison, job: Job): boolean => {
  const state = comparison.budget?.state;
  if (state !== bench.kv.get<BudgetReport["state"]>("lastBudgetState")) return true;
  const threshold = rulesOf(bench, job).comment;
  return comparison.moved.some(({ fromUsd, toUsd }) => {
    const size = Math.abs(toUsd - fromUsd);
    const rule = toUsd > fromUsd ? threshold?.minimumIncrease : threshold?.minimumDecrease;
    const share = size / fromUsd;
    if (rule === undefined) return share >= NEWS_SHARE;
    return size >= (rule.usd ?? Infinity) || share * 100 >= (rule.percent ?? Infinity);
  });
};

const isSilenced = (bench: Bench, job: Job): string | undefined => {
  if ((job.labels ?? []).includes(SKIP_LABEL)) return `the label ${SKIP_LABEL} is set`;
  const by = ignoredBy(bench);
  return by === undefined ? undefined : `${by} asked for it`;
};

const compose = (bench: Bench, job: Job, comparison: Comparison): Composed => {
  const rules = rulesOf(bench, job);
  const isOnce = rules.comment?.once === true;
  const silenced = isSilenced(bench, job);
  if (silenced !== undefined)
    return { update: silentComment(comparison.headSha, silenced), isOnce };
  // Nobody pushed and the prices hardly moved: what was said last stays what a move is measured against.
  if (bench.kv.get<boolean>("onlyIfMoved") === true && !isNews(bench, comparison, job))
    return { isOnce, isQuiet: true };
  if (comparison.configs.length === 0) {
    const body = settingsComment(comparison);
    const isWrong = comparison.notices.some((notice) => notice.kind === "settings");
    return isWrong ? { create: body, update: body, isOnce } : { update: body, isOnce };
  }
  const body = comment(comparison);
  const isHeld = job.draft === true && rules.comment?.drafts !== true;
  const isBroken = comparison.budget?.state === "broken";
  const speaks =
    rules.comment?.when !== "never" &&
    (isBroken || isWorthACommentAt(comparison.configs, rules.comment));
  return speaks && !isHeld ? { create: body, update: body, isOnce } : { update: body, isOnce };
};

/** A step of its own: with twenty configs the text alone takes a good part of what a step may take. */
export const composeComment = async (bench: Bench, job: Job): Promise<Next> => {
  bench.kv.put(COMPOSED, compose(bench, job, await comparisonOf(bench, job)));
  job.stage = "write";
  return again();
};

export const composedOf = (bench: Bench): Composed =>
  bench.kv.get<Composed>(COMPOSED) ?? { isOnce: false };
