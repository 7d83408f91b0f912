/**
 * Google Cloud without a key: gcloud-compute.com's table of machine types by region (community,
 * Cyclenerd), a CSV of several megabytes. Only lines of accelerated machines are read, columns by header.
 */
import { GCP_ACCELERATED, gcpMachine } from "./machines.ts";
import {
  addOffer,
  amount,
  emptyParsed,
  KIB,
  Unreadable,
  type Parsed,
  type PriceSource,
} from "./source.ts";

const REGIONS = new Set(["us-central1", "us-east4", "us-west1", "europe-west4", "asia-southeast1"]);

export const addGcp = (
  sheet: Parsed,
  name: string,
  region: string,
  onDemand: unknown,
  spot: unknown,
): void => {
  const machine = gcpMachine(name);
  if (machine === undefined) {
    sheet.rejected.push({
      row: `gcp ${name} ${region}`,
      reason: "a machine whose GPUs are not known, or a part of one",
    });
    return;
  }
  const [gpu, gpuCount] = machine;
  const common = { provider: "gcp", sku: name, gpu, gpuCount, region };
  for (const [pricing, price] of [
    ["on_demand", amount(onDemand)],
    ["spot", amount(spot)],
  ] as const)
    if (price !== undefined && price > 0)
      addOffer(sheet, { ...common, pricing, usdPerHour: price });
    else if (pricing === "on_demand")
      sheet.rejected.push({ row: `gcp ${name} ${region}`, reason: "no price" });
};

export const gcp: PriceSource = {
  id: "gcp",
  home: "gcloud-compute.com (after cloud.google.com)",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 12_000 * KIB,
  requests: () => [
    {
      url: "https://gcloud-compute.com/machine-types-regions.csv",
      headers: { accept: "text/csv", "user-agent": "ftcost (price refresh)" },
    },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    const head = body
      .slice(0, body.indexOf("\n"))
      .trim()
      .split(",")
      .map((name) => name.replaceAll('"', ""));
    const [name, region, hour, spot] = ["name", "region", "hour", "hourSpot"].map((column) =>
      head.indexOf(column),
    );
    if (name === -1 || region === -1 || hour === -1)
      throw new Unreadable("no columns name, region and hour");
    if (!body.endsWith("\n")) throw new Unreadable("ends inside a line (truncated?)");
    for (const mark of body.matchAll(/\n"?((?:a[2-9]x?|g[2-9])-[a-z0-9-]+)"?,[^\n]*/g)) {
      const cells = mark[0]
        .slice(1)
        .trim()
        .split(",")
        .map((cell) => cell.replaceAll('"', ""));
      if (!GCP_ACCELERATED.test(cells[name!] ?? "") || !REGIONS.has(cells[region!] ?? "")) continue;
      addGcp(
        sheet,
        cells[name!]!,
        cells[region!]!,
        cells[hour!],
        spot === -1 ? undefined : cells[spot!],
      );
    }
    return sheet;
  },
};
