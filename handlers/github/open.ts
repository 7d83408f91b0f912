import { Refused, type Call } from "./client.ts";
import { readText } from "./contents.ts";
import { again, type Bench, type Job, type Next } from "./bench.ts";

/** Where a repository says how ftcost is to behave in it. */
export const SETTINGS_PATH = ".github/ftcost.yml";

export type PullAnswer = {
  state: string;
  draft?: boolean;
  changed_files?: number;
  labels?: { name?: string }[];
  head: { sha: string; label?: string; repo: { name: string; owner: { login: string } } | null };
  base: { sha: string; ref: string };
};

export const readPull = (call: Call, at: { owner: string; repo: string; number: number }) =>
  call<PullAnswer>("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    owner: at.owner,
    repo: at.repo,
    pull_number: at.number,
  });

/** The commit both sides grew from: what the base branch did since is not this pull request's doing. */
const mergeBase = async (bench: Bench, answer: PullAnswer): Promise<string> => {
  const { owner, repo } = bench.pull;
  const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
  const heads = [answer.head.sha, answer.head.label].filter((head) => head !== undefined);
  for (const head of heads) {
    try {
      const basehead = `${answer.base.sha}...${head}`;
      type Compared = { merge_base_commit?: { sha?: string } };
      const compared = await bench.call<Compared>(route, { owner, repo, basehead, per_page: 1 });
      if (compared.merge_base_commit?.sha) return compared.merge_base_commit.sha;
    } catch (error) {
      // A fork's commit may be unknown by its sha alone, and one that was deleted unknown by any name.
      if (!(error instanceof Refused) || (error.status !== 404 && error.status !== 422))
        throw error;
    }
  }
  return answer.base.sha;
};

export const openPull = async (bench: Bench, job: Job): Promise<Next> => {
  let answer: PullAnswer;
  try {
    answer = await readPull(bench.call, bench.pull);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return { kind: "closed" };
    throw error;
  }
  if (answer.state === "closed") return { kind: "closed" };
  const home = answer.head.repo;
  job.headSha = answer.head.sha;
  job.headRepository = home === null ? null : { owner: home.owner.login, repo: home.name };
  job.baseRef = answer.base.ref;
  job.draft = answer.draft ?? false;
  job.labels = (answer.labels ?? []).flatMap((label) => (label.name ? [label.name] : []));
  if (answer.changed_files !== undefined) job.changedFiles = answer.changed_files;
  job.mergeBaseSha = await mergeBase(bench, answer);
  const settings = await readText(bench.call, bench.pull, SETTINGS_PATH, answer.base.ref);
  job.settingsText = settings.kind === "text" ? settings.text : null;
  job.stage = "list";
  return again();
};
