/**
 * A command through the real bundle, alone: milliseconds to its acknowledgement and to its answer by this
 * test's clock, and CPU of workerd for all of it (Durable Object, stand-in's answers and harness included,
 * so above what a Worker is billed): `npx node test/bench/slack-worker.ts`, after `npm run build`.
 */
import { commandBody, FakeSlack, FORM, signed, SIGNING_SECRET } from "../fakes/slack.ts";
import { startFtcost, until } from "../flows/harness.ts";
import { workerdCpuMs } from "./workerd.ts";

const TURNS = 60;
const WARM_UP = 20;

const slack = new FakeSlack();
const team = slack.addTeam("T1");
const ftcost = await startFtcost({
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_BOT_TOKEN: team.token,
});
ftcost.internet.host("slack.com", (request) => slack.api(request));
ftcost.internet.host("hooks.slack.com", (request) => slack.hooks(request));

type Timed = { ackMs: number; answerMs: number };

const ask = async (text: string, turn: number): Promise<Timed> => {
  const before = slack.delivered.length;
  const user = `U${turn}T1`;
  const start = performance.now();
  const response = await ftcost.fetch(
    "/slack/events",
    signed(commandBody(slack, "T1", text, { user_id: user }), FORM),
  );
  const inAck = await response.text();
  const ackMs = performance.now() - start;
  if (inAck === "") await until(() => slack.delivered[before]);
  return { ackMs, answerMs: performance.now() - start };
};

const at = (sorted: readonly number[], share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0).padStart(4);

const row = (name: string, cpu: number, timed: readonly Timed[]): void => {
  const acks = timed.map(({ ackMs }) => ackMs).toSorted((a, b) => a - b);
  const answers = timed.map(({ answerMs }) => answerMs).toSorted((a, b) => a - b);
  console.log(
    `${name.padEnd(22)} ack ${at(acks, 0.5)} ms (99 %: ${at(acks, 0.99)})   answer ${at(answers, 0.5)} ms (99 %: ${at(answers, 0.99)})   ${cpu.toFixed(1).padStart(5)} ms CPU`,
  );
};

const health = async (): Promise<number> => {
  for (let turn = 0; turn < WARM_UP; turn++) await (await ftcost.fetch("/health")).text();
  const before = workerdCpuMs();
  for (let turn = 0; turn < TURNS; turn++) await (await ftcost.fetch("/health")).text();
  return (workerdCpuMs() - before) / TURNS;
};
console.log(`GET /health, for comparison: ${(await health()).toFixed(1)} ms CPU`);
/** `burst` as the argument: that alone. */
const alone: Record<string, string> = {
  help: "help",
  estimate: "llama-3.1-8b qlora 50k rows 3 epochs on h100",
  "estimate, any GPU": "llama-3.1-8b lora 50k rows",
  compare: "compare llama-3.1-8b lora 20k rows vs qlora",
  budget: "budget $50 llama-3.1-8b 50k rows",
  decide: "decide llama-3.1-8b lora 50k rows",
  prices: "prices h100",
};
for (const [name, text] of Object.entries(process.argv[2] === "burst" ? {} : alone)) {
  for (let turn = 0; turn < WARM_UP; turn++) await ask(text, turn);
  const before = workerdCpuMs();
  const timed: Timed[] = [];
  for (let turn = 0; turn < TURNS; turn++) timed.push(await ask(text, turn));
  row(name, (workerdCpuMs() - before) / TURNS, timed);
}
const burst = async (): Promise<void> => {
  const before = slack.delivered.length;
  const start = performance.now();
  const acknowledgedMs: number[] = [];
  const answered: number[] = [];
  const deliver = slack.delivered.push.bind(slack.delivered);
  slack.delivered.push = (...all) => {
    answered.push(performance.now() - start);
    return deliver(...all);
  };
  const acks = await Promise.all(
    Array.from({ length: 100 }, async (_, turn) => {
      const sent = performance.now();
      const body = commandBody(slack, "T1", `qwen3-8b lora ${turn + 1}k rows`, {
        user_id: `B${turn}T1`,
      });
      await (await ftcost.fetch("/slack/events", signed(body, FORM))).text();
      acknowledgedMs.push(performance.now() - start);
      return performance.now() - sent;
    }),
  );
  await until(() => slack.delivered.length - before >= 100, 30_000);
  const firstAnswerMs = Math.min(...answered);
  const answeredMs = performance.now() - start;
  const early = acknowledgedMs.filter((ms) => ms < firstAnswerMs).length;
  console.log(
    `100 estimates at once: acknowledged within ${Math.max(...acks).toFixed(0)} ms, ${early} of them before the first answer, all answered within ${answeredMs.toFixed(0)} ms`,
  );
};
for (let turn = 0; turn < WARM_UP; turn++) await ask("qwen3-8b lora 1k rows", turn);
for (let turn = 0; turn < 3; turn++) await burst();
await ftcost.close();
process.exit(0);
