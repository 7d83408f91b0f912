/**
 * An estimate at an address: `/e/<state>`, where the state holds the run, the catalog's id, the estimator's
 * version and the figures shown, so that the page can say what was said then and put today's beside it.
 * Nothing is stored on our side. The state is JSON, deflated against a fixed dictionary (RFC 1951, 1950) and
 * written in base64url (RFC 4648, 5); its first character names this encoding.
 */
import { deflateSync, inflateSync } from "fflate";
import * as z from "zod";
import { type Estimate, Fits, Range } from "../estimator/estimate.ts";
import { TrainingRun } from "../estimator/run.ts";
import { fromZod, type Result, right, wrong } from "../problem.ts";
import { bestQuote, isGpuQuote } from "./index.ts";

/** What the reader was shown, rounded to four digits. */
export const Shown = z.strictObject({
  usd: Range.optional(),
  hours: Range.optional(),
  provider: z.string().max(100).optional(),
  gpu: z.string().max(100).optional(),
  gpuCount: z.int().min(1).max(100_000).optional(),
  pricing: z.string().max(100).optional(),
  processBytes: z.number(),
  fits: Fits,
});
export type Shown = z.infer<typeof Shown>;

export const AddressState = z.strictObject({
  run: TrainingRun,
  /** Fields that were assumed, not stated; the page shows them as such again. */
  assumed: z.array(z.string().max(100)).max(100),
  catalog: z.string().max(200),
  asOf: z.string().max(40),
  estimatorVersion: z.string().max(40),
  shown: Shown,
});
export type AddressState = z.infer<typeof AddressState>;

/** Encoding 1: this dictionary. Changing one character of it breaks every address given out; add an encoding instead. */
const ENCODING = "1";
const DICTIONARY = new TextEncoder().encode(
  `"architecture":{"hidden_size":4096,"num_hidden_layers":"intermediate_size":"num_attention_heads":"num_key_value_heads":"vocab_size":"maxTokensPerRow":"quantization":{"kind":"nf4","doubleQuant":true},"rollouts":{"generations":8,"promptTokens":512,"completionTokens":512,"engineMemoryFraction":"kernels":["liger"],"frozen":[],"evaluation":{"everySteps":500,"rows":null},"checkpoints":{"everySteps":500,"keep":null},"unsloth","deepspeed","zero3","zero2","fsdp","fsdp2","A100-80GB-SXM","H200-141GB-SXM","B200-180GB-SXM","L40S-48GB","A10G-24GB","RTX-4090-24GB","runpod","lambda","vast","together","aws","Qwen/Qwen3-8B","mistralai/Mistral-7B-v0.3","google/gemma-","axolotl","llama-factory","trl","transformers","torchtune","objective":"dpo","grpo","full","lora","optimizer":"paged_adamw_8bit","adamw_torch_fused","{"run":{"framework":"transformers","baseModel":"meta-llama/Llama-3.1-8B","objective":"sft","technique":"qlora","quantizationBits":4,"quantizationBits":null,"precision":"bf16","weightsPrecision":"fp32","sequenceLength":2048,"packing":false,"packing":true,"microBatchSize":1,"gradientAccumulationSteps":1,"epochs":3,"maxSteps":null,"dataset":{"name":"rows":50000,"tokensPerRow":"tokens":null},"optimizer":"adamw_torch","gradientCheckpointing":true,"attention":"flash_attention_2","sdpa","lora":{"rank":16,"alpha":32,"dropout":0.05,"targetModules":"all-linear","modulesToSave":[],"variant":"lora"},"parallelism":{"strategy":"none","tensor":1,"pipeline":1,"context":1,"expert":1,"nodes":1,"cpuOffload":false},"hardware":{"gpu":"H100-80GB-SXM","gpuCount":1,"interconnect":"nvlink"}},"assumed":["dataset.tokensPerRow","hardware.gpu","hardware.gpuCount"],"catalog":"snapshot-2026-11-","asOf":"2026-11-","estimatorVersion":"0.1.0","shown":{"usd":{"low":,"expected":,"high":},"hours":{"low":"provider":"gpuCount":1,"pricing":"on_demand","processBytes":"fits":"yes"}}`,
);
const MAX_STATE_CHARACTERS = 12_000;
const MAX_JSON_BYTES = 128 * 1024;

/** The page's address of this estimate. `baseUrl` is the Worker's own origin. */
export const estimateAddress = (baseUrl: string, estimate: Estimate): string =>
  `${baseUrl.replace(/\/+$/, "")}/e/${encodeState(stateOf(estimate))}`;

export const stateOf = (estimate: Estimate): AddressState => {
  const best = bestQuote(estimate);
  const isLookedUp = estimate.assumptions.some(({ field }) => field === "architecture");
  const { architecture: _, ...withoutArchitecture } = estimate.run;
  return {
    // What the Hub told is looked up again: a whole config.json would make the address unwieldy.
    run: isLookedUp ? withoutArchitecture : estimate.run,
    assumed: estimate.assumptions.map(({ field }) => field.slice(0, 100)).slice(0, 100),
    catalog: estimate.prices.catalog,
    asOf: estimate.prices.asOf,
    estimatorVersion: estimate.estimatorVersion,
    shown: {
      ...(best === undefined ? {} : { usd: fourDigits(best.usd), provider: best.provider }),
      ...(best !== undefined && isGpuQuote(best)
        ? {
            hours: fourDigits(best.hours),
            gpu: best.gpu,
            gpuCount: best.gpuCount,
            pricing: best.pricing,
          }
        : {}),
      processBytes: Math.round(estimate.memory.processBytes.expected),
      fits: estimate.memory.fits,
    },
  };
};

const fourDigits = ({ low, expected, high }: Range): Range => ({
  low: Number(low.toPrecision(4)),
  expected: Number(expected.toPrecision(4)),
  high: Number(high.toPrecision(4)),
});

export const encodeState = (state: AddressState): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const packed = deflateSync(bytes, { level: 9, dictionary: DICTIONARY });
  return ENCODING + toBase64Url(packed);
};

/** Any text in; what is no state of ours comes back as a problem. */
export const decodeState = (state: string): Result<AddressState> => {
  const broken = (message: string) => wrong({ path: "state", message });
  if (state.length > MAX_STATE_CHARACTERS)
    return broken("This address is longer than any of ours.");
  if (!state.startsWith(ENCODING))
    return broken(
      "This address was not made by ftcost, or by a version that this one cannot read.",
    );
  let json: unknown;
  try {
    const bytes = inflateSync(fromBase64Url(state.slice(1)), { dictionary: DICTIONARY });
    if (bytes.length > MAX_JSON_BYTES) return broken("This address holds more than one run.");
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return broken("This address is damaged: a part of it is missing or changed.");
  }
  const parsed = AddressState.safeParse(json);
  return parsed.success ? right(parsed.data) : wrong(...fromZod(parsed.error));
};

const toBase64Url = (bytes: Uint8Array): string => {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};

const fromBase64Url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
