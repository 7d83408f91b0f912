/** The Bolt App: which event goes to which answer. One per isolate; it holds no state of a request. */
import { App, type AuthorizeResult, LogLevel } from "@slack/bolt";
import type { Env } from "../../src/env.ts";
import { onAction } from "./actions.ts";
import { onCommand } from "./commands.ts";
import { onHomeOpened, onLinkShared, onMention, onUninstalled } from "./events.ts";
import { onForm, onMessageShortcut } from "./forms.ts";
import { clientOptions, installationOf } from "./post.ts";
import { makeReceiver, type WorkerReceiver } from "./receiver.ts";

/** No bodies, no tokens: names of errors only. Bolt's own messages may hold either. */
const quietLogger = () => ({
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
});

class UnknownWorkspace extends Error {}

const authorizeWith =
  (env: Env) =>
  async ({ teamId }: { teamId?: string }): Promise<AuthorizeResult> => {
    const installation = teamId === undefined ? undefined : await installationOf(env, teamId);
    if (installation === undefined)
      throw new UnknownWorkspace("this workspace has not installed ftcost");
    return {
      botToken: installation.botToken,
      ...(installation.botUserId === "" ? {} : { botUserId: installation.botUserId }),
      ...(teamId === undefined ? {} : { teamId }),
    };
  };

const NOT_INSTALLED =
  "ftcost is not installed in this workspace any more. Ask who runs it to install it again.";

export const makeSlackApp = (env: Env): WorkerReceiver => {
  const receiver = makeReceiver(env.SLACK_SIGNING_SECRET ?? "");
  const app = new App({
    receiver,
    authorize: authorizeWith(env) as never,
    clientOptions: clientOptions(env) as never,
    logger: quietLogger() as never,
    convoStore: false,
    extendedErrorHandler: true,
  });
  app.command(/^\/ftcost/, (args) => onCommand(args as never, env));
  app.action(/.*/, (args) => onAction(args as never, env));
  app.view("form", (args) => onForm(args as never, env));
  app.shortcut("estimate_message", (args) => onMessageShortcut(args as never, env));
  app.event("app_mention", (args) => onMention(args as never, env));
  app.event("app_home_opened", (args) => onHomeOpened(args as never, env));
  app.event("link_shared", (args) => onLinkShared(args as never, env));
  app.event("app_uninstalled", (args) => onUninstalled(args as never, env));
  app.event("tokens_revoked", (args) => onUninstalled(args as never, env));
  app.error((async ({
    error,
    body,
  }: {
    error: { code?: string; name: string };
    body: { response_url?: string };
  }) => {
    const isUnknown = error.code === "slack_bolt_authorization_error";
    console.error(
      `slack: ${isUnknown ? "an unknown workspace" : `a listener failed (${error.code ?? error.name})`}`,
    );
    if (body.response_url === undefined) return;
    const text = isUnknown
      ? NOT_INSTALLED
      : "Something went wrong on our side; nothing was lost. Please try again.";
    const answered = await fetch(body.response_url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: false, text }),
    });
    await answered.body?.cancel();
  }) as never);
  return receiver;
};
