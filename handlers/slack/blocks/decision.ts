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

const tips = ({ breakEven }: Decision): string =>
  breakEven.value === null
    ? ""
    : `They meet at ${breakEven.unit.startsWith("USD") ? usd(breakEven.value) : count(breakEven.value)} ${breakEven.unit.replace(/^USD /, "")} (${breakEven.quantity}).`;

const optionTable = ({ options }: Decision): Block =>
  plainTable({
    caption: "Both sides",
    columns: ["Option", "Cost", "Range"],
    rows: options.map(({ name, usd: cost }) => [
      name,
      { value: cost.expected, text: usd(cost.expected) },
      cost.low === cost.high ? "" : usdRange(cost),
    ]),
  });

const fully = (decision: Decision): Block[] => [
  section(
    [
      `*${escape(decision.question)} ${escape(decision.verdict)}.*`,
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
    `*${escape(decision.question)} ${escape(decision.verdict)}.* ${inert(decision.because)}`,
    ...decision.flipsWhen.slice(0, 1).map((one) => `It tips: ${inert(one)}`),
  ].join("\n");

/** One question with all that it rests on; several in a paragraph each. */
export const decisionsMessage = (
  decisions: readonly Decision[],
  subject: string,
  notes: readonly string[],
): Message => {
  const said = decisions.map(({ question, verdict }) => `${question} ${verdict}.`);
  const text = [subject, ...said].filter((one) => one !== "").join(" ");
  const [only] = decisions;
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
