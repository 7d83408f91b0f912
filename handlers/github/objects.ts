import type { Env } from "../../src/env.ts";
import type { PullRequest } from "./pull-request.ts";
import type { Register } from "./register.ts";

/** Names one pull request for good: the repository by its number, which survives a rename. */
export type Pull = {
  installationId: number;
  repositoryId: number;
  owner: string;
  repo: string;
  number: number;
};

export const pullName = (pull: Pick<Pull, "repositoryId" | "number">): string =>
  `${pull.repositoryId}#${pull.number}`;

export const pullRequest = (env: Env, pull: Pick<Pull, "repositoryId" | "number">) =>
  (env.PULL_REQUEST as unknown as DurableObjectNamespace<PullRequest>).getByName(pullName(pull));

/** Knows which pull requests are open where, and what runs really cost; one for the deployment. */
export const register = (env: Env) =>
  (env.PULL_REGISTER as unknown as DurableObjectNamespace<Register>).getByName("register");
