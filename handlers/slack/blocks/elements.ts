/** Block Kit's parts, each cut to its documented limit, so that no text of a user can make a payload invalid. */

export type Block = Record<string, unknown> & { type: string };
export type Text = { type: "plain_text" | "mrkdwn"; text: string };
export type Option = { text: Text; value: string };

/**
 * What is sent: `text` carries the answer for notifications and screen readers. `blocks` may hold kinds
 * that a workspace's plan or client refuses (`risky` names them); `plain` says the same without them.
 */
export type Message = { text: string; blocks: Block[]; plain: Block[]; risky: readonly string[] };

/** Sources: https://docs.slack.dev/reference/block-kit (read 2026-11-23), see test/block-kit/limits.ts. */
const MAX = {
  section: 3000,
  field: 2000,
  header: 150,
  context: 2000,
  button: 75,
  option: 75,
  title: 24,
};

export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** Slack's three control characters; what a user wrote can then neither link nor mention. */
export const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Also takes the sting out of *, _, ~ and ` inside running text. */
export const inert = (text: string): string => escape(text).replace(/[*_~`]/g, "\u200b$&");

const plainText = (text: string, length: number): Text => ({
  type: "plain_text",
  text: cut(text === "" ? "-" : text, length),
});

export const header = (text: string): Block => ({
  type: "header",
  text: plainText(text, MAX.header),
});

/** `text` is mrkdwn, its foreign parts already escaped. */
export const section = (text: string, accessory?: Block): Block => ({
  type: "section",
  text: { type: "mrkdwn", text: cut(text === "" ? "-" : text, MAX.section) },
  ...(accessory === undefined ? {} : { accessory }),
});

/** Label and value pairs, ten to a block. */
export const fields = (pairs: readonly (readonly [string, string])[]): Block[] => {
  const blocks: Block[] = [];
  for (let at = 0; at < pairs.length; at += 10)
    blocks.push({
      type: "section",
      fields: pairs.slice(at, at + 10).map(([label, value]) => ({
        type: "mrkdwn",
        text: cut(`*${escape(label)}*\n${escape(value)}`, MAX.field),
      })),
    });
  return blocks;
};

export const context = (...texts: string[]): Block => ({
  type: "context",
  elements: texts.slice(0, 10).map((text) => ({ type: "mrkdwn", text: cut(text, MAX.context) })),
});

export const divider: Block = { type: "divider" };

export const actions = (blockId: string, elements: readonly Block[]): Block => ({
  type: "actions",
  block_id: blockId,
  elements: elements.slice(0, 25),
});

export const button = (
  actionId: string,
  text: string,
  extra: { value?: string; url?: string; style?: "primary" | "danger" } = {},
): Block => ({ type: "button", action_id: actionId, text: plainText(text, MAX.button), ...extra });

export const option = (text: string, value: string): Option => ({
  text: plainText(text, MAX.option),
  value: cut(value, 150),
});

/** A select with the present choice shown; `options` at most 100, the present one always among them. */
export const select = (
  actionId: string,
  placeholder: string,
  options: readonly Option[],
  chosen?: string,
): Block => {
  const kept = options.slice(0, 100);
  const initial = kept.find(({ value }) => value === chosen);
  return {
    type: "static_select",
    action_id: actionId,
    placeholder: plainText(placeholder, 150),
    options: kept,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
};

/** Lines in as many sections as they need. */
export const lines = (all: readonly string[]): Block[] => {
  const blocks: Block[] = [];
  let text = "";
  for (const line of all) {
    const next = text === "" ? line : `${text}\n${line}`;
    if (next.length <= MAX.section) text = next;
    else {
      blocks.push(section(text));
      text = cut(line, MAX.section);
    }
  }
  if (text !== "") blocks.push(section(text));
  return blocks;
};

export const MAX_MESSAGE_BLOCKS = 50;
export const modalTitle = (text: string): Text => plainText(text, MAX.title);

export const message = (
  text: string,
  blocks: readonly Block[],
  plain = blocks,
  risky: readonly string[] = [],
): Message => ({
  text: cut(text, 3000),
  blocks: blocks.slice(0, MAX_MESSAGE_BLOCKS),
  plain: plain.slice(0, MAX_MESSAGE_BLOCKS),
  risky,
});
