/** What is asked of GitHub about our own comments on a pull request: find, keep one, rewrite, unfold. */
import { markedHead } from "../../src/comment/marker.ts";
import { Refused } from "./client.ts";
import { isOwn, self, type Listed } from "./identity.ts";
import type { Bench } from "./bench.ts";

const PER_PAGE = 100;
/** 3,000 comments; a longer conversation is not read to its end. */
const LAST_PAGE = 30;

export type Found = { own: Listed[]; lastPage: number };

const at = (bench: Bench) => ({ owner: bench.pull.owner, repo: bench.pull.repo });

/** All comments of ours that carry the marker, oldest first; `lastPage` is where a new one would stand. */
export const ownComments = async (bench: Bench, firstPage = 1): Promise<Found> => {
  const who = await self(bench);
  const appId = Number(bench.env.APP_ID);
  const found: Listed[] = [];
  let page = firstPage;
  for (; page <= LAST_PAGE; page++) {
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
  return {
    own: found.sort((left, right) => left.id - right.id),
    lastPage: Math.min(page, LAST_PAGE),
  };
};

export const remove = async (bench: Bench, commentId: number): Promise<void> => {
  try {
    const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
    await bench.call(route, { ...at(bench), comment_id: commentId });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
  }
};

/** Keeps the oldest, deletes the rest: ours alone, since only those were found. */
export const keepOldest = async (
  bench: Bench,
  found: readonly Listed[],
): Promise<Listed | undefined> => {
  const [oldest, ...rest] = found;
  for (const duplicate of rest) await remove(bench, duplicate.id);
  return oldest;
};

/** False when it is not there any more. */
export const update = async (bench: Bench, commentId: number, body: string): Promise<boolean> => {
  try {
    const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
    await bench.call(route, { ...at(bench), comment_id: commentId, body });
    return true;
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 410)) return false;
    throw error;
  }
};

export const isMinimized = async (bench: Bench, comment: Listed): Promise<boolean> => {
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
export const unminimize = async (bench: Bench, comment: Listed): Promise<boolean> => {
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
