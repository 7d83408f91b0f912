/**
 * A pull request of 300 changed files, 20 of them configs with six changed keys each, step by step: the CPU
 * of each step and how much it asks of GitHub. A step is one invocation of the Worker (an alarm). In plain
 * node, whose engine is workerd's; the stand-in's own time is taken off. `npx node test/bench/github.ts`.
 */
import type { Bench, Job } from "../../handlers/github/bench.ts";
import { runStep, startJob } from "../../handlers/github/job.ts";
import { benchOf } from "../fakes/bench.ts";
import { axolotl } from "../fakes/configs.ts";
import { FakeGitHub } from "../fakes/github.ts";

const LIMIT_MILLISECONDS = 10;
const LIMIT_REQUESTS = 50;
const WARM_ROUNDS = 7;

const CHANGED = {
  sequence_len: 1024,
  sample_packing: false,
  micro_batch_size: 4,
  lora_r: 64,
  gradient_accumulation_steps: 2,
};

const pullOf = (): FakeGitHub => {
  const github = new FakeGitHub();
  const [before, after]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (let index = 0; index < 280; index++) after[`src/file-${index}.py`] = "pass\n";
  for (let index = 0; index < 20; index++) {
    before[`train/c${index}.yml`] = axolotl();
    after[`train/c${index}.yml`] = axolotl({ num_epochs: 2 + index, ...CHANGED });
  }
  github.trees.set("base0000", before);
  github.trees.set("main", before);
  github.trees.set("aaaa1111", after);
  github.open({ number: 1, headSha: "aaaa1111" });
  return github;
};

type Step = { stage: string; milliseconds: number; requests: number };

const cpuMilliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const oneJob = async (github: FakeGitHub): Promise<Step[]> => {
  const { bench, state } = benchOf(github);
  let outside = 0;
  const timed = async (route: string, parameters?: Record<string, unknown>) => {
    const began = cpuMilliseconds();
    try {
      return await (bench.call as (...given: unknown[]) => Promise<never>)(route, parameters);
    } finally {
      outside += cpuMilliseconds() - began;
    }
  };
  const measured: Bench = { ...bench, call: timed };
  startJob(bench.kv);
  const steps: Step[] = [];
  for (;;) {
    const { stage } = bench.kv.get<Job>("job")!;
    [outside, state.asked] = [0, 0];
    const began = cpuMilliseconds();
    const next = await runStep(measured);
    const milliseconds = cpuMilliseconds() - began - outside;
    steps.push({ stage, milliseconds, requests: state.asked });
    if (next.kind !== "again") return steps;
  }
};

const cold = await oneJob(pullOf());
const warm: Step[][] = [];
for (let round = 0; round < WARM_ROUNDS; round++) warm.push(await oneJob(pullOf()));
/** The same step does the same work each time: what else the machine did only adds, so the least is the step's own. */
const typical = cold.map((step, index) => ({
  ...step,
  milliseconds: Math.min(...warm.map((round) => round[index]!.milliseconds)),
}));

const most = (steps: readonly Step[]) => Math.max(...steps.map((step) => step.milliseconds));
const row = (...cells: (string | number)[]) =>
  console.log(cells.map((cell, at) => String(cell).padStart(at === 0 ? 9 : 14)).join(""));
row("stage", "invocations", "median ms", "most ms", "first ever ms", "most requests");
for (const stage of new Set(cold.map((step) => step.stage))) {
  const [steps, first] = [typical, cold].map((all) =>
    all.filter((step) => step.stage === stage),
  ) as [Step[], Step[]];
  const times = steps.map((step) => step.milliseconds).sort((one, other) => one - other);
  const requests = Math.max(...steps.map((step) => step.requests));
  const cells = [times[times.length >> 1]!, most(steps), first[0]!.milliseconds];
  row(stage, steps.length, ...cells.map((value) => value.toFixed(2)), requests);
}
const requests = Math.max(...cold.map((step) => step.requests));
const isWithin = most(typical) < LIMIT_MILLISECONDS && requests < LIMIT_REQUESTS;
console.log(
  `${cold.length} invocations; most CPU ${most(typical).toFixed(2)} ms (limit ${LIMIT_MILLISECONDS}), most sub-requests ${requests} and one for a token (limit ${LIMIT_REQUESTS}): ${isWithin ? "within" : "OVER"}`,
);
process.exit(isWithin ? 0 : 1);
