import { looksLikeConfig } from "../../src/configs/index.ts";
import { again, type Bench, type Candidate, type Job, type Next } from "./bench.ts";
import { SETTINGS_PATH } from "./open.ts";

type Row = { filename: string; previous_filename?: string; status: string; sha?: string | null };

const PER_PAGE = 100;
/** GitHub lists no more than 3,000 files. */
const LAST_PAGE = 30;
const PAGES_PER_STEP = 2;
/** Beyond this many configs we say so instead of reading on. */
const MOST_CANDIDATES = 300;

const candidateOf = (row: Row): Candidate => {
  const status = (["added", "removed"] as const).find((each) => each === row.status) ?? "changed";
  // GitHub calls a copy "copied": the file is new, its model is still there.
  const isNew = status === "added" || row.status === "copied";
  return {
    path: row.filename,
    status: isNew ? "added" : status,
    ...(row.status === "renamed" && row.previous_filename
      ? { previousPath: row.previous_filename }
      : {}),
    ...(row.sha ? { sha: row.sha } : {}),
  };
};

const isCandidate = (row: Row): boolean =>
  row.filename === SETTINGS_PATH ||
  looksLikeConfig(row.filename) ||
  (row.previous_filename !== undefined && looksLikeConfig(row.previous_filename));

export const listFiles = async (bench: Bench, job: Job): Promise<Next> => {
  const { owner, repo, number } = bench.pull;
  for (let read = 0; read < PAGES_PER_STEP; read++) {
    const rows = await bench.call<Row[]>("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", {
      owner,
      repo,
      pull_number: number,
      per_page: PER_PAGE,
      page: job.page,
    });
    job.listedFiles += rows.length;
    for (const row of rows) if (isCandidate(row)) job.candidates.push(candidateOf(row));
    const isLast = rows.length < PER_PAGE;
    if (isLast || job.page >= LAST_PAGE) {
      if (!isLast && (job.changedFiles ?? Infinity) > job.listedFiles)
        job.incomplete = `GitHub lists only the first ${job.listedFiles} changed files; configs beyond them are not in this comment.`;
      if (job.candidates.length > MOST_CANDIDATES) {
        job.incomplete = `Only the first ${MOST_CANDIDATES} of ${job.candidates.length} possible configs were read.`;
        job.candidates = job.candidates.slice(0, MOST_CANDIDATES);
      }
      job.stage = "read";
      return again();
    }
    job.page += 1;
  }
  return again();
};
