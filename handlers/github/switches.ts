import type { Override } from "../../src/comment/change.ts";
import { Refused } from "./client.ts";
import type { Bench, Job } from "./bench.ts";

/** Accepted up to the cost there was; a dearer push needs a new yes. */
export type KeptOverride = Override & { acceptedUsd: number };

export const OVERRIDE_LABEL = "ftcost:override";
export const SKIP_LABEL = "ftcost:skip";

const OVERRIDE = "override";
const IGNORED = "ignored";
const LABELLED_BY = "labelledBy";

export const mayWrite = async (bench: Bench, login: string): Promise<boolean> => {
  try {
    const answer = await bench.call<{ permission?: string }>(
      "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
      { owner: bench.pull.owner, repo: bench.pull.repo, username: login },
    );
    return answer.permission === "admin" || answer.permission === "write";
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
};

export const keepOverride = (bench: Bench, override: KeptOverride): void =>
  bench.kv.put(OVERRIDE, override);

export const keepLabeller = (kv: SyncKvStorage, login: string): void => kv.put(LABELLED_BY, login);

/** A cent of rounding is no new cost. */
const SLACK_USD = 0.01;

/** By command, or by label from somebody who may; none when the cost has grown past what was accepted. */
export const overrideFor = async (
  bench: Bench,
  job: Job,
  totalUsd: number,
): Promise<Override | undefined> => {
  const kept = bench.kv.get<KeptOverride>(OVERRIDE);
  if (kept !== undefined && totalUsd <= kept.acceptedUsd + SLACK_USD)
    return { by: kept.by, reason: kept.reason };
  const by = bench.kv.get<string>(LABELLED_BY);
  if (by === undefined || !(job.labels ?? []).includes(OVERRIDE_LABEL)) return undefined;
  bench.kv.delete(LABELLED_BY);
  if (!(await mayWrite(bench, by))) return undefined;
  const made = { by, reason: `label ${OVERRIDE_LABEL}`, acceptedUsd: totalUsd };
  keepOverride(bench, made);
  return { by, reason: made.reason };
};

export const ignoredBy = (bench: Bench): string | undefined => bench.kv.get<string>(IGNORED);
export const ignore = (bench: Bench, by: string): void => bench.kv.put(IGNORED, by);
export const heed = (bench: Bench): void => void bench.kv.delete(IGNORED);
