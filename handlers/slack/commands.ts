/** `/ftcost ...`: acknowledged at once, answered in the acknowledgement where that is safe and quick, else by response_url. */
import { readCommand } from "../../src/command/index.ts";
import type { Env } from "../../src/env.ts";
import { messageFor } from "./ask.ts";
import { stateOf } from "./one-run.ts";
import {
  afterOthers,
  askerOf,
  type Edge,
  isWithinRate,
  refusalOf,
  TOO_MANY,
  within,
} from "./asker.ts";
import type { Message } from "./blocks/elements.ts";
import { wordsMessage } from "./blocks/problems.ts";
import { respondWith, workspaceOf } from "./post.ts";
import { writeState } from "./state.ts";
import { formView } from "./form-view.ts";
import type { View } from "./views.ts";

type CommandArgs = {
  ack: (answer?: unknown) => Promise<void>;
  command: {
    text?: string;
    team_id: string;
    user_id: string;
    channel_id: string;
    response_url: string;
    trigger_id: string;
  };
  client: { views: { open(view: { trigger_id: string; view: View }): Promise<unknown> } };
  context: Edge;
};

/** Slack waits three seconds; what takes longer than this goes by response_url. */
const IN_ACK_WITHIN_MS = 1_500;

const COMPUTED: ReadonlySet<string> = new Set([
  "estimate",
  "compare",
  "budget",
  "prices",
  "decide",
]);

const ephemeral = ({ text, blocks }: Message) => ({ response_type: "ephemeral", text, blocks });

export const onCommand = async (
  { ack, command, client, context }: CommandArgs,
  env: Env,
): Promise<void> => {
  const who = { teamId: command.team_id, userId: command.user_id, channelId: command.channel_id };
  const read = readCommand(command.text ?? "");
  // What takes computing is acknowledged before anything else is waited for.
  const isComputed = COMPUTED.has(read.kind);
  if (isComputed) {
    await ack();
    await afterOthers(context);
  }
  const { asker, isFirst } = await askerOf(who, context, env, `command:${command.trigger_id}`);
  if (!isFirst) return ack();
  const toUser = (message: Message): Promise<void> =>
    respondWith(command.response_url, message, { response_type: "ephemeral" }, refusalOf(asker));
  if (!(await isWithinRate(who, env)))
    return isComputed ? toUser(wordsMessage(TOO_MANY)) : ack(ephemeral(wordsMessage(TOO_MANY)));
  if (isComputed) return toUser(await messageFor(read, asker));
  if (read.kind === "form") {
    await ack();
    const kept = await writeState(stateOf(read), workspaceOf(env, who.teamId));
    const target = { responseUrl: command.response_url, channelId: who.channelId, kept };
    const view = formView(read.draft, target, read.problems);
    await client.views.open({ trigger_id: command.trigger_id, view });
    return;
  }
  const work = messageFor(read, asker);
  const quick = await within<Message | undefined>(work, IN_ACK_WITHIN_MS, undefined);
  if (quick !== undefined && quick.risky.length === 0 && context.late?.() !== true)
    return ack(ephemeral(quick));
  await ack();
  await toUser(quick ?? (await work));
};
