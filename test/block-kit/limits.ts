/**
 * Block Kit's documented limits as a schema: what Slack refuses, this refuses. Each limit names where it is
 * documented (docs.slack.dev/reference/block-kit, read 2026-11-23; @slack/types 3.2.0 repeats most of them).
 * Only the kinds of block that ftcost sends are here: any other is a mistake.
 */
import * as z from "zod";

/** composition-objects/text-object: 1 to 3000 characters; a plain_text has no formatting. */
const plainText = (max: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
const text = (max: number) => z.union([plainText(max), mrkdwn(max)]);

/** composition-objects/option-object: text 75, value 150. */
const option = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) });

/** Every interactive element: action_id 255 characters (block-elements). */
const actionId = z.string().min(1).max(255);
/** blocks: block_id 255 characters, unique in the message. */
const blockId = z.string().min(1).max(255).optional();

/** block-elements/button-element: text 75, url 3000, value 2000. */
const button = z.strictObject({
  type: z.literal("button"),
  action_id: actionId,
  text: plainText(75),
  url: z.url().max(3000).optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
});

/** block-elements/select-menu-element: 100 options, placeholder 150; initial_option is one of them. */
const staticSelect = z
  .strictObject({
    type: z.literal("static_select"),
    action_id: actionId,
    placeholder: plainText(150).optional(),
    options: z.array(option).min(1).max(100),
    initial_option: option.optional(),
  })
  .refine(
    ({ options, initial_option: initial }) =>
      initial === undefined ||
      options.some((one) => one.value === initial.value && one.text.text === initial.text.text),
    "initial_option is not among the options",
  )
  .refine(
    ({ options }) => new Set(options.map(({ value }) => value)).size === options.length,
    "two options have one value",
  );

/** block-elements/plain-text-input-element: max_length 3000, initial_value within it. */
const plainTextInput = z
  .strictObject({
    type: z.literal("plain_text_input"),
    action_id: actionId,
    initial_value: z.string().max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine(
    ({ initial_value: initial, max_length: max }) => (initial?.length ?? 0) <= (max ?? 3000),
    "initial_value is too long",
  );

/** blocks/section-block: text 3000; fields 10 of 2000. */
const section = z
  .strictObject({
    type: z.literal("section"),
    block_id: blockId,
    text: text(3000).optional(),
    fields: z.array(text(2000)).min(1).max(10).optional(),
    accessory: z.union([button, staticSelect]).optional(),
  })
  .refine(
    (block) => block.text !== undefined || block.fields !== undefined,
    "a section needs text or fields",
  );

/** blocks/header-block: 150. */
const header = z.strictObject({
  type: z.literal("header"),
  block_id: blockId,
  text: plainText(150),
});
const divider = z.strictObject({ type: z.literal("divider"), block_id: blockId });

/** blocks/context-block: 10 elements. */
const context = z.strictObject({
  type: z.literal("context"),
  block_id: blockId,
  elements: z.array(text(2000)).min(1).max(10),
});

/** blocks/actions-block: 25 elements, an action_id once in a block. */
const actions = z
  .strictObject({
    type: z.literal("actions"),
    block_id: blockId,
    elements: z
      .array(z.union([button, staticSelect]))
      .min(1)
      .max(25),
  })
  .refine(
    ({ elements }) => new Set(elements.map((one) => one.action_id)).size === elements.length,
    "an action_id stands twice",
  );

/** blocks/input-block: label 2000, hint 2000; modals and home only. */
const input = z.strictObject({
  type: z.literal("input"),
  block_id: blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  element: z.union([plainTextInput, staticSelect]),
});

/** blocks/data-table-block: header and 1 to 100 rows, 1 to 20 columns, all as long; page_size 1 to 100; a header cell is text; 10,000 characters in all cells. */
const rawText = z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) });
const rawNumber = z.strictObject({
  type: z.literal("raw_number"),
  value: z.number(),
  text: z.string().min(1),
});
const dataTable = z
  .strictObject({
    type: z.literal("data_table"),
    block_id: blockId,
    caption: z.string().min(1),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).max(19).optional(),
    rows: z
      .array(
        z
          .array(z.union([rawText, rawNumber]))
          .min(1)
          .max(20),
      )
      .min(2)
      .max(101),
  })
  .refine(
    ({ rows }) => rows.every((row) => row.length === rows[0]!.length),
    "rows of different length",
  )
  .refine(
    ({ rows }) => rows[0]!.every(({ type }) => type === "raw_text"),
    "a header cell that is no text",
  )
  .refine(
    ({ rows }) => rows.flat().reduce((sum, cell) => sum + cell.text.length, 0) <= 10_000,
    "more than 10,000 characters in all cells",
  );

/** blocks/data-visualization-block: title and axis labels 50; labels 20; 1 to 20 categories; 1 to 6 series, one point per category. */
const series = z.strictObject({
  name: z.string().min(1).max(20),
  data: z
    .array(z.strictObject({ label: z.string().min(1).max(20), value: z.number() }))
    .min(1)
    .max(20),
});
const dataVisualization = z
  .strictObject({
    type: z.literal("data_visualization"),
    block_id: blockId,
    title: z.string().min(1).max(50),
    chart: z.strictObject({
      type: z.enum(["bar", "line", "area"]),
      series: z.array(series).min(1).max(6),
      axis_config: z.strictObject({
        categories: z.array(z.string().min(1).max(20)).min(1).max(20),
        x_label: z.string().max(50).optional(),
        y_label: z.string().max(50).optional(),
      }),
    }),
  })
  .refine(
    ({ chart }) =>
      new Set(chart.axis_config.categories).size === chart.axis_config.categories.length &&
      chart.series.every(
        ({ data }) =>
          JSON.stringify(data.map(({ label }) => label)) ===
          JSON.stringify(chart.axis_config.categories),
      ),
    "points do not match the categories",
  );

const Block = z.union([
  section,
  header,
  divider,
  context,
  actions,
  input,
  dataTable,
  dataVisualization,
]);
type Block = z.infer<typeof Block>;

const count = (blocks: readonly Block[], type: string): number =>
  blocks.filter((block) => block.type === type).length;
const idsAreUnique = (blocks: readonly Block[]): boolean => {
  const ids = blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  return new Set(ids).size === ids.length;
};

/** blocks: 50 in a message, 100 in a modal or home; one data_table, two data_visualizations in a message. */
export const MessageBlocks = z
  .array(Block)
  .min(1)
  .max(50)
  .refine(idsAreUnique, "a block_id stands twice")
  .refine((blocks) => count(blocks, "input") === 0, "an input in a message")
  .refine((blocks) => count(blocks, "data_table") <= 1, "more than one data_table")
  .refine((blocks) => count(blocks, "data_visualization") <= 2, "more than two charts");

/** chat.postMessage: text 40,000 at most, 4,000 recommended; a message without it is silent to screen readers. */
export const MessagePayload = z.looseObject({
  text: z.string().min(1).max(4000),
  blocks: MessageBlocks.optional(),
});

const isOfView = (blocks: readonly Block[]): boolean =>
  count(blocks, "data_table") === 0 && count(blocks, "data_visualization") === 0;

/** reference/views: title, submit and close 24; callback_id 255; private_metadata 3000; 250 KB. */
export const ModalView = z
  .strictObject({
    type: z.literal("modal"),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    callback_id: z.string().max(255).optional(),
    private_metadata: z.string().max(3000).optional(),
    blocks: z
      .array(Block)
      .min(1)
      .max(100)
      .refine(idsAreUnique, "a block_id stands twice")
      .refine(isOfView, "a block that modals do not take"),
  })
  .refine((view) => JSON.stringify(view).length <= 250_000, "a view over 250 KB")
  .refine(
    ({ blocks, submit }) => count(blocks, "input") === 0 || submit !== undefined,
    "inputs without a submit",
  );

export const HomeView = z
  .strictObject({
    type: z.literal("home"),
    blocks: z
      .array(Block)
      .min(1)
      .max(100)
      .refine(idsAreUnique, "a block_id stands twice")
      .refine(isOfView, "a block that App Home does not take"),
  })
  .refine((view) => JSON.stringify(view).length <= 250_000, "a view over 250 KB");

/** What Slack would say of it: empty when the payload is valid. */
export const complaints = (schema: z.ZodType, payload: unknown): string[] => {
  const read = schema.safeParse(payload);
  return read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
};
