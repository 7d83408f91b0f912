/**
 * Clouds that name machines, not GPUs: which GPUs each machine holds, from the providers' own machine
 * pages and the survey's rows (../shared/prices/gpu-prices.csv). A machine that is not here is reported.
 */
export type Machine = readonly [gpu: string, count: number];

const sizes = (family: string, gpu: string, counts: Record<string, number>): [string, Machine][] =>
  Object.entries(counts).map(([size, count]) => [`${family}.${size}`, [gpu, count]]);

/** The common ladder of AWS's g families: one GPU up to 8xlarge and at 16xlarge, four, eight. */
const LADDER = {
  xlarge: 1,
  "2xlarge": 1,
  "4xlarge": 1,
  "8xlarge": 1,
  "16xlarge": 1,
  "12xlarge": 4,
  "24xlarge": 4,
  "48xlarge": 8,
};

export const AWS_MACHINES: ReadonlyMap<string, Machine> = new Map([
  ...sizes("g4dn", "T4-16GB", {
    xlarge: 1,
    "2xlarge": 1,
    "4xlarge": 1,
    "8xlarge": 1,
    "16xlarge": 1,
    "12xlarge": 4,
    metal: 8,
  }),
  ...sizes("g5", "A10G-24GB", LADDER),
  ...sizes("g6", "L4-24GB", LADDER),
  ...sizes("gr6", "L4-24GB", { "4xlarge": 1, "8xlarge": 1 }),
  ...sizes("g6e", "L40S-48GB", LADDER),
  ...sizes("g7e", "RTXPRO6000-96GB-Server", {
    "2xlarge": 1,
    "4xlarge": 1,
    "8xlarge": 1,
    "12xlarge": 2,
    "24xlarge": 4,
    "48xlarge": 8,
  }),
  ...sizes("p3", "V100-16GB-SXM", { "2xlarge": 1, "8xlarge": 4, "16xlarge": 8 }),
  ...sizes("p3dn", "V100-32GB-SXM", { "24xlarge": 8 }),
  ...sizes("p4d", "A100-40GB-SXM", { "24xlarge": 8 }),
  ...sizes("p4de", "A100-80GB-SXM", { "24xlarge": 8 }),
  ...sizes("p5", "H100-80GB-SXM", { "4xlarge": 1, "48xlarge": 8 }),
  ...sizes("p5e", "H200-141GB-SXM", { "48xlarge": 8 }),
  ...sizes("p5en", "H200-141GB-SXM", { "48xlarge": 8 }),
  ...sizes("p6-b200", "B200-180GB-SXM", { "48xlarge": 8 }),
  ...sizes("p6-b300", "B300-288GB-SXM", { "48xlarge": 8 }),
]);

/** Accelerated families of AWS, so that a machine of theirs that is missing above is reported. */
export const AWS_ACCELERATED = /^(p\d|g\d|gr\d)/;

export const AZURE_MACHINES: ReadonlyMap<string, Machine> = new Map<string, Machine>([
  ["Standard_NC4as_T4_v3", ["T4-16GB", 1]],
  ["Standard_NC8as_T4_v3", ["T4-16GB", 1]],
  ["Standard_NC16as_T4_v3", ["T4-16GB", 1]],
  ["Standard_NC64as_T4_v3", ["T4-16GB", 4]],
  ["Standard_NC6s_v3", ["V100-16GB-PCIe", 1]],
  ["Standard_NC12s_v3", ["V100-16GB-PCIe", 2]],
  ["Standard_NC24s_v3", ["V100-16GB-PCIe", 4]],
  ["Standard_NC24rs_v3", ["V100-16GB-PCIe", 4]],
  ["Standard_ND40rs_v2", ["V100-32GB-SXM", 8]],
  ["Standard_NC24ads_A100_v4", ["A100-80GB-PCIe", 1]],
  ["Standard_NC48ads_A100_v4", ["A100-80GB-PCIe", 2]],
  ["Standard_NC96ads_A100_v4", ["A100-80GB-PCIe", 4]],
  ["Standard_ND96asr_v4", ["A100-40GB-SXM", 8]],
  ["Standard_ND96amsr_A100_v4", ["A100-80GB-SXM", 8]],
  ["Standard_NC40ads_H100_v5", ["H100-94GB-NVL", 1]],
  ["Standard_NC80adis_H100_v5", ["H100-94GB-NVL", 2]],
  ["Standard_ND96isr_H100_v5", ["H100-80GB-SXM", 8]],
  ["Standard_ND96isr_H200_v5", ["H200-141GB-SXM", 8]],
  ["Standard_ND96isr_MI300X_v5", ["MI300X-192GB", 8]],
  ["Standard_ND128isr_NDR_GB200_v6", ["GB200-186GB", 4]],
  ["Standard_NV36ads_A10_v5", ["A10-24GB", 1]],
  ["Standard_NV36adms_A10_v5", ["A10-24GB", 1]],
  ["Standard_NV72ads_A10_v5", ["A10-24GB", 2]],
  ["Standard_NC8ads_A10_v4", ["A10-24GB", 1]],
  ["Standard_NC16ads_A10_v4", ["A10-24GB", 1]],
  ["Standard_NC32ads_A10_v4", ["A10-24GB", 2]],
]);

const GCP_FAMILIES: [RegExp, string, (size: number, unit: string) => number][] = [
  [/^a2-(?:highgpu|megagpu)-(\d+)(g)$/, "A100-40GB-SXM", (size) => size],
  [/^a2-ultragpu-(\d+)(g)$/, "A100-80GB-SXM", (size) => size],
  [/^a3-(?:highgpu|megagpu|edgegpu)-(\d+)(g)$/, "H100-80GB-SXM", (size) => size],
  [/^a3-ultragpu-(\d+)(g)$/, "H200-141GB-SXM", (size) => size],
  [/^a4-highgpu-(\d+)(g)$/, "B200-180GB-SXM", (size) => size],
  [/^a4x-highgpu-(\d+)(g)$/, "GB200-186GB", (size) => size],
];
/** vCPUs to GPUs; smaller g4 machines hold a slice of one GPU and are reported. */
const GCP_BY_VCPU: Record<string, [string, Record<number, number>]> = {
  g2: ["L4-24GB", { 4: 1, 8: 1, 12: 1, 16: 1, 32: 1, 24: 2, 48: 4, 96: 8 }],
  g4: ["RTXPRO6000-96GB-Server", { 48: 1, 96: 2, 192: 4, 384: 8 }],
};

export const gcpMachine = (name: string): Machine | undefined => {
  for (const [pattern, gpu, count] of GCP_FAMILIES) {
    const found = pattern.exec(name);
    if (found) return [gpu, count(Number(found[1]), found[2]!)];
  }
  const [, family = "", vcpus = ""] = /^(g[24])-standard-(\d+)$/.exec(name) ?? [];
  const [gpu, counts] = GCP_BY_VCPU[family] ?? [];
  const count = counts?.[Number(vcpus)];
  return gpu === undefined || count === undefined ? undefined : [gpu, count];
};

export const GCP_ACCELERATED = /^(a[2-9]x?|g[2-9])-/;

/** Oracle's shapes name the GPU's family alone. */
export const OCI_MACHINES: ReadonlyMap<string, Machine> = new Map<string, Machine>([
  ["BM.GPU.A10.4", ["A10-24GB", 4]],
  ["VM.GPU.A10.1", ["A10-24GB", 1]],
  ["VM.GPU.A10.2", ["A10-24GB", 2]],
  ["BM.GPU4.8", ["A100-40GB-SXM", 8]],
  ["BM.GPU.A100-v2.8", ["A100-80GB-SXM", 8]],
  ["BM.GPU.H100.8", ["H100-80GB-SXM", 8]],
  ["BM.GPU.H200.8", ["H200-141GB-SXM", 8]],
  ["BM.GPU.B200.8", ["B200-180GB-SXM", 8]],
  ["BM.GPU.B300.8", ["B300-288GB-SXM", 8]],
  ["BM.GPU.GB200.4", ["GB200-186GB", 4]],
  ["BM.GPU.GB300.4", ["GB300-288GB", 4]],
  ["BM.GPU.L40S.4", ["L40S-48GB", 4]],
  ["BM.GPU.MI300X.8", ["MI300X-192GB", 8]],
  ["BM.GPU.MI355X.8", ["MI355X-288GB", 8]],
  ["BM.GPU.RTXPRO.8", ["RTXPRO6000-96GB-Server", 8]],
  ["BM.GPU3.8", ["V100-16GB-SXM", 8]],
  ["VM.GPU3.1", ["V100-16GB-SXM", 1]],
  ["VM.GPU3.2", ["V100-16GB-SXM", 2]],
  ["VM.GPU3.4", ["V100-16GB-SXM", 4]],
]);
