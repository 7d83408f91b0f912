/** `/ftcost save` and `runs`: a person's named runs, kept in the workspace's Durable Object. */
import type { Command } from "../../src/command/index.ts";
import type { Asker } from "./one-run.ts";
import { estimateFor, stateOf } from "./one-run.ts";
import { actions, button, inert, type Message, message, section } from "./blocks/elements.ts";
import { problemMessage, wordsMessage } from "./blocks/problems.ts";
import { workspaceOf } from "./post.ts";
import { MessageState, writeState } from "./state.ts";

export const readSaved = (json: string): MessageState | undefined => {
  const read = MessageState.safeParse(JSON.parse(json));
  return read.success ? (read.data as MessageState) : undefined;
};

/** With a run: that one; without: the person's latest estimate. */
export const saveMessage = async (command: Command, asker: Asker): Promise<Message> => {
  const workspace = workspaceOf(asker.env, asker.teamId);
  const { name } = command;
  if (name === undefined)
    return wordsMessage(inert(command.problems[0]?.message ?? "Under which name?"));
  const isStated = Object.keys(command.draft).length > 0 || command.problems.length > 0;
  if (isStated && command.run === undefined)
    return problemMessage(
      command.problems,
      command.understood,
      await writeState(stateOf(command), workspace),
    );
  const latest = isStated ? undefined : (await workspace.recent(asker.userId))[0];
  const json = isStated ? JSON.stringify(stateOf(command)) : latest?.run;
  if (json === undefined)
    return wordsMessage(
      "There is no estimate of yours to save yet. Say `/ftcost save nightly llama-3.1-8b qlora 50k rows`.",
    );
  const hasRoom = await workspace.save(asker.userId, name, json);
  if (!hasRoom)
    return wordsMessage(
      "Fifty saved runs are the most. Delete one first: `/ftcost runs delete <name>`.",
    );
  return wordsMessage(
    `Saved as *${inert(name)}*. \`/ftcost runs\` lists what you saved, \`/ftcost runs ${name.replaceAll("`", "'")}\` estimates it at today's prices.`,
  );
};

export const runsMessage = async (command: Command, asker: Asker): Promise<Message> => {
  const workspace = workspaceOf(asker.env, asker.teamId);
  if (command.problems.length > 0) return wordsMessage(inert(command.problems[0]!.message));
  const saved = await workspace.saved(asker.userId);
  if (command.action === "list") return savedList(saved);
  const wanted = saved.find(({ name }) => name.toLowerCase() === command.name?.toLowerCase());
  if (wanted === undefined)
    return wordsMessage(
      `No saved run of yours is called "${inert(command.name ?? "")}". \`/ftcost runs\` lists them.`,
    );
  if (command.action === "delete") {
    await workspace.forget(asker.userId, wanted.name);
    return wordsMessage(`Deleted *${inert(wanted.name)}*.`);
  }
  const state = readSaved(wanted.run);
  return state === undefined
    ? wordsMessage("This saved run is of an older version and can no longer be read.")
    : estimateFor(state, asker);
};

const runInWords = (json: string): string => {
  const state = readSaved(json);
  if (state === undefined) return "cannot be read any more";
  const { run } = state;
  const rows = run.dataset?.rows ?? undefined;
  return [
    run.baseModel,
    run.technique,
    rows === undefined ? undefined : `${rows.toLocaleString("en-US")} rows`,
    run.hardware?.gpu,
  ]
    .filter((one) => one !== undefined && one !== null)
    .join(", ");
};

const MAX_LISTED = 20;

export const savedRows = (saved: readonly { name: string; run: string }[]) =>
  saved.slice(0, MAX_LISTED).map(({ name, run }) => ({ name, words: runInWords(run) }));

const savedList = (saved: readonly { name: string; run: string }[]): Message => {
  if (saved.length === 0)
    return wordsMessage(
      "You have saved no runs. Say `/ftcost save nightly llama-3.1-8b qlora 50k rows`.",
    );
  const rows = savedRows(saved);
  return message(`Your saved runs: ${rows.map(({ name }) => name).join(", ")}.`, [
    section("*Your saved runs*"),
    ...rows.flatMap(({ name, words }, at) => [
      section(`*${inert(name)}*  ${inert(words)}`),
      actions(`saved.${at}`, [button("run_saved", "Estimate now", { value: name })]),
    ]),
  ]);
};
