/**
 * AWS spot: the file behind the public spot price page, hourly, undocumented. Prices are strings of
 * dollars per machine-hour or "N/A*"; some regions go by old names. Sizes of all machines: scanned.
 */
import { AWS_MACHINES } from "./machines.ts";
import {
  addOffer,
  amount,
  assertComplete,
  emptyParsed,
  GET_JSON,
  KIB,
  Unreadable,
  type PriceSource,
} from "./source.ts";

const REGIONS: Record<string, string> = {
  "us-east": "us-east-1",
  "us-east-1": "us-east-1",
  "us-east-2": "us-east-2",
  "us-west-2": "us-west-2",
  "eu-central-1": "eu-central-1",
  "eu-ireland": "eu-west-1",
  "eu-west-1": "eu-west-1",
};

export const awsSpot: PriceSource = {
  id: "aws-spot",
  home: "aws.amazon.com/ec2/spot/pricing",
  evidence: "documented",
  everyHours: 12,
  maxBytes: 4000 * KIB,
  requests: () => [{ url: "https://website.spot.ec2.aws.a2z.com/spot.json", headers: GET_JSON }],
  parse: ([body = ""]) => {
    assertComplete(body);
    const sheet = emptyParsed();
    // "region":"us-east" ... until the next: blocks are cut out by position, the sizes in them by name.
    const marks = [...body.matchAll(/"region"\s*:\s*"([a-z0-9-]+)"/g)];
    if (marks.length === 0) throw new Unreadable("no regions");
    marks.forEach((mark, at) => {
      const region = REGIONS[mark[1]!];
      if (region === undefined) return;
      const block = body.slice(mark.index, marks[at + 1]?.index ?? body.length);
      for (const [sku, [gpu, gpuCount]] of AWS_MACHINES) {
        const from = block.indexOf(`"${sku}"`);
        if (from === -1) continue;
        const next = block.indexOf('"size"', from);
        const price = /"linux"[^{}]*"prices"\s*:\s*\{\s*"USD"\s*:\s*("[^"]*"|[\d.]+)/.exec(
          block.slice(from, next === -1 ? from + 600 : next),
        )?.[1];
        const written = price?.replaceAll('"', "");
        if (written?.startsWith("N/A") === true) continue;
        addOffer(sheet, {
          provider: "aws",
          sku,
          gpu,
          gpuCount,
          region,
          pricing: "spot",
          usdPerHour: amount(written),
        });
      }
    });
    return sheet;
  },
};
