import { resolvePath } from "../../src/configs/files.ts";
import { readConfig } from "../../src/configs/index.ts";
import { readBlob, readText, type Content } from "./contents.ts";
import {
  again,
  type Bench,
  type Candidate,
  type Job,
  type Next,
  type Reading,
  type SideName,
} from "./bench.ts";
import { SETTINGS_PATH } from "./open.ts";

const READS_PER_STEP = 6;
/** A config names its data, its DeepSpeed file, its parent; not hundreds of files. */
const MOST_READINGS = 1200;
const DEEPEST = 2;
const MOST_NEEDS = 8;

export const textKey = (side: SideName, path: string): string => `job:text:${side}:${path}`;

export const readingsOf = (candidates: readonly Candidate[]): Reading[] =>
  candidates.flatMap((candidate) => {
    const after: Reading = { side: "after", path: candidate.path, depth: 0 };
    if (candidate.sha !== undefined) after.sha = candidate.sha;
    const before: Reading = {
      side: "before",
      path: candidate.previousPath ?? candidate.path,
      depth: 0,
    };
    if (candidate.status === "added") return [after];
    if (candidate.status === "removed") return [before];
    return [after, before];
  });

/** The head may lie in a fork: ask there, then for its blob here, then for the head as this repository keeps it. */
const readHead = async (bench: Bench, job: Job, reading: Reading): Promise<Content> => {
  const home = job.headRepository;
  if (home !== null && home !== undefined) {
    const there = await readText(bench.call, home, reading.path, job.headSha ?? "");
    if (there.kind === "text") return there;
    if (there.kind === "unreadable" && !there.reason.includes("GitHub answered")) return there;
  }
  if (reading.sha !== undefined) {
    const blob = await readBlob(bench.call, bench.pull, reading.sha);
    if (blob.kind === "text") return blob;
  }
  const ref = `refs/pull/${bench.pull.number}/head`;
  if (home?.owner === bench.pull.owner && home.repo === bench.pull.repo) return { kind: "absent" };
  return await readText(bench.call, bench.pull, reading.path, ref);
};

const MOST_FOLDERS_ABOVE = 2;

/** Written beside the naming file, from the root, or from a folder between: which, only the repository knows. */
export const placesOf = (from: string, path: string): string[] => {
  const folders = from.split("/").slice(0, -1);
  const above = folders.map((_, up) => [...folders.slice(0, -1 - up), "x"].join("/"));
  const froms = [from, "x", ...above.slice(0, MOST_FOLDERS_ABOVE)];
  return [...new Set(froms.map((each) => resolvePath(each, path)))].filter(
    (each) => each !== "" && each.length < 400,
  );
};

const needsOf = (reading: Reading, content: Content): Reading[] => {
  if (content.kind !== "text" || reading.depth >= DEEPEST) return [];
  const read = readConfig(reading.path, content.text);
  return (read.needs ?? [])
    .slice(0, MOST_NEEDS)
    .flatMap((path) => placesOf(reading.path, path))
    .map((path) => ({ side: reading.side, path, depth: reading.depth + 1 }));
};

/** Texts one by one until all are there, those that a config names included. */
export const readNext = async (bench: Bench, job: Job): Promise<Next> => {
  if (job.cursor === 0 && job.readings.length === 0) job.readings = readingsOf(job.candidates);
  const known = new Set(job.readings.map((reading) => textKey(reading.side, reading.path)));
  for (let read = 0; read < READS_PER_STEP && job.cursor < job.readings.length; read++) {
    const reading = job.readings[job.cursor]!;
    const content =
      reading.side === "after"
        ? await readHead(bench, job, reading)
        : await readText(bench.call, bench.pull, reading.path, job.mergeBaseSha ?? "");
    bench.kv.put(textKey(reading.side, reading.path), content);
    job.cursor += 1;
    if (reading.path === SETTINGS_PATH) continue;
    for (const need of needsOf(reading, content)) {
      const key = textKey(need.side, need.path);
      if (known.has(key) || job.readings.length >= MOST_READINGS) continue;
      known.add(key);
      job.readings.push(need);
    }
  }
  if (job.cursor < job.readings.length) return again();
  job.stage = "price";
  job.cursor = 0;
  return again();
};
