import { markedHead } from "../../src/comment/marker.ts";
import { Lost, Refused } from "./client.ts";
import { comparisonOf, composeComment } from "./compose.ts";
import { isOwn, learnSelf, self, type Listed } from "./identity.ts";
import { again, type Bench, type Job, type Next } from "./bench.ts";
import { rememberConfigs } from "./last.ts";
import { readPull } from "./open.ts";

/** What we last wrote, so that a comment somebody deleted is told from one that never was. */
export type Posted = { commentId: number; headSha: string; body: string };

const PER_PAGE = 100;
/** 3,000 comments; a longer conversation is not read to its end. */
const LAST_PAGE = 30;
const POSTED = "posted";
const DOUBT = "createInDoubt";

const at = (bench: Bench) => ({ owner: bench.pull.owner, repo: bench.pull.repo });

/** All comments of ours that carry the marker, oldest first. */
const ownComments = async (bench: Bench): Promise<Listed[]> => {
  const who = await self(bench);
  const appId = Number(bench.env.APP_ID);
  const found: Listed[] = [];
  for (let page = 1; page <= LAST_PAGE; page++) {
    const rows = await bench.call<Listed[]>(
      "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
      {
        ...at(bench),
        issue_number: bench.pull.number,
        per_page: PER_PAGE,
        page,
      },
    );
    for (const row of rows)
      if (isOwn(row, who, appId) && markedHead(row.body ?? "") !== undefined) found.push(row);
    if (rows.length < PER_PAGE) break;
  }
  return found.sort((left, right) => left.id - right.id);
};

const remove = async (bench: Bench, commentId: number): Promise<void> => {
  try {
    const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
    await bench.call(route, { ...at(bench), comment_id: commentId });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
  }
};

/** Keeps the oldest, deletes the rest: ours alone, since only those were found. */
const keepOldest = async (bench: Bench, found: readonly Listed[]): Promise<Listed | undefined> => {
  const [oldest, ...rest] = found;
  for (const duplicate of rest) await remove(bench, duplicate.id);
  return oldest;
};

/** After a create that may have happened twice: looks again, later. */
export const healDuplicates = async (bench: Bench): Promise<void> => {
  const found = await ownComments(bench);
  const kept = await keepOldest(bench, found);
  const posted = bench.kv.get<Posted>(POSTED);
  if (kept === undefined || posted === undefined) return;
  if (kept.body !== posted.body) await update(bench, kept.id, posted.body);
  bench.kv.put(POSTED, { ...posted, commentId: kept.id });
};

const update = async (bench: Bench, commentId: number, body: string): Promise<boolean> => {
  try {
    const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
    await bench.call(route, { ...at(bench), comment_id: commentId, body });
    return true;
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 410)) return false;
    throw error;
  }
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

const isMinimized = async (bench: Bench, comment: Listed): Promise<boolean> => {
  if (comment.node_id === undefined) return false;
  try {
    const query = "query($id: ID!) { node(id: $id) { ... on IssueComment { isMinimized } } }";
    type Answer = { data?: { node?: { isMinimized?: boolean } | null } };
    const answer = await bench.call<Answer>("POST /graphql", {
      query,
      variables: { id: comment.node_id },
    });
    return answer.data?.node?.isMinimized === true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
};

/** Brings back what somebody folded away, now that it says something new; true when GitHub did so. */
const unminimize = async (bench: Bench, comment: Listed): Promise<boolean> => {
  const query =
    "mutation($id: ID!) { unminimizeComment(input: { subjectId: $id }) { unminimizedComment { isMinimized } } }";
  try {
    type Answer = { errors?: unknown[] };
    const variables = { id: comment.node_id };
    const answer = await bench.call<Answer>("POST /graphql", { query, variables });
    return (answer.errors ?? []).length === 0;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
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
  bench.kv.put("lastBudgetState", budget?.state);
};

/** The one comment, for the newest head: created, updated or left as it is. */
export const writeComment = async (bench: Bench, job: Job): Promise<Next> => {
  const composed = await composeComment(bench, job);
  const inDoubt = bench.kv.get<boolean>(DOUBT) ?? false;
  if (inDoubt && bench.kv.get<boolean>("doubtWaited") !== true) {
    // A create whose answer was lost may still come to light: give it one debounce to do so.
    bench.kv.put("doubtWaited", true);
    return again(bench.debounceMilliseconds);
  }
  const own = await keepOldest(bench, await ownComments(bench));
  // Last look before the write: the answer belongs to the newest head or to nobody.
  if (await hasMovedOn(bench, job)) return { kind: "stale" };
  const wasPosted = bench.kv.get<Posted>(POSTED) !== undefined;
  job.stage = "report";
  job.inDoubt = inDoubt;
  if (own !== undefined) {
    if (composed.update !== undefined) await rewrite(bench, job, own, composed.update);
  } else if (composed.create !== undefined && !(composed.isOnce && wasPosted)) {
    const made = await create(bench, composed.create);
    remember(bench, job, made.id, composed.create);
    await keepOldest(bench, await ownComments(bench));
  }
  bench.kv.delete(DOUBT);
  bench.kv.delete("doubtWaited");
  await rememberSaid(bench, job);
  return again(Math.min(1000, bench.debounceMilliseconds));
};
