/** Selects and buttons of our messages and of App Home. */
import type { Env } from "../../src/env.ts";
import type { TrainingRun } from "../../src/estimator/index.ts";
import { TrainingRun as Run } from "../../src/estimator/index.ts";
import { answer } from "../answer.ts";
import { type Asker, estimateFor } from "./one-run.ts";
import { askerOf, type Edge, refusalOf } from "./asker.ts";
import type { Message } from "./blocks/elements.ts";
import { seenBy } from "./blocks/estimate.ts";
import { helpMessage } from "./blocks/help.ts";
import { wordsMessage } from "./blocks/problems.ts";
import { chartsMessage } from "./charts.ts";
import { patiently, respondWith, workspaceOf } from "./post.ts";
import { readSaved } from "./saved.ts";
import { type MessageState, readState, writeState } from "./state.ts";
import { formView } from "./form-view.ts";
import { detailsView, loadingView, type View, wordsView } from "./views.ts";

type Action = {
  action_id: string;
  block_id?: string;
  value?: string;
  selected_option?: { value: string } | null;
  action_ts?: string;
};
type Body = {
  team?: { id: string } | null;
  user: { id: string; team_id?: string };
  channel?: { id: string };
  container?: { type?: string; is_ephemeral?: boolean; thread_ts?: string };
  response_url?: string;
  trigger_id: string;
};
type Client = {
  views: {
    open(view: { trigger_id: string; view: View }): Promise<{ view?: { id?: string } }>;
    update(view: { view_id: string; view: View }): Promise<unknown>;
  };
  chat: { postMessage(message: Record<string, unknown>): Promise<unknown> };
};
type ActionArgs = {
  ack: () => Promise<void>;
  action: Action;
  body: Body;
  client: Client;
  context: Edge;
};

const STALE =
  "This message is too old to be changed: its run is no longer known. Ask again with `/ftcost`.";
const ANY = "any";

/** What a select changes of the stated run; `any` takes the statement back. */
export const changed = (state: MessageState, actionId: string, value: string): MessageState => {
  const next: MessageState = { ...state, run: { ...state.run }, turn: (state.turn ?? 0) + 1 };
  const run = next.run as Partial<TrainingRun>;
  if (actionId === "gpu") {
    const { gpu: _before, ...rest } = run.hardware ?? {};
    const hardware = value === ANY ? rest : { ...rest, gpu: value };
    if (Object.keys(hardware).length === 0) delete run.hardware;
    else run.hardware = hardware;
  } else if (actionId === "technique") {
    run.technique = value as TrainingRun["technique"];
    delete run.quantizationBits;
    delete run.quantization;
  } else if (actionId === "epochs") {
    run.epochs = Number(value);
    delete run.maxSteps;
  } else if (actionId === "provider") {
    if (value === ANY) delete next.provider;
    else next.provider = value;
  }
  return next;
};

const SELECTS = new Set(["gpu", "technique", "epochs", "provider"]);

const answerOf = async (state: MessageState, asker: Asker) => {
  const run = Run.safeParse(state.run);
  return run.success ? answer(run.data, asker.env, asker.now) : undefined;
};

const showDetails = async (
  state: MessageState,
  body: Body,
  client: Client,
  asker: Asker,
): Promise<void> => {
  const opened = await client.views.open({ trigger_id: body.trigger_id, view: loadingView() });
  const answered = await answerOf(state, asker);
  const view =
    answered === undefined || !answered.ok
      ? wordsView("Details", answered?.problems.map(({ message }) => message).join(" ") ?? STALE)
      : detailsView(seenBy(answered.value.estimate, state));
  const id = opened.view?.id;
  if (id !== undefined) await patiently(() => client.views.update({ view_id: id, view }));
};

const send = async (
  body: Body,
  message: Message,
  extra: Record<string, unknown>,
  asker: Asker,
): Promise<void> => {
  if (body.response_url === undefined) return;
  const thread =
    body.container?.thread_ts === undefined ? {} : { thread_ts: body.container.thread_ts };
  await respondWith(body.response_url, message, { ...thread, ...extra }, refusalOf(asker));
};

const beside = { response_type: "ephemeral", replace_original: false };

/** Buttons of App Home have no response_url: the answer goes to the person's own channel with the app. */
const runKept = async (
  state: MessageState | undefined,
  body: Body,
  client: Client,
  asker: Asker,
): Promise<void> => {
  const message = state === undefined ? wordsMessage(STALE) : await estimateFor(state, asker);
  if (body.response_url !== undefined) return send(body, message, beside, asker);
  await patiently(() =>
    client.chat.postMessage({
      channel: body.user.id,
      text: message.text,
      blocks: message.plain,
      unfurl_links: false,
    }),
  );
};

const kept = async (action: Action, asker: Asker): Promise<MessageState | undefined> => {
  if (action.action_id === "run_recent") return readSaved(action.value ?? "null");
  const saved = await workspaceOf(asker.env, asker.teamId).saved(asker.userId);
  const found = saved.find(({ name }) => name === action.value);
  return found === undefined ? undefined : readSaved(found.run);
};

export const onAction = async (
  { ack, action, body, client, context }: ActionArgs,
  env: Env,
): Promise<void> => {
  await ack();
  const teamId = body.team?.id ?? body.user.team_id ?? "";
  const who = { teamId, userId: body.user.id, channelId: body.channel?.id ?? "" };
  const { asker, isFirst } = await askerOf(
    who,
    context,
    env,
    `action:${body.trigger_id}:${action.action_id}`,
  );
  if (!isFirst || action.action_id === "page") return;
  if (action.action_id === "help") return send(body, helpMessage(), beside, asker);
  if (action.action_id === "run_recent" || action.action_id === "run_saved")
    return runKept(await kept(action, asker), body, client, asker);
  const workspace = workspaceOf(env, teamId);
  const state = await readState(action.block_id ?? "", workspace);
  if (action.action_id === "form" || action.action_id === "edit") {
    const target = {
      ...(body.response_url === undefined ? {} : { responseUrl: body.response_url }),
      ...(who.channelId === "" ? {} : { channelId: who.channelId }),
      ...(state === undefined ? {} : { kept: await writeState(state, workspace) }),
    };
    await client.views.open({
      trigger_id: body.trigger_id,
      view: formView(state?.run ?? {}, target),
    });
    return;
  }
  if (state === undefined) return send(body, wordsMessage(STALE), beside, asker);
  if (action.action_id === "details") return showDetails(state, body, client, asker);
  if (action.action_id === "share")
    return send(
      body,
      await estimateFor(state, asker, undefined, asker.userId),
      { response_type: "in_channel", replace_original: false },
      asker,
    );
  if (action.action_id === "vary")
    return send(body, await estimateFor(state, asker), beside, asker);
  if (action.action_id === "charts") {
    const answered = await answerOf(state, asker);
    const message =
      answered?.ok === true
        ? chartsMessage(seenBy(answered.value.estimate, state), asker.refuses)
        : wordsMessage(STALE);
    return send(body, message, beside, asker);
  }
  const value = action.selected_option?.value;
  if (!SELECTS.has(action.action_id) || value === undefined) return;
  await send(
    body,
    await estimateFor(changed(state, action.action_id, value), asker),
    { response_type: "ephemeral", replace_original: true },
    asker,
  );
};
