import { describe, expect, it } from "vitest";
import { newestOnly } from "../../../pricing/survey.ts";
import type { FreshOffer } from "../../../pricing/sheet.ts";

const offer = (more: Partial<FreshOffer>): FreshOffer => ({
  provider: "p",
  sku: "machine",
  gpu: "H100-80GB-SXM",
  gpuCount: 8,
  region: "",
  pricing: "on_demand",
  usdPerHour: 20,
  available: null,
  basis: "snapshot",
  source: "s",
  asOf: "2026-05-01",
  ...more,
});
const newer = { asOf: "2026-09", usdPerHour: 30 };

describe("of several dates the newest", () => {
  it.each<[string, Partial<FreshOffer>, Partial<FreshOffer>, boolean]>([
    ["of the same machine replaces it", {}, newer, false],
    [
      "of the same machine under another name replaces it",
      {},
      { ...newer, sku: "rate card" },
      false,
    ],
    ["of a rate card replaces a region's", { region: "eu" }, { ...newer, sku: "rate card" }, false],
    ["of a larger machine says nothing of the smaller", { gpuCount: 1 }, newer, true],
    [
      "of another region says nothing of this one",
      { region: "us" },
      { ...newer, region: "asia" },
      true,
    ],
    ["of spot says nothing of on demand", {}, { ...newer, pricing: "spot" }, true],
    ["of another GPU says nothing", {}, { ...newer, gpu: "H200-141GB-SXM" }, true],
  ])("%s", (_, old, next, isKept) => {
    const kept = newestOnly([offer(old), offer(next)]);
    expect(kept).toHaveLength(isKept ? 2 : 1);
    expect(kept.at(-1)).toMatchObject(next);
  });
});
