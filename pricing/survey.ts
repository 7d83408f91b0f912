/**
 * The survey of GPU prices (`../shared/prices/gpu-prices.csv`) as offers: what the reviewed snapshot is
 * made from where no source was recorded. Run by hand through record.ts, never in the Worker.
 */
import { nameGpu } from "./gpu-names.ts";
import type { FreshInference, FreshOffer } from "./sheet.ts";
import type { Offered } from "./sources/source.ts";

export type Rejected = { row: string; reason: string };
export type Survey = { offers: FreshOffer[]; serving: FreshOffer[]; rejected: Rejected[] };

/** One CSV line, quotes honoured. */
export const csvCells = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .map((match) => match[1]!.replace(/^"|"$/g, "").replaceAll('""', '"'))
    .slice(0, -1);

export const csvRows = (text: string): Record<string, string>[] => {
  const [head = "", ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  const names = csvCells(head);
  return lines.map((line) => {
    const cells = csvCells(line);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
  });
};

/** These rent machines that serve a finished model; nobody can train on them. */
const SERVING = /^(dedicated endpoint|on-demand deployment)/;
const SERVING_PROVIDERS = new Set(["huggingface-endpoints", "huggingface-spaces"]);

/**
 * Providers that bill by the GPU and rent machines of up to eight at the same price each (their own
 * documentation): a row of one GPU stands for these counts too. The rate card names one.
 */
const LINEAR: Record<string, number[]> = {
  runpod: [2, 4, 8],
  modal: [2, 4, 8],
  lambda: [2, 4, 8],
  nebius: [8],
  verda: [2, 4, 8],
  crusoe: [2, 4, 8],
  hyperstack: [2, 4, 8],
  together: [8],
};
/** Smaller cards are seldom sold by the eight. */
const LINEAR_FAMILIES =
  /^(A100|H100|H200|B200|B300|L40S|A40|RTX4090|RTX5090|RTXA6000|RTX6000Ada|RTXPRO6000|MI300X)-/;

/** "2026-09 (survey ...)", "undated copy (2026-09 est.)", "<=2026-08-19" to the date itself. */
export const surveyDate = (written: string): string =>
  /20\d\d-\d\d-\d\d/.exec(written)?.[0] ??
  /20\d\d-\d\d/.exec(written)?.[0] ??
  /20\d\d/.exec(written)?.[0] ??
  "";

const toOffer = (row: Record<string, string>): FreshOffer | Rejected => {
  const sku = row["instance"] ?? "";
  const label = `${row["provider"]} ${sku} (${row["gpu"]}, ${row["gpu_mem_gb"]} GB)`;
  const perGpuCluster = /1-Click Cluster (\d+)xB200/.exec(sku);
  if (/256\+x/.test(sku))
    return { row: label, reason: "a cluster of 256 GPUs and more is no machine" };
  const named = nameGpu(row["gpu"] ?? "", Number(row["gpu_mem_gb"]) || undefined);
  if (!named.ok) return { row: label, reason: named.reason };
  const asOf = surveyDate(row["source_date"] ?? "");
  if (asOf === "") return { row: label, reason: `no date in "${row["source_date"]}"` };
  const usdPerHour = Number(row["usd_per_hour"]);
  if (!(usdPerHour > 0)) return { row: label, reason: `no price in "${row["usd_per_hour"]}"` };
  const gpuCount = perGpuCluster ? Number(perGpuCluster[1]) : Number(row["gpu_count"]);
  return {
    provider: row["provider"]!,
    sku,
    gpu: named.gpu,
    gpuCount,
    region: (row["region"] ?? "").replace(/ \(default in source\)/, ""),
    pricing: kindOf(row),
    usdPerHour: perGpuCluster ? usdPerHour * gpuCount : usdPerHour,
    available: null,
    basis: "snapshot",
    source: (row["source"] ?? "").replace(
      /^tardellirs\/gpu-pricing@8f09a68 src\/data\/offerings\.json/,
      "gpu-pricing@8f09a68",
    ),
    asOf,
    ...(named.assumed === undefined ? {} : { remark: named.assumed }),
  };
};

const timesGpus = (offer: FreshOffer): FreshOffer[] => {
  if (offer.gpuCount !== 1 || offer.pricing === "reserved" || !LINEAR_FAMILIES.test(offer.gpu))
    return [offer];
  const counts = LINEAR[offer.provider] ?? [];
  return [
    offer,
    ...counts.map((count) => ({
      ...offer,
      sku: `${count} x ${offer.sku}`,
      gpuCount: count,
      usdPerHour: Math.round(offer.usdPerHour * count * 1e4) / 1e4,
      remark: [offer.remark, `the rate of one GPU, ${count} times`].filter(Boolean).join("; "),
    })),
  ];
};

/** The same machine in another named region: both prices hold, however far apart their dates. */
const isElsewhere = (one: FreshOffer, other: FreshOffer): boolean =>
  one.sku === other.sku && one.region !== "" && other.region !== "" && one.region !== other.region;

/**
 * Spheron's marketplace lists others' capacity: half of its rows are Verda's spot prices of that day to the
 * cent (A100, H200, B200, B300, RTX PRO 6000). What can be taken away there can be taken away here.
 */
const kindOf = (row: Record<string, string>): FreshOffer["pricing"] =>
  row["provider"] === "spheron" && row["pricing"] === "community"
    ? "spot"
    : (row["pricing"] as FreshOffer["pricing"]);

/** Of several dates for one provider, GPU, count and kind of pricing, the newest date's rows alone are kept. */
export const newestOnly = (offers: FreshOffer[]): FreshOffer[] => {
  const keyOf = (offer: FreshOffer) =>
    `${offer.provider} ${offer.gpu} ${offer.gpuCount} ${offer.pricing}`;
  const byKey = Map.groupBy(offers, keyOf);
  return offers.filter(
    (offer) =>
      !byKey
        .get(keyOf(offer))!
        .some((other) => other.asOf > offer.asOf && !isElsewhere(offer, other)),
  );
};

/** One machine for each GPU count and region, and so many regions for it: the cheapest. */
export const cheapestOf = <T extends Offered>(offers: T[], regions = 2): T[] => {
  const best = new Map<string, T>();
  for (const offer of offers) {
    const key = [offer.provider, offer.gpu, offer.gpuCount, offer.pricing, offer.region].join("|");
    const known = best.get(key);
    if (known === undefined || offer.usdPerHour < known.usdPerHour) best.set(key, offer);
  }
  const perMachine = new Map<string, T[]>();
  for (const offer of [...best.values()].sort(
    (left, right) => left.usdPerHour - right.usdPerHour,
  )) {
    const key = [offer.provider, offer.gpu, offer.gpuCount, offer.pricing].join("|");
    const kept = perMachine.get(key) ?? [];
    if (kept.length < regions) perMachine.set(key, [...kept, offer]);
  }
  return [...perMachine.values()].flat();
};

export const readSurvey = (csv: string): Survey => {
  const rejected: Rejected[] = [];
  const offers: FreshOffer[] = [];
  const serving: FreshOffer[] = [];
  for (const row of csvRows(csv)) {
    const read = toOffer(row);
    if ("reason" in read) rejected.push(read);
    else if (SERVING_PROVIDERS.has(read.provider) || SERVING.test(read.sku)) serving.push(read);
    else offers.push(read);
  }
  // A rate card of one GPU speaks for the larger machines too, so it comes first: it may be the newer.
  const kept = newestOnly(offers.flatMap(timesGpus));
  return { offers: cheapestOf(kept, 1), serving: cheapestOf(newestOnly(serving), 1), rejected };
};

export const readInferenceSurvey = (csv: string): FreshInference[] =>
  csvRows(csv).flatMap((row) => {
    const input = Number(row["input_usd_per_1m"]);
    const output = Number(row["output_usd_per_1m"]);
    const asOf = surveyDate(row["source_date"] ?? "");
    if (!(input >= 0 && output > 0) || asOf === "" || row["input_usd_per_1m"] === "") return [];
    const cached = row["cached_input_usd_per_1m"];
    return [
      {
        provider: row["provider"]!,
        model: row["model"]!,
        tuned: row["kind"] === "fine_tuned",
        inputUsdPerMillionTokens: input,
        outputUsdPerMillionTokens: output,
        ...(cached ? { cachedInputUsdPerMillionTokens: Number(cached) } : {}),
        basis: "snapshot" as const,
        source: row["source"]!,
        asOf,
      },
    ];
  });
