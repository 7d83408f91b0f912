/** `npm run phrases`: every phrase of both files, what was misread, and how many were read right. */
import { LATER } from "./later.ts";
import { PHRASES, type Phrase } from "./phrases.ts";
import { misreadings } from "./judge.ts";

const report = (phrases: readonly Phrase[], which: string): boolean => {
  let right = 0;
  for (const phrase of phrases) {
    const wrong = misreadings(phrase);
    if (wrong.length === 0) right++;
    else console.log(`misread: ${JSON.stringify(phrase.text)}\n  ${wrong.join("\n  ")}`);
  }
  console.log(`${right} of ${phrases.length} ${which} read right`);
  return right === phrases.length;
};

const committedFirst = report(PHRASES, "phrases written before the parser");
const writtenLater = report(LATER, "phrases written by someone who has not read it");
process.exitCode = committedFirst && writtenLater ? 0 : 1;
