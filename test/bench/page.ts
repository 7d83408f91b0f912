/**
 * CPU of the HTML and API answers in workerd, by the process's own clock (/proc): `npx node test/bench/page.ts`.
 * Baseline is GET /health through the same path. Needs `npm run build` before it, and Linux.
 */
import { startFtcost } from "../flows/harness.ts";
import { workerdCpuMs as cpuMs } from "./workerd.ts";

const REQUESTS = 200;
const LINE = encodeURIComponent("llama-3.1-8b qlora 50k rows 3 epochs on h100");

const ftcost = await startFtcost();
const address = /\/e\/[\w-]+/.exec(await (await ftcost.fetch(`/?q=${LINE}`)).text())![0];
const measure = async (name: string, path: string, body?: unknown): Promise<void> => {
  const asked =
    body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        };
  for (let count = 0; count < 20; count++) await (await ftcost.fetch(path, asked)).arrayBuffer();
  const before = cpuMs();
  for (let count = 0; count < REQUESTS; count++)
    await (await ftcost.fetch(path, asked)).arrayBuffer();
  console.log(`${name.padEnd(24)} ${((cpuMs() - before) / REQUESTS).toFixed(1)} ms CPU`);
};
await measure("GET /health (baseline)", "/health");
await measure("GET /", "/");
await measure("GET /?q=", `/?q=${LINE}`);
await measure("GET /e/:state", address);
await measure("GET /docs", "/docs");
const run = {
  baseModel: "meta-llama/Llama-3.1-8B",
  technique: "qlora",
  dataset: { rows: 50_000 },
  epochs: 3,
};
await measure("POST /v1/estimate", "/v1/estimate", { run });
await measure("  on one GPU", "/v1/estimate", { run: { ...run, hardware: { gpu: "H100" } } });
await measure("POST /v1/plan", "/v1/plan", { run, budgetUsd: 50 });
await measure("  deep", "/v1/plan", { run, budgetUsd: 50, deep: true });
await measure("POST /v1/decide", "/v1/decide", { question: "technique", run });
await ftcost.close();
process.exit(0);
