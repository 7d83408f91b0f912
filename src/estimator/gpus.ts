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
  /** What a driver reports in total; by `usableIsAssumed` measured, or assumed from its kind. */
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
  /** nvlink4, pcie5x16, xgmi ... between the GPUs of one machine. */
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
  /** What the spelling left open and we took: "H100 means the 80 GB SXM here". */
  assumed?: string;
};
