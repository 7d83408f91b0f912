/**
 * `npm run lighthouse [address]`: the page's Lighthouse scores, of a Worker that is served already
 * (`npm start`), as a phone and as a desktop. Lighthouse is fetched from npm when it is asked for: it is
 * larger than everything else here together, and only this script needs it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LIGHTHOUSE = "lighthouse@13.5.0";
const LEAST = 95;
const base = process.argv[2] ?? "http://127.0.0.1:8787";
const QUESTION = "llama-3.1-8b qlora 50k rows 3 epochs on h100";
const CHROME = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

type Scores = Record<string, { title: string; score: number | null }>;
type Audit = { title: string; score: number | null; scoreDisplayMode: string };

const folder = mkdtempSync(join(tmpdir(), "ftcost-lighthouse-"));
const measure = (path: string, preset: "phone" | "desktop") => {
  const out = join(folder, `${preset}-${path.length}.json`);
  const options = ["--quiet", "--output=json", `--output-path=${out}`];
  execFileSync(
    "npm",
    ["exec", "--yes", `--package=${LIGHTHOUSE}`, "--", "lighthouse", base + path].concat(
      options,
      preset === "desktop" ? ["--preset=desktop"] : [],
      `--chrome-flags=${CHROME.join(" ")}`,
    ),
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: { CHROME_PATH: "/usr/bin/chromium", ...process.env },
    },
  );
  return JSON.parse(readFileSync(out, "utf8")) as {
    categories: Scores;
    audits: Record<string, Audit>;
  };
};

let low = 0;
for (const [name, path] of [
  ["form", "/"],
  ["answer", `/?q=${encodeURIComponent(QUESTION)}`],
  ["API", "/docs"],
] as const)
  for (const preset of ["phone", "desktop"] as const) {
    const { categories, audits } = measure(path, preset);
    const scores = Object.values(categories).map(({ title, score }) => {
      const points = Math.round((score ?? 0) * 100);
      if (points < LEAST) low += 1;
      return `${title} ${points}`;
    });
    console.log(`${name.padEnd(7)} ${preset.padEnd(8)} ${scores.join("  ")}`);
    for (const { title, score, scoreDisplayMode } of Object.values(audits))
      if (
        score !== null &&
        score < 0.9 &&
        ["binary", "numeric", "metricSavings"].includes(scoreDisplayMode)
      )
        console.log(`        ${score.toFixed(2)} ${title}`);
  }
console.log(low === 0 ? `all at least ${LEAST}` : `${low} under ${LEAST}`);
process.exitCode = low === 0 ? 0 : 1;
