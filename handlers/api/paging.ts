import * as z from "zod";

/** Without `limit` a list comes whole: the tables are a few hundred rows. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  cursor: z.string().max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/**
 * One page of a list by cursor. The cursor is the id of the last row seen, so that a row added before
 * it shifts nothing; a cursor that no row bears is the caller's mistake (undefined).
 */
export const pageOf = <Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  { limit, cursor }: PageQuery,
): { rows: Row[]; next?: string } | undefined => {
  const after = cursor === undefined ? -1 : rows.findIndex((row) => idOf(row) === cursor);
  if (cursor !== undefined && after === -1) return undefined;
  const page = rows.slice(after + 1, limit === undefined ? undefined : after + 1 + limit);
  const last = page.at(-1);
  const more = last !== undefined && after + 1 + page.length < rows.length;
  return { rows: page, ...(more ? { next: idOf(last) } : {}) };
};
