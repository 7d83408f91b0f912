import { Lost, Refused } from "./client.ts";
import { comparisonOf, composedOf, type Composed } from "./compose.ts";
import { learnSelf, type Listed } from "./identity.ts";
import { again, type Bench, type Job, type Next } from "./bench.ts";
import { lastConfigs, rememberConfigs, rememberRules } from "./last.ts";
import { priceBook } from "../prices/book.ts";
import { readPull } from "./open.ts";
import { rulesOf } from "./repository-settings.ts";
import {
  isMinimized,
  keepOldest,
  ownComments,
  remove,
  unminimize,
  update,
} from "./own-comments.ts";

/** What we last wrote, so that a comment somebody deleted is told from one that never was. */
export type Posted = { commentId: number; headSha: string; body: string };

const POSTED = "posted";
const DOUBT = "createInDoubt";

const at = (bench: Bench) => ({ owner: bench.pull.owner, repo: bench.pull.repo });

/** After a create that may have happened twice: looks again, later. */
export const healDuplicates = async (bench: Bench): Promise<void> => {
  const kept = await keepOldest(bench, (await ownComments(bench)).own);
  const posted = bench.kv.get<Posted>(POSTED);
  if (kept === undefined || posted === undefined) return;
  if (kept.body !== posted.body) await update(bench, kept.id, posted.body);
  bench.kv.put(POSTED, { ...posted, commentId: kept.id });
};

const create = async (bench: Bench, body: string): Promise<Listed> => {
  // Stored before, not after: should the answer get lost, the next try knows that it must look twice.
  bench.kv.put(DOUBT, true);
  const made = await bench.call<Listed>(
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    {
      ...at(bench),
      issue_number: bench.pull.number,
      body,
    },
  );
  learnSelf(bench, made);
  return made;
};

/** The two differ in more than the commit they name. */
const saysSomethingNew = (before: string, after: string): boolean => {
  const headless = (body: string) =>
    body
      .split("\n")
      .filter((line) => !/head=|^<sub>/.test(line))
      .join("\n");
  return headless(before) !== headless(after);
};

const hasMovedOn = async (bench: Bench, job: Job): Promise<boolean> =>
  (await readPull(bench.call, bench.pull)).head.sha !== job.headSha;

const remember = (bench: Bench, job: Job, commentId: number, body: string): void => {
  bench.kv.put(POSTED, { commentId, headSha: job.headSha ?? "", body } satisfies Posted);
};

/** The existing comment gets the new body: in sight, and once. */
const rewrite = async (bench: Bench, job: Job, own: Listed, body: string): Promise<void> => {
  if (own.body === body) return remember(bench, job, own.id, body);
  const isNew = saysSomethingNew(own.body ?? "", body);
  if (isNew && (await isMinimized(bench, own)) && !(await unminimize(bench, own))) {
    await remove(bench, own.id);
    remember(bench, job, (await create(bench, body)).id, body);
    return;
  }
  // Deleted between our look and our write: the next round creates it anew.
  if (!(await update(bench, own.id, body)))
    throw new Lost("the comment went away while it was updated");
  remember(bench, job, own.id, body);
};

/** For what comes later: commands, and telling a moved price from a moved config. */
const rememberSaid = async (bench: Bench, job: Job): Promise<void> => {
  const { configs, budget } = await comparisonOf(bench, job);
  rememberConfigs(bench, configs);
  rememberRules(bench, rulesOf(bench, job));
  bench.kv.put("lastBudgetState", budget?.state);
  await noteForAlerts(bench);
};

const NOTED_MOST = 5;

/** So that a price alert can say what it does to these configs. An extra: the comment does not wait for it. */
const noteForAlerts = async (bench: Bench): Promise<void> => {
  const { owner, repo, number } = bench.pull;
  const noted = lastConfigs(bench)
    .slice(0, NOTED_MOST)
    .map(({ path, stated }) => ({
      label: `${owner}/${repo}#${number} ${path}`,
      run: stated,
      at: new Date(bench.now).toISOString(),
    }));
  if (noted.length === 0) return;
  try {
    await priceBook(bench.env).noteRuns(noted);
  } catch {
    // The alert then says less.
  }
};

/** Brings the comment to what was composed. A conversation that is locked to us leaves the check run. */
const bringAbout = async (bench: Bench, job: Job, composed: Composed): Promise<void> => {
  const { own: found, lastPage } = await ownComments(bench);
  const own = await keepOldest(bench, found);
  const wasPosted = bench.kv.get<Posted>(POSTED) !== undefined;
  if (own !== undefined) {
    if (composed.update !== undefined) await rewrite(bench, job, own, composed.update);
  } else if (composed.create !== undefined && !(composed.isOnce && wasPosted)) {
    const made = await create(bench, composed.create);
    remember(bench, job, made.id, composed.create);
    await keepOldest(bench, (await ownComments(bench, lastPage)).own);
  }
};

/** The one comment, for the newest head: created, updated or left as it is. */
export const writeComment = async (bench: Bench, job: Job): Promise<Next> => {
  const inDoubt = bench.kv.get<boolean>(DOUBT) ?? false;
  if (inDoubt && bench.kv.get<boolean>("doubtWaited") !== true) {
    // A create whose answer was lost may still come to light: give it one debounce to do so.
    bench.kv.put("doubtWaited", true);
    return again(bench.debounceMilliseconds);
  }
  const composed = composedOf(bench);
  // Last look before the write: the answer belongs to the newest head or to nobody.
  if (await hasMovedOn(bench, job)) return { kind: "stale" };
  if (composed.isQuiet) return { kind: "done", inDoubt };
  try {
    await bringAbout(bench, job, composed);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`github: the comment was refused: ${error.message}`);
  }
  job.stage = "suggest";
  job.inDoubt = inDoubt;
  bench.kv.delete(DOUBT);
  bench.kv.delete("doubtWaited");
  await rememberSaid(bench, job);
  return again(Math.min(1000, bench.debounceMilliseconds));
};
