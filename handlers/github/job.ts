import type { Bench, Job, Next } from "./bench.ts";
import { reportCheck } from "./check.ts";
import { composeComment } from "./compose.ts";
import { priceNext } from "./estimates.ts";
import { listFiles } from "./files.ts";
import { openPull } from "./open.ts";
import { readNext } from "./reading.ts";
import { suggest } from "./suggest.ts";
import { writeComment } from "./upsert.ts";

const JOB = "job";

export const clearJob = (kv: SyncKvStorage): void => {
  const keys = Array.from(kv.list({ prefix: JOB }), ([key]) => key);
  for (const key of keys) kv.delete(key);
};

export const startJob = (kv: SyncKvStorage): void => {
  clearJob(kv);
  const job: Job = {
    id: crypto.randomUUID(),
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
  compose: composeComment,
  write: writeComment,
  suggest,
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
