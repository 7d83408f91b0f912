import { FITTED, type Coefficients } from "./coefficients.ts";
import type { Gpu } from "./gpus/row.ts";
import type { Setup } from "./setup.ts";

const isHopperOrLater = (gpu: Gpu): boolean =>
  gpu.vendor === "NVIDIA" && (gpu.computeCapability ?? 0) >= 9 && (gpu.computeCapability ?? 0) < 12;

/** FLOPs a second of large matrix products in a training step: what torch measured on squares, less what a step loses. */
export const matmulRate = (gpu: Gpu, setup: Setup, c: Coefficients = FITTED): number => {
  const later = isHopperOrLater(gpu) ? c.hopperMatmul : 1;
  const engine = setup.framework.engine === "megatron" ? c.megatronMatmul : 1;
  const share = Math.min(0.95, c.matmulEfficiency * later * engine);
  if (setup.precision === "fp32")
    return (gpu.tf32FlopsPerSecond ?? gpu.fp32FlopsPerSecond ?? 1e13) * share;
  const sheet =
    setup.precision === "fp16"
      ? (gpu.fp16FlopsPerSecond ?? gpu.bf16FlopsPerSecond)
      : (gpu.bf16FlopsPerSecond ?? gpu.fp16FlopsPerSecond);
  const paper = sheet ?? gpu.fp32FlopsPerSecond ?? 1e13;
  // Datasheets promise a fifth more than anyone measures.
  const half = Math.min(gpu.measuredBf16FlopsPerSecond ?? 0.82 * paper, 0.95 * paper) * share;
  if (setup.precision !== "fp8" || gpu.fp8FlopsPerSecond === undefined) return half;
  return half * (1 + c.fp8Gain * (gpu.fp8FlopsPerSecond / paper - 1));
};

/** The same of attention's products. Kernels of FlashAttention's second generation do not fill Hopper (Shah et al. 2024). */
export const attentionRate = (gpu: Gpu, setup: Setup, c: Coefficients): number => {
  const half = matmulRate(
    gpu,
    { ...setup, precision: setup.precision === "fp8" ? "bf16" : setup.precision },
    c,
  );
  const kernel = setup.attention === "eager" ? 0.6 : 1;
  return half * c.attentionEfficiency * kernel * (isHopperOrLater(gpu) ? c.hopperAttention : 1);
};

/** assumed: network interfaces of one machine, bytes a second together, where nobody says. */
const networkOf = (gpu: Gpu, word: string): number => {
  if (/ethernet|tcp|10g/.test(word)) return 12.5e9;
  if (/hdr/.test(word)) return 200e9;
  if (/ndr|infiniband|roce|efa/.test(word)) return 400e9;
  if (!gpu.link.startsWith("nvlink")) return 25e9;
  return isHopperOrLater(gpu) ? 400e9 : 200e9;
};

/** Bytes a second that a collective moves per GPU: the slower of the link within a machine and the machines' network. */
export const linkRate = (gpu: Gpu, setup: Setup, c: Coefficients): number => {
  const word = (setup.interconnect ?? "").toLowerCase();
  const oneWay = (gpu.linkBytesPerSecond ?? 32e9) / 2;
  // PCIe 5 from Hopper on, 4 before: 16 lanes, one way.
  const slot = isHopperOrLater(gpu) ? 63e9 : 32e9;
  const asked = /pcie/.test(word) ? Math.min(slot, Math.max(oneWay, 32e9)) : oneWay;
  // GeForce cards have no peer-to-peer over PCIe: every byte goes through the host.
  const geforce = /^(RTX(20|30|40|50)|GTX)/.test(gpu.id) && gpu.link.startsWith("pcie");
  const pcie = /pcie/.test(word) || gpu.link.startsWith("pcie");
  const within = asked * (pcie ? c.pcieEfficiency : c.linkEfficiency) * (geforce ? 0.5 : 1);
  const several = setup.nodes > 1 || setup.gpuCount > Math.max(8, gpu.gpusPerNode);
  if (!several) return within;
  return Math.min(within, networkOf(gpu, word) * c.linkEfficiency);
};
