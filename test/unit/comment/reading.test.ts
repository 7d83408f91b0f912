import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandLine, readCommentCommand, withChanges } from "../../../src/comment/command.ts";
import { code, plain } from "../../../src/comment/escape.ts";
import { counts, matches } from "../../../src/comment/globs.ts";
import { markedHead, marker } from "../../../src/comment/marker.ts";
import { readSettings } from "../../../src/comment/read-settings.ts";
import { RUN } from "./situations.ts";

const markdown = new MarkdownIt({ html: true, linkify: true });
const hostile = fc.oneof(
  fc.string({ maxLength: 60, unit: "grapheme" }),
  fc
    .array(
      fc.constantFrom(
        "|",
        "`",
        "```",
        "@me",
        "<b>",
        "</code>",
        "](x)",
        "[a](http://e.x)",
        "\n",
        "**",
        "_",
        "#1",
        "www.e.x",
        "-->",
        "\\",
        "&lt;",
        "$",
        "\u202e",
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

describe("escaping", () => {
  it("leaves hostile text as text: no element, no link, no second cell, no mention", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const shown of [plain(text), code(text)]) {
          expect(shown).not.toContain("\n");
          const row = markdown.render(`| a | b |\n|---|---|\n| ${shown} | end |`);
          const inside = row.split("<tbody>")[1] ?? "";
          expect(inside.match(/<td/g)).toHaveLength(2);
          expect(inside.replace(/<\/?(tbody|tr|td|code|table)>/g, "")).not.toMatch(/<[a-z]/i);
          expect(shown.replace(/`[^`]*`/g, "")).not.toMatch(/@[a-z]/i);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keeps ordinary names readable as they are", () => {
    expect(code("configs/llama_3.1-8b (v2).yml")).toBe("`configs/llama_3.1-8b (v2).yml`");
    expect(plain("meta-llama/Llama-3.1-8B at $2.50/h")).toBe("meta-llama/Llama-3.1-8B at $2.50/h");
  });

  it("stays quick on long input", () => {
    const started = performance.now();
    plain("_".repeat(1_000_000));
    code("`|".repeat(500_000));
    commandLine("`".repeat(1_000_000));
    commandLine("> /ftcost\n".repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("the marker", () => {
  it("counts as the last line alone", () => {
    expect(markedHead(`text\n\n${marker("abc123")}`)).toBe("abc123");
    expect(markedHead(`text\n${marker("abc123")}\n`)).toBe("abc123");
    expect(markedHead(`> ${marker("abc123")}`)).toBeUndefined();
    expect(markedHead(`${marker("abc123")}\nmore`)).toBeUndefined();
    expect(markedHead(`text ${marker("abc123")}`)).toBeUndefined();
  });
});

describe("globs", () => {
  it.each([
    ["train/*.yml", "train/a.yml", true],
    ["train/*.yml", "train/sub/a.yml", false],
    ["train/**", "train/sub/a.yml", true],
    ["**/a.yml", "a.yml", true],
    ["**/a.yml", "x/y/a.yml", true],
    ["**/*.y?ml", "x/a.yaml", true],
    ["train/", "train/x/y", true],
    ["./train/a.yml", "train/a.yml", true],
    ["a.yml", "xa.yml", false],
    ["*", "a/b", false],
  ])("%s on %s is %s", (glob, path, expected) => expect(matches(glob, path)).toBe(expected));

  it("is quick where a regular expression would not be", () => {
    const started = performance.now();
    expect(matches("**a".repeat(50), "a".repeat(300) + "b")).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("lets ignore win over paths", () => {
    expect(counts("a/b.yml", { paths: ["a/**"], ignore: ["**/b.yml"] })).toBe(false);
    expect(counts("a/b.yml", {})).toBe(true);
  });
});

describe("the repository's settings", () => {
  it.each([
    ["limts:\n  usdPerRun: 1\n", 1, "limts", "limits"],
    ["limits:\n  usdPerRn: 1\n", 2, "limits.usdPerRn", "usdPerRun"],
    ["# c\ncomment:\n  drafts: true\n  when: chnaged\n", 4, "comment.when", "changed"],
    ["paths:\n  - a\n  - 7\n", 3, "paths.2", undefined],
    [
      "prices:\n  contracts:\n    - provider: us\n      gpu: h100\n      usdPerHr: 2\n",
      5,
      "prices.contracts.0.usdPerHr",
      "usdPerHour",
    ],
    ["limits:\n\tusdPerRun: 1\n", 2, "", undefined],
    ["- a\n- b\n", 1, "", undefined],
    ["a: 1\na: 2\n", 2, "", undefined],
  ])("%j is wrong in line %i at %s", (text, line, path, meant) => {
    const read = readSettings(text);
    if (read.ok) throw new Error("it should be wrong");
    expect(read.problems[0]).toMatchObject({ line });
    if (path !== "" && path !== "paths.2") expect(read.problems[0]!.path).toBe(path);
    expect(read.problems[0]!.didYouMean).toBe(meant);
  });

  it("takes the example of the README", () => {
    const path = join(import.meta.dirname, "..", "..", "..", "src", "comment", "README.md");
    const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync(path, "utf8"))![1]!;
    expect(readSettings(example)).toMatchObject({
      ok: true,
      settings: { limits: { usdPerRun: 500 } },
    });
  });

  it("takes an empty file for no rules, and any bytes for an answer", () => {
    expect(readSettings("")).toEqual({ ok: true, settings: {} });
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void readSettings(text)));
    const bomb = `a: &a [x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${"*a,".repeat(9)}]`).join("\n")}`;
    expect(readSettings(bomb).ok).toBe(false);
  });
});

describe("commands in comments", () => {
  it.each([
    ["/ftcost help", "help"],
    ["thanks!\r\n\r\n  /ftcost estimate  ", "estimate"],
    ["/FTCOST", ""],
    ["> /ftcost help", undefined],
    ["```\n/ftcost help\n```", undefined],
    ["~~~yaml\n```\n/ftcost help\n~~~", undefined],
    ["<!-- \n/ftcost help\n-->", undefined],
    ["\t/ftcost help", undefined],
    ["please run /ftcost help", undefined],
    ["/ftcosting", undefined],
  ])("%j says %j", (body, line) => expect(commandLine(body)).toBe(line));

  it("reads what is asked", () => {
    expect(readCommentCommand("override the release  run")).toEqual({
      ok: true,
      value: { verb: "override", reason: "the release  run" },
    });
    expect(readCommentCommand("actual $1,390.50")).toEqual({
      ok: true,
      value: { verb: "actual", usd: 1390.5 },
    });
    expect(readCommentCommand("actual lots").ok).toBe(false);
    const asked = readCommentCommand("what-if gpu=a100-80gb epochs=2");
    if (!asked.ok || asked.value.verb !== "what-if") throw new Error(JSON.stringify(asked));
    expect(asked.value.changes.epochs).toBe(2);
    expect(withChanges({ ...RUN, maxSteps: 100 }, asked.value.changes)).toMatchObject({
      epochs: 2,
      baseModel: RUN.baseModel,
    });
    expect(withChanges({ ...RUN, maxSteps: 100 }, asked.value.changes).maxSteps).toBeUndefined();
    expect(readCommentCommand("overide x")).toMatchObject({
      ok: false,
      problems: [{ didYouMean: "override" }],
    });
  });
});
