import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findGpu, GPUS, nearestGpu } from "../../../src/estimator/gpus/gpus.ts";
import { GIB } from "../../../src/units.ts";

describe("the table of accelerators", () => {
  it("holds at least 60, each with what an estimate needs and its source", () => {
    expect(GPUS.length).toBeGreaterThanOrEqual(60);
    for (const gpu of GPUS) {
      expect(gpu.id).toMatch(/^[A-Za-z0-9-]+-\d+GB(-[A-Za-z]+)?$/);
      expect(gpu.source, gpu.id).not.toBe("");
      expect(gpu.usableMemoryBytes, gpu.id).toBeGreaterThan(0.6 * gpu.memoryBytes);
      expect(gpu.usableMemoryBytes, gpu.id).toBeLessThanOrEqual(1.001 * gpu.memoryBytes);
      expect(Number.isFinite(gpu.bandwidthBytesPerSecond), gpu.id).toBe(true);
    }
    expect(new Set(GPUS.map(({ id }) => id)).size).toBe(GPUS.length);
  });

  it.each([
    "T4-16GB",
    "V100-32GB-SXM",
    "A10G-24GB",
    "A100-40GB-SXM",
    "A100-80GB-PCIe",
    "L4-24GB",
    "L40S-48GB",
    "H100-80GB-SXM",
    "H100-80GB-PCIe",
    "H100-94GB-NVL",
    "H200-141GB-SXM",
    "GH200-96GB",
    "B200-180GB-SXM",
    "B300-288GB-SXM",
    "GB200-186GB",
    "GB300-288GB",
    "RTX2080Ti-11GB",
    "RTX3090-24GB",
    "RTX4090-24GB",
    "RTX5090-32GB",
    "RTXA6000-48GB",
    "RTX6000Ada-48GB",
    "MI210-64GB",
    "MI250X-128GB",
    "MI300X-192GB",
    "MI325X-256GB",
    "MI355X-288GB",
    "Gaudi2-96GB",
    "Gaudi3-128GB",
    "TPUv4-32GB",
    "TPUv5e-16GB",
    "TPUv5p-95GB",
    "TPUv6e-32GB",
    "M1-16GB",
    "M2-Ultra-192GB",
    "M3-Max-128GB",
    "M4-Max-128GB",
    "M5-Max-128GB",
    "A100-MIG3g-40GB",
    "H100-MIG1g-10GB",
  ])("knows %s", (id) => {
    expect(findGpu(id)).toEqual({ gpu: GPUS.find((gpu) => gpu.id === id) });
  });

  /** Datasheet figures as NVIDIA and AMD print them: dense bf16 TFLOP/s, GB/s, W. */
  it.each([
    ["A100-80GB-SXM", 312, 2039, 400],
    ["H100-80GB-SXM", 989, 3350, 700],
    ["H200-141GB-SXM", 989, 4800, 700],
    ["L40S-48GB", 362, 864, 350],
    ["RTX4090-24GB", 165.2, 1008, 450],
    ["MI300X-192GB", 1307.4, 5300, 750],
  ])("gives %s its datasheet's figures", (id, teraflops, gigabytes, watts) => {
    const gpu = findGpu(id)!.gpu;
    expect(gpu.bf16FlopsPerSecond).toBeCloseTo(teraflops * 1e12, -11);
    expect(gpu.bandwidthBytesPerSecond).toBe(gigabytes * 1e9);
    expect(gpu.powerWatts).toBe(watts);
  });

  it("has a T4 without bf16 and an A100 without fp8", () => {
    expect(findGpu("T4")!.gpu.bf16FlopsPerSecond).toBeUndefined();
    expect(findGpu("A100")!.gpu.fp8FlopsPerSecond).toBeUndefined();
  });

  it("cuts slices that are smaller than their GPU in every respect", () => {
    for (const slice of GPUS.filter(({ id }) => id.includes("MIG"))) {
      const whole = findGpu(slice.id.split("-")[0]!)!.gpu;
      expect(slice.usableMemoryBytes).toBeLessThan(whole.usableMemoryBytes);
      expect(slice.bf16FlopsPerSecond!).toBeLessThan(whole.bf16FlopsPerSecond!);
      expect(slice.bandwidthBytesPerSecond).toBeLessThan(whole.bandwidthBytesPerSecond);
    }
  });
});

describe("the names that people give", () => {
  it.each([
    ["A100-80GB-SXM4", "A100-80GB-SXM"],
    ["NVIDIA A100-SXM4-80GB", "A100-80GB-SXM"],
    ["NVIDIA A100 80GB PCIe", "A100-80GB-PCIe"],
    ["NVIDIA H100 80GB HBM3", "H100-80GB-SXM"],
    ["H100 PCIe", "H100-80GB-PCIe"],
    ["h100-nvl", "H100-94GB-NVL"],
    ["HGX H100", "H100-80GB-SXM"],
    ["4090", "RTX4090-24GB"],
    ["rtx4090", "RTX4090-24GB"],
    ["NVIDIA GeForce RTX 3090 Ti", "RTX3090Ti-24GB"],
    ["l40s", "L40S-48GB"],
    ["nvidia-tesla-t4", "T4-16GB"],
    ["a6000", "RTXA6000-48GB"],
    ["rtx 6000 ada", "RTX6000Ada-48GB"],
    ["mi300x", "MI300X-192GB"],
    ["AMD Instinct MI355X", "MI355X-288GB"],
    ["gaudi 3", "Gaudi3-128GB"],
    ["m3 max 64gb", "M3-Max-64GB"],
    ["Apple M4 Max 128GB", "M4-Max-128GB"],
    ["tpu v5e", "TPUv5e-16GB"],
    ["trillium", "TPUv6e-32GB"],
    ["dgx spark", "GB10-128GB"],
    ["gb200 nvl72", "GB200-186GB"],
    ["b200 192gb", "B200-180GB-SXM"],
    ["a100 1g.5gb", "A100-MIG1g-5GB"],
    ["H100 MIG 3g.40gb", "H100-MIG3g-40GB"],
  ])("%s is %s, and nothing is left open", (written, id) => {
    expect(findGpu(written)?.gpu.id).toBe(id);
    expect(findGpu(written)?.assumed).toBeUndefined();
  });

  it.each([
    ["H100", "H100-80GB-SXM", "H100-80GB-PCIe"],
    ["a100 80gb", "A100-80GB-SXM", "A100-80GB-PCIe"],
    ["A100", "A100-80GB-SXM", "A100-40GB-SXM"],
    ["v100", "V100-16GB-SXM", "V100-32GB-SXM"],
    ["h200", "H200-141GB-SXM", "H200-141GB-NVL"],
    ["m3 max", "M3-Max-36GB", "M3-Max-128GB"],
    ["rtx 6000", "RTX6000Ada-48GB", "QuadroRTX6000-24GB"],
    ["mi300", "MI300X-192GB", "MI300A-128GB"],
  ])("%s is taken as %s, and it is said that it could be %s", (written, id, other) => {
    const found = findGpu(written);
    expect(found?.gpu.id).toBe(id);
    expect(found?.assumed).toContain(other);
  });

  it.each([
    "",
    " ",
    "foo",
    "gpu",
    "80gb",
    "h1000",
    "h100 40gb",
    "RTX 3060 Laptop",
    "1080ti",
    "A100X",
  ])("%s is none we know", (written) => {
    expect(findGpu(written)).toBeUndefined();
  });

  it("that are nearly right have a nearest", () => {
    expect(nearestGpu("h10o")).toMatch(/^H100/);
    expect(nearestGpu("mi300z")).toMatch(/^MI300/);
  });

  it("never contradict the memory they state by more than makers round", () => {
    fc.assert(
      fc.property(fc.constantFrom(...GPUS), fc.integer({ min: 1, max: 600 }), (gpu, gigabytes) => {
        const family = gpu.id.split("-")[0]!;
        const found = findGpu(`${family} ${gigabytes}GB`);
        if (found === undefined) return;
        const aliases = found.gpu.aliases.join(" ");
        const stated = gigabytes * GIB;
        expect(
          Math.abs(found.gpu.memoryBytes - stated) <= 0.05 * found.gpu.memoryBytes ||
            new RegExp(`\\b${gigabytes} ?GB?\\b`).test(aliases),
        ).toBe(true);
      }),
    );
  });

  it("may be any text at all", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        findGpu(text);
        nearestGpu(text);
      }),
    );
  });

  it("leave every id and every alias of the table in its own family", () => {
    for (const gpu of GPUS)
      for (const alias of gpu.aliases) {
        const found = findGpu(alias);
        expect(found, alias).toBeDefined();
        if (found!.gpu.id !== gpu.id) expect(found!.assumed, alias).toContain("does not say which");
      }
  });
});
