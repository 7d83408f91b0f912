/**
 * Hugging Face: Jobs hardware (JSON, dollars a minute) and Endpoints prices (a table in its documentation,
 * dollars an hour). Jobs train; endpoints only serve.
 */
import {
  addOffer,
  amount,
  asJson,
  emptyParsed,
  GET_JSON,
  isFields,
  KIB,
  listAt,
  text,
  Unreadable,
  type PriceSource,
} from "./source.ts";

export const huggingfaceJobs: PriceSource = {
  id: "huggingface-jobs",
  home: "huggingface.co/api/jobs/hardware",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 200 * KIB,
  requests: () => [{ url: "https://huggingface.co/api/jobs/hardware", headers: GET_JSON }],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    for (const flavour of listAt(asJson(body), "")) {
      const accelerator = flavour["accelerator"];
      if (!isFields(accelerator)) continue;
      const sku = text(flavour["name"]);
      const unit = text(flavour["unitLabel"]);
      if (unit !== "minute") {
        sheet.rejected.push({ row: `huggingface-jobs ${sku}`, reason: `priced by the "${unit}"` });
        continue;
      }
      const micro = amount(flavour["unitCostMicroUSD"]);
      const perMinute =
        amount(flavour["unitCostUSD"]) ?? (micro === undefined ? undefined : micro / 1e6);
      if (text(accelerator["type"]) !== "gpu" && accelerator["type"] !== undefined) {
        sheet.rejected.push({
          row: `huggingface-jobs ${sku}`,
          reason: `a ${text(accelerator["type"])}, not a GPU`,
        });
        continue;
      }
      const gpuCount = amount(accelerator["quantity"]) ?? 0;
      const memory = amount(text(accelerator["vram"]).replace(/ ?GB$/, ""));
      addOffer(sheet, {
        provider: "huggingface-jobs",
        sku,
        gpu: text(accelerator["model"]).replace(/^Nvidia /i, ""),
        gigabytesPerGpu: perGpu(memory, gpuCount, sku),
        gpuCount,
        region: "global",
        pricing: "on_demand",
        usdPerHour: perMinute === undefined ? undefined : Math.round(perMinute * 60 * 1e4) / 1e4,
      });
    }
    return sheet;
  },
};

/** `vram` is of one card for some flavours and of all for others (a100x4, 320 GB): 80 GB a card is the most before H200. */
const perGpu = (memory: number | undefined, gpuCount: number, sku: string): number | undefined => {
  if (memory === undefined || gpuCount <= 1) return memory;
  const most = /h200|b200|b300|mi3/i.test(sku) ? 288 : 96;
  return memory > most ? memory / gpuCount : memory;
};

const HEAD =
  /\|\s*Provider\s*\|\s*Instance Type\s*\|\s*Instance Size\s*\|\s*Hourly rate\s*\|\s*GPUs\s*\|\s*Memory\s*\|/i;
const ROW =
  /^\|\s*(aws|gcp|azure)\s*\|\s*([^|]+?)\s*\|\s*(x\d+)\s*\|\s*\$?([\d.]+)\s*\|\s*(\d+)\s*\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|/gim;

export const huggingfaceEndpoints: PriceSource = {
  id: "huggingface-endpoints",
  home: "huggingface.co/docs/inference-endpoints/pricing",
  evidence: "recorded",
  everyHours: 24,
  maxBytes: 200 * KIB,
  requests: () => [
    {
      url: "https://raw.githubusercontent.com/huggingface/hf-endpoints-documentation/main/docs/source/support/pricing.md",
      headers: { "user-agent": "ftcost (price refresh)" },
    },
  ],
  parse: ([body = ""]) => {
    const sheet = emptyParsed();
    const rows = [...body.matchAll(ROW)].filter(([, , type = ""]) => /nvidia/i.test(type));
    if (rows.length === 0) throw new Unreadable("no table of GPU instances");
    if (!HEAD.test(body)) throw new Unreadable("the table's columns are others");
    for (const [
      ,
      cloud = "",
      type = "",
      size = "",
      price,
      count,
      memory = "",
      architecture = "",
    ] of rows)
      addOffer(sheet, {
        provider: "huggingface-endpoints",
        sku: `${cloud}/${type}-${size}`,
        gpu: architecture
          .replaceAll("*", "")
          .replace(/ - .*$/, "")
          .replace(/^NVIDIA /i, ""),
        ...(/deprecated/i.test(architecture) ? { remark: architecture.replaceAll("*", "") } : {}),
        gigabytesPerGpu: (amount(memory.replace(/ ?GB$/i, "")) ?? 0) / Number(count) || undefined,
        gpuCount: Number(count),
        region: cloud,
        pricing: "on_demand",
        usdPerHour: amount(price),
      });
    // Endpoints serve: they are no machines to train on.
    sheet.serving = sheet.offers;
    sheet.offers = [];
    return sheet;
  },
};
