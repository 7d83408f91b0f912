/**
 * Run by hand: `node pricing/record.ts` shows what would change in the reviewed snapshot, `--write`
 * writes it. Prices come from the survey and, where a payload was recorded, from the sources' own parsers.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MANAGED_REVIEWED, UNPRICED_REVIEWED } from "./managed-reviewed.ts";
import { pack, unpack, type FreshOffer, type Packed } from "./sheet.ts";
import { readInferenceSurvey, readSurvey } from "./survey.ts";

const shared = join(import.meta.dirname, "..", "..", "shared", "prices");
const file = join(import.meta.dirname, "snapshot.json");

const nameOf = (offer: FreshOffer) =>
  [offer.provider, offer.sku, offer.gpu, offer.gpuCount, offer.region, offer.pricing].join(" | ");

/** What a reviewer reads: rows gone, rows new, prices moved. */
const differences = (before: FreshOffer[], after: FreshOffer[]): string[] => {
  const old = new Map(before.map((offer) => [nameOf(offer), offer]));
  const lines: string[] = [];
  for (const offer of after) {
    const known = old.get(nameOf(offer));
    old.delete(nameOf(offer));
    if (known === undefined)
      lines.push(`+ ${nameOf(offer)}: $${offer.usdPerHour}/h (${offer.asOf}, ${offer.source})`);
    else if (known.usdPerHour !== offer.usdPerHour)
      lines.push(
        `~ ${nameOf(offer)}: $${known.usdPerHour}/h (${known.asOf}) -> $${offer.usdPerHour}/h (${offer.asOf}, ${offer.source})`,
      );
  }
  for (const [name, offer] of old) lines.push(`- ${name}: $${offer.usdPerHour}/h (${offer.asOf})`);
  return lines;
};

const main = () => {
  if (!existsSync(shared)) {
    console.error(`${shared} is not here: nothing to record from.`);
    process.exitCode = 1;
    return;
  }
  const survey = readSurvey(readFileSync(join(shared, "gpu-prices.csv"), "utf8"));
  const packed = pack({
    offers: survey.offers,
    serving: survey.serving,
    managed: [],
    inference: readInferenceSurvey(readFileSync(join(shared, "inference-prices.csv"), "utf8")),
    unpriced: [],
  });
  const before = existsSync(file)
    ? unpack(JSON.parse(readFileSync(file, "utf8")) as Packed).offers
    : [];
  for (const line of differences(before, survey.offers)) console.log(line);
  console.log(
    `${survey.offers.length} offers of ${new Set(survey.offers.map((offer) => offer.provider)).size} providers, ${survey.serving.length} serving, ${packed.inference.length} inference, ${MANAGED_REVIEWED.length} managed, ${UNPRICED_REVIEWED.length} without a price`,
  );
  for (const { row, reason } of survey.rejected) console.log(`x ${row}: ${reason}`);
  if (!process.argv.includes("--write")) return;
  const text = JSON.stringify(packed, null, 0).replaceAll("],[", "],\n[");
  writeFileSync(file, `${text}\n`);
  console.log(`written: ${file}, ${text.length} bytes`);
};

main();
