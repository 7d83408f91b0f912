import { GIB, TERA } from "../units.ts";
import { GPU_ROWS } from "./gpus-table.ts";
import { nearest } from "../problem.ts";
import { MIG_PROFILES, sliceOf } from "./gpus-slices.ts";
import { readGpuWords, type GpuWords } from "./gpus-spelling.ts";

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

const WHOLE = GPU_ROWS.split("\n").map(readRow);

/** Every accelerator of the table, slices of a GPU last. */
export const GPUS: readonly Gpu[] = [
  ...WHOLE,
  ...MIG_PROFILES.flatMap((profile) => {
    const parent = WHOLE.find((gpu) => gpu.id === profile.parent);
    return parent === undefined ? [] : [sliceOf(parent, profile)];
  }),
];

/** What GET /v1/gpus lists. */
export const listGpus = (): readonly Gpu[] => GPUS;

type Entry = GpuWords & { gpu: Gpu };

/** Names that several families share: the first is what people mean most. */
const SHARED: Record<string, string[]> = {
  rtx6000: ["RTX6000Ada-48GB", "QuadroRTX6000-24GB", "RTXPRO6000-96GB-Server"],
  rtx5000: ["RTX5000Ada-32GB", "RTXPRO5000-48GB", "RTXPRO5000-72GB"],
  rtx4500: ["RTX4500Ada-24GB", "RTXPRO4500-32GB"],
  rtx4000: ["RTX4000Ada-20GB", "RTX4000SFFAda-20GB", "RTXPRO4000-24GB"],
  rtx2000: ["RTX2000Ada-16GB"],
  rtxpro6000: ["RTXPRO6000-96GB-Server", "RTXPRO6000-96GB-WS", "RTXPRO6000-96GB-MaxQ"],
  rtx6000pro: ["RTXPRO6000-96GB-Server", "RTXPRO6000-96GB-WS", "RTXPRO6000-96GB-MaxQ"],
  mi300: ["MI300X-192GB", "MI300A-128GB"],
  mi350: ["MI350X-288GB", "MI355X-288GB"],
  mi325: ["MI325X-256GB"],
  mi355: ["MI355X-288GB"],
  jetsonorin: ["JetsonAGXOrin-64GB", "JetsonAGXOrin-32GB", "JetsonOrinNX-16GB"],
};

let families: Map<string, Entry[]> | undefined;
const familyIndex = (): Map<string, Entry[]> => {
  if (families !== undefined) return families;
  const index = new Map<string, Entry[]>();
  const add = (entry: Entry): void => {
    const known = index.get(entry.family);
    if (known === undefined) index.set(entry.family, [entry]);
    else known.push(entry);
  };
  for (const gpu of GPUS)
    for (const name of [gpu.id, ...gpu.aliases]) add({ ...readGpuWords(name), gpu });
  for (const [family, ids] of Object.entries(SHARED)) {
    index.set(family, []);
    for (const gpu of GPUS) if (ids.includes(gpu.id)) add({ family, gpu });
  }
  return (families = index);
};

let names: Map<string, Gpu | undefined> | undefined;
/** Full names that are one part's alone, as nvidia-smi prints them: "NVIDIA A100 80GB PCIe". */
const exactNames = (): Map<string, Gpu | undefined> => {
  if (names !== undefined) return names;
  names = new Map();
  for (const gpu of GPUS) {
    names.set(gpu.id.toLowerCase(), gpu);
    for (const alias of gpu.aliases)
      if (/sxm|pcie|nvl|hbm|blackwell|max-q|pro server/i.test(alias))
        names.set(alias.toLowerCase(), gpu);
  }
  return names;
};

/**
 * Which one people mean who name the family alone. Assumed: the part that most clouds rent today; where
 * none is named, an SXM part, else the smallest memory.
 */
const USUAL = new Set(
  "A100-80GB-SXM V100-16GB-SXM P100-16GB-PCIe GH200-96GB RTXPRO5000-48GB RTX4060Ti-16GB RTX5060Ti-16GB RTXA2000-12GB RTX2060-6GB JetsonAGXOrin-64GB A100-80GB-PCIe".split(
    " ",
  ),
);

/** Cards whose memory somebody else doubled: meant only when their memory is named. */
const MODIFIED = new Set("RTX4090-48GB RTX2080Ti-22GB RTX3080-20GB".split(" "));

const gbOf = (gpu: Gpu): number => Math.round(gpu.memoryBytes / GIB);

/** Providers round: 141 as 140, 288 as 280. */
const NEAR = 0.05;

const fitsWords = (entry: Entry, wanted: GpuWords, tolerance: number): boolean => {
  const gb = gbOf(entry.gpu);
  const memory =
    wanted.memoryGb === undefined ||
    wanted.memoryGb === entry.memoryGb ||
    Math.abs(wanted.memoryGb - gb) <= tolerance * gb;
  const formed = /-(SXM|PCIe|NVL)$/.test(entry.gpu.id);
  const form =
    wanted.form === undefined ||
    (formed ? entry.gpu.id.toLowerCase().endsWith(`-${wanted.form}`) : wanted.form === "pcie");
  const modified = MODIFIED.has(entry.gpu.id) && wanted.memoryGb === undefined;
  return memory && form && !modified && wanted.profile === entry.profile;
};

const choose = (written: string, found: Entry[], wanted: GpuWords): FoundGpu | undefined => {
  let fitting = found.filter((entry) => fitsWords(entry, wanted, 0));
  if (fitting.length === 0) fitting = found.filter((entry) => fitsWords(entry, wanted, NEAR));
  const named = [...new Set(fitting.map((entry) => entry.gpu))];
  const first = named[0];
  if (first === undefined) return undefined;
  if (named.length === 1) return { gpu: first };
  const shared = SHARED[wanted.family]?.[0];
  const gpu =
    named.find((one) => one.id === shared) ??
    named.find((one) => USUAL.has(one.id)) ??
    named.find((one) => one.id.endsWith("-SXM")) ??
    smallest(named);
  const others = named.filter((one) => one !== gpu).map((one) => one.id);
  return {
    gpu,
    assumed: `"${written.trim()}" does not say which: taken as ${gpu.id}; it could be ${others.slice(0, 5).join(", ")}`,
  };
};

const smallest = (named: Gpu[]): Gpu =>
  named.reduce((least, gpu) => (gpu.memoryBytes < least.memoryBytes ? gpu : least));

/** The accelerator that people mean by this spelling; undefined when it is none we know. */
export const findGpu = (text: string): FoundGpu | undefined => {
  const written = text.slice(0, 100);
  const exact = exactNames().get(written.trim().toLowerCase().replace(/_/g, " "));
  if (exact !== undefined) return { gpu: exact };
  const wanted = readGpuWords(written);
  const trailing = /^(.*\D\d+\D*?)[\s_-]+(\d{1,3})\s*$/.exec(written);
  const attempts: GpuWords[] = [wanted];
  if (wanted.memoryGb === undefined && trailing !== null)
    attempts.push(readGpuWords(`${trailing[1]} ${trailing[2]}gb`));
  for (const words of attempts)
    for (const prefix of ["", "rtx", "rtxa", "tpu", "rx", "jetson"]) {
      const family = `${prefix}${words.family}`;
      const found = words.family === "" ? undefined : familyIndex().get(family);
      const chosen = found && choose(written, found, { ...words, family });
      if (chosen !== undefined) return chosen;
    }
  return undefined;
};

/** The id nearest to a spelling that findGpu does not know, for a "did you mean". */
export const nearestGpu = (text: string): string | undefined => {
  const wanted = readGpuWords(text.slice(0, 100));
  const known = familyIndex();
  const alike = [...known.keys()].filter((name) => name[0] === wanted.family[0]);
  const family = nearest(wanted.family, alike) ?? nearest(wanted.family, known.keys());
  return (known.get(wanted.family) ?? (family === undefined ? undefined : known.get(family)))?.[0]
    ?.gpu.id;
};
