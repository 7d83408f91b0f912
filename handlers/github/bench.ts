import type { Env } from "../../src/env.ts";
import type { Call } from "./client.ts";
import type { Pull } from "./objects.ts";

/** A changed file that may be a training config: by its name and blob, never by its patch. */
export type Candidate = {
  path: string;
  previousPath?: string;
  status: "added" | "removed" | "changed";
  /** Blob of the head's version. */
  sha?: string;
};

export type SideName = "before" | "after";

/** One text to fetch: a changed config, or a file that one of them names. */
export type Reading = { side: SideName; path: string; sha?: string; depth: number };

/** What one run over the pull request knows so far. Texts and figures lie beside it, one key each. */
export type Job = {
  id: string;
  stage: "open" | "list" | "read" | "price" | "compose" | "write" | "suggest" | "report";
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
