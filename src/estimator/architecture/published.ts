import type { Architecture } from "./architecture.ts";
import { parameterCounts } from "./parameters.ts";

/** Half a per cent: what a count may be off before we say that the parts don't add up. */
export const COUNT_TOLERANCE = 0.005;

/**
 * With a count that was published, and a word of doubt where the parts don't come to it. Files may hold a
 * tied head twice, which is no disagreement.
 */
export const withPublished = (
  counted: Architecture,
  published: NonNullable<Architecture["published"]>,
): Architecture => {
  const total = parameterCounts(counted).total;
  const stored = counted.tiedEmbeddings ? total + counted.vocabSize * counted.hiddenSize : total;
  const near = (count: number): boolean =>
    Math.abs(count / published.parameters - 1) <= COUNT_TOLERANCE;
  if (near(total)) return { ...counted, published };
  if (near(stored)) return counted;
  return {
    ...counted,
    published,
    uncertain: [
      ...counted.uncertain,
      `The parts come to ${total} parameters, published are ${published.parameters} (${published.basis}).`,
    ],
  };
};
