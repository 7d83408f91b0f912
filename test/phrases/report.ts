/** `npm run phrases`: every phrase, what was misread, and how many were read right. */
import { PHRASES } from "./phrases.ts";
import { misreadings } from "./judge.ts";

let right = 0;
for (const phrase of PHRASES) {
  const wrong = misreadings(phrase);
  if (wrong.length === 0) right++;
  else console.log(`misread: ${JSON.stringify(phrase.text)}\n  ${wrong.join("\n  ")}`);
}
console.log(`${right} of ${PHRASES.length} phrases read right`);
process.exitCode = right === PHRASES.length ? 0 : 1;
