import * as z from "zod";

/** What a user got wrong, as a value: where it stands, what to change, and the nearest right word. */
export const Problem = z.strictObject({
  path: z.string(),
  message: z.string(),
  didYouMean: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Outcome of reading what a person wrote. Everything past the readers is total. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export const right = <T>(value: T): Result<T> => ({ ok: true, value });
export const wrong = (...problems: Problem[]): Result<never> => ({ ok: false, problems });

/** Edit distance (Levenshtein, with transposition), for words of a few dozen characters. */
export const editDistance = (left: string, right: string): number => {
  const rows = Array.from({ length: left.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= right.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= left.length; i++)
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let best = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  return rows[left.length]![right.length]!;
};

/** The known word nearest to what was written, if it is near enough to be meant. */
export const nearest = (written: string, known: Iterable<string>): string | undefined => {
  const word = written.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

const TYPE = /^Invalid input: expected ([\w ]+), received ([\w ]+)$/;
const withArticle = (noun: string): string => `${/^[aeio]/.test(noun) ? "an" : "a"} ${noun}`;

/** zod's sentence on a wrong type, as what is wrong and what would be right. */
const inOurWords = (message: string): string => {
  const [, expected, received] = TYPE.exec(message) ?? [];
  if (expected === undefined || received === undefined) return message;
  return received === "undefined"
    ? `This is missing: ${withArticle(expected)} is due here.`
    : `This should be ${withArticle(expected)}, not ${received === "null" ? "null" : withArticle(received)}.`;
};

/** A zod failure as problems: paths joined by dots, unknown keys with the nearest known one. */
export const fromZod = (error: z.ZodError, knownKeys: readonly string[] = []): Problem[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map(String).join(".");
    if (issue.code !== "unrecognized_keys") return [{ path, message: inOurWords(issue.message) }];
    return issue.keys.map((key) => {
      const didYouMean = nearest(key, knownKeys);
      return {
        path: path === "" ? key : `${path}.${key}`,
        message: `"${key}" is not a key that ftcost knows here.`,
        ...(didYouMean === undefined ? {} : { didYouMean }),
      };
    });
  });
