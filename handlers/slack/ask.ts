/** A command -> the message that answers it. Everything that differs by the way in stays outside. */
import { loadCatalog } from "../../pricing/catalog.ts";
import type { Command } from "../../src/command/index.ts";
import { answer } from "../answer.ts";
import { alertsMessage } from "./alerts.ts";
import { compareMessage } from "./blocks/compare.ts";
import type { Message } from "./blocks/elements.ts";
import { seenBy } from "./blocks/estimate.ts";
import { helpMessage } from "./blocks/help.ts";
import { problemMessage, wordsMessage } from "./blocks/problems.ts";
import { budgetMessage } from "./budget.ts";
import { type Asker, estimateFor, stateOf } from "./one-run.ts";
import { workspaceOf } from "./post.ts";
import { decideMessage } from "./decide.ts";
import { pricesMessage } from "./prices.ts";
import { runsMessage, saveMessage } from "./saved.ts";
import { writeState } from "./state.ts";

const compareFor = async (command: Command, asker: Asker): Promise<Message> => {
  if (command.runs === undefined)
    return problemMessage(
      command.problems,
      command.understood,
      await writeState(stateOf(command), workspaceOf(asker.env, asker.teamId)),
    );
  const catalog = await loadCatalog(asker.env, asker.now);
  const sides = [];
  for (const [at, run] of command.runs.entries()) {
    const answered = await answer(run, asker.env, asker.now, { catalog, advice: false });
    if (!answered.ok)
      return problemMessage(
        answered.problems,
        command.understood,
        await writeState(stateOf(command), workspaceOf(asker.env, asker.teamId)),
      );
    const place = command.places?.[at] ?? {};
    const estimate = seenBy(answered.value.estimate, { ...stateOf(command), ...place });
    sides.push({ run, place, estimate });
  }
  return compareMessage(sides, command, asker.refuses);
};

/** `form` is answered where a trigger_id is at hand; here it is words. */
export const messageFor = async (command: Command, asker: Asker): Promise<Message> => {
  switch (command.kind) {
    case "help":
      return helpMessage();
    case "form":
      return wordsMessage("Type `/ftcost form` in a channel to open the form.");
    case "compare":
      return compareFor(command, asker);
    case "budget":
      return budgetMessage(command, asker);
    case "prices":
      return pricesMessage(command, asker);
    case "decide":
      return decideMessage(command, asker);
    case "alerts":
      return alertsMessage(command, asker);
    case "save":
      return saveMessage(command, asker);
    case "runs":
      return runsMessage(command, asker);
    case "estimate":
      return estimateFor(stateOf(command), asker, command);
  }
};
