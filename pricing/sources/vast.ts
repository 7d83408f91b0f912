/**
 * Vast.ai, a marketplace: bare filter objects, one search a GPU (the server gives at most 64). The 25th
 * percentile of verified, rentable offers of at least three hosts: the cheapest ever misleads.
 */
import {
  addOffer,
  amount,
  asJson,
  emptyParsed,
  GET_JSON,
  KIB,
  listAt,
  text,
  Unreadable,
  type PriceSource,
} from "./source.ts";

const SEARCHES = [
  "H100 SXM",
  "H100 NVL",
  "H200",
  "A100 SXM4",
  "A100 PCIE",
  "L40S",
  "RTX 4090",
  "RTX 5090",
  "RTX 3090",
  "RTX A6000",
  "B200",
];
const LEAST_HOSTS = 3;
/** Offers of less than three quarters of the card are slices of it. */
const MIB_PER_GIB = 1024;
const CARD_GB: Record<string, number[]> = { "A100 SXM4": [40, 80], "A100 PCIE": [40, 80] };

const quarter = (values: number[]): number => {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 4)]!;
};

export const vast: PriceSource = {
  id: "vast-ai",
  home: "console.vast.ai",
  evidence: "recorded",
  everyHours: 6,
  maxBytes: 600 * KIB,
  requests: () =>
    SEARCHES.map((name) => ({
      url: "https://console.vast.ai/api/v0/bundles/",
      method: "POST" as const,
      headers: { ...GET_JSON, "content-type": "application/json" },
      body: JSON.stringify({
        gpu_name: { in: [name] },
        num_gpus: { in: [1, 2, 4, 8] },
        rentable: { eq: true },
        rented: { eq: false },
        verified: { eq: true },
        order: [["dph_total", "asc"]],
        limit: 64,
      }),
    })),
  parse: (bodies) => {
    const sheet = emptyParsed();
    const groups = new Map<
      string,
      { gpu: string; gigabytes: number; gpuCount: number; prices: number[]; hosts: Set<string> }
    >();
    let offers = 0;
    for (const body of bodies) {
      const value = asJson(body) as { offers?: unknown };
      if (Array.isArray(value.offers) && value.offers.length === 0) continue;
      for (const offer of listAt(value, "offers")) {
        offers++;
        const gpu = text(offer["gpu_name"]);
        const gpuCount = amount(offer["num_gpus"]);
        const price = amount(offer["dph_total"]);
        const ram = amount(offer["gpu_ram"]);
        if (
          gpu === "" ||
          gpuCount === undefined ||
          price === undefined ||
          ram === undefined ||
          !(price > 0)
        ) {
          sheet.rejected.push({
            row: `vast-ai ${gpu} ${String(offer["id"])}`,
            reason: "without GPU, count, memory or price",
          });
          continue;
        }
        if (offer["rentable"] === false || offer["rented"] === true) continue;
        const near = (CARD_GB[gpu] ?? []).find(
          (size) => ram / MIB_PER_GIB >= size * 0.75 && ram / MIB_PER_GIB <= size * 1.1,
        );
        const gigabytes = near ?? ram / MIB_PER_GIB;
        const key = `${gpu}|${Math.round(gigabytes)}|${gpuCount}`;
        const group = groups.get(key) ?? {
          gpu,
          gigabytes,
          gpuCount,
          prices: [],
          hosts: new Set<string>(),
        };
        group.prices.push(price);
        group.hosts.add(String(offer["host_id"] ?? offer["machine_id"] ?? offer["id"]));
        groups.set(key, group);
      }
    }
    if (offers === 0) throw new Unreadable("no offers at all");
    for (const { gpu, gigabytes, gpuCount, prices, hosts } of groups.values()) {
      const sku = `${gpuCount} x ${gpu}, verified hosts`;
      if (hosts.size < LEAST_HOSTS) {
        sheet.rejected.push({
          row: `vast-ai ${sku}`,
          reason: `only ${hosts.size} host${hosts.size === 1 ? "" : "s"}`,
        });
        continue;
      }
      addOffer(sheet, {
        provider: "vast-ai",
        sku,
        gpu,
        gigabytesPerGpu: gigabytes,
        gpuCount,
        pricing: "community",
        usdPerHour: quarter(prices),
        available: true,
        remark: `25th percentile of ${prices.length} offers of ${hosts.size} hosts`,
      });
    }
    return sheet;
  },
};
