/**
 * `node test/golden/look.ts [name ...]`: golden comments as pictures, about as GitHub shows them (its
 * column is 830 pixels wide), details unfolded below. Needs Chromium. Writes to dist/golden.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import MarkdownIt from "markdown-it";
import { chromium } from "playwright-core";

const STYLE = `body { font: 14px/1.5 -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; margin: 16px;
  width: 830px; color: #1f2328; overflow-wrap: break-word }
table { display: block; border-collapse: collapse; max-width: 100%; width: max-content; overflow: auto; margin: 0 0 16px }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px } tr:nth-child(2n) { background: #f6f8fa }
h3 { font-size: 1.25em; margin: 0 0 16px } p, ul { margin: 0 0 16px } a { color: #0969da }
code { background: #818b981f; border-radius: 6px; font: 85% ui-monospace, monospace; padding: .2em .4em }
details { margin: 0 0 16px } sub { font-size: 75%; vertical-align: baseline }`;

const folders = ["comments", "pulls"].map((name) => join(import.meta.dirname, name));
const goldens = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.endsWith("README.md"))
    .map((file) => join(folder, file)),
);
const nameOf = (path: string) =>
  basename(path) === "comment.md" ? basename(join(path, "..")) : basename(path, ".md");
const wanted = process.argv.slice(2);
const out = join(import.meta.dirname, "..", "..", "dist", "golden");
mkdirSync(out, { recursive: true });
const markdown = new MarkdownIt({ html: true, linkify: true });
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 880, height: 600 } });
for (const path of goldens) {
  const name = nameOf(path);
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const html = markdown.render(readFileSync(path, "utf8"));
  await page.setContent(`<!doctype html><style>${STYLE}</style>${html}`);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
  await page.screenshot({ path: join(out, `${name}.open.png`), fullPage: true });
  console.log(join(out, `${name}.png`));
}
await browser.close();
