/** Answers to commands in the conversation; their own comments, marked as answers. */
import { centsOf } from "./attribution.ts";
import { COMMAND_HELP, VERBS } from "./command.ts";
import { code, plain } from "./escape.ts";
import type { Figures } from "./figures.ts";
import { dollars, relative, signed } from "./money.ts";
import type { Problem } from "../problem.ts";
import { machine, provider, usdRange } from "../report/format.ts";

export type WhatIf = {
  path: string;
  now: Figures | undefined;
  instead: Figures | undefined;
  reason?: string;
};

const list = (): string[] => COMMAND_HELP.map((line) => `- ${line}`);

export const helpReply = (): string => ["What ftcost answers here:", "", ...list()].join("\n");

export const problemReply = (reason: string): string =>
  `ftcost did nothing: ${plain(reason, 300)}.`;

export const refusalReply = (problems: readonly Problem[]): string => {
  const said = problems.slice(0, 3).map(({ message, didYouMean }) => {
    const meant = didYouMean === undefined ? "" : ` Did you mean ${code(didYouMean)}?`;
    return `${plain(message, 300)}${meant}`;
  });
  const known = VERBS.map((verb) => code(verb)).join(", ");
  return [
    "ftcost did nothing.",
    "",
    ...said.map((line) => `- ${line}`),
    "",
    `It knows ${known}.`,
  ].join("\n");
};

const where = ({ quote }: Figures): string =>
  quote.kind === "gpu"
    ? `${quote.fits}, ${machine(quote.gpu, quote.gpuCount)} at ${plain(provider(quote.provider))}`
    : `managed, ${plain(provider(quote.provider))}`;

const row = ({ path, now, instead, reason }: WhatIf): string => {
  if (instead === undefined)
    return `| ${code(path, 80)} | ${now ? dollars(centsOf(now.usd.expected)) : ""} | no price | | | ${plain(reason ?? "no offer in the catalog can run it", 200)} |`;
  const [from, to] = [centsOf(now?.usd.expected ?? 0), centsOf(instead.usd.expected)];
  const ratio = relative(from, to);
  const difference =
    from === to ? "no change" : `${signed(to - from)}${ratio === "" ? "" : ` (${ratio})`}`;
  const cells = [
    code(path, 80),
    now === undefined ? "no price" : dollars(from),
    dollars(to),
    now === undefined ? "" : difference,
    usdRange(instead.usd),
    where(instead),
  ];
  return `| ${cells.join(" | ")} |`;
};

export const whatIfReply = (text: string, rows: readonly WhatIf[], left = 0): string => {
  if (rows.length === 0)
    return "ftcost has no priced config in this pull request to which that could be applied.";
  return [
    `What if ${code(text, 120)}:`,
    "",
    "| Config | As proposed | What if | Difference | 80 % range | Fits |",
    "|---|--:|--:|--:|--:|---|",
    ...rows.map(row),
    ...(left > 0 ? ["", `The first ${rows.length} configs; ${left} more are left out.`] : []),
  ].join("\n");
};
