import { commandLine, readCommentCommand, type CommentCommand } from "../../src/comment/command.ts";
import { helpReply, problemReply, refusalReply, whatIfReply } from "../../src/comment/replies.ts";
import { replyMarker } from "../../src/comment/marker.ts";
import { Refused } from "./client.ts";
import { isOwn, self, type Listed } from "./identity.ts";
import type { Bench } from "./bench.ts";
import { lastConfigs } from "./last.ts";
import { register } from "./objects.ts";
import { heed, ignore, keepOverride, mayWrite } from "./switches.ts";
import { whatIf } from "./what-if.ts";

/** A comment that may hold commands. */
export type Said = { commentId: number; body: string; by: string; deliveryId?: string };

type Outcome = "done" | "run";

const react = async (
  bench: Bench,
  said: Said,
  content: "eyes" | "rocket" | "-1",
): Promise<void> => {
  try {
    await bench.call("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
      owner: bench.pull.owner,
      repo: bench.pull.repo,
      comment_id: said.commentId,
      content,
    });
  } catch (error) {
    // Deleted meanwhile, or reactions are not granted: the answer counts.
    if (!(error instanceof Refused)) throw error;
  }
};

const hasReplied = async (bench: Bench, marker: string): Promise<boolean> => {
  const who = await self(bench);
  for (let page = 1; page <= 30; page++) {
    const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
    const { owner, repo, number } = bench.pull;
    const asked = { owner, repo, issue_number: number, per_page: 100, page };
    const rows = await bench.call<Listed[]>(route, asked);
    const appId = Number(bench.env.APP_ID);
    if (rows.some((row) => isOwn(row, who, appId) && row.body?.endsWith(marker))) return true;
    if (rows.length < 100) return false;
  }
  return false;
};

/** An answer of its own, once: one whose receipt was lost is found by its marker. */
const reply = async (bench: Bench, said: Said, text: string): Promise<void> => {
  const marker = replyMarker(said.commentId);
  const doubt = `replying:${said.commentId}`;
  const isRetry = bench.kv.get<boolean>(doubt) === true;
  if (!isRetry || !(await hasReplied(bench, marker))) {
    bench.kv.put(doubt, true);
    await bench.call("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner: bench.pull.owner,
      repo: bench.pull.repo,
      issue_number: bench.pull.number,
      body: `${text}\n\n${marker}`,
    });
  }
  bench.kv.delete(doubt);
};

/** What changes the state of a pull request for everybody is for those who may write to the repository. */
const NEEDS_WRITE: ReadonlySet<CommentCommand["verb"]> = new Set(["override", "ignore", "actual"]);

const lastTotalUsd = (bench: Bench): number =>
  lastConfigs(bench).reduce((total, config) => total + config.usd, 0);

const act = async (bench: Bench, said: Said, command: CommentCommand): Promise<Outcome> => {
  switch (command.verb) {
    case "help":
      await reply(bench, said, helpReply());
      return "done";
    case "estimate":
      heed(bench);
      return "run";
    case "ignore":
      ignore(bench, said.by);
      return "run";
    case "override":
      keepOverride(bench, {
        by: said.by,
        reason: command.reason,
        acceptedUsd: lastTotalUsd(bench),
      });
      return "run";
    case "actual": {
      const estimatedUsd = lastTotalUsd(bench);
      if (estimatedUsd <= 0) {
        await reply(
          bench,
          said,
          problemReply("there is no estimate yet that it could be compared with"),
        );
        return "done";
      }
      const { installationId, repositoryId } = bench.pull;
      const actual = { repositoryId, estimatedUsd, actualUsd: command.usd, at: bench.now };
      await register(bench.env).addActual(installationId, actual);
      return "run";
    }
    case "what-if": {
      const { rows, left } = await whatIf(bench, command.changes);
      await reply(bench, said, whatIfReply(command.text, rows, left));
      return "done";
    }
  }
};

/** Eyes at once, then the answer, then how it ended. */
export const answerCommand = async (bench: Bench, said: Said): Promise<Outcome> => {
  const line = commandLine(said.body);
  if (line === undefined) return "done";
  await react(bench, said, "eyes");
  const read = readCommentCommand(line);
  if (!read.ok) {
    await reply(bench, said, refusalReply(read.problems));
    await react(bench, said, "-1");
    return "done";
  }
  if (NEEDS_WRITE.has(read.value.verb) && !(await mayWrite(bench, said.by))) {
    await reply(bench, said, problemReply(`${read.value.verb} is for people with write access`));
    await react(bench, said, "-1");
    return "done";
  }
  const outcome = await act(bench, said, read.value);
  await react(bench, said, "rocket");
  return outcome;
};
