/**
 * Google Cloud at second hand: the price table that karpenter-provider-gcp keeps in its repository,
 * refreshed weekly. Used where the first feed gives nothing. 709 KB: scanned, two regions of 43.
 */
import { addGcp } from "./gcp.ts";
import { GCP_ACCELERATED } from "./machines.ts";
import { emptyParsed, GET_JSON, KIB, Unreadable, type PriceSource } from "./source.ts";

const REGIONS = ["us-central1", "us-east4", "us-west1", "europe-west4", "asia-southeast1"];

/** The block of one region: from its name to the bracket that closes both of its tables. */
const blockOf = (body: string, region: string): string | undefined => {
  const from = body.indexOf(`"${region}"`);
  if (from === -1) return undefined;
  const to = body.indexOf("}}", from);
  return to === -1 ? undefined : body.slice(from, to);
};

const ROW = /"((?:a[2-9]x?|g[2-9])-[a-z0-9-]+)"\s*:\s*("?[\d.eE+-]+"?|null)/g;

export const gcpMirror: PriceSource = {
  id: "gcp-mirror",
  home: "github.com/cloudpilot-ai/karpenter-provider-gcp (weekly copy of Google's prices)",
  secondHand: true,
  evidence: "recorded",
  everyHours: 24,
  maxBytes: 2000 * KIB,
  requests: () => [
    {
      url: "https://raw.githubusercontent.com/cloudpilot-ai/karpenter-provider-gcp/main/pkg/providers/pricing/initial-prices.json",
      headers: GET_JSON,
    },
  ],
  parse: ([body = ""]) => {
    // Table, region, regions and the whole: four brackets close at the very end of a complete file.
    if (body.trimStart().startsWith("<")) throw new Unreadable("HTML instead of JSON");
    if (!/\}\s*\}\s*\}\s*\}\s*$/.test(body.slice(-200)))
      throw new Unreadable("not JSON (truncated?)");
    if (!body.includes('"on_demand"')) throw new Unreadable("no on_demand prices");
    const sheet = emptyParsed();
    for (const region of REGIONS) {
      const block = blockOf(body, region);
      if (block === undefined) continue;
      const cut = block.indexOf('"spot"');
      const rows = (part: string) =>
        new Map([...part.matchAll(ROW)].map((row) => [row[1]!, row[2]!.replaceAll('"', "")]));
      const onDemand = rows(cut === -1 ? block : block.slice(0, cut));
      const spot = cut === -1 ? new Map<string, string>() : rows(block.slice(cut));
      for (const [name, price] of onDemand)
        if (GCP_ACCELERATED.test(name)) addGcp(sheet, name, region, price, spot.get(name));
    }
    return sheet;
  },
};
