import { comment, headline } from "../../src/comment/index.ts";
import type { Comparison, Notice } from "../../src/comment/change.ts";
import { changesOf } from "./estimates.ts";
import type { Bench, Job } from "./job.ts";
import type { Posted } from "./upsert.ts";

export type Annotation = {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: "notice" | "warning" | "failure";
  message: string;
};

export type Check = {
  conclusion: "success" | "failure" | "neutral";
  title: string;
  summary: string;
  annotations: Annotation[];
};

/** `create` when a comment may be made, `update` when one that is there is to say this. */
type Composed = {
  create?: string;
  update?: string;
  staysAway(posted: Posted | undefined): boolean;
};

const webUrl = (bench: Bench): string => {
  const api = bench.env.GITHUB_API_URL?.trim() ?? "";
  // A GitHub Enterprise Server has its API under /api/v3 of its own host.
  const host = /^https:\/\/[^/]+(?=\/api\/v3\/?$)/.exec(api)?.[0] ?? "https://github.com";
  return `${host}/${bench.pull.owner}/${bench.pull.repo}`;
};

export const comparisonOf = async (bench: Bench, job: Job): Promise<Comparison> => {
  const notices: Notice[] = [];
  if (job.incomplete !== undefined) notices.push({ kind: "incomplete", text: job.incomplete });
  return {
    headSha: job.headSha ?? "",
    mergeBaseSha: job.mergeBaseSha ?? "",
    repositoryUrl: webUrl(bench),
    configs: changesOf(bench),
    notices,
    moved: [],
  };
};

export const composeComment = async (bench: Bench, job: Job): Promise<Composed> => {
  const comparison = await comparisonOf(bench, job);
  const body = comment(comparison);
  const staysAway = () => false;
  if (comparison.configs.length === 0) return { update: body, staysAway };
  return { create: body, update: body, staysAway };
};

export const composeCheck = async (bench: Bench, job: Job): Promise<Check> => {
  const comparison = await comparisonOf(bench, job);
  if (comparison.configs.length === 0)
    return {
      conclusion: "success",
      title: "No training config is changed",
      summary: "Nothing in this pull request changes what a training run costs.",
      annotations: [],
    };
  return {
    conclusion: "success",
    title: headline(comparison),
    summary: comment(comparison),
    annotations: [],
  };
};
