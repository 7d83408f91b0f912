/** `npm run accuracy`: the estimator against measured runs, every source judged by coefficients that never saw it. */
import { evaluate, type Evaluation, type Summary } from "./evaluate.ts";
import { committedRuns } from "./measured.ts";
import { sharedRuns, sharedRunsAreHere, type MeasuredRun } from "./rows.ts";

const percent = (value: number): string =>
  Number.isNaN(value) ? "-" : `${(value * 100).toFixed(value < 0.1 ? 1 : 0)}%`;

const line = (name: string, own: Summary): string =>
  [
    name.padEnd(26),
    String(own.n).padStart(4),
    percent(own.median).padStart(7),
    percent(own.p90).padStart(7),
    percent(own.bias).padStart(7),
    percent(own.within10).padStart(6),
    percent(own.within20).padStart(6),
    percent(own.within30).padStart(6),
    percent(own.underBy10).padStart(7),
    percent(own.coverage).padStart(6),
    own.highOverLow.toFixed(2).padStart(6),
  ].join(" ");

const HEAD = `${"".padEnd(26)}    n  median     p90    bias  in10   in20   in30 under10 in 80%  hi/lo`;

const print = (evaluation: Evaluation): void => {
  const { headline, rules, by, worst } = evaluation;
  console.log(
    `${evaluation.runs} runs; leave one source out, coefficients and ranges refitted in each fold; core rows with stated batch and length.`,
  );
  console.log(`\n${HEAD}`);
  console.log(line("memory, all kinds", headline.memory));
  console.log(line("  fully stated, one GPU", headline.fullyStated));
  console.log(line("speed", headline.speed));
  console.log(
    `rules of thumb: memory median ${percent(rules.memory.median)}, within 20 % ${percent(rules.memory.within20)}, under by 10 % ${percent(rules.memory.underBy10)}; speed median ${percent(rules.speed.median)}, within 30 % ${percent(rules.speed.within30)}`,
  );
  const { oom } = headline;
  console.log(
    `out of memory: ${oom.called} of ${oom.oom} called (${oom.notNo} not "yes"); false alarms ${oom.falseAlarms} of ${oom.fitting}; answered ${percent(headline.answered)}`,
  );
  for (const [title, groups] of Object.entries(by)) {
    console.log(`\nby ${title}`);
    for (const [name, own] of Object.entries(groups)) {
      if (own.memory !== undefined) console.log(line(`${name} memory`, own.memory));
      if (own.speed !== undefined) console.log(line(`${name} speed`, own.speed));
    }
  }
  console.log("\nworst rows");
  for (const row of worst) {
    const parts = Object.entries(row.parts)
      .filter(([, value]) => value > 0)
      .map(([name, value]) => `${name} ${value.toPrecision(3)}`)
      .join(", ");
    console.log(
      `${row.id} ${row.kind} measured ${row.measured.toPrecision(4)} predicted ${row.predicted.toPrecision(4)} (${percent(row.error)}): ${parts}`,
    );
  }
  console.log(
    `\nspread used ${JSON.stringify(evaluation.spread)}, held-out rows ask for ${JSON.stringify(evaluation.suggested)}`,
  );
};

const runs: MeasuredRun[] = committedRuns();
const known = new Set(runs.map(({ id }) => id));
const shared = sharedRunsAreHere() ? sharedRuns().runs.filter(({ id }) => !known.has(id)) : [];
const evaluation = evaluate([...runs, ...shared]);
if (process.argv.includes("--json")) console.log(JSON.stringify(evaluation));
else {
  if (!sharedRunsAreHere())
    console.log("../shared/runs is not here: the project's own table alone.");
  print(evaluation);
}
