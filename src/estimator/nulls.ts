/**
 * A field that is null says no more than one that is absent: programs that fill a table send nulls for what they
 * do not know. `architecture` stays as it is: in a config.json null has a meaning. Of `quantizationBits` it has
 * one too, "not quantised".
 */
const MEANT = new Set(["architecture", "quantizationBits"]);

/** The same run without its nulls, however it was parsed; anything else as it is. */
export const withoutNulls = (value: unknown, depth = 3): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth === 0)
    return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, own]) =>
      MEANT.has(name) ? [[name, own]] : own === null ? [] : [[name, withoutNulls(own, depth - 1)]],
    ),
  );
};
