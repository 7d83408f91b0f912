/**
 * AWS on demand: the feed behind the public price page, one file a region (about 48 KB; the bulk offer
 * file has 480 MB). Undocumented. Prices are strings of dollars per machine-hour.
 */
import { AWS_ACCELERATED, AWS_MACHINES } from "./machines.ts";
import {
  addOffer,
  amount,
  assertComplete,
  emptyParsed,
  GET_JSON,
  KIB,
  scanObjects,
  text,
  Unreadable,
  type PriceSource,
} from "./source.ts";

const LOCATIONS: [location: string, region: string][] = [
  ["US East (N. Virginia)", "us-east-1"],
  ["US West (Oregon)", "us-west-2"],
  ["EU (Frankfurt)", "eu-central-1"],
];
const BASE =
  "https://b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps/ec2/USD/current/ec2-ondemand-without-sec-sel";

export const aws: PriceSource = {
  id: "aws",
  home: "aws.amazon.com/ec2/pricing/on-demand",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 2000 * KIB,
  requests: () =>
    LOCATIONS.map(([location]) => ({
      url: `${BASE}/${encodeURIComponent(location)}/Linux/index.json`,
      headers: GET_JSON,
    })),
  parse: (bodies) => {
    const sheet = emptyParsed();
    for (const body of bodies) {
      assertComplete(body);
      const [location, region] = LOCATIONS.find(([name]) => body.includes(`"${name}"`)) ?? [];
      if (location === undefined) throw new Unreadable("none of the regions that were asked for");
      const stamp = /"hawkFilePublicationDate"\s*:\s*"([^"]{4,40})"/.exec(body)?.[1];
      if (stamp !== undefined) sheet.stamp = stamp;
      for (const row of scanObjects(body, '"Instance Type"')) {
        const sku = text(row["Instance Type"]);
        if (!AWS_ACCELERATED.test(sku)) continue;
        const machine = AWS_MACHINES.get(sku);
        if (machine === undefined) {
          sheet.rejected.push({ row: `aws ${sku}`, reason: "a machine whose GPUs are not known" });
          continue;
        }
        const [gpu, gpuCount] = machine;
        addOffer(sheet, {
          provider: "aws",
          sku,
          gpu,
          gpuCount,
          region: region!,
          pricing: "on_demand",
          usdPerHour: amount(row["price"]),
        });
      }
    }
    return sheet;
  },
};
