import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCommand } from "../../src/command/index.ts";
import { LATER } from "./later.ts";
import { misreadings } from "./judge.ts";
import { PHRASES } from "./phrases.ts";

describe("what people type", () => {
  it("is at least 150 different phrases", () => {
    expect(new Set(PHRASES.map(({ text }) => text)).size).toBeGreaterThanOrEqual(150);
  });
  it.each(PHRASES.map((phrase) => [phrase.text, phrase] as const))("reads: %s", (_, phrase) => {
    expect(misreadings(phrase)).toEqual([]);
  });
});

describe("what people type who have not read the parser", () => {
  it.each(LATER.map((phrase) => [phrase.text, phrase] as const))("reads: %s", (_, phrase) => {
    expect(misreadings(phrase)).toEqual([]);
  });
});

describe("any text", () => {
  it("gives a command, never an exception", () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(...PHRASES.flatMap(({ text }) => text.split(" "))),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        const command = readCommand(words.join(" "));
        expect(typeof command.kind).toBe("string");
        for (const { message } of command.problems) expect(message.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
  it("of 20,000 characters is read about as fast as of 2,000", () => {
    const start = performance.now();
    const command = readCommand("llama xyzzy-7b 50k rosw ".repeat(900));
    expect(performance.now() - start).toBeLessThan(500);
    expect(command.problems.map(({ path }) => path)).toContain("text");
  });
});
