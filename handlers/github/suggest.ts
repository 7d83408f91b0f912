import { priced } from "../../src/comment/figures.ts";
import {
  comesTrue,
  isSuggestion,
  MOST_SUGGESTIONS,
  suggestionBody,
  suggestionFor,
  suggestionMarker,
  type Suggestion,
} from "../../src/comment/suggestion.ts";
import { bySize } from "../../src/comment/tables.ts";
import type { ConfigChange } from "../../src/comment/change.ts";
import { readConfig } from "../../src/configs/index.ts";
import { again, type Bench, type Job, type Next } from "./bench.ts";
import { Refused } from "./client.ts";
import { composedOf } from "./compose.ts";
import type { Content } from "./contents.ts";
import { changesOf } from "./estimates.ts";
import { isOwn, self, type Listed } from "./identity.ts";
import { textKey } from "./reading.ts";
import { rulesOf } from "./repository-settings.ts";
import { shelf } from "./sides.ts";

type Review = Listed & { in_reply_to_id?: number; line?: number | null };

const PER_PAGE = 100;
const LAST_PAGE = 10;

const textOf = (bench: Bench, side: "before" | "after", path: string): string | undefined => {
  const content = bench.kv.get<Content>(textKey(side, path));
  return content?.kind === "text" ? content.text : undefined;
};

const suggestionsOf = (bench: Bench, job: Job, change: ConfigChange): Suggestion[] => {
  const side = priced(change.after);
  const after = textOf(bench, "after", change.path);
  if (side === undefined || after === undefined) return [];
  const before = textOf(bench, "before", change.previousPath ?? change.path);
  const { path } = change;
  const asked = { path, before, after, run: side.estimate.run, origins: side.origins };
  const others = shelf(bench, job, "after", path).slice(1);
  const stated = readConfig(path, after, others).run;
  return side.estimate.advice.flatMap((advice) => {
    const made = suggestionFor(asked, advice);
    if (made === undefined || stated === undefined) return [];
    return comesTrue(made, stated, readConfig(path, made.content, others).run) ? [made] : [];
  });
};

const reviews = async (bench: Bench): Promise<Review[]> => {
  const { owner, repo, number } = bench.pull;
  const found: Review[] = [];
  for (let page = 1; page <= LAST_PAGE; page++) {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments";
    const asked = { owner, repo, pull_number: number, per_page: PER_PAGE, page };
    const rows = await bench.call<Review[]>(route, asked);
    found.push(...rows);
    if (rows.length < PER_PAGE) break;
  }
  return found;
};

const post = async (bench: Bench, job: Job, suggestion: Suggestion): Promise<void> => {
  const { owner, repo, number } = bench.pull;
  const { path, line, startLine } = suggestion;
  await bench.call("POST /repos/{owner}/{repo}/pulls/{pull_number}/comments", {
    owner,
    repo,
    pull_number: number,
    commit_id: job.headSha,
    path,
    side: "RIGHT",
    line,
    ...(startLine < line ? { start_line: startLine, start_side: "RIGHT" } : {}),
    body: suggestionBody(suggestion),
  });
};

/** Ours that no longer hold go, unless somebody answered or GitHub has folded them as outdated. */
const withdraw = async (bench: Bench, all: readonly Review[], own: readonly Review[]) => {
  const answered = new Set(all.map((review) => review.in_reply_to_id));
  for (const review of own) {
    if (answered.has(review.id) || review.line === null) continue;
    const { owner, repo } = bench.pull;
    const route = "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}";
    await bench.call(route, { owner, repo, comment_id: review.id });
  }
};

const bringAbout = async (bench: Bench, job: Job): Promise<void> => {
  const wanted = bySize(changesOf(bench))
    .flatMap((change) => suggestionsOf(bench, job, change))
    .slice(0, MOST_SUGGESTIONS);
  const [who, all] = [await self(bench), await reviews(bench)];
  const appId = Number(bench.env.APP_ID);
  const own = all.filter((each) => isOwn(each, who, appId) && isSuggestion(each.body ?? ""));
  const markers = new Set(wanted.map(suggestionMarker));
  const markerOf = (review: Review): string =>
    (review.body ?? "").trimEnd().split("\n").at(-1) ?? "";
  const stays = own.filter((review) => markers.has(markerOf(review)));
  await withdraw(
    bench,
    all,
    own.filter((review) => !stays.includes(review)),
  );
  const there = new Set(stays.map(markerOf));
  for (const suggestion of wanted)
    if (!there.has(suggestionMarker(suggestion))) await post(bench, job, suggestion);
};

/** Cheaper settings as committable suggestions, when the repository asks for them and the comment speaks. */
export const suggest = async (bench: Bench, job: Job): Promise<Next> => {
  job.stage = "report";
  if (rulesOf(bench, job).comment?.suggestions !== true) return again();
  if (composedOf(bench).create === undefined) return again();
  try {
    await bringAbout(bench, job);
  } catch (error) {
    // A line that GitHub does not count as part of the diff, or a review that is not allowed: the comment says it too.
    if (!(error instanceof Refused)) throw error;
    console.error(`github: a suggestion was refused: ${error.message}`);
  }
  return again();
};
