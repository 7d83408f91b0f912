import type { Comparison, ConfigChange } from "./change.ts";
import { sideFigures, statusOf } from "./figures.ts";
import { isVolumeGuessed } from "./guessed.ts";
import { headlineMoney } from "./money.ts";

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

const sum = (changes: readonly ConfigChange[], side: "before" | "after"): number =>
  changes.reduce((total, change) => total + (sideFigures(change[side])?.usd.expected ?? 0), 0);

const ofWhat = (changes: readonly ConfigChange[]): string =>
  changes.length === 1 ? "a run" : `for one run of each of ${changes.length} configs`;

const pricedHeadline = (changes: readonly ConfigChange[]): string => {
  const [before, after] = [sum(changes, "before"), sum(changes, "after")];
  const money = headlineMoney(before, after);
  const what = ofWhat(changes);
  const statuses = new Set(changes.map(statusOf));
  if (statuses.size === 1 && statuses.has("added")) return `New: ${money.after} ${what}`;
  if (statuses.size === 1 && statuses.has("removed")) return `Removed: ${money.before} ${what}`;
  if (!money.isChanged) return `No cost change: ${money.after} ${what} before and after`;
  const ratio = money.relative === "" ? "" : ` (${money.relative})`;
  return `${money.difference}${ratio}: ${money.before} to ${money.after} ${what}`;
};

/** When no difference can be told, what is known of one config, or that nothing is. */
const unpricedHeadline = (changes: readonly ConfigChange[]): string => {
  const [only] = changes;
  if (changes.length > 1 || only === undefined)
    return `No price: ${plural(changes.length, "config")} cannot be priced, reasons below`;
  const [before, after] = [sideFigures(only.before), sideFigures(only.after)];
  if (after !== undefined)
    return `${headlineMoney(0, after.usd.expected).after} a run; before, it could not be priced`;
  if (before !== undefined && only.after !== undefined)
    return `No price after this change; before, ${headlineMoney(0, before.usd.expected).after} a run`;
  return "No price: this config cannot be priced, the reason is below";
};

/** The answer in one line of plain text; it stands first, so that the mail's subject line says it. */
export const headline = (comparison: Pick<Comparison, "configs">): string => {
  const { configs } = comparison;
  if (configs.length === 0) return "No training config is changed any more";
  const known = configs.filter((change) => statusOf(change) !== "unpriced");
  const unknown = configs.length - known.length;
  if (known.length === 0) return unpricedHeadline(configs);
  const missing = unknown === 0 ? "" : `; ${plural(unknown, "config")} not priced`;
  const guessed = known.filter(isVolumeGuessed).length;
  const whose = known.length === 1 ? "" : ` of ${plural(guessed, "config")}`;
  const guess = guessed === 0 ? "" : `; size of the data${whose} guessed`;
  return `${pricedHeadline(known)}${guess}${missing}`;
};
