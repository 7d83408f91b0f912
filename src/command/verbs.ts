/** What is asked for: by the first word, or by the first word that is not said in passing ("show my saved runs"). */
import type { Kind } from "./command.ts";
import type { Word } from "./words.ts";

const VERBS: Record<string, Kind> = {
  help: "help",
  "?": "help",
  h: "help",
  usage: "help",
  form: "form",
  modal: "form",
  compare: "compare",
  budget: "budget",
  prices: "prices",
  price: "prices",
  pricing: "prices",
  alerts: "alerts",
  alert: "alerts",
  subscribe: "alerts",
  unsubscribe: "alerts",
  notify: "alerts",
  watch: "alerts",
  save: "save",
  runs: "runs",
  decide: "decide",
  estimate: "estimate",
};

/** Worth offering when a lone word is misspelt. */
export const VERB_NAMES = Object.keys(VERBS).filter((name) => name.length > 3);

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** What may stand before the verb that names a thing: "list alerts", "what are the prices of an h100". */
const BEFORE_A_THING = list(
  "a active all an any are can cancel clear current delete disable display do enable end forget get gimme give have i kill list me mine my of off on our please recent remove saved see set setup show stop tell the these those to turn up us view want what what's which you your",
);
const THINGS: ReadonlySet<Kind> = new Set(["alerts", "runs", "prices"]);
/** "my runs" is a list of what was saved; "a run" is what one wants priced. */
const NOT_A_THING = list("price runs");

const BEST_FOR = /^(what|which|how much).*\b(best|most|can i (do|get|train|afford))\b/i;

export type Asked = { kind: Kind; rest: readonly Word[]; verb: string };

const thingAt = (words: readonly Word[]): number => {
  for (const [at, { word, quoted }] of words.entries()) {
    if (quoted) return -1;
    const kind = Object.hasOwn(VERBS, word) ? VERBS[word] : undefined;
    const named =
      at === 0 || !NOT_A_THING.has(word)
        ? true
        : word === "price"
          ? words[at + 1]?.word === "of"
          : words
              .slice(0, at)
              .some((one) => ["my", "our", "saved", "show", "list"].includes(one.word));
    if (kind !== undefined && THINGS.has(kind) && named) return at;
    if (!BEFORE_A_THING.has(word)) return -1;
  }
  return -1;
};

export const askedIn = (words: readonly Word[]): Asked => {
  const first = words[0];
  if (first === undefined) return { kind: "help", rest: [], verb: "" };
  const name = first.word.replace(/^\/?ftcost$/, "").replace(/^-+/, "");
  if (name === "") return askedIn(words.slice(1));
  const isVerb = Object.hasOwn(VERBS, name) && (!first.isKey || ["help", "budget"].includes(name));
  if (isVerb) return { kind: VERBS[name]!, rest: words.slice(1), verb: name };
  if (name === "gpu" && words[1]?.word === "prices")
    return { kind: "prices", rest: words.slice(2), verb: "prices" };
  const ofOneRun = ["delete", "remove", "forget", "show"].includes(name) && words.length > 2;
  if (ofOneRun && ["run", "runs"].includes(words[1]!.word)) {
    const rest = name === "show" ? words.slice(2) : words.toSpliced(1, 1);
    return { kind: "runs", rest, verb: "runs" };
  }
  const at = thingAt(words);
  if (at > 0)
    return { kind: VERBS[words[at]!.word]!, rest: words.toSpliced(at, 1), verb: words[at]!.word };
  const text = words.map(({ word }) => word).join(" ");
  const isBudget = BEST_FOR.test(text) && /[$]|\busd\b|\bdollars?\b/.test(text);
  return { kind: isBudget ? "budget" : "estimate", rest: words, verb: "" };
};
