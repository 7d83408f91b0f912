import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { comment, headline } from "../../../src/comment/index.ts";
import { markedHead } from "../../../src/comment/marker.ts";
import { changed, comparison, side, SITUATIONS } from "./situations.ts";

/** GitHub's limit for a comment. */
const LIMIT = 65_536;
const markdown = new MarkdownIt({ html: true, linkify: true });

describe.each(Object.entries(SITUATIONS))("the comment when %s", (name, comparison) => {
  const body = comment(comparison);

  it("reads as reviewed", async () => {
    await expect(`${body}\n`).toMatchFileSnapshot(`../../golden/comments/${name}.md`);
  });

  it("is short enough, starts with the answer and ends with the marker", () => {
    expect(body.length).toBeLessThan(LIMIT);
    expect(body).toMatch(/^### ftcost: \S/);
    expect(markedHead(body)).toBe(comparison.headSha);
  });

  it("keeps every row of a table as wide as its head", () => {
    const html = markdown.render(body);
    for (const table of html.split("<table>").slice(1)) {
      const rows = table.split("</table>")[0]!.split("<tr>").slice(1);
      const widths = new Set(rows.map((row) => row.split(/<t[hd][ >]/).length));
      expect(widths.size).toBe(1);
    }
  });

  it("links to the repository alone and says no $0.00, no NaN, no undefined", () => {
    const html = markdown.render(body);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^https:\/\/github\.com\/acme\/models\/blob\/[0-9a-f]{40}\//);
    expect(html).not.toMatch(/<(script|img|iframe|b>)/i);
    expect(body).not.toMatch(/(^|[^\d.])[+-]?\$0(\.00)?(?![\d.])|NaN|undefined|Infinity|\[object/);
  });
});

describe("whatever is compared", () => {
  const name = fc.string({ maxLength: 300, unit: "binary" });
  const figures = fc.double({ min: 0.001, max: 1e6, noNaN: true });
  const change = fc.tuple(name, figures, figures).map(([path, before, after]) => {
    const sides = [
      side(before, {}, path),
      side(after, { epochs: 2, baseModel: path }, path),
    ] as const;
    return changed(...sides, path);
  });

  it("stays under GitHub's limit, headline first and marker last", () => {
    const many = fc.array(change, { minLength: 1, maxLength: 120, size: "max" });
    fc.assert(
      fc.property(many, (configs) => {
        const compared = comparison(configs);
        const body = comment(compared);
        expect(body.length).toBeLessThan(LIMIT);
        expect(body.split("\n")[0]).toBe(`### ftcost: ${headline(compared)}`);
        expect(markedHead(body)).toBe(compared.headSha);
      }),
      { numRuns: 20 },
    );
  });
});
