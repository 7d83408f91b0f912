import { GIB, TERA } from "../units.ts";
import { GPU_ROWS } from "./gpus-table.ts";
import { nearest } from "../problem.ts";
import { MIG_PROFILES, sliceOf } from "./gpus-slices.ts";
import { entryOf, readGpuWords, type GpuWords } from "./gpus-spelling.ts";

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

export type FoundGpu = {
  gpu: Gpu;
  /** What the spelling left open and we took. */
  assumed?: string;
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

const readRow = (line: string): Gpu => {
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

let table: Gpu[] | undefined;
/** Every accelerator of the table, slices of a GPU last. */
export const gpus = (): Gpu[] => {
  if (table !== undefined) return table;
  const whole = GPU_ROWS.split("\n").map(readRow);
  const slices = MIG_PROFILES.flatMap((profile) => {
    const parent = whole.find((gpu) => gpu.id === profile.parent);
    return parent === undefined ? [] : [sliceOf(parent, profile)];
  });
  table = [...whole, ...slices];
  return table;
};

type Entry = GpuWords & { gpu: Gpu };

let byFamily: Map<string, Entry[]> | undefined;
const families = (): Map<string, Entry[]> => {
  if (byFamily !== undefined) return byFamily;
  byFamily = new Map();
  for (const gpu of gpus())
    for (const name of [gpu.id, ...gpu.aliases]) {
      const entry = { ...entryOf(name), gpu };
      const known = byFamily.get(entry.family);
      if (known === undefined) byFamily.set(entry.family, [entry]);
      else known.push(entry);
    }
  return byFamily;
};

/**
 * Which one people mean who name the family alone. Assumed: the part that most clouds rent today; Apple's
 * chips are not listed, there the smallest memory is taken.
 */
const USUAL: Record<string, string> = {
  a100: "A100-80GB-SXM",
  a800: "A800-80GB-SXM",
  h100: "H100-80GB-SXM",
  h200: "H200-141GB-SXM",
  h800: "H800-80GB-SXM",
  v100: "V100-16GB-SXM",
  p100: "P100-16GB-PCIe",
  gh200: "GH200-96GB",
  b200: "B200-180GB-SXM",
  rtx6000: "RTX6000Ada-48GB",
  rtxpro6000: "RTXPRO6000-96GB-Server",
  rtxpro5000: "RTXPRO5000-48GB",
  rtx4060ti: "RTX4060Ti-16GB",
  rtx5060ti: "RTX5060Ti-16GB",
  rtx4090: "RTX4090-24GB",
  rtx3080: "RTX3080-10GB",
  rtx2080ti: "RTX2080Ti-11GB",
  rtx2060: "RTX2060-6GB",
  rtxa2000: "RTXA2000-12GB",
  mi300: "MI300X-192GB",
  mi250: "MI250-128GB",
  orin: "JetsonAGXOrin-64GB",
};

const gbOf = (gpu: Gpu): number => Math.round(gpu.memoryBytes / GIB);

const choose = (written: string, found: Entry[], wanted: GpuWords): FoundGpu | undefined => {
  const fitting = found.filter(
    (entry) =>
      (wanted.memoryGb === undefined ||
        wanted.memoryGb === entry.memoryGb ||
        wanted.memoryGb === gbOf(entry.gpu)) &&
      (wanted.form === undefined || entry.gpu.id.toLowerCase().includes(`-${wanted.form}`)) &&
      wanted.profile === entry.profile,
  );
  const named = [...new Set(fitting.map((entry) => entry.gpu))];
  const first = named[0];
  if (first === undefined) return undefined;
  if (named.length === 1) return { gpu: first };
  const usual = named.find((gpu) => gpu.id === USUAL[wanted.family]);
  const gpu = usual ?? named.find((one) => one.id.endsWith("-SXM")) ?? smallest(named);
  const others = named.filter((one) => one !== gpu).map((one) => one.id);
  return {
    gpu,
    assumed: `"${written.trim()}" does not say which: taken as ${gpu.id}; it could be ${others.slice(0, 4).join(", ")}`,
  };
};

const smallest = (named: Gpu[]): Gpu =>
  named.reduce((least, gpu) => (gpu.memoryBytes < least.memoryBytes ? gpu : least));

/** The accelerator that people mean by this spelling; undefined when it is none we know. */
export const findGpu = (text: string): FoundGpu | undefined => {
  const written = text.slice(0, 100);
  const exact = gpus().find((gpu) => gpu.id.toLowerCase() === written.trim().toLowerCase());
  if (exact !== undefined) return { gpu: exact };
  const wanted = readGpuWords(written);
  if (wanted.family === "") return undefined;
  for (const family of [
    wanted.family,
    `rtx${wanted.family}`,
    `rtx${wanted.family.replace(/^rtx/, "pro")}`,
    `tpu${wanted.family}`,
    `rx${wanted.family}`,
  ]) {
    const found = families().get(family);
    const chosen = found === undefined ? undefined : choose(written, found, { ...wanted, family });
    if (chosen !== undefined) return chosen;
  }
  return undefined;
};

/** The id nearest to a spelling that findGpu does not know, for a "did you mean". */
export const nearestGpu = (text: string): string | undefined => {
  const wanted = readGpuWords(text.slice(0, 100));
  const family = nearest(wanted.family, families().keys());
  return family === undefined ? undefined : families().get(family)?.[0]?.gpu.id;
};
