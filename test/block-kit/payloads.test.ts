/** Every payload we can send, against Block Kit's limits: the goldens, and 500 random estimates with hostile words. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareMessage } from "../../handlers/slack/blocks/compare.ts";
import type { Message } from "../../handlers/slack/blocks/elements.ts";
import { estimateMessage } from "../../handlers/slack/blocks/estimate.ts";
import { helpMessage } from "../../handlers/slack/blocks/help.ts";
import { problemMessage } from "../../handlers/slack/blocks/problems.ts";
import { chartsMessage } from "../../handlers/slack/charts.ts";
import { detailsView, formView } from "../../handlers/slack/views.ts";
import { loadCatalog } from "../../pricing/catalog.ts";
import { answerFrom } from "../../src/answer.ts";
import { readCommand } from "../../src/command/index.ts";
import { GPUS } from "../../src/estimator/gpus/gpus.ts";
import type { Estimate, TrainingRun } from "../../src/estimator/index.ts";
import { MODELS } from "../../src/estimator/models/models.ts";
import { complaints, MessagePayload, ModalView } from "./limits.ts";

const NO_KV = { KV: { get: async () => null } } as never;
const catalog = await loadCatalog(NO_KV, new Date("2026-11-23T12:00:00Z"));

const estimateOf = (run: TrainingRun): Estimate | undefined => {
  const answered = answerFrom(run, catalog);
  return answered.ok ? answered.value.estimate : undefined;
};

const payloads = ({ text, blocks, plain }: Message) => [
  { text, blocks },
  { text, blocks: plain },
];

const viewsOf = (text: string, more: { sharedBy?: string } = {}) => {
  const command = readCommand(text);
  const estimate = command.run === undefined ? undefined : estimateOf(command.run);
  const messages: Message[] = [
    problemMessage(command.problems, command.understood, "s.x"),
    ...(estimate === undefined
      ? []
      : [
          estimateMessage({
            estimate,
            state: { run: command.draft },
            blockId: "s.x",
            understood: command.understood,
            problems: command.problems,
            remarks: command.remarks,
            pageUrl: "https://ftcost.example/e/1abc",
            refuses: [],
            ...more,
          }),
          chartsMessage(estimate, []),
          compareMessage(
            [
              { run: command.run!, estimate },
              { run: command.run!, estimate },
            ],
            command,
            [],
          ),
        ]),
  ];
  const modals = [
    formView(command.draft, { channelId: "C1" }, command.problems),
    ...(estimate === undefined ? [] : [detailsView(estimate)]),
  ];
  return { messages, modals };
};

const valid = (text: string, more: { sharedBy?: string } = {}): void => {
  const { messages, modals } = viewsOf(text, more);
  for (const message of messages)
    for (const payload of payloads(message))
      expect(complaints(MessagePayload, payload)).toEqual([]);
  for (const modal of modals) expect(complaints(ModalView, modal)).toEqual([]);
};

const GOLDENS: Record<string, string> = {
  "estimate-qlora": "llama-3.1-8b qlora 50k rows 3 epochs on h100",
  "estimate-full-8xh100": "full fine-tune qwen3-8b 10M tokens 8xh100 under 4h $50 budget",
  "estimate-misspelt": "llama-3.1-8b qlroa 50k rosw 3 epochs lr 2e-4",
  "estimate-managed": "gpt-4.1-mini 2M tokens 3 epochs",
  "estimate-too-large": "deepseek v3 full 1M rows on 1xt4",
  problem: "qlora 50k rows",
};

describe("goldens", () => {
  it.each(Object.entries(GOLDENS))("%s is valid and as reviewed", async (name, text) => {
    valid(text);
    const { messages } = viewsOf(text);
    const shown = messages[1] ?? messages[0]!;
    await expect(`${JSON.stringify(shown, null, 1)}\n`).toMatchFileSnapshot(
      `../golden/slack/${name}.json`,
    );
  });
  it("help is valid", () => {
    for (const payload of payloads(helpMessage()))
      expect(complaints(MessagePayload, payload)).toEqual([]);
  });
  it("the limits refuse what Slack refuses", () => {
    const tooLong = {
      text: "x",
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "x".repeat(3001) } }],
    };
    const twice = {
      text: "x",
      blocks: [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "a" },
      ],
    };
    for (const payload of [
      tooLong,
      twice,
      { text: "", blocks: [] },
      { text: "x", blocks: [{ type: "video" }] },
    ])
      expect(complaints(MessagePayload, payload)).not.toEqual([]);
  });
});

describe("random estimates", () => {
  const hostile = fc.constantFrom(
    "",
    "<!channel>",
    "a|b`*_~",
    "x".repeat(400),
    "@everyone https://evil.example/<b>",
    "&lt;",
    "ünïcødé 🤖",
  );
  const line = fc.tuple(
    fc.constantFrom(...MODELS.map(({ id }) => id)),
    fc.constantFrom("full", "lora", "qlora", "dora", ""),
    fc.integer({ min: 1, max: 5_000_000 }),
    fc.integer({ min: 1, max: 20 }),
    fc.constantFrom("", ...GPUS.map(({ id }) => `on ${id}`)),
    fc.constantFrom("", "8 gpus", "$3 budget", "under 1h", "spot", "provider=aws"),
    hostile,
  );
  it("500 of them give valid payloads only", () => {
    fc.assert(
      fc.property(
        line,
        fc.boolean(),
        ([model, technique, rows, epochs, gpu, more, words], isShared) => {
          valid(
            `${model} ${technique} ${rows} rows ${epochs} epochs ${gpu} ${more} ${words}`,
            isShared ? { sharedBy: "U1" } : {},
          );
        },
      ),
      { numRuns: 500 },
    );
  }, 240_000);
});
