import { own } from "../../own.ts";
import { nearest } from "../../problem.ts";
import { GIB } from "../../units.ts";
import { type Gpu, readRow } from "./row.ts";
import { MIG_PROFILES, sliceOf } from "./slices.ts";
import { type GpuWords, readGpuWords } from "./spelling.ts";
import { GPU_ROWS } from "./table.ts";

export type FoundGpu = {
  gpu: Gpu;
  /** What the spelling left open and we took. */
  assumed?: string;
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
  const shared = own(SHARED, wanted.family)?.[0];
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
