import type { Comparison, ConfigChange, Remark } from "./change.ts";
import { code, plain } from "./escape.ts";
import { priced } from "./figures.ts";
import { lineUrl, nameOf } from "./tables.ts";

const MOST_CONFIGS = 3;
const MOST_PER_CONFIG = 3;

/** Those that the head has and the merge base had not: what was odd before is not this pull request's doing. */
export const freshRemarks = (change: ConfigChange): Remark[] => {
  const known = new Set((priced(change.before)?.remarks ?? []).map(({ message }) => message));
  return (priced(change.after)?.remarks ?? []).filter(({ message }) => !known.has(message));
};

export const remarkInWords = ({ message, didYouMean }: Remark): string =>
  `${message.replace(/\.$/, "")}.${didYouMean === undefined ? "" : ` Did you mean ${didYouMean}?`}`;

/** What may make the figure wrong, with its line. */
export const remarks = (comparison: Comparison): string[] => {
  const odd = comparison.configs
    .map((change) => ({ change, found: freshRemarks(change) }))
    .filter(({ found }) => found.length > 0);
  if (odd.length === 0) return [];
  const rows = odd.slice(0, MOST_CONFIGS).flatMap(({ change, found }) => {
    const shown = found.slice(0, MOST_PER_CONFIG).map((remark) => {
      const { file, line } = remark;
      const url = line === undefined ? "" : lineUrl(comparison, "after", file, line);
      const link = line === undefined ? "" : `, [line ${line}](${url})`;
      const where = file === change.path ? nameOf(change) : code(file, 80);
      return `- ${where}${link}: ${plain(remarkInWords(remark), 400)}`;
    });
    const left = found.length - shown.length;
    return left > 0 ? [...shown, `- and ${left} more in ${nameOf(change)}`] : shown;
  });
  const left = odd.length - MOST_CONFIGS;
  if (left > 0) rows.push(`- and more in ${left} other configs`);
  return ["**Read with doubt**", "", ...rows];
};
