/** One run asked by somebody -> the message that answers it. */
import type { Command } from "../../src/command/index.ts";
import type { Env } from "../../src/env.ts";
import { TrainingRun } from "../../src/estimator/index.ts";
import { estimateAddress } from "../../src/report/address.ts";
import { report } from "../../src/report/index.ts";
import { answer } from "../answer.ts";
import type { Message } from "./blocks/elements.ts";
import { estimateMessage, seenBy, shortened } from "./blocks/estimate.ts";
import { problemMessage } from "./blocks/problems.ts";
import { workspaceOf } from "./post.ts";
import { type MessageState, writeState } from "./state.ts";

export type Asker = {
  env: Env;
  teamId: string;
  userId: string;
  channelId: string;
  /** Of the Worker, for addresses of the page. */
  origin: string;
  refuses: readonly string[];
  /** The answer is read by others too. */
  isPublic?: boolean;
  now: Date;
};

export const stateOf = (command: Command): MessageState => ({
  run: command.run ?? command.draft,
  ...(command.provider === undefined ? {} : { provider: command.provider }),
  ...(command.pricing === undefined ? {} : { pricing: command.pricing }),
  ...(command.budgetUsd === undefined ? {} : { budgetUsd: command.budgetUsd }),
  ...(command.deadlineHours === undefined ? {} : { deadlineHours: command.deadlineHours }),
});

type Said = Pick<Command, "understood" | "problems" | "remarks">;
const NOTHING_SAID: Said = { understood: [], problems: [], remarks: [] };

/** The estimate of a state: for a command, a changed select, a form, a saved run. */
export const estimateFor = async (
  state: MessageState,
  asker: Asker,
  said: Said = NOTHING_SAID,
  sharedBy?: string,
): Promise<Message> => {
  const workspace = workspaceOf(asker.env, asker.teamId);
  const blockId = () => writeState(state, workspace);
  const run = TrainingRun.safeParse(state.run);
  if (!run.success) return problemMessage(said.problems, said.understood, await blockId());
  const answered = await answer(run.data, asker.env, asker.now, { advice: false });
  if (!answered.ok)
    return problemMessage(
      [...said.problems, ...answered.problems],
      said.understood,
      await blockId(),
    );
  const { estimate } = answered.value;
  const asked = [run.data.baseModel.split("/").at(-1), run.data.technique].filter(
    (one) => one !== undefined,
  );
  const headline = `${asked.join(" ")}: ${report(shortened(seenBy(estimate, state))).headline}`;
  await workspace
    .remember(asker.userId, headline.slice(0, 200), JSON.stringify(state))
    .catch(() => undefined);
  return estimateMessage({
    estimate,
    state,
    blockId: await blockId(),
    ...said,
    pageUrl: estimateAddress(asker.origin, estimate),
    refuses: asker.refuses,
    isPublic: asker.isPublic === true,
    ...(sharedBy === undefined ? {} : { sharedBy }),
  });
};
