/**
 * `npm run --silent ftcost -- "<what one types after /ftcost>"`, `-- path/to/config.yml [more files]`,
 * `-- diff base.yml head.yml`. `--json` prints the Estimate alone (of diff: both, and what makes the
 * difference). Exits 1 over `--budget`, 2 when it did not understand, 3 when ftcost itself failed.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { snapshotCatalog } from "../pricing/snapshot.ts";
import { type Answer, answerFrom } from "../src/answer.ts";
import { readCommand } from "../src/command/index.ts";
import { readConfigs } from "../src/configs/index.ts";
import type { TrainingRun } from "../src/estimator/index.ts";
import { Offer } from "../src/estimator/offer.ts";
import type { Problem, Result } from "../src/problem.ts";
import { right, wrong } from "../src/problem.ts";
import { usd, usdDifference } from "../src/report/format.ts";
import { bestQuote, report } from "../src/report/index.ts";
import { type Limits, limitsInWords, within } from "../src/report/limits.ts";
import { asText } from "../src/report/text.ts";
import { changesBetween } from "./page/client/compare.ts";
import { differenceInWords } from "./cli-difference.ts";

const USAGE = `ftcost: what a fine-tuning run will cost

  npm run --silent ftcost -- "llama-3.1-8b qlora 50k rows 3 epochs on h100"
  npm run --silent ftcost -- path/to/config.yml [files that it names]
  npm run --silent ftcost -- diff base.yml head.yml

  --json           print the Estimate alone; of diff { before, after, usdDifference, attribution }
  --budget 50      exit with 1 when the run is expected to cost more dollars

  exit code: 0, 1 over the budget, 2 not understood, 3 ftcost itself failed
`;

const [OVER_BUDGET, NOT_UNDERSTOOD, FAILED] = [1, 2, 3];

process.on("uncaughtException", (error) => {
  console.error(error);
  process.exit(FAILED);
});

const fail = (problems: readonly Problem[]): never => {
  for (const { path, message, didYouMean } of problems)
    console.error(
      `${path === "" ? "" : `${path}: `}${message}${didYouMean === undefined ? "" : ` Did you mean ${didYouMean}?`}`,
    );
  process.exit(NOT_UNDERSTOOD);
};

const runOfFiles = (paths: readonly string[]): Result<TrainingRun> => {
  const folder = paths.find((path) => !statSync(path).isFile());
  if (folder !== undefined)
    return wrong({ path: folder, message: "Not a file. Give the config itself." });
  const files = paths.map((path) => ({ path, content: readFileSync(path, "utf8") }));
  const read = readConfigs(files).files;
  const training = read.find((file) => file.kind === "training" && file.run !== undefined);
  for (const needed of read.flatMap((file) => file.needs ?? []))
    console.error(`note: it names ${needed}, which was not given.`);
  if (training?.run === undefined)
    return wrong({
      path: paths.join(", "),
      message: [
        "No training run is described there, as far as ftcost can read.",
        ...read.flatMap((file) => (file.remarks ?? []).map(({ message }) => message)),
      ].join(" "),
    });
  return right(training.run);
};

type Asked = { run: TrainingRun; limits: Limits };

/** A terminal answers one estimate; what else one can type after /ftcost needs a workspace or more columns. */
const ANSWERED = new Set(["estimate", "budget"]);

const askedByText = (text: string): Result<Asked> => {
  const command = readCommand(text);
  if (!ANSWERED.has(command.kind))
    return wrong({
      path: command.kind,
      message: "Answered in Slack alone; the terminal answers one estimate, or diff of two files.",
    });
  if (command.problems.length > 0) return wrong(...command.problems);
  if (command.run === undefined)
    return wrong({ path: "", message: `"${text}" names no run to estimate.` });
  return right({ run: command.run, limits: command });
};

const askedByFiles = (paths: readonly string[]): Result<Asked> => {
  const run = runOfFiles(paths);
  return run.ok ? right({ run: run.value, limits: {} }) : run;
};

const answerOf = (asked: Result<Asked>): Answer & { limits: Limits } => {
  if (!asked.ok) return fail(asked.problems);
  const { run, limits } = asked.value;
  const productionRun = {
    provider: limits.provider,
    pricing: Offer.shape.pricing.optional().parse(limits.pricing),
  };
  const answer = answerFrom(run, snapshotCatalog(new Date()), { bill: { productionRun } });
  if (!answer.ok) return fail(answer.problems);
  return { ...answer.value, estimate: within(answer.value.estimate, limits), limits };
};

const expectedUsd = (answer: Answer): number | undefined =>
  bestQuote(answer.estimate)?.usd.expected;

const readArguments = () =>
  parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" }, budget: { type: "string" }, help: { type: "boolean" } },
  });
const argumentsOrFail = (): ReturnType<typeof readArguments> => {
  try {
    return readArguments();
  } catch (error) {
    return fail([{ path: "", message: `${(error as Error).message}\n\n${USAGE}` }]);
  }
};

const { values, positionals } = argumentsOrFail();
if (values.help === true || positionals.length === 0 || positionals[0] === "help") {
  console.log(USAGE);
  process.exit(positionals.length === 0 && values.help !== true ? NOT_UNDERSTOOD : 0);
}
const budgetUsd = values.budget === undefined ? undefined : Number(values.budget.replace("$", ""));
if (budgetUsd !== undefined && !(budgetUsd > 0))
  fail([{ path: "--budget", message: "Give a budget in dollars, such as --budget 50." }]);

const isDiff = positionals[0] === "diff";
const missing = isDiff ? positionals.slice(1).filter((path) => !existsSync(path)) : [];
if (isDiff && (positionals.length !== 3 || missing.length > 0))
  fail([
    {
      path: "diff",
      message:
        missing.length > 0
          ? `No such file: ${missing.join(", ")}.`
          : "Give two files: diff base.yml head.yml.",
    },
  ]);

const before = isDiff ? answerOf(askedByFiles([positionals[1]!])) : undefined;
/** A name that can only be a file's, or what one types after /ftcost. */
const absent =
  positionals.length === 1 && /^\S+\.(ya?ml|json|toml|py|sh|ipynb)$/.test(positionals[0]!);
if (absent && !existsSync(positionals[0]!))
  fail([{ path: positionals[0]!, message: "No such file." }]);
const looksLikePath = positionals.every((word) => word !== "" && existsSync(word));
const after = isDiff
  ? answerOf(askedByFiles([positionals[2]!]))
  : answerOf(looksLikePath ? askedByFiles(positionals) : askedByText(positionals.join(" ")));

const catalog = snapshotCatalog(new Date());
const difference =
  before === undefined ? undefined : changesBetween(before.estimate, after.estimate, catalog);
const asJson =
  before === undefined
    ? after.estimate
    : { before: before.estimate, after: after.estimate, ...difference };

if (values.json === true) console.log(JSON.stringify(asJson, null, 2));
else {
  if (before !== undefined) {
    const [was, is] = [expectedUsd(before), expectedUsd(after)];
    const headline =
      was === undefined || is === undefined
        ? "cannot be compared"
        : `${usdDifference(is - was)}: ${usd(was)} before, ${usd(is)} after`;
    console.log([headline, ...differenceInWords(difference!), ""].join("\n"));
  }
  for (const sentence of limitsInWords(after.limits, bestQuote(after.estimate)))
    console.log(sentence);
  console.log(asText(report(after.estimate)));
}
const cost = expectedUsd(after);
const isOver = budgetUsd !== undefined && (cost === undefined || cost > budgetUsd);
if (isOver) {
  console.error(
    cost === undefined
      ? "No price is known, so the budget cannot be held."
      : `${usd(cost)} is over the budget of ${usd(budgetUsd)}.`,
  );
  process.exit(OVER_BUDGET);
}
