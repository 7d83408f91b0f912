/**
 * CPU of the HTML answers in workerd, by the process's own clock (/proc): `npx node test/bench/page.ts`.
 * Baseline is GET /health through the same path. Needs `npm run build` before it, and Linux.
 */
import { startFtcost } from "../flows/harness.ts";
import { workerdCpuMs as cpuMs } from "./workerd.ts";

const REQUESTS = 200;
const LINE = encodeURIComponent("llama-3.1-8b qlora 50k rows 3 epochs on h100");

const ftcost = await startFtcost();
const address = /\/e\/[\w-]+/.exec(await (await ftcost.fetch(`/?q=${LINE}`)).text())![0];
const measure = async (name: string, path: string): Promise<void> => {
  for (let count = 0; count < 20; count++) await (await ftcost.fetch(path)).arrayBuffer();
  const before = cpuMs();
  for (let count = 0; count < REQUESTS; count++) await (await ftcost.fetch(path)).arrayBuffer();
  console.log(`${name.padEnd(24)} ${((cpuMs() - before) / REQUESTS).toFixed(1)} ms CPU`);
};
await measure("GET /health (baseline)", "/health");
await measure("GET /", "/");
await measure("GET /?q=", `/?q=${LINE}`);
await measure("GET /e/:state", address);
await measure("GET /docs", "/docs");
await ftcost.close();
process.exit(0);
