/** Commands in a pull request's conversation: `/ftcost ...` at the start of a line of the writer's own words. */
import type { TrainingRun } from "../estimator/run.ts";
import { nearest, right, wrong, type Result } from "../problem.ts";
import { readCommand } from "../command/index.ts";

export const VERBS = ["help", "estimate", "what-if", "override", "ignore", "actual"] as const;

export type CommentCommand =
  | { verb: "help" | "estimate" | "ignore" }
  | { verb: "what-if"; text: string; changes: Partial<TrainingRun> }
  | { verb: "override"; reason: string }
  | { verb: "actual"; usd: number };

export const COMMAND_HELP = [
  "`/ftcost estimate`: look again, now",
  "`/ftcost what-if gpu=a100-80gb epochs=2`: the same configs with other settings",
  "`/ftcost override <reason>`: accept a cost over the limit (write access)",
  "`/ftcost ignore`: say nothing more about this pull request (write access)",
  "`/ftcost actual 390`: what a run really cost, in dollars (write access)",
];

const LONGEST_LINE_CHARACTERS = 500;

/** Lines that the writer says: not quoted, not code, not hidden in an HTML comment. */
const ownLines = (body: string): string[] => {
  const lines: string[] = [];
  let fence = "";
  let isHidden = false;
  for (const line of body.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== "") {
      if (mark !== undefined && mark.startsWith(fence)) fence = "";
      continue;
    }
    if (isHidden) {
      isHidden = !line.includes("-->");
      continue;
    }
    if (mark !== undefined) fence = mark;
    else if (line.includes("<!--")) isHidden = !line.includes("-->");
    else if (!/^( {4}|\t| {0,3}>)/.test(line)) lines.push(line.trim());
  }
  return lines;
};

/** The first command that is said; undefined when none is. */
export const commandLine = (body: string): string | undefined => {
  const line = ownLines(body).find((each) => /^\/ftcost(\s|$)/i.test(each));
  return line?.slice("/ftcost".length).trim().slice(0, LONGEST_LINE_CHARACTERS);
};

const whatIf = (text: string): Result<CommentCommand> => {
  const read = readCommand(`estimate ${text}`);
  // Nothing needs to be named: the configs say the rest.
  const problems = read.problems.filter((problem) => problem.path !== "baseModel");
  if (problems.length > 0) return wrong(...problems);
  const { framework: _, ...changes } = read.draft;
  if (Object.keys(changes).length === 0)
    return wrong({
      path: "",
      message: "Say what to change, for example: what-if gpu=h100 epochs=2",
    });
  return right({ verb: "what-if", text, changes });
};

const actual = (text: string): Result<CommentCommand> => {
  const usd = Number(text.replace(/^\$|\s*(usd|dollars?|\$)$/gi, "").replaceAll(",", ""));
  if (text === "" || !Number.isFinite(usd) || usd <= 0 || usd > 1e9)
    return wrong({
      path: "",
      message: "Say what the run cost in dollars, for example: actual 390",
    });
  return right({ verb: "actual", usd });
};

export const readCommentCommand = (line: string): Result<CommentCommand> => {
  const [, first = "", rest = ""] = /^(\S*)\s*(.*)$/s.exec(line) ?? [];
  const word = first.toLowerCase();
  const verb =
    word === "" ? "help" : VERBS.find((each) => each === word || each.replace("-", "") === word);
  switch (verb) {
    case "help":
    case "estimate":
    case "ignore":
      return right({ verb });
    case "what-if":
      return whatIf(rest);
    case "override":
      return right({ verb, reason: rest.trim() });
    case "actual":
      return actual(rest.trim());
    case undefined: {
      const didYouMean = nearest(word, VERBS);
      const message = `"${word}" is no command here.`;
      return wrong({ path: "", message, ...(didYouMean === undefined ? {} : { didYouMean }) });
    }
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The run with what was asked for put in its place; what contradicts it goes. */
export const withChanges = (run: TrainingRun, changes: Partial<TrainingRun>): TrainingRun => {
  const merged = structuredClone(run) as Record<string, unknown>;
  for (const [field, value] of Object.entries(changes)) {
    const known = merged[field];
    merged[field] = isRecord(known) && isRecord(value) ? { ...known, ...value } : value;
  }
  if (changes.epochs !== undefined && changes.maxSteps === undefined) delete merged["maxSteps"];
  if (changes.maxSteps !== undefined && changes.epochs === undefined) delete merged["epochs"];
  if (changes.baseModel !== undefined) delete merged["architecture"];
  if (changes.technique !== undefined) {
    // qlora and full differ in how the base is held; what the config said of it belongs to its own technique.
    delete merged["quantizationBits"];
    delete merged["quantization"];
  }
  return merged as TrainingRun;
};
