/** A table's row by a word that somebody wrote: "constructor" and its like are in no table. */
export const own = <Value>(
  table: Readonly<Record<string, Value>>,
  word: string,
): Value | undefined => (Object.hasOwn(table, word) ? table[word] : undefined);
