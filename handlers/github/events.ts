import type { Probot } from "probot";
import * as z from "zod";
import type { Env } from "../../src/env.ts";
import { pullRequest, register } from "./objects.ts";
import { OVERRIDE_LABEL } from "./switches.ts";

const Repository = z.object({
  id: z.int(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
});
const Installation = z.object({ id: z.int() });
const Sender = z.object({ login: z.string(), type: z.string().optional() });

const PullRequestEvent = z.object({
  action: z.string(),
  number: z.int(),
  installation: Installation,
  repository: Repository,
  pull_request: z.object({ state: z.string().optional() }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
  label: z.object({ name: z.string() }).nullish(),
  sender: Sender.optional(),
});

const CommentEvent = z.object({
  action: z.literal("created"),
  installation: Installation,
  repository: Repository,
  issue: z.object({ number: z.int(), pull_request: z.object({}).nullish() }),
  comment: z.object({ id: z.int(), body: z.string().nullable() }),
  sender: Sender,
});

const CheckEvent = z.object({
  installation: Installation,
  repository: Repository,
  check_run: z.object({
    external_id: z.string().nullish(),
    pull_requests: z.array(z.object({ number: z.int() })).nullish(),
  }),
});

const InstallationEvent = z.object({ installation: Installation });
const RepositoriesEvent = z.object({
  installation: Installation,
  repositories_removed: z.array(z.object({ id: z.int() })),
});

/** Labels that people set for us: ftcost:skip, ftcost:override. */
const OUR_LABEL = /^ftcost:/i;
const ALWAYS = new Set(["opened", "reopened", "synchronize", "ready_for_review"]);

type Identity = { installation: { id: number }; repository: z.infer<typeof Repository> };

const pullOf = (event: Identity, number: number) => ({
  installationId: event.installation.id,
  repositoryId: event.repository.id,
  owner: event.repository.owner.login,
  repo: event.repository.name,
  number,
});

const isForUs = (event: z.infer<typeof PullRequestEvent>): boolean =>
  ALWAYS.has(event.action) ||
  event.action === "closed" ||
  (event.action === "edited" && event.changes?.base !== undefined) ||
  ((event.action === "labeled" || event.action === "unlabeled") &&
    OUR_LABEL.test(event.label?.name ?? ""));

/** Who has just set the override label; whether that person may is asked later. */
const labeller = (event: z.infer<typeof PullRequestEvent>): string | undefined =>
  event.action === "labeled" && event.label?.name === OVERRIDE_LABEL
    ? event.sender?.login
    : undefined;

/** Says when something is to be done; what is done stands in the Durable Object. */
export const listen = (app: Probot, env: Env): void => {
  app.on("pull_request", async ({ id, payload }) => {
    const read = PullRequestEvent.safeParse(payload);
    if (!read.success || !isForUs(read.data)) return;
    const pull = pullOf(read.data, read.data.number);
    if (read.data.action === "closed") await pullRequest(env, pull).close(pull);
    else await pullRequest(env, pull).deliver(pull, id, labeller(read.data));
  });

  app.on("issue_comment.created", async ({ id, payload }) => {
    const read = CommentEvent.safeParse(payload);
    if (!read.success || !read.data.issue.pull_request || read.data.sender.type === "Bot") return;
    const { comment, sender, issue } = read.data;
    const body = (comment.body ?? "").slice(0, 20_000);
    if (!body.includes("/ftcost")) return;
    const pull = pullOf(read.data, issue.number);
    const said = { commentId: comment.id, body, by: sender.login };
    await pullRequest(env, pull).command(pull, id, said);
  });

  app.on(["check_run.rerequested", "check_run.requested_action"], async ({ id, payload }) => {
    const read = CheckEvent.safeParse(payload);
    if (!read.success) return;
    const { external_id, pull_requests } = read.data.check_run;
    // GitHub leaves pull_requests empty for forks, so the run carries the number itself.
    const number = Number(
      /^pull:(\d{1,9})$/.exec(external_id ?? "")?.[1] ?? pull_requests?.[0]?.number,
    );
    if (!Number.isInteger(number)) return;
    const pull = pullOf(read.data, number);
    await pullRequest(env, pull).deliver(pull, id);
  });

  app.on("installation.deleted", async ({ payload }) => {
    const read = InstallationEvent.safeParse(payload);
    if (read.success) await register(env).purge(read.data.installation.id);
  });

  app.on("installation_repositories.removed", async ({ payload }) => {
    const read = RepositoriesEvent.safeParse(payload);
    if (!read.success) return;
    for (const { id } of read.data.repositories_removed)
      await register(env).purge(read.data.installation.id, id);
  });
};
