import { comment, headline } from "../../src/comment/index.ts";
import { sideFigures } from "../../src/comment/figures.ts";
import { freshRemarks, remarkInWords } from "../../src/comment/remarks.ts";
import { problemInWords } from "../../src/comment/settings-notice.ts";
import { comparisonOf, composedOf } from "./compose.ts";
import type { Bench, Job } from "./bench.ts";
import { SETTINGS_PATH } from "./open.ts";
import { pricesFailingSince } from "./sides.ts";
import { settingsOf } from "./repository-settings.ts";

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

const at = (
  path: string,
  line: number,
  level: Annotation["annotation_level"],
  message: string,
) => ({
  path,
  start_line: line,
  end_line: line,
  annotation_level: level,
  message: message.slice(0, 2000),
});

/** Over the limit fails; what we cannot judge is neutral; nothing relevant succeeds. */
export const composeCheck = async (bench: Bench, job: Job): Promise<Check> => {
  const comparison = await comparisonOf(bench, job);
  const { base, proposed } = settingsOf(bench, job);
  const problems = [
    ...(base.ok ? [] : base.problems),
    ...(proposed?.ok === false ? proposed.problems : []),
  ];
  const mistakes = problems.map((problem) =>
    at(SETTINGS_PATH, problem.line, "warning", problemInWords(problem)),
  );
  const { budget, configs } = comparison;
  // What the comment says, where one would be made.
  const summary = composedOf(bench).create ?? comment(comparison);
  const unread = configs.flatMap((change) =>
    change.after?.kind === "unpriced"
      ? [at(change.path, change.after.line ?? 1, "notice", `Not priced: ${change.after.reason}`)]
      : [],
  );
  const areOurPricesOld = pricesFailingSince(bench) !== undefined;
  const odd = configs.flatMap((change) =>
    freshRemarks(change).map((remark) =>
      at(remark.file, remark.line ?? 1, "warning", remarkInWords(remark)),
    ),
  );
  if (budget?.state === "broken") {
    const annotations = budget.breaches.flatMap((breach) =>
      breach.path === undefined
        ? []
        : [at(breach.path, breach.line ?? 1, "failure", breach.message)],
    );
    const title = `Over the limit: ${headline(comparison)}`;
    return {
      conclusion: areOurPricesOld ? "neutral" : "failure",
      title,
      summary,
      annotations: [...annotations, ...mistakes, ...unread, ...odd],
    };
  }
  const annotations = [...mistakes, ...unread, ...odd];
  if (problems.length > 0) {
    const title = `.github/ftcost.yml has a mistake in line ${problems[0]?.line ?? 1}`;
    return { conclusion: "neutral", title, summary, annotations };
  }
  if (configs.length === 0) {
    const title = "No training config is changed";
    const nothing = "Nothing in this pull request changes what a training run costs.";
    return { conclusion: "success", title, summary: nothing, annotations };
  }
  const isUnjudged =
    budget !== undefined &&
    budget.state !== "none" &&
    budget.state !== "overridden" &&
    configs.some((change) => change.after !== undefined && sideFigures(change.after) === undefined);
  const accepted = budget?.state === "overridden" ? "Accepted over the limit: " : "";
  const title = `${accepted}${headline(comparison)}`;
  return {
    conclusion: isUnjudged || areOurPricesOld ? "neutral" : "success",
    title,
    summary,
    annotations,
  };
};
