import type { Env } from "../../src/env.ts";
import { listFiles, type Candidate } from "./files.ts";
import { reportCheck, reportOwnFault } from "./check.ts";
import type { Call } from "./client.ts";
import { priceNext } from "./estimates.ts";
import type { Pull } from "./objects.ts";
import { openPull } from "./open.ts";
import { readNext, type Reading } from "./reading.ts";
import { writeComment } from "./upsert.ts";

export { reportOwnFault };

/** What one run over the pull request knows so far. Texts and figures lie beside it, one key each. */
export type Job = {
  stage: "open" | "list" | "read" | "price" | "write" | "report";
  headSha?: string;
  headRepository?: { owner: string; repo: string } | null;
  baseRef?: string;
  mergeBaseSha?: string;
  draft?: boolean;
  labels?: string[];
  /** The next page of the list of files, from 1. */
  page: number;
  listedFiles: number;
  changedFiles?: number;
  incomplete?: string;
  candidates: Candidate[];
  readings: Reading[];
  cursor: number;
  /** What the base branch says in .github/ftcost.yml, as text; null when there is none. */
  settingsText?: string | null;
  proposedSettingsText?: string | null;
  inDoubt?: boolean;
};

/** All that a step may use. */
export type Bench = {
  env: Env;
  kv: SyncKvStorage;
  call: Call;
  app: Call;
  pull: Pull;
  now: number;
  debounceMilliseconds: number;
};

export type Next =
  | { kind: "again"; inMilliseconds?: number }
  | { kind: "stale" }
  | { kind: "closed" }
  | { kind: "done"; inDoubt: boolean };

export const again = (inMilliseconds = 0): Next => ({ kind: "again", inMilliseconds });

const JOB = "job";

export const clearJob = (kv: SyncKvStorage): void => {
  for (const [key] of [...kv.list({ prefix: JOB })]) kv.delete(key);
};

export const startJob = (kv: SyncKvStorage): void => {
  clearJob(kv);
  const job: Job = {
    stage: "open",
    page: 1,
    listedFiles: 0,
    candidates: [],
    readings: [],
    cursor: 0,
  };
  kv.put(JOB, job);
};

type Step = (bench: Bench, job: Job) => Promise<Next>;

const STEPS: Record<Job["stage"], Step> = {
  open: openPull,
  list: listFiles,
  read: readNext,
  price: priceNext,
  write: writeComment,
  report: reportCheck,
};

/** One bounded step; what it learned is stored before the next one is due. */
export const runStep = async (bench: Bench): Promise<Next> => {
  const job = bench.kv.get<Job>(JOB);
  if (job === undefined) return { kind: "done", inDoubt: false };
  const next = await STEPS[job.stage](bench, job);
  bench.kv.put(JOB, job);
  return next;
};
