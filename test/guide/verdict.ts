/** What a claim says and what we find, in the same unit. */
export type Span = { low: number; high: number };
export type Verdict = "confirmed" | "out of date" | "wrong" | "not checkable";

export const at = (value: number): Span => ({ low: value, high: value });

/** A tenth either way: figures in a guide are round. */
export const TOLERANCE = 0.1;

/**
 * Ours lies within theirs, each end moved by the tolerance: confirmed. Else a price is out of date where
 * the same price is known to have stood there before, and everything else is wrong.
 */
export const verdictOf = (
  theirs: Span,
  ours: Span,
  kind: "arithmetic" | "price of its day" | "no workload",
  tolerance = TOLERANCE,
): Verdict => {
  if (kind === "no workload") return "not checkable";
  const within =
    ours.low >= theirs.low * (1 - tolerance) && ours.high <= theirs.high * (1 + tolerance);
  if (within) return "confirmed";
  return kind === "price of its day" ? "out of date" : "wrong";
};
