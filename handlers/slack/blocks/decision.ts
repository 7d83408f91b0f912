/** Decisions of src/bill as a message: what wins, why, where it tips, both sides' dollars, what it rests on. */
import type { Decision } from "../../../src/bill/decision.ts";
import { count, usd, usdRange } from "../../../src/report/format.ts";
import {
  type Block,
  context,
  escape,
  inert,
  lines,
  type Message,
  message,
  section,
} from "./elements.ts";
import { plainTable } from "./table.ts";

const tips = ({ breakEven }: Decision): string => {
  if (breakEven.value === null) return "";
  const { unit, quantity, value } = breakEven;
  const figure = unit.startsWith("USD ")
    ? `${usd(value)} ${unit.slice(4)}`
    : `${count(value)} ${unit}`;
  return `They meet at ${figure}${unit.includes(quantity) ? "" : ` (${quantity})`}.`;
};

const optionTable = ({ options }: Decision): Block => {
  const hasRange = options.some(({ usd: cost }) => cost.low !== cost.high);
  return plainTable({
    caption: "What each costs",
    columns: ["Option", "Cost", ...(hasRange ? ["80 % range"] : [])],
    rows: options.map(({ name, usd: cost }) => [
      name,
      { value: cost.expected, text: usd(cost.expected) },
      ...(hasRange ? [cost.low === cost.high ? "" : usdRange(cost)] : []),
    ]),
  });
};

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

const fully = (decision: Decision): Block[] => [
  section(
    [
      `*${escape(decision.question)}*`,
      `*${escape(sentence(decision.verdict))}*`,
      inert(decision.because),
      inert(tips(decision)),
    ]
      .filter((line) => line !== "")
      .join("\n"),
  ),
  ...(decision.flipsWhen.length === 0
    ? []
    : lines(["*It tips when*", ...decision.flipsWhen.map((one) => `• ${inert(one)}`)])),
  optionTable(decision),
  context(inert(decision.basis.join(" "))),
];

const briefly = (decision: Decision): string =>
  [
    `*${escape(decision.question)} ${escape(sentence(decision.verdict))}* ${inert(decision.because)}`,
    ...decision.flipsWhen.slice(0, 1).map((one) => `It tips: ${inert(one)}`),
  ].join("\n");

/** One question with all that it rests on; several in a paragraph each. */
export const decisionsMessage = (
  decisions: readonly Decision[],
  subject: string,
  notes: readonly string[],
): Message => {
  const said = decisions.map(({ question, verdict }) => `${question} ${sentence(verdict)}`);
  const [only] = decisions;
  const why = decisions.length === 1 && only !== undefined ? only.because : "";
  const text = [subject, ...said, why].filter((one) => one !== "").join(" ");
  const body =
    decisions.length === 1 && only !== undefined
      ? fully(only)
      : decisions.map((decision) => section(briefly(decision)));
  return message(text, [
    ...(subject === "" ? [] : [context(escape(subject))]),
    ...body,
    ...notes.map((note) => context(note)),
  ]);
};
