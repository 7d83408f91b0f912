/** Every payload we can send, against Block Kit's limits: the goldens, and 500 random estimates with hostile words. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareMessage } from "../../handlers/slack/blocks/compare.ts";
import type { Message } from "../../handlers/slack/blocks/elements.ts";
import { estimateMessage } from "../../handlers/slack/blocks/estimate.ts";
import { problemMessage } from "../../handlers/slack/blocks/problems.ts";
import { dataTable } from "../../handlers/slack/blocks/table.ts";
import { chartsMessage } from "../../handlers/slack/charts.ts";
import { formView } from "../../handlers/slack/form-view.ts";
import { detailsView } from "../../handlers/slack/views.ts";
import { loadCatalog } from "../../pricing/catalog.ts";
import { answerFrom } from "../../src/answer.ts";
import { readCommand } from "../../src/command/index.ts";
import { GPUS } from "../../src/estimator/gpus/gpus.ts";
import type { Estimate, TrainingRun } from "../../src/estimator/index.ts";
import { MODELS } from "../../src/estimator/models/models.ts";
import { GOLDENS } from "./goldens.ts";
import { complaints, HomeView, MessagePayload, ModalView } from "./limits.ts";
import { page } from "./render.ts";
import { samples } from "./samples.ts";

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

describe("goldens", () => {
  it.each(Object.entries(GOLDENS))("%s is valid and as reviewed", async (name, text) => {
    valid(text);
    const { messages } = viewsOf(text);
    const shown = messages[1] ?? messages[0]!;
    await expect(`${JSON.stringify(shown, null, 1)}\n`).toMatchFileSnapshot(
      `../golden/slack/${name}.json`,
    );
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
      {
        text: "x",
        blocks: [
          {
            type: "data_table",
            caption: "x",
            rows: Array.from({ length: 11 }, () => [{ type: "raw_text", text: "x".repeat(1000) }]),
          },
        ],
      },
    ])
      expect(complaints(MessagePayload, payload)).not.toEqual([]);
  });
});

const SCHEMAS = { message: MessagePayload, modal: ModalView, home: HomeView };
const all = await samples(GOLDENS);

describe("every command's answer", () => {
  it.each(all.map((sample) => [sample.name, sample] as const))("%s", (_, { kind, payload }) => {
    expect(complaints(SCHEMAS[kind], payload)).toEqual([]);
    // Nothing unknown to a reader: no figure that is none, and no block that the renderer cannot draw.
    expect(JSON.stringify(payload)).not.toMatch(/NaN|undefined|Infinity|\[object|null/);
    expect(page(kind, payload)).not.toContain('class="unknown"');
  });
  it("says a closed model's memory as not published, never as nothing", () => {
    const compared = all.find(({ name }) => name === "compare-managed");
    expect(JSON.stringify(compared?.payload)).toContain("not published");
    expect(JSON.stringify(compared?.payload)).not.toContain("0.0 GiB");
  });
  it("says that a named machine does not hold the run", () => {
    const large = all.find(({ name }) => name === "estimate-too-large");
    expect(JSON.stringify(large?.payload)).toContain("does not fit the 1x T4-16GB that you named");
  });
});

describe("a table", () => {
  const table = (cell: string, rows: number) =>
    dataTable({
      caption: "x",
      columns: ["a", "b"],
      rows: Array.from({ length: rows }, () => [cell, cell]),
    });
  it.each([
    ["of long cells", "x".repeat(300), 60],
    ["of one cell too long", "x".repeat(9_000), 3],
    ["of many rows", "xy", 500],
  ])("%s keeps to 10,000 characters and 100 rows", (_, cell, rows) => {
    expect(complaints(MessagePayload, { text: "x", blocks: [table(cell, rows)] })).toEqual([]);
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
