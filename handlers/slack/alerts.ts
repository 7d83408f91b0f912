/** `/ftcost alerts`: a channel's subscriptions to moves of prices; the price book keeps and sends them. */
import type { Command } from "../../src/command/index.ts";
import { findGpu } from "../../src/estimator/gpus/gpus.ts";
import { provider } from "../../src/report/format.ts";
import { priceBook } from "../prices/book.ts";
import type { Subscription, Watched } from "../../pricing/subscriptions.ts";
import type { Asker } from "./one-run.ts";
import { escape, inert, lines, type Message, message } from "./blocks/elements.ts";
import { problemLines } from "./blocks/estimate.ts";
import { wordsMessage } from "./blocks/problems.ts";
import { isManyWorkspaces, workspaceOf } from "./post.ts";
import { readSaved } from "./saved.ts";

const DEFAULT_PERCENT = 10;

/** The price book's name of a workspace: empty stands for the one of SLACK_BOT_TOKEN. */
export const alertTeam = ({ env, teamId }: Pick<Asker, "env" | "teamId">): string =>
  isManyWorkspaces(env) ? teamId : "";

const watchedBy = (command: Command): Watched => {
  const gpu = command.gpu === undefined ? undefined : findGpu(command.gpu)?.gpu.id;
  if (gpu !== undefined) return { kind: "gpu", id: gpu };
  return command.provider === undefined
    ? { kind: "all" }
    : { kind: "provider", id: command.provider };
};

export const watchedInWords = (what: Watched): string => {
  switch (what.kind) {
    case "all":
      return "all prices";
    case "gpu":
      return what.id;
    case "provider":
      return `prices of ${provider(what.id)}`;
    case "run":
      return `the run ${what.id}`;
  }
};

export const subscriptionLine = ({ what, thresholdPercent, digest }: Subscription): string =>
  `• ${escape(watchedInWords(what))}: moves of ${thresholdPercent} % or more${digest === "none" ? "" : `, in a ${digest} digest`}`;

/** The asker's saved run of that name; undefined where there is none, or where it can no longer be read. */
const savedRun = async (name: string, asker: Asker): Promise<Watched | undefined> => {
  const saved = await workspaceOf(asker.env, asker.teamId).saved(asker.userId);
  const wanted = saved.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const state = wanted === undefined ? undefined : readSaved(wanted.run);
  if (wanted === undefined || state?.run.baseModel === undefined) return undefined;
  const { provider: where, pricing, run } = state;
  const limits = {
    ...(where === undefined ? {} : { provider: where }),
    ...(pricing === undefined ? {} : { pricing }),
  };
  return { kind: "run", id: wanted.name, run: { ...run, baseModel: state.run.baseModel }, limits };
};

const isSame = (one: Watched, other: Watched): boolean =>
  one.kind === other.kind &&
  (one.kind === "all" || other.kind === "all" || one.id.toLowerCase() === other.id.toLowerCase());

const listed = (all: readonly Subscription[]): Message => {
  if (all.length === 0)
    return wordsMessage(
      "This channel has no price alerts. Say `/ftcost alerts on h100 10%` to be told when the price of an H100 moves by 10 % or more.",
    );
  const rows = all.map(subscriptionLine);
  return message(
    `Price alerts of this channel: ${rows.map((row) => row.slice(2)).join("; ")}.`,
    lines(["*Price alerts of this channel*", ...rows]),
  );
};

export const alertsMessage = async (command: Command, asker: Asker): Promise<Message> => {
  const book = priceBook(asker.env);
  const team = alertTeam(asker);
  const channel = asker.channelId;
  if (command.problems.length > 0)
    return message(
      command.problems.map(({ message: one }) => one).join(" "),
      lines(["*No alert was changed.*", ...problemLines(command.problems)]),
    );
  if (command.action === "list") return listed(await book.subscriptions(team, channel));
  const run = command.name === undefined ? undefined : await savedRun(command.name, asker);
  if (command.name !== undefined && command.action === "on" && run === undefined)
    return wordsMessage(
      `No saved run of yours is called "${inert(command.name)}". \`/ftcost runs\` lists them, \`/ftcost save\` keeps one.`,
    );
  const asked = command.name === undefined ? watchedBy(command) : undefined;
  const what: Watched = run ?? asked ?? { kind: "run", id: command.name!, run: { baseModel: "" } };
  if (command.action === "on") {
    const thresholdPercent = command.percent ?? DEFAULT_PERCENT;
    if (!(thresholdPercent > 0 && thresholdPercent <= 1000))
      return wordsMessage("The move to be told of must be above 0 and at most 1000 percent.");
    await book.subscribe({
      team,
      channel,
      what,
      thresholdPercent,
      digest: command.digest ?? "none",
    });
    return wordsMessage(
      `I will tell this channel when ${escape(watchedInWords(what))} moves by ${thresholdPercent} % or more${command.digest === undefined ? "" : `, in a ${command.digest} digest`}. In a private channel, invite me first, or I cannot post there.`,
    );
  }
  const named = what.kind !== "all";
  const all = await book.subscriptions(team, channel);
  const ending = named ? all.filter((one) => isSame(one.what, what)) : all;
  for (const one of ending) await book.unsubscribe(one);
  if (ending.length === 0) return wordsMessage("This channel had no such alert.");
  return wordsMessage(
    `Ended: ${ending.map((one) => escape(watchedInWords(one.what))).join(", ")}.`,
  );
};
