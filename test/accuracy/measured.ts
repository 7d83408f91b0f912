import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MeasuredRun } from "./rows.ts";

const FILE = fileURLToPath(new URL("measured.json", import.meta.url).href);

/** The project's own table: what was measured, on which configuration, and where it stands. */
export const committedRuns = (): MeasuredRun[] =>
  JSON.parse(String(readFileSync(FILE, "utf8"))) as MeasuredRun[];
