import { centsOf } from "./attribution.ts";
import type { Comparison, ConfigChange, Side } from "./change.ts";
import { code, plain, urlPath } from "./escape.ts";
import { sideFigures, statusOf, type Figures } from "./figures.ts";
import { dollars, grouped, relative, signed } from "./money.ts";
import { gib, machine, provider, usdRange } from "../report/format.ts";

/** `new` on its left stands for what cannot be compared: no +$0.00 and no +100 %. */
const money = (side: Side | undefined, figures: Figures | undefined, absent: string): string => {
  if (figures !== undefined) return dollars(centsOf(figures.usd.expected));
  return side === undefined ? absent : "not priced";
};

const arrow = (before: string | undefined, after: string | undefined): string => {
  if (before === undefined || before === after) return after ?? before ?? "";
  return after === undefined ? before : `${before} to ${after}`;
};

const gpuHours = (figures: Figures | undefined): string | undefined => {
  if (figures === undefined) return undefined;
  if (figures.gpuHours === undefined) return "managed";
  return grouped(Number(figures.gpuHours.toPrecision(3)), 0, 3);
};

const memory = (figures: Figures | undefined): string | undefined =>
  figures === undefined ? undefined : gib(figures.peakMemoryBytes);

const placeOf = ({ quote }: Figures): string =>
  quote.kind === "managed" ? plain(provider(quote.provider)) : machine(quote.gpu, quote.gpuCount);

/** Where the figure is for; the place before is named when it was another. */
const fitsOf = (before: Figures | undefined, after: Figures | undefined): string => {
  const shown = after ?? before;
  if (shown === undefined) return "";
  const fits = shown.quote.kind === "managed" ? "managed" : shown.quote.fits;
  const other = before === undefined || placeOf(before) === placeOf(shown);
  return `${fits}, ${placeOf(shown)}${other ? "" : `; before, ${placeOf(before)}`}`;
};

const difference = (before: Figures | undefined, after: Figures | undefined): string => {
  if (before === undefined || after === undefined) {
    const [from, to] = [before, after].map((side) => centsOf(side?.usd.expected ?? 0)) as [
      number,
      number,
    ];
    return signed(to - from);
  }
  const [from, to] = [centsOf(before.usd.expected), centsOf(after.usd.expected)];
  if (from === to) return "no change";
  const ratio = relative(from, to);
  return `${signed(to - from)}${ratio === "" ? "" : ` (${ratio})`}`;
};

export const nameOf = (change: ConfigChange): string =>
  change.previousPath === undefined
    ? code(change.path, 80)
    : `${code(change.previousPath, 60)} renamed ${code(change.path, 60)}`;

const row = (change: ConfigChange): string => {
  const [before, after] = [sideFigures(change.before), sideFigures(change.after)];
  const cells = [
    nameOf(change),
    money(change.before, before, "new"),
    money(change.after, after, "removed"),
    statusOf(change) === "unpriced" ? "unknown" : difference(before, after),
    after === undefined ? "" : usdRange(after.usd),
    arrow(gpuHours(before), gpuHours(after)),
    arrow(memory(before), memory(after)),
    change.after !== undefined && after === undefined ? "" : fitsOf(before, after),
  ];
  return `| ${cells.join(" | ")} |`;
};

const HEAD = [
  "| Config | Before | After | Difference | 80 % range | GPU-hours | Memory per GPU | Fits |",
  "|---|--:|--:|--:|--:|--:|--:|---|",
];

/** The biggest changes first: rows may be cut at the end. */
export const bySize = (changes: readonly ConfigChange[]): ConfigChange[] => {
  const size = (change: ConfigChange) =>
    Math.abs(
      (sideFigures(change.after)?.usd.expected ?? 0) -
        (sideFigures(change.before)?.usd.expected ?? 0),
    );
  return [...changes].sort(
    (left, right) => size(right) - size(left) || (left.path < right.path ? -1 : 1),
  );
};

export const costTable = (changes: readonly ConfigChange[], most: number): string[] => {
  const known = bySize(
    changes.filter(
      ({ before, after }) => sideFigures(before) !== undefined || sideFigures(after) !== undefined,
    ),
  );
  if (known.length === 0) return [];
  const left = known.length - most;
  const more = left > 0 ? ["", `and ${left} more configs, counted in the headline.`] : [];
  return [...HEAD, ...known.slice(0, most).map(row), ...more];
};

const MOST_UNPRICED = 9;

const reasonOf = (side: Side): string => {
  if (side.kind === "unpriced") {
    const remedy = side.remedy === undefined ? "" : ` ${plain(side.remedy, 300)}`;
    return `${plain(side.reason, 400).replace(/\.$/, "")}.${remedy}`;
  }
  return "no offer in the catalog can run it.";
};

const sameReason = (change: ConfigChange): boolean =>
  change.before?.kind === "unpriced" &&
  change.after?.kind === "unpriced" &&
  change.before.reason === change.after.reason;

/** Configs without a figure, each with its reason; those that had none before either are only counted. */
export const notPriced = (comparison: Comparison): string[] => {
  const all = comparison.configs.filter((change) => statusOf(change) === "unpriced");
  if (all.length === 0) return [];
  const fresh = all.filter((change) => !sameReason(change));
  const shown = (fresh.length === 0 ? all : fresh).slice(0, MOST_UNPRICED);
  const rows = shown.map((change) => {
    const afterFailed = change.after !== undefined && sideFigures(change.after) === undefined;
    const side = afterFailed ? change.after! : change.before!;
    const when = afterFailed ? "" : " before this change";
    const link =
      side.kind === "unpriced" && side.line !== undefined && afterFailed
        ? ` ([line ${side.line}](${lineUrl(comparison, "after", change.path, side.line)}))`
        : "";
    return `- ${nameOf(change)}${when}${link}: ${reasonOf(side)}`;
  });
  const left = all.length - shown.length;
  if (left > 0) rows.push(`- and ${left} more without a price.`);
  return ["**Not priced**", "", ...rows];
};

export const lineUrl = (
  comparison: Pick<Comparison, "repositoryUrl" | "headSha" | "mergeBaseSha">,
  side: "before" | "after",
  path: string,
  line: number,
): string => {
  const sha = side === "after" ? comparison.headSha : comparison.mergeBaseSha;
  return `${comparison.repositoryUrl}/blob/${sha}/${urlPath(path)}#L${line}`;
};
