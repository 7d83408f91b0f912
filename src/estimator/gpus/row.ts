import { GIB, TERA } from "../../units.ts";

/**
 * An accelerator with the figures of its datasheet. Compute is dense (no structured sparsity) and, for
 * fp16, bf16 and fp8, with fp32 accumulation; absent where the chip has no such units or nobody says.
 */
export type Gpu = {
  /** `<family>-<GB>GB[-SXM|-PCIe|-NVL]` */
  id: string;
  aliases: string[];
  vendor: string;
  /** Turing, Ampere, Hopper, CDNA3 ... */
  generation: string;
  computeCapability?: number;
  /** What the vendor prints, as bytes of 2^30 per "GB". */
  memoryBytes: number;
  /** What a driver reports in total: measured, or with `usableIsAssumed` by its kind. */
  usableMemoryBytes: number;
  usableIsAssumed: boolean;
  memoryType: string;
  bandwidthBytesPerSecond: number;
  fp32FlopsPerSecond?: number;
  tf32FlopsPerSecond?: number;
  fp16FlopsPerSecond?: number;
  bf16FlopsPerSecond?: number;
  fp8FlopsPerSecond?: number;
  fp4FlopsPerSecond?: number;
  int8OpsPerSecond?: number;
  /** The best bf16 matrix product that people measured with torch. */
  measuredBf16FlopsPerSecond?: number;
  powerWatts?: number;
  /** nvlink4, pcie5x16, xGMI ... between the GPUs of one machine. */
  link: string;
  /** Both directions together, per GPU. */
  linkBytesPerSecond?: number;
  gpusPerNode: number;
  launchYear?: number;
  launchPriceUsd?: number;
  source: string;
};

/**
 * Share of the printed memory that a driver shows, where no reading is in the table. Assumed from the cards
 * that have one: datacentre cards with GDDR keep 1/16 for error correction (A10, A40, L4, L40S: 0.937),
 * HBM parts show 0.995 (H100, H200, B200), GeForce and RTX 0.999. Apple: Metal's recommended working
 * set, two thirds up to 36 GB and three quarters above. Others: all of it.
 */
const usableShare = (vendor: string, memoryType: string, id: string, memoryGb: number): number => {
  if (vendor === "Apple") return memoryGb <= 36 ? 2 / 3 : 3 / 4;
  if (vendor !== "NVIDIA") return 1;
  if (memoryType.startsWith("LPDDR")) return 0.934;
  if (memoryType.startsWith("HBM")) return 0.995;
  return /^(A2|A10|A16|L20|L40|P40|T4)/.test(id) ? 0.937 : 0.999;
};

export const readRow = (line: string): Gpu => {
  const fields = line.split("|");
  const text = (index: number): string => fields[index] ?? "";
  const number = (index: number): number | undefined => {
    const value = Number.parseFloat(text(index));
    return Number.isFinite(value) ? value : undefined;
  };
  const optional = (name: string, index: number, unit: number): Record<string, number> => {
    const value = number(index);
    return value === undefined ? {} : { [name]: value * unit };
  };
  const id = text(0);
  const vendor = text(2);
  const memoryGb = number(5) ?? 0;
  const usable = number(6);
  const memoryType = text(7);
  return {
    id,
    aliases: text(1).split(";"),
    vendor,
    generation: text(3),
    ...optional("computeCapability", 4, 1),
    memoryBytes: memoryGb * GIB,
    usableMemoryBytes: (usable ?? memoryGb * usableShare(vendor, memoryType, id, memoryGb)) * GIB,
    usableIsAssumed: usable === undefined,
    memoryType,
    bandwidthBytesPerSecond: (number(8) ?? 0) * 1e9,
    ...optional("fp32FlopsPerSecond", 9, TERA),
    ...optional("tf32FlopsPerSecond", 10, TERA),
    ...optional("fp16FlopsPerSecond", 11, TERA),
    ...optional("bf16FlopsPerSecond", 12, TERA),
    ...optional("fp8FlopsPerSecond", 13, TERA),
    ...optional("fp4FlopsPerSecond", 14, TERA),
    ...optional("int8OpsPerSecond", 15, TERA),
    ...optional("measuredBf16FlopsPerSecond", 16, TERA),
    ...optional("powerWatts", 17, 1),
    link: text(18),
    ...optional("linkBytesPerSecond", 19, 1e9),
    gpusPerNode: number(20) ?? 1,
    ...optional("launchYear", 21, 1),
    ...optional("launchPriceUsd", 22, 1),
    source: text(23),
  };
};
