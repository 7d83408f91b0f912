/**
 * One real wrangler build for all flow tests of a run, into dist/worker: exactly what would be deployed.
 * Unit-only runs (`vitest run test/unit`) skip it; FTCOST_PREBUILT=1 reuses what `npm run build` just made.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export default function buildOnce(): void {
  const named = process.argv.slice(2).filter((word) => word.includes("test/"));
  const onlyPure = named.length > 0 && named.every((word) => !/flows|browser|bench/.test(word));
  if (onlyPure) return;
  const prebuilt =
    process.env["FTCOST_PREBUILT"] === "1" && existsSync(join(root, "dist", "worker", "index.js"));
  if (!prebuilt)
    execFileSync(process.execPath, [join(root, "handlers", "build.ts")], {
      cwd: root,
      stdio: "inherit",
    });
}
