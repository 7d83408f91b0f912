import type { Problem } from "../../../src/problem.ts";

export const problemLines = (problems: readonly Problem[]): string[] =>
  problems.map(({ message, didYouMean }) =>
    didYouMean === undefined ? message : `${message} Did you mean ${didYouMean}?`,
  );
