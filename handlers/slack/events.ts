/** Events: a mention, App Home, a shared link of ours, the app's removal. Each is done once, however often it is delivered. */
import { readCommand } from "../../src/command/index.ts";
import type { Env } from "../../src/env.ts";
import { decodeState } from "../../src/report/address.ts";
import { hours, machine, provider, usd, usdRange } from "../../src/report/format.ts";
import { priceBook } from "../prices/book.ts";
import { messageFor } from "./ask.ts";
import { askerOf, type Edge, isWithinRate, refusalOf, TOO_MANY } from "./asker.ts";
import { type Block, context as contextBlock, escape, section } from "./blocks/elements.ts";
import { homeView, type HomeView } from "./home.ts";
import { isManyWorkspaces, patiently, workspaceOf } from "./post.ts";

type Client = {
  chat: {
    postMessage(message: Record<string, unknown>): Promise<unknown>;
    unfurl(unfurl: Record<string, unknown>): Promise<unknown>;
  };
  views: { publish(view: { user_id: string; view: HomeView }): Promise<unknown> };
};
type EventArgs<E> = {
  event: E;
  body: { team_id: string; event_id: string };
  client: Client;
  context: Edge & { botUserId?: string };
};

type Mention = {
  user: string;
  channel: string;
  text: string;
  ts: string;
  thread_ts?: string;
  bot_id?: string;
};

const isRefusedBlocks = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  /invalid_blocks/.test(String((error as { data?: { error?: string } }).data?.error ?? ""));

/** Answered in the thread; anybody there may read it, so without selects of one person. */
export const onMention = async (
  { event, body, client, context }: EventArgs<Mention>,
  env: Env,
): Promise<void> => {
  if (event.bot_id !== undefined || event.user === undefined) return;
  const who = { teamId: body.team_id, userId: event.user, channelId: event.channel };
  const { asker, isFirst } = await askerOf(who, context, env, `event:${body.event_id}`);
  if (!isFirst) return;
  const to = {
    channel: event.channel,
    thread_ts: event.thread_ts ?? event.ts,
    unfurl_links: false,
  };
  if (!(await isWithinRate(who, env))) {
    await patiently(() => client.chat.postMessage({ ...to, text: TOO_MANY }));
    return;
  }
  const message = await messageFor(readCommand(event.text.replace(/^\s*<@[^>]+>/, "").trim()), {
    ...asker,
    isPublic: true,
  });
  try {
    await patiently(() =>
      client.chat.postMessage({ ...to, text: message.text, blocks: message.blocks }),
    );
  } catch (error) {
    if (!isRefusedBlocks(error) || message.risky.length === 0) throw error;
    await refusalOf(asker)(message.risky);
    await patiently(() =>
      client.chat.postMessage({ ...to, text: message.text, blocks: message.plain }),
    );
  }
};

export const onHomeOpened = async (
  { event, body, client, context }: EventArgs<{ user: string; tab?: string }>,
  env: Env,
): Promise<void> => {
  if (event.tab !== undefined && event.tab !== "home") return;
  const who = { teamId: body.team_id, userId: event.user, channelId: "" };
  const { asker, isFirst } = await askerOf(who, context, env, `event:${body.event_id}`);
  if (!isFirst) return;
  const view = await homeView(asker);
  await patiently(() => client.views.publish({ user_id: event.user, view }));
};

type LinkShared = {
  channel: string;
  message_ts?: string;
  unfurl_id?: string;
  source?: string;
  links: { url: string }[];
};

/** The estimate as it was said then: everything is in the address, nothing is looked up. */
export const unfurled = (url: string): { blocks: Block[] } | undefined => {
  const state = /\/e\/([\w-]+)/.exec(url)?.[1];
  const read = state === undefined ? undefined : decodeState(state);
  if (read === undefined || !read.ok) return undefined;
  const { run, shown, asOf } = read.value;
  const figures = [
    shown.usd === undefined ? "no price" : `${usd(shown.usd.expected)} (${usdRange(shown.usd)})`,
    ...(shown.hours === undefined ? [] : [hours(shown.hours.expected)]),
    ...(shown.gpu === undefined ? [] : [machine(shown.gpu, shown.gpuCount ?? 1)]),
    ...(shown.provider === undefined ? [] : [provider(shown.provider)]),
  ];
  return {
    blocks: [
      section(
        `*${escape(run.baseModel)}${run.technique === undefined ? "" : `, ${run.technique}`}*\n${escape(figures.join(", "))}`,
      ),
      contextBlock(
        escape(
          `As estimated with prices of ${asOf.slice(0, 10)}; the page shows today's beside it.`,
        ),
      ),
    ],
  };
};

export const onLinkShared = async (
  { event, body, client, context }: EventArgs<LinkShared>,
  env: Env,
): Promise<void> => {
  const origin = context.origin ?? "";
  const unfurls = Object.fromEntries(
    event.links.flatMap(({ url }) => {
      const seen = origin !== "" && url.startsWith(`${origin}/e/`) ? unfurled(url) : undefined;
      return seen === undefined ? [] : [[url, seen] as const];
    }),
  );
  if (Object.keys(unfurls).length === 0) return;
  const { isFirst } = await askerOf(
    { teamId: body.team_id, userId: "", channelId: event.channel },
    context,
    env,
    `event:${body.event_id}`,
  );
  if (!isFirst) return;
  const where =
    event.unfurl_id !== undefined && event.source !== undefined
      ? { unfurl_id: event.unfurl_id, source: event.source }
      : { channel: event.channel, ts: event.message_ts };
  await patiently(() => client.chat.unfurl({ ...where, unfurls }));
};

type Removal = { type: string; tokens?: { bot?: string[] } };

/** Everything of the workspace goes: token, saved runs, recents, subscriptions. */
export const onUninstalled = async (
  { event, body }: EventArgs<Removal>,
  env: Env,
): Promise<void> => {
  if (event.type === "tokens_revoked" && (event.tokens?.bot ?? []).length === 0) return;
  await workspaceOf(env, body.team_id).purge();
  await priceBook(env).dropTeam(isManyWorkspaces(env) ? body.team_id : "");
};
