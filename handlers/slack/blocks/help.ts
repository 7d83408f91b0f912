/** What to type. The examples are commands that work as printed; a test runs them. */
import { actions, button, context, escape, type Message, message, section } from "./elements.ts";

export const EXAMPLES = [
  "/ftcost llama-3.1-8b qlora 50k rows 3 epochs on h100",
  "/ftcost compare qwen3-8b lora vs mixtral qlora 20k rows",
  "/ftcost budget $50 llama-3.1-8b 50k rows",
] as const;

const COMMANDS: readonly (readonly [string, string])[] = [
  ["compare a vs b", "two or more runs side by side; what one leaves out it takes from the other"],
  ["budget $50 <run>", "the best that fits the money (and a time: under 4h)"],
  [
    "decide rent or buy h100 200 hours a month",
    "which way is cheaper and where it tips; also managed or own, tune or prompt, technique, rank",
  ],
  ["prices h100", "what it costs to rent, with source and date"],
  [
    "alerts on h100 10%",
    "tell this channel when its price moves; `alerts` lists, `alerts off` ends",
  ],
  ["save nightly <run>", "keep a run; `runs` lists them, `runs nightly` estimates it again"],
  ["form", "fill in a form instead"],
];

export const helpMessage = (): Message => {
  const blocks = [
    section(
      `*What a fine-tuning run will cost, before you start it.*\nType the model and what you know, in any order:\n${EXAMPLES.map((one) => `\`${one}\``).join("\n")}`,
    ),
    section(
      COMMANDS.map(([command, does]) => `\`/ftcost ${escape(command)}\`  ${does}`).join("\n"),
    ),
    context(
      "Also: a config pasted between three backticks, a Hugging Face link, `key=value`. In threads mention me, slash commands do not work there.",
    ),
    actions("help", [button("form", "Open form", { style: "primary" })]),
  ];
  return message(
    `Type the model and what you know, for example: ${EXAMPLES.join("  or  ")}. Other commands: compare, budget, decide, prices, alerts, save, runs, form.`,
    blocks,
  );
};
