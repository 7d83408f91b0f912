/** The form when it is sent, and the message shortcut that opens it. */
import * as z from "zod";
import { readCommand } from "../../src/command/index.ts";
import type { Env } from "../../src/env.ts";
import { estimateFor, stateOf } from "./one-run.ts";
import { askerOf, type Edge, refusalOf } from "./asker.ts";
import { type FormValues, readForm } from "./form.ts";
import { patiently, respondWith, workspaceOf } from "./post.ts";
import { readState, writeState } from "./state.ts";
import { formView } from "./form-view.ts";
import { type View } from "./views.ts";

const Target = z.object({
  responseUrl: z.url().optional(),
  channelId: z.string().optional(),
  threadTs: z.string().optional(),
  kept: z.string().optional(),
});

type ViewArgs = {
  ack: (answer?: unknown) => Promise<void>;
  body: { team?: { id: string } | null; user: { id: string; team_id?: string } };
  view: { id: string; private_metadata: string; state: { values: FormValues } };
  client: {
    chat: {
      postMessage(message: Record<string, unknown>): Promise<unknown>;
      postEphemeral(message: Record<string, unknown>): Promise<unknown>;
    };
  };
  context: Edge;
};

const targetOf = (metadata: string): z.infer<typeof Target> => {
  try {
    return Target.parse(JSON.parse(metadata));
  } catch {
    return {};
  }
};

export const onForm = async (
  { ack, body, view, client, context }: ViewArgs,
  env: Env,
): Promise<void> => {
  const target = targetOf(view.private_metadata);
  const teamId = body.team?.id ?? body.user.team_id ?? "";
  const before =
    target.kept === undefined ? undefined : await readState(target.kept, workspaceOf(env, teamId));
  const read = readForm(view.state.values, before);
  if (!read.ok) return ack({ response_action: "errors", errors: read.errors });
  await ack();
  const who = { teamId, userId: body.user.id, channelId: target.channelId ?? "" };
  const { asker, isFirst } = await askerOf(
    who,
    context,
    env,
    `view:${view.id}:${JSON.stringify(read.state).length}`,
  );
  if (!isFirst) return;
  const message = await estimateFor(read.state, asker);
  if (target.responseUrl !== undefined)
    return respondWith(
      target.responseUrl,
      message,
      { response_type: "ephemeral", replace_original: false },
      refusalOf(asker),
    );
  const sent = { text: message.text, blocks: message.plain, unfurl_links: false };
  const inThread = target.threadTs === undefined ? {} : { thread_ts: target.threadTs };
  if (target.channelId !== undefined) {
    try {
      const channel = target.channelId;
      await patiently(() =>
        client.chat.postEphemeral({ channel, user: who.userId, ...inThread, ...sent }),
      );
      return;
    } catch {
      // Not a member of that channel: the person's own channel with the app takes it.
    }
  }
  await patiently(() => client.chat.postMessage({ channel: who.userId, ...sent }));
};

type ShortcutArgs = {
  ack: () => Promise<void>;
  shortcut: {
    trigger_id: string;
    team?: { id: string } | null;
    user: { id: string; team_id?: string };
    channel?: { id: string };
    message?: { text?: string; ts?: string; thread_ts?: string };
    response_url?: string;
  };
  client: { views: { open(view: { trigger_id: string; view: View }): Promise<unknown> } };
};

/** Works in threads, where slash commands do not: the message's words prefill the form. */
export const onMessageShortcut = async (
  { ack, shortcut, client }: ShortcutArgs,
  env: Env,
): Promise<void> => {
  await ack();
  const read = readCommand(shortcut.message?.text ?? "");
  const teamId = shortcut.team?.id ?? shortcut.user.team_id ?? "";
  const kept = await writeState(stateOf(read), workspaceOf(env, teamId));
  const threadTs = shortcut.message?.thread_ts ?? shortcut.message?.ts;
  const target = {
    kept,
    ...(shortcut.channel === undefined ? {} : { channelId: shortcut.channel.id }),
    ...(threadTs === undefined ? {} : { threadTs }),
  };
  await client.views.open({ trigger_id: shortcut.trigger_id, view: formView(read.draft, target) });
};
