/**
 * gputable.dev: prices of some forty providers per GPU-hour, at second hand. Fills in clouds without an
 * open feed (CoreWeave, Lambda, Nebius, Crusoe) and confirms moves. Attribution is required: every row is
 * shown with gputable.dev and the row's own source_url, intact.
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
  type PriceSource,
} from "./source.ts";

const PROVIDERS: Record<string, string> = {
  datacrunch: "verda",
  "vast.ai": "vast-ai",
  vastai: "vast-ai",
  "lambda labs": "lambda",
  lambdalabs: "lambda",
  "google cloud": "gcp",
  "oracle cloud": "oci",
  "microsoft azure": "azure",
  "amazon web services": "aws",
};
const PRICINGS = { on_demand: "on_demand", spot: "spot", reserved: "reserved" } as const;

export const gputable: PriceSource = {
  id: "gputable",
  home: "gputable.dev",
  secondHand: true,
  evidence: "documented",
  everyHours: 12,
  maxBytes: 1500 * KIB,
  requests: () => [{ url: "https://gputable.dev/data.json", headers: GET_JSON }],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const row of listAt(asJson(body), "data")) {
      const named = text(row["provider"]).toLowerCase();
      const provider = PROVIDERS[named] ?? named.replaceAll(/[^a-z0-9]+/g, "-");
      const pricing = PRICINGS[text(row["pricing_type"]) as keyof typeof PRICINGS];
      const gpu = text(row["gpu"]);
      if (provider === "" || pricing === undefined) {
        sheet.rejected.push({
          row: `gputable ${named} ${gpu}`,
          reason: `pricing "${text(row["pricing_type"])}"`,
        });
        continue;
      }
      const gpuCount = amount(row["gpu_count"]) ?? 1;
      const perGpu = amount(row["price_per_hour_usd"]);
      const months = amount(row["commitment_months"]);
      addOffer(sheet, {
        provider,
        sku: `${gpuCount} x ${gpu}`,
        gpu,
        gigabytesPerGpu: amount(row["vram_gb"]),
        gpuCount,
        pricing,
        usdPerHour: perGpu === undefined ? undefined : perGpu * gpuCount,
        available: typeof row["available"] === "boolean" ? row["available"] : null,
        ...(months === undefined || months === 0 ? {} : { commitmentMonths: months }),
        source: `gputable.dev, after ${text(row["source_url"]) || "a page it does not name"}`,
      });
    }
    return sheet;
  },
};
