import { describe, expect, it } from "vitest";
import { nameGpu, PRICED_GPUS } from "../../../pricing/gpu-names.ts";
import { addOwnPrices, ownPricesSetting, readOwnPrices } from "../../../pricing/own.ts";
import { snapshotCatalog } from "../../../pricing/snapshot.ts";
import { GPUS } from "../../../src/estimator/gpus/gpus.ts";

const NOW = new Date("2026-11-23T12:00:00Z");

describe("the names that feeds give to GPUs", () => {
  it("are canonical ids of the estimator's own table", () => {
    const known = new Set(GPUS.map((gpu) => gpu.id));
    expect(PRICED_GPUS.filter((id) => !known.has(id))).toEqual([]);
  });

  it.each([
    ["H100 SXM5", undefined, "H100-80GB-SXM"],
    ["H100 PCIe", 80, "H100-80GB-PCIe"],
    ["H100 NVL", 94, "H100-94GB-NVL"],
    ["NVIDIA A100-SXM4-80GB", undefined, "A100-80GB-SXM"],
    ["A100 SXM4", 40, "A100-40GB-SXM"],
    ["A100_80G", 80, "A100-80GB-SXM"],
    ["NVIDIA GeForce RTX 4090 PCIe 24GB", 24, "RTX4090-24GB"],
    ["RTX6000Ada", 48, "RTX6000Ada-48GB"],
    ["B200", 192, "B200-180GB-SXM"],
    ["A10G", 24, "A10G-24GB"],
  ])("%s with %s GB is %s", (written, gigabytes, id) => {
    expect(nameGpu(written, gigabytes)).toMatchObject({ ok: true, gpu: id });
  });

  it.each([
    ["H900", 80],
    ["A100", undefined],
    ["A100 MIG 1g.5gb", 5],
    ["NVIDIA_A100", 4],
    ["H100 NVLink", 80],
    ["L40", 40],
    ["GTX 1080", 8],
    ["", 24],
  ])("%s with %s GB is reported, not mapped to the nearest", (written, gigabytes) => {
    const named = nameGpu(written, gigabytes);
    expect(named.ok).toBe(false);
    expect(named.ok ? "" : named.reason).not.toBe("");
  });
});

describe("own prices", () => {
  const catalog = snapshotCatalog(NOW);
  const own = (value: unknown) => {
    const read = readOwnPrices(value);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return addOwnPrices(catalog, read.value, "OWN_PRICES", NOW);
  };

  it("take a discount off every row of the provider, mark it and leave the others", () => {
    const after = own({ discounts: [{ provider: "aws", percent: 25 }] });
    catalog.offers.forEach((before, at) => {
      const row = after.offers[at]!;
      if (before.provider !== "aws") return expect(row).toBe(before);
      expect(row.usdPerHour).toBeCloseTo(before.usdPerHour * 0.75, 10);
      expect(row).toMatchObject({ basis: "own", remark: expect.stringContaining("less 25 %") });
    });
    expect(after.id).not.toBe(catalog.id);
  });

  it("price an owned machine by its purchase, use and power", () => {
    // 26,298 $ over 3 years of 8,766 h at half use is 2 $/h; 2 kW at 0.25 $/kWh is 0.50 $/h.
    const machine = {
      name: "rack",
      gpu: "H100 PCIe",
      gpuCount: 2,
      purchaseUsd: 26_298,
      utilisation: 0.5,
      powerWatts: 2000,
      usdPerKilowattHour: 0.25,
    };
    expect(own({ owned: [machine] }).offers[0]).toMatchObject({
      provider: "rack",
      gpu: "H100-80GB-PCIe",
      gpuCount: 2,
      pricing: "owned",
      basis: "own",
      usdPerHour: 2.5,
    });
  });

  it("multiply a contract's price of one GPU", () => {
    const contract = {
      provider: "coreweave",
      gpu: "H100-80GB-SXM",
      gpuCount: 8,
      usdPerGpuHour: 2.1,
    };
    expect(own({ contracts: [contract] }).offers[0]!.usdPerHour).toBeCloseTo(16.8, 10);
  });

  it.each([
    [{ discount: [] }, "discount"],
    [{ contracts: [{ provider: "x", gpu: "H900", usdPerHour: 1 }] }, "contracts.0.gpu"],
    [{ contracts: [{ provider: "x", gpu: "H100-80GB-SXM" }] }, "contracts.0"],
    [
      {
        owned: [
          {
            name: "x",
            gpu: "L4",
            purchaseUsd: 1,
            utilisation: 2,
            powerWatts: 1,
            usdPerKilowattHour: 0,
          },
        ],
      },
      "owned.0.utilisation",
    ],
  ])("name what is wrong in %j", (value, path) => {
    const read = readOwnPrices(value);
    expect(read.ok ? [] : read.problems.map((problem) => problem.path)).toContain(path);
  });

  it("say of a setting that is no JSON that it is wrong", () => {
    expect(ownPricesSetting("{")).toMatchObject({ ok: false });
    expect(ownPricesSetting(" ")).toBeUndefined();
  });
});
