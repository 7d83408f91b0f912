/** `npm start`: the Worker on this machine (workerd, local KV, shipped price snapshot), no account or secret. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const port = process.env["PORT"] ?? "8787";
const pageBuild = join(root, "handlers", "page", "build.ts");
if (existsSync(pageBuild)) await import(pageBuild);
else mkdirSync(join(root, "dist", "public"), { recursive: true });

const child = spawn(
  process.execPath,
  [
    join(root, "node_modules", "wrangler", "bin", "wrangler.js"),
    "dev",
    "--ip",
    "127.0.0.1",
    "--port",
    port,
    "--inspector-port",
    "0",
    "--show-interactive-dev-session=false",
  ],
  {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_HIDE_BANNER: "true",
      WRANGLER_LOG: "warn",
      WRANGLER_WRITE_LOGS: "false",
    },
  },
);
child.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));

// npm signals its shell, which passes nothing on: when that parent is gone, nobody wants the Worker any more.
const parent = process.ppid;
if (process.env["npm_lifecycle_event"] !== undefined)
  setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 500).unref();

const address = `http://127.0.0.1:${port}`;
const ready = async (): Promise<boolean> => {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${address}/health`).catch(() => undefined);
    if (answer?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
};
if (await ready())
  console.log(`
ftcost is on ${address}

  look    ${address}/
  ask     curl -s ${address}/v1/estimate -H 'content-type: application/json' \\
            -d '{"run":{"baseModel":"meta-llama/Llama-3.1-8B","technique":"qlora","dataset":{"rows":50000},"epochs":3}}'
  or      npm run --silent ftcost -- "llama-3.1-8b qlora 50k rows 3 epochs"
  health  ${address}/health
`);
