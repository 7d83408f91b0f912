/** `prices` and `alerts`: a GPU, a place, a move in percent. */
import type { Command, Kind } from "./command.ts";
import { commandOf, oneRun } from "./one-run.ts";
import { readRun } from "./read-run.ts";
import type { Word } from "./words.ts";

const gpuAndPlace = (kind: Kind, words: readonly Word[]): Command => {
  const draft = readRun(words);
  const command = commandOf(kind, draft);
  const gpu = draft.values.get("hardware.gpu");
  if (typeof gpu === "string") command.gpu = gpu;
  const percent = draft.values.get("percent");
  if (typeof percent === "number") command.percent = percent;
  delete command.run;
  return command;
};

export const prices = (said: readonly Word[]): Command => {
  const words = said.filter(({ word, quoted }) => quoted || word !== "check");
  const command = gpuAndPlace("prices", words);
  const isRun = "baseModel" in command.draft;
  return isRun ? oneRun("estimate", words) : command;
};

const PRICE_WORDS = new Set(["price", "prices", "pricing", "rate", "rates"]);
const ASKS_PRICE =
  /(\/|\b(per|an|a|each) )(gpu[ -])?(h|hr|hour)\b|\bhourly\b|\b(to )?rent(al|ing)?\b|\bcosts?\b|\bhow much\b|\bcheap(er|est)?\b|\b(price|pricing|rate)s?\b/;

/** "how much is a b200 per hour", "a100 prices": a card and its price, and nothing of a run. */
export const askedForPrices = (words: readonly Word[]): Command | undefined => {
  if (!ASKS_PRICE.test(words.map(({ word }) => word).join(" "))) return undefined;
  const rest = words.filter(({ word, quoted }) => quoted || !PRICE_WORDS.has(word));
  const command = gpuAndPlace("prices", rest);
  const { draft } = command;
  const isOfGpu = draft.hardware?.gpu !== undefined && Object.keys(draft).length === 1;
  return isOfGpu ? command : undefined;
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const STOPPING = words("off stop remove delete cancel disable end forget clear kill unsubscribe");
const LISTING = words(
  "list show see view display get give me my our the all any active current what which are do i have",
);
const ALERT_WORDS = words(
  "on when if moves move changes change drops drop rises rise turn set setup enable",
);

const DIGESTS = new Map<string, "daily" | "weekly">([
  ["daily", "daily"],
  ["weekly", "weekly"],
]);
const AFTER_NAME = /^(\d.*|%|percent|by|in|a|as|daily|weekly|digest)$/;

/** "run nightly 5%", "run "nightly job" weekly": the name of a saved run, and what is left. */
const savedRun = (said: readonly Word[]): { name?: string; rest: readonly Word[] } => {
  const at = said.findIndex(({ word, quoted }) => word === "run" && !quoted);
  const after = at === -1 ? [] : said.slice(at + 1);
  const first = after.findIndex(
    ({ word, quoted }) =>
      !quoted && (AFTER_NAME.test(word) || ALERT_WORDS.has(word) || STOPPING.has(word)),
  );
  const named = first === -1 ? after : after.slice(0, first);
  if (named.length === 0) return { rest: said };
  return {
    name: named.map(({ text }) => text).join(" "),
    rest: [...said.slice(0, at), ...after.slice(named.length)],
  };
};

export const alerts = (verb: string, all: readonly Word[]): Command => {
  const digest = all.flatMap(({ word }) => DIGESTS.get(word) ?? [])[0];
  const { name, rest: said } = savedRun(
    all.filter(({ word, quoted }) => quoted || (!DIGESTS.has(word) && word !== "digest")),
  );
  const off = verb === "unsubscribe" || said.some(({ word }) => STOPPING.has(word));
  const rest = said.filter(
    ({ word }) => !ALERT_WORDS.has(word) && !STOPPING.has(word) && !LISTING.has(word),
  );
  const command = gpuAndPlace("alerts", rest);
  if (command.budgetUsd !== undefined) {
    delete command.budgetUsd;
    command.understood = command.understood.filter(({ field }) => field !== "budgetUsd");
    command.problems.push({
      path: "alerts",
      message: "An alert follows moves in percent, not a price: alerts on h100 10%.",
    });
  }
  if (name !== undefined) command.name = name;
  if (digest !== undefined) command.digest = digest;
  const asks =
    name !== undefined ||
    (said.some(({ word }) => !LISTING.has(word)) && !said.some(({ word }) => word === "list"));
  command.action = off ? "off" : asks || verb === "subscribe" ? "on" : "list";
  return command;
};
