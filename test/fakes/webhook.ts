import { createHmac, randomUUID } from "node:crypto";
import { WEBHOOK_SECRET, type FakeGitHub, type User } from "./github.ts";

export type Delivery = { name: string; id: string; body: string };

export const sign = (body: string, secret = WEBHOOK_SECRET): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

const envelope = (github: FakeGitHub) => ({
  installation: { id: github.installationId },
  repository: {
    id: github.repositoryId,
    name: github.repo,
    full_name: `${github.owner}/${github.repo}`,
    owner: { login: github.owner },
  },
});

export const pullRequestDelivery = (
  github: FakeGitHub,
  number: number,
  action: string,
  more: Record<string, unknown> = {},
  id: string = randomUUID(),
): Delivery => {
  const pull = github.pulls.get(number);
  const sender = { login: "dev", type: "User" };
  const pull_request = { number, state: pull?.state ?? "open", head: { sha: pull?.headSha } };
  const payload = { action, number, sender, pull_request, ...envelope(github), ...more };
  return { name: "pull_request", id, body: JSON.stringify(payload) };
};

export const commentDelivery = (
  github: FakeGitHub,
  number: number,
  by: User,
  body: string,
  id: string = randomUUID(),
): Delivery & { commentId: number } => {
  const comment = github.say(number, by, body);
  const issue = { number, pull_request: { url: "x" } };
  const said = { id: comment.id, body, user: by };
  const payload = { action: "created", issue, comment: said, sender: by, ...envelope(github) };
  return { name: "issue_comment", id, body: JSON.stringify(payload), commentId: comment.id };
};

export const delivery = (
  github: FakeGitHub,
  name: string,
  payload: Record<string, unknown>,
  id: string = randomUUID(),
): Delivery => ({ name, id, body: JSON.stringify({ ...envelope(github), ...payload }) });

export const requestOf = ({ name, id, body }: Delivery, signature = sign(body)): RequestInit => ({
  method: "POST",
  body,
  headers: {
    "content-type": "application/json",
    "x-github-event": name,
    "x-github-delivery": id,
    "x-hub-signature-256": signature,
  },
});
