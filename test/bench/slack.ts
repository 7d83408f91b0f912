/**
 * CPU of a Slack answer, step by step, warm, by this process's own clock (not the wall's: others may be
 * busy): `npx node test/bench/slack.ts`. The free plan gives an invocation 10 ms.
 */
import { readCommand } from "../../src/command/index.ts";
import { answerFrom } from "../../src/answer.ts";
import { completeRun, estimate } from "../../src/estimator/index.ts";
import { loadCatalog } from "../../pricing/catalog.ts";
import { messageFor } from "../../handlers/slack/ask.ts";
import { memoryAsker } from "../fakes/workspace.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const WARM_UP = 60;
const TURNS = 200;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const measure = async (name: string, work: () => unknown): Promise<void> => {
  for (let turn = 0; turn < WARM_UP; turn++) await work();
  const before = cpuMs();
  for (let turn = 0; turn < TURNS; turn++) await work();
  console.log(`${name.padEnd(52)} ${((cpuMs() - before) / TURNS).toFixed(2)} ms CPU`);
};

const asker = memoryAsker(NOW);
const catalog = await loadCatalog(asker.env, NOW);
const LINES: Record<string, string> = {
  estimate: "llama-3.1-8b qlora 50k rows 3 epochs on h100",
  "estimate, any GPU": "llama-3.1-8b lora 50k rows",
  "estimate, a large model": "qwen2.5-72b full 1M tokens",
  "estimate, managed": "gpt-4.1-mini 2M tokens 3 epochs",
  "compare of two": "compare llama-3.1-8b lora 20k rows vs qlora",
  budget: "budget $50 llama-3.1-8b 50k rows",
  "decide of a run": "decide llama-3.1-8b lora 50k rows",
  "decide rent or buy": "decide rent or buy 4090 200 hours a month for $1,900",
  prices: "prices h100",
  help: "help",
};
const line = LINES["estimate"]!;
const run = readCommand(line).run!;
const completed = completeRun(run);
await measure("reading the line", () => readCommand(line));
await measure("loading the catalog (snapshot)", () => loadCatalog(asker.env, NOW));
await measure("completing the run", () => completeRun(run));
await measure("estimating", () => (completed.ok ? estimate(completed.value, catalog) : undefined));
await measure("the whole answer with the bill, without advice", () =>
  answerFrom(run, catalog, { advice: false }),
);
await measure("the whole answer with advice (Details)", () => answerFrom(run, catalog));
console.log("-- from the line to the message, in all");
for (const [name, text] of Object.entries(LINES))
  await measure(name, async () => JSON.stringify(await messageFor(readCommand(text), asker)));
