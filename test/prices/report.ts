/**
 * npm run prices: every source over its recorded payload (../shared/prices/raw, where it is there) or over
 * the fixture of its shape: rows, GPUs, oldest date, what was rejected and why; then who sells which GPU.
 * `-- --cpu` measures instead what reading each payload costs.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogText } from "../../pricing/publish.ts";
import { refreshSource } from "../../pricing/refresh.ts";
import { sheetKey, type Sheet } from "../../pricing/source-state.ts";
import { snapshotPrices } from "../../pricing/snapshot.ts";
import { unpack, type FreshOffer } from "../../pricing/sheet.ts";
import { SOURCES } from "../../pricing/sources/index.ts";
import type { PriceSource } from "../../pricing/sources/source.ts";
import { memoryStore } from "../../pricing/store.ts";
import { asIs, PAYLOADS } from "../fakes/payloads.ts";

const raw = join(import.meta.dirname, "..", "..", "..", "shared", "prices", "raw");
const KEYS = {
  LAMBDA_API_KEY: "k",
  DIGITALOCEAN_TOKEN: "k",
  PRIME_INTELLECT_API_KEY: "k",
  TOGETHER_API_KEY: "k",
};

const file = (name: string) => readFileSync(join(raw, name), "utf8");
const part = (name: string, key: string): unknown =>
  (JSON.parse(file(name)) as Record<string, unknown>)[key];

/** Recorded answers as the host gave them; the survey kept some as excerpts by line of a test. */
const RECORDED: Record<string, { bodies: () => string[]; recordedAt: string }> = {
  verda: {
    bodies: () => [
      JSON.stringify(
        ["L17", "L39", "L61", "L83"].map((line) => part("gpuhunt/test_verda.json", line)),
      ),
    ],
    recordedAt: "2026-08-19",
  },
  vultr: {
    bodies: () => [
      JSON.stringify(part("gpuhunt/test_vultr.json", "L48")),
      JSON.stringify(part("gpuhunt/test_vultr.json", "L5")),
    ],
    recordedAt: "2026-08-19",
  },
  digitalocean: {
    bodies: () => [JSON.stringify(part("gpuhunt/test_digitalocean.json", "L5"))],
    recordedAt: "2026-08-19",
  },
  "vast-ai": {
    bodies: () => [file("vast_bundles_excerpt.2025-01-29.json")],
    recordedAt: "2025-01-29",
  },
  "gcp-mirror": {
    bodies: () => [file("gcp_initial-prices.karpenter-provider-gcp.2026-08-03.json")],
    recordedAt: "2026-08-03",
  },
  tinker: { bodies: () => [file("tinker_models.2026-07-02.json")], recordedAt: "2026-07-02" },
  litellm: {
    bodies: () => [file("litellm_model_prices_and_context_window.2026-08.json")],
    recordedAt: "2026-08-01",
  },
  openrouter: {
    bodies: () => [file("openrouter_api_v1_models.2026-08-01.json")],
    recordedAt: "2026-08-01",
  },
};

const hasRaw = existsSync(raw);
const payloadOf = (source: PriceSource): { bodies: string[]; from: string; at: Date } => {
  const recorded = hasRaw ? RECORDED[source.id] : undefined;
  if (recorded !== undefined)
    return {
      bodies: recorded.bodies(),
      from: "recorded",
      at: new Date(`${recorded.recordedAt}T12:00:00Z`),
    };
  return {
    bodies: PAYLOADS[source.id]!(asIs),
    from: "own fixture",
    at: new Date("2026-11-23T12:00:00Z"),
  };
};

const pad = (cells: (string | number)[], widths: number[]): string =>
  cells
    .map((cell, at) =>
      typeof cell === "number" ? String(cell).padStart(widths[at]!) : cell.padEnd(widths[at]!),
    )
    .join("  ");

const report = async (): Promise<void> => {
  const store = memoryStore();
  const widths = [22, 11, 5, 5, 10, 8, 10];
  if (!hasRaw)
    console.log("../shared/prices/raw is not here: every source is read over its own fixture.\n");
  console.log(pad(["source", "payload", "rows", "GPUs", "oldest", "rejected", "evidence"], widths));
  const rejections: string[] = [];
  for (const source of SOURCES) {
    const { bodies, from, at } = payloadOf(source);
    let next = 0;
    const fetch = (async () =>
      new Response(bodies[next++] ?? '{"offers":[]}')) as unknown as typeof globalThis.fetch;
    const outcome = await refreshSource(source, { store, fetch, settings: KEYS, now: at });
    const sheet = store.get<Sheet>(sheetKey(source.id));
    const rows = [
      ...(sheet?.offers ?? []),
      ...(sheet?.serving ?? []),
      ...(sheet?.managed ?? []),
      ...(sheet?.inference ?? []),
    ];
    const gpus = new Set(
      [...(sheet?.offers ?? []), ...(sheet?.serving ?? [])].map((offer) => offer.gpu),
    );
    const oldest = rows.map((row) => row.asOf).sort()[0] ?? "-";
    const state = store.get<{
      rejectedExamples: { row: string; reason: string }[];
      rejected: number;
    }>(`state:${source.id}`);
    console.log(
      pad(
        [source.id, from, rows.length, gpus.size, oldest, state?.rejected ?? 0, source.evidence],
        widths,
      ),
    );
    if (outcome.reason !== undefined) rejections.push(`${source.id}: ${outcome.reason}`);
    const reasons = new Map<string, string[]>();
    for (const { row, reason } of state?.rejectedExamples ?? [])
      reasons.set(reason, [...(reasons.get(reason) ?? []), row]);
    for (const [reason, examples] of reasons)
      rejections.push(
        `${source.id}: ${reason} (${examples.length}: ${examples.slice(0, 3).join("; ")}${examples.length > 3 ? " ..." : ""})`,
      );
  }
  console.log("\nRejected, with the reason:");
  for (const line of rejections) console.log(`  ${line}`);
  coverage([...unpack(catalogText(store, SOURCES).packed).offers]);
  const snapshot = snapshotPrices().prices;
  console.log(
    `\nSnapshot alone: ${snapshot.offers.length} offers of ${new Set(snapshot.offers.map((offer) => offer.provider)).size} providers, ${snapshot.managed.length} managed, ${snapshot.inference.length} inference; without a price: ${snapshot.unpriced.map((row) => `${row.provider} ${row.service}`).join("; ")}`,
  );
};

/** Provider by GPU: offers each, live (or recorded) in plain figures, of the snapshot in brackets. */
const coverage = (offers: FreshOffer[]): void => {
  const gpus = [
    "H100-80GB-SXM",
    "H100-80GB-PCIe",
    "H100-94GB-NVL",
    "H200-141GB-SXM",
    "B200-180GB-SXM",
    "A100-80GB-SXM",
    "A100-80GB-PCIe",
    "A100-40GB-SXM",
    "L40S-48GB",
    "L4-24GB",
    "A10G-24GB",
    "RTX4090-24GB",
    "MI300X-192GB",
  ];
  const providers = [...new Set(offers.map((offer) => offer.provider))].sort();
  const widths = [20, ...gpus.map((gpu) => Math.max(5, gpu.length)), 5];
  console.log(
    `\nCoverage: offers by provider and GPU; in brackets those of the snapshot\n${pad(["provider", ...gpus, "other"], widths)}`,
  );
  for (const provider of providers) {
    const own = offers.filter((offer) => offer.provider === provider);
    const count = (of: FreshOffer[]): string => {
      const live = of.filter((offer) => offer.basis === "live").length;
      const shipped = of.length - live;
      return (
        [live > 0 ? String(live) : "", shipped > 0 ? `(${shipped})` : ""]
          .filter(Boolean)
          .join(" ") || "·"
      );
    };
    console.log(
      pad(
        [
          provider,
          ...gpus.map((gpu) => count(own.filter((offer) => offer.gpu === gpu))),
          count(own.filter((offer) => !gpus.includes(offer.gpu))),
        ],
        widths,
      ),
    );
  }
};

/** CPU of reading and judging each payload, warm and at first; 10 ms is what the free plan gives an invocation. */
const benchmark = async (): Promise<void> => {
  const widths = [22, 12, 9, 12, 12, 12];
  console.log(
    pad(["source", "payload", "KiB", "parse p50 ms", "slice p50 ms", "slice max ms"], widths),
  );
  for (const source of SOURCES) {
    const { bodies, from, at } = payloadOf(source);
    const parse: number[] = [];
    const whole: number[] = [];
    const store = memoryStore();
    for (let round = 0; round < 25; round++) {
      const began = process.cpuUsage();
      try {
        source.parse(bodies);
      } catch {
        // An excerpt too small to be believed still costs what it costs.
      }
      const parsed = process.cpuUsage(began);
      parse.push((parsed.user + parsed.system) / 1000);
      let next = 0;
      const fetch = (async () =>
        new Response(bodies[next++] ?? '{"offers":[]}')) as unknown as typeof globalThis.fetch;
      const start = process.cpuUsage();
      await refreshSource(source, {
        store,
        fetch,
        settings: KEYS,
        now: new Date(at.getTime() + round * 86_400_000),
      });
      const done = process.cpuUsage(start);
      whole.push((done.user + done.system) / 1000);
    }
    const middle = (values: number[]) =>
      [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)]!;
    const size = Math.round(bodies.reduce((sum, body) => sum + body.length, 0) / 1024);
    console.log(
      pad(
        [
          source.id,
          from,
          size,
          middle(parse).toFixed(2),
          middle(whole).toFixed(2),
          Math.max(...whole.slice(3)).toFixed(2),
        ],
        widths,
      ),
    );
  }
};

await (process.argv.includes("--cpu") ? benchmark() : report());
