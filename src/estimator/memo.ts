import type { Coefficients } from "./coefficients.ts";
import type { Subject } from "./memory.ts";

/** A pure figure of a subject, counted once: sixty kinds of GPU ask for the same one. */
export const oncePerSubject = <Value>(
  count: (subject: Subject, c: Coefficients) => Value,
): ((subject: Subject, c: Coefficients) => Value) => {
  const held = new WeakMap<Subject, { c: Coefficients; value: Value }>();
  return (subject, c) => {
    const before = held.get(subject);
    if (before !== undefined && before.c === c) return before.value;
    const value = count(subject, c);
    held.set(subject, { c, value });
    return value;
  };
};
