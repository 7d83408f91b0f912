/**
 * Vultr: cloud and bare-metal plans, without a key. Dollars per plan-hour. A cloud plan's memory is of
 * all its GPUs; plans of a fraction of a GPU and plans at $0 exist and are reported.
 */
import { nameGpu } from "../gpu-names.ts";
import {
  addOffer,
  amount,
  asJson,
  emptyParsed,
  GET_JSON,
  isFields,
  KIB,
  text,
  Unreadable,
  type PriceSource,
} from "./source.ts";

/** vcg-h100-8x..., "NVIDIA_A100" with 160 GB: how many whole cards the memory makes. */
const CARD_GB: Record<string, number[]> = {
  A100: [80, 40],
  H100: [80],
  L40S: [48],
  A40: [48],
  A16: [16],
  GH200: [96],
  H200: [141],
  B200: [180],
  MI300X: [192],
  MI325X: [256],
  MI355X: [288],
};

const cloudGpus = (
  type: string,
  memory: number,
): { gigabytes: number; count: number } | undefined => {
  const model = type.replace(/^(NVIDIA|AMD)_/, "");
  if (model === "A100" && memory === 40) return { gigabytes: 40, count: 1 };
  const size = (CARD_GB[model] ?? []).find(
    (gigabytes) => memory >= gigabytes && memory % gigabytes === 0,
  );
  return size === undefined ? undefined : { gigabytes: size, count: memory / size };
};

export const vultr: PriceSource = {
  id: "vultr",
  home: "api.vultr.com",
  evidence: "recorded",
  everyHours: 12,
  maxBytes: 600 * KIB,
  requests: () => [
    { url: "https://api.vultr.com/v2/plans?type=all&per_page=500", headers: GET_JSON },
    { url: "https://api.vultr.com/v2/plans-metal?per_page=500", headers: GET_JSON },
  ],
  parse: (bodies) => {
    const sheet = emptyParsed();
    let plans = 0;
    for (const body of bodies) {
      const value = asJson(body);
      const list = isFields(value) ? (value["plans"] ?? value["plans_metal"]) : undefined;
      if (!Array.isArray(list)) throw new Unreadable("neither plans nor plans_metal");
      for (const plan of list.filter(isFields)) {
        plans++;
        const sku = text(plan["id"]);
        const regions = Array.isArray(plan["locations"]) ? plan["locations"] : [];
        const common = {
          provider: "vultr",
          sku,
          region: regions.map(String).join(" ").slice(0, 60),
          available: regions.length > 0,
        };
        const usdPerHour = amount(plan["hourly_cost"]);
        const type = text(plan["gpu_type"]);
        const memory = amount(plan["gpu_vram_gb"]);
        if (type !== "" && memory !== undefined) {
          const gpus = cloudGpus(type, memory);
          if (gpus === undefined)
            sheet.rejected.push({
              row: `vultr ${sku}`,
              reason: `${memory} GB of ${type}: a fraction, or a GPU that is not known`,
            });
          else
            addOffer(sheet, {
              ...common,
              gpu: type,
              gigabytesPerGpu: gpus.gigabytes,
              gpuCount: gpus.count,
              pricing: "on_demand",
              usdPerHour,
            });
          continue;
        }
        const metal = /-(\d+)-([a-z0-9]+)-gpu$/.exec(sku);
        if (metal === null) continue;
        const gpu = metal[2]!;
        const gpuCount = Number(metal[1]);
        const known = nameGpu(gpu, CARD_GB[gpu.toUpperCase()]?.[0]);
        const sized = {
          ...common,
          gpu,
          gigabytesPerGpu: known.ok ? CARD_GB[gpu.toUpperCase()]?.[0] : undefined,
          gpuCount,
        };
        addOffer(sheet, { ...sized, pricing: "on_demand", usdPerHour });
        const preemptible = amount(plan["hourly_cost_preemptible"]);
        if (preemptible !== undefined && preemptible > 0)
          addOffer(sheet, { ...sized, pricing: "spot", usdPerHour: preemptible });
      }
    }
    if (plans === 0) throw new Unreadable("no plans");
    return sheet;
  },
};
