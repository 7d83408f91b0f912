/** One payload of every kind that we can send, by the commands that people type. */
import type { Message } from "../../handlers/slack/blocks/elements.ts";
import { messageFor } from "../../handlers/slack/ask.ts";
import { helpMessage } from "../../handlers/slack/blocks/help.ts";
import { wordsMessage } from "../../handlers/slack/blocks/problems.ts";
import { chartsMessage } from "../../handlers/slack/charts.ts";
import { homeView } from "../../handlers/slack/home.ts";
import { estimateFor, stateOf } from "../../handlers/slack/one-run.ts";
import { formView } from "../../handlers/slack/form-view.ts";
import { detailsView, loadingView, wordsView } from "../../handlers/slack/views.ts";
import { answer } from "../../handlers/answer.ts";
import { readCommand } from "../../src/command/index.ts";
import type { Estimate } from "../../src/estimator/index.ts";
import { memoryAsker } from "../fakes/workspace.ts";

export const NOW = new Date("2026-11-23T12:00:00Z");

/** Answers of commands, in the order typed: what is saved is there to be listed. */
export const COMMANDS: Record<string, string> = {
  compare: "compare llama-3.1-8b lora 20k rows vs qlora vs full",
  "compare-managed": "compare llama-3.1-8b qlora 5k rows vs gpt-4o-mini",
  "compare-alone": "compare llama-3.1-8b",
  budget: "budget $50 llama-3.1-8b 50k rows under 6h",
  "budget-too-small": "budget $1 llama-3.1-70b full 500k rows",
  "budget-unstated": "budget llama-3.1-8b 50k rows",
  "decide-run": "decide llama-3.1-8b lora 50k rows",
  "decide-buy": "decide rent or buy 4090 200 hours a month for $1,900",
  "decide-prompt":
    "decide tune or prompt llama-3.1-8b 5k rows 100k requests a month 800 input 200 output tokens prompt gpt-4.1 tuned gpt-4.1-mini",
  "decide-open": "decide rent or buy",
  prices: "prices h100",
  "prices-of-all": "prices",
  "prices-none": "prices b300 on lambda",
  "prices-misspelt": "prices h1000",
  "alerts-on": "alerts on h100 10%",
  alerts: "alerts",
  "alerts-off": "alerts off h100",
  save: "save nightly llama-3.1-8b qlora 50k rows",
  "save-unnamed": "save",
  runs: "runs",
  "runs-unknown": "runs weekly",
  "runs-show": "runs nightly",
  form: "form",
  hostile: "save `*_~<!channel>|@everyone` qwen3-8b <https://evil.example|x> 5k rows",
};

export type Sample = { name: string; kind: "message" | "modal" | "home"; payload: unknown };

const both = (name: string, { text, blocks, plain }: Message): Sample[] => [
  { name, kind: "message", payload: { text, blocks } },
  ...(plain === blocks
    ? []
    : [{ name: `${name}-plain`, kind: "message" as const, payload: { text, blocks: plain } }]),
];

export const samples = async (estimates: Record<string, string>): Promise<Sample[]> => {
  const asker = memoryAsker(NOW);
  const made: Sample[] = [
    ...both("help", helpMessage()),
    ...both("words", wordsMessage("Deleted *nightly*.")),
    { name: "modal-loading", kind: "modal", payload: loadingView() },
    { name: "modal-words", kind: "modal", payload: wordsView("Details", "Too old.") },
  ];
  for (const [name, text] of Object.entries(estimates)) {
    const command = readCommand(text);
    made.push(...both(name, await messageFor(command, asker)));
    made.push({
      name: `modal-form-${name}`,
      kind: "modal",
      payload: formView(command.draft, { channelId: "C1" }, command.problems),
    });
    if (command.run === undefined) continue;
    made.push(
      ...both(`${name}-shared`, await estimateFor(stateOf(command), asker, undefined, "U1")),
    );
    const answered = await answer(command.run, asker.env, NOW);
    if (!answered.ok) continue;
    const estimate: Estimate = answered.value.estimate;
    made.push(...both(`${name}-charts`, chartsMessage(estimate, [])));
    made.push({ name: `modal-details-${name}`, kind: "modal", payload: detailsView(estimate) });
  }
  for (const [name, text] of Object.entries(COMMANDS))
    made.push(...both(name, await messageFor(readCommand(text), asker)));
  made.push({ name: "home", kind: "home", payload: await homeView(asker) });
  made.push({ name: "home-empty", kind: "home", payload: await homeView(memoryAsker(NOW)) });
  return made;
};
