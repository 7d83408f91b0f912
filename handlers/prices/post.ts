/** One message to one Slack channel, by the Web API alone: the alarm needs no Bolt. */
import type { Env } from "../../src/env.ts";

const TIMEOUT_MS = 8000;

/** The workspace's own Durable Object posts for an installed workspace: it alone can read its token. */
type PostingWorkspace = { postMessage?(channel: string, text: string): Promise<boolean> };

/** True when Slack took it. False keeps it for later. */
export const postToSlack = async (
  env: Env,
  { team, channel, text }: { team: string; channel: string; text: string },
): Promise<boolean> => {
  if (team !== "") {
    const workspace = env.WORKSPACE.getByName(team) as unknown as PostingWorkspace;
    return (await workspace.postMessage?.(channel, text)) ?? false;
  }
  const token = env.SLACK_BOT_TOKEN?.trim();
  if (token === undefined || token === "") return false;
  const base = (env.SLACK_API_URL?.trim() || "https://slack.com/api/").replace(/\/*$/, "/");
  const response = await fetch(`${base}chat.postMessage`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json; charset=utf-8",
    },
    body: JSON.stringify({ channel, text, unfurl_links: false, unfurl_media: false }),
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) return false;
  const answer = (await response.json()) as { ok?: boolean; error?: string };
  if (answer.ok !== true)
    console.error(JSON.stringify({ event: "alerts", reason: `Slack: ${answer.error}` }));
  return answer.ok === true;
};
