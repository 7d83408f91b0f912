/** Tables: Slack's sortable `data_table` where the workspace takes it, else columns in a code block. */
import { type Block, cut, escape, section } from "./elements.ts";

/** A cell: words, or a number with the words that show it (sorting goes by the number). */
export type Cell = string | { value: number; text: string };

export type Table = {
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
};

const MAX_ROWS = 100;
const MAX_COLUMNS = 20;
/** Of all cells of a message: https://docs.slack.dev/reference/block-kit/blocks/data-table-block. */
const MAX_TABLE_CHARACTERS = 10_000;
const MAX_CODE_CHARACTERS = 2900;
const MAX_PLAIN_ROWS = 12;

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text);

const element = (cell: Cell): Record<string, unknown> =>
  typeof cell === "string"
    ? { type: "raw_text", text: cell === "" ? "-" : cell }
    : { type: "raw_number", value: cell.value, text: cell.text === "" ? "-" : cell.text };

const charactersOf = (row: readonly Cell[]): number =>
  row.reduce((sum, cell) => sum + Math.max(1, textOf(cell).length), 0);

const shortCell = (cell: Cell): Cell => (typeof cell === "string" ? cut(cell, 200) : cell);

/** As many rows as the characters of all cells allow; one row there must be. */
const fitting = ({ columns, rows }: Table): readonly (readonly Cell[])[] => {
  let left = MAX_TABLE_CHARACTERS - charactersOf(columns);
  const kept = rows.slice(0, MAX_ROWS).filter((row) => (left -= charactersOf(row)) >= 0);
  return kept.length > 0 ? kept : rows.slice(0, 1).map((row) => row.map(shortCell));
};

export const dataTable = (table: Table): Block => ({
  type: "data_table",
  caption: cut(table.caption, 200),
  page_size: 10,
  rows: [
    table.columns.slice(0, MAX_COLUMNS).map(element),
    ...fitting(table).map((row) => row.slice(0, MAX_COLUMNS).map(element)),
  ],
});

const padded = (text: string, width: number, isNumber: boolean): string =>
  isNumber ? text.padStart(width) : text.padEnd(width);

/** Columns in a code block; what is left out is counted. */
export const plainTable = ({ caption, columns, rows }: Table): Block => {
  const shown = rows.slice(0, MAX_PLAIN_ROWS);
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...shown.map((row) => textOf(row[at] ?? "").length)),
  );
  const line = (cells: readonly Cell[]): string =>
    columns
      .map((_, at) => {
        const cell = cells[at] ?? "";
        return padded(textOf(cell), widths[at]!, typeof cell !== "string");
      })
      .join("  ")
      .trimEnd();
  const body: string[] = [line([...columns])];
  for (const row of shown) {
    const next = escape(line(row).replaceAll("`", "'"));
    if (body.join("\n").length + next.length > MAX_CODE_CHARACTERS) break;
    body.push(next);
  }
  const left = rows.length - (body.length - 1);
  const more = left > 0 ? `\n${left} more are not shown.` : "";
  return section(`*${escape(caption)}*\n\`\`\`${body.join("\n")}\`\`\`${more}`);
};
