import { GIB } from "../../units.ts";
import type { Gpu } from "./row.ts";

/**
 * Multi-Instance GPU: a slice has whole eighths of the memory and of its bandwidth, and whole compute slices
 * of streaming multiprocessors. Shares by the profile tables of NVIDIA's MIG user guide (from general
 * knowledge, 2026-11): 14 of 108 SMs a compute slice on A100, 14 of 56 on A30, 16 of 132 on H100 and H200.
 */
export type MigProfile = {
  parent: string;
  /** Compute slices. */
  slices: number;
  memoryGb: number;
  memoryShare: number;
  computeShare: number;
};

const sevenths = (
  parent: string,
  perSlice: number,
  multiprocessors: number,
  memory: [number, number, number, number],
): MigProfile[] => {
  const make = (
    slices: number,
    memoryGb: number,
    memoryShare: number,
    units: number,
  ): MigProfile => ({
    parent,
    slices,
    memoryGb,
    memoryShare,
    computeShare: units / multiprocessors,
  });
  const [one, two, double, half] = memory;
  return [
    make(1, one, 1 / 8, perSlice),
    ...(two === 0 ? [] : [make(1, two, 2 / 8, perSlice)]),
    make(2, double, 2 / 8, 2 * perSlice),
    make(3, half, 4 / 8, 3 * perSlice),
    make(4, half, 4 / 8, 4 * perSlice),
  ];
};

export const MIG_PROFILES: MigProfile[] = [
  ...sevenths("A100-40GB-SXM", 14, 108, [5, 0, 10, 20]),
  ...sevenths("A100-80GB-SXM", 14, 108, [10, 20, 20, 40]),
  ...sevenths("H100-80GB-SXM", 16, 132, [10, 20, 20, 40]),
  ...sevenths("H200-141GB-SXM", 16, 132, [18, 35, 35, 71]),
  ...sevenths("B200-180GB-SXM", 18, 148, [23, 45, 45, 90]),
  { parent: "A30-24GB", slices: 1, memoryGb: 6, memoryShare: 1 / 4, computeShare: 1 / 4 },
  { parent: "A30-24GB", slices: 2, memoryGb: 12, memoryShare: 1 / 2, computeShare: 1 / 2 },
];

/** Usable memory of a slice: its share less what the partition keeps (assumed 3 %: A100 1g.5gb shows 4.75 GiB). */
const KEPT = 0.97;

const COMPUTE = [
  "fp32FlopsPerSecond",
  "tf32FlopsPerSecond",
  "fp16FlopsPerSecond",
  "bf16FlopsPerSecond",
  "fp8FlopsPerSecond",
  "fp4FlopsPerSecond",
  "int8OpsPerSecond",
] as const;

export const sliceOf = (parent: Gpu, profile: MigProfile): Gpu => {
  const family = parent.id.slice(0, parent.id.indexOf("-"));
  const name = `${profile.slices}g.${profile.memoryGb}gb`;
  const {
    linkBytesPerSecond: _none,
    measuredBf16FlopsPerSecond: _measured,
    launchPriceUsd: _price,
    ...rest
  } = parent;
  const slice: Gpu = {
    ...rest,
    id: `${family}-MIG${profile.slices}g-${profile.memoryGb}GB`,
    aliases: [`${family} ${name}`, `${family}-mig-${name}`],
    memoryBytes: profile.memoryGb * GIB,
    usableMemoryBytes: parent.usableMemoryBytes * profile.memoryShare * KEPT,
    usableIsAssumed: true,
    bandwidthBytesPerSecond: parent.bandwidthBytesPerSecond * profile.memoryShare,
    link: "none",
    gpusPerNode: 1,
    source: `${parent.source}; shares of NVIDIA's MIG user guide (general knowledge)`,
  };
  for (const field of COMPUTE) {
    const whole = parent[field];
    if (whole !== undefined) slice[field] = whole * profile.computeShare;
  }
  return slice;
};
