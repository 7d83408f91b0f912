/**
 * `npm run build:page`: the client bundle and the page's files, into dist/public. The first view is the
 * small page.js alone; the estimator with its tables comes as chunks when somebody begins to type.
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..", "..");
const out = join(root, "dist", "public");
/** Our own frame for what the first view loads: page.js, page.css, icon. */
const FIRST_VIEW_CEILING_KIB = 100;

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "assets"), { recursive: true });
cpSync(join(import.meta.dirname, "public"), out, { recursive: true });
const { metafile } = await build({
  entryPoints: [
    { in: join(import.meta.dirname, "client", "page.tsx"), out: "page" },
    { in: join(import.meta.dirname, "client", "page.css"), out: "page" },
  ],
  outdir: join(out, "assets"),
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2023",
  minify: true,
  metafile: true,
  jsx: "automatic",
  jsxImportSource: "hono/jsx/dom",
  chunkNames: "[name]-[hash]",
  logLevel: "warning",
});

const gzipBytes = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;
const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;

/** page.js, and what it imports at once (not on demand). */
const atOnce = (path: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
    if (kind === "import-statement") atOnce(next, seen);
  return seen;
};
const entry = Object.keys(metafile.outputs).find((path) => path.endsWith("assets/page.js"))!;
const first = [...atOnce(entry), join(out, "assets", "page.css"), join(out, "assets", "icon.svg")];
const firstBytes = first.reduce((sum, path) => sum + gzipBytes(path), 0);
const allBytes = readdirSync(join(out, "assets")).reduce(
  (sum, file) => sum + gzipBytes(join(out, "assets", file)),
  0,
);
console.log(`page: first view ${kib(firstBytes)} gzip, all of it ${kib(allBytes)}`);
if (firstBytes > FIRST_VIEW_CEILING_KIB * 1024) {
  console.error(`page: the first view is over ${FIRST_VIEW_CEILING_KIB} KiB`);
  process.exit(1);
}
