/** `/ftcost ...`: acknowledged at once, answered in the acknowledgement where that is safe and quick, else by response_url. */
import { readCommand } from "../../src/command/index.ts";
import type { Env } from "../../src/env.ts";
import { messageFor, stateOf } from "./ask.ts";
import { askerOf, type Edge, isWithinRate, refusalOf, TOO_MANY, within } from "./asker.ts";
import type { Message } from "./blocks/elements.ts";
import { respondWith, workspaceOf } from "./post.ts";
import { writeState } from "./state.ts";
import { formView, type View } from "./views.ts";

type CommandArgs = {
  ack(answer?: unknown): Promise<void>;
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

const ephemeral = (message: Message, blocks = message.blocks) => ({
  response_type: "ephemeral",
  text: message.text,
  blocks,
});

export const onCommand = async (
  { ack, command, client, context }: CommandArgs,
  env: Env,
): Promise<void> => {
  const who = { teamId: command.team_id, userId: command.user_id, channelId: command.channel_id };
  if (!(await isWithinRate(who, env))) return ack({ response_type: "ephemeral", text: TOO_MANY });
  const text = command.text ?? "";
  const { asker, isFirst } = await askerOf(who, context, env, `command:${command.trigger_id}`);
  if (!isFirst) return ack();
  const read = readCommand(text);
  if (read.kind === "form") {
    await ack();
    const kept = await writeState(stateOf(read), workspaceOf(env, who.teamId));
    const target = { responseUrl: command.response_url, channelId: who.channelId, kept };
    await client.views.open({
      trigger_id: command.trigger_id,
      view: formView(read.draft, target, read.problems),
    });
    return;
  }
  const work = messageFor(text, asker);
  const quick = await within<Message | undefined>(work, IN_ACK_WITHIN_MS, undefined);
  if (quick !== undefined && quick.risky.length === 0 && context.late?.() !== true)
    return ack(ephemeral(quick));
  await ack();
  const message = quick ?? (await work);
  await respondWith(
    command.response_url,
    message,
    { response_type: "ephemeral" },
    refusalOf(asker),
  );
};
