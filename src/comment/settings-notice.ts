import { budgetReport } from "./budgets.ts";
import type { ConfigChange, Notice } from "./change.ts";
import type { ReadSettings, SettingsProblem } from "./settings.ts";

const MOST = 3;

/** One mistake in one sentence: where, what was expected, what was probably meant. */
export const problemInWords = ({ line, path, message, didYouMean }: SettingsProblem): string => {
  const where = path === "" ? `line ${line}` : `line ${line}, ${path}`;
  const meant = didYouMean === undefined ? "" : ` Did you mean ${didYouMean}?`;
  return `${where}: ${message.replace(/\.$/, "")}.${meant}`;
};

const mistakes = (whose: string, problems: readonly SettingsProblem[], effect: string): Notice => {
  const left = problems.length - MOST;
  const more = left > 0 ? ` And ${left} more.` : "";
  const shown = problems.slice(0, MOST).map(problemInWords).join(" ");
  return {
    kind: "settings",
    text: `${whose} .github/ftcost.yml has a mistake, so ${effect}: ${shown}${more}`,
  };
};

const STATES = {
  none: "it sets no limit",
  kept: "this pull request would be within its limits",
  broken: "this pull request would be over its limits",
  overridden: "this pull request would be over its limits",
} as const;

/** The base's rules hold; what is said of the pull request's own is a preview. */
export const settingsNotice = (
  base: ReadSettings,
  proposed: ReadSettings | undefined,
  configs: readonly ConfigChange[],
): Notice[] => {
  const notices: Notice[] = [];
  if (!base.ok) notices.push(mistakes("The base branch's", base.problems, "no rule of it holds"));
  if (proposed === undefined) return notices;
  if (!proposed.ok)
    return [
      ...notices,
      mistakes("The proposed", proposed.problems, "none of it would hold after merging"),
    ];
  const { state } = budgetReport(configs, proposed.settings, undefined);
  const text = `This pull request edits .github/ftcost.yml. The base branch's rules hold until it is merged; with the proposed ones, ${STATES[state]}.`;
  return [...notices, { kind: "prices", text }];
};
