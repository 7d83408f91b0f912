/**
 * `npm run build`: the page's assets, then the bundle that `wrangler deploy` uploads, in dist/worker,
 * with its gzip size against our own ceiling.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Our own frame: the whole Worker under 1 MiB gzip. */
const CEILING_KIB = 1024;
const root = join(import.meta.dirname, "..");
const out = join(root, "dist", "worker");

const run = (command: string, args: string[]): void => {
  execFileSync(process.execPath, [command, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_HIDE_BANNER: "true",
      WRANGLER_LOG: "warn",
      WRANGLER_WRITE_LOGS: "false",
    },
  });
};

const pageBuild = join(root, "handlers", "page", "build.ts");
if (existsSync(pageBuild)) run(pageBuild, []);
else mkdirSync(join(root, "dist", "public"), { recursive: true });

rmSync(out, { recursive: true, force: true });
run(join(root, "node_modules", "wrangler", "bin", "wrangler.js"), [
  "deploy",
  "--dry-run",
  "--outdir",
  out,
]);

const bundles = readdirSync(out).filter((name) => /\.(js|mjs|wasm|bin|txt)$/.test(name));
const gzipKiB =
  bundles.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name))).length, 0) / 1024;
console.log(`bundle: ${gzipKiB.toFixed(0)} KiB gzip (ceiling ${CEILING_KIB})`);
if (gzipKiB > CEILING_KIB) {
  console.error("The bundle is over its ceiling: a dependency must earn its bytes.");
  process.exit(1);
}
