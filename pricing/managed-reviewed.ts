/**
 * Managed fine-tuning prices, reviewed by hand on 2026-11-23, each with where and when it was read.
 * Services without a machine-readable feed live only here; the others fall back to it.
 */
import type { Unpriced } from "../src/estimator/offer.ts";
import type { PackedManaged } from "./sheet.ts";
import { LOOP_OBJECTIVES } from "./sources/managed.ts";

const BILLION = 1e9;
type Row = Omit<PackedManaged, "basis">;
type Common = Pick<Row, "provider" | "service" | "source" | "asOf" | "status">;

const SFT = ["sft"];
const SFT_DPO = ["sft", "dpo"];
const EITHER = ["full", "lora"] as Row["methods"];

const perToken = (
  common: Common,
  usdPerMillionTokens: number,
  rest: Pick<Row, "baseModels" | "methods" | "objectives"> & Partial<Row>,
): Row => ({ ...common, minimumUsd: 0, epochsMultiply: true, usdPerMillionTokens, ...rest });

const OPENAI: Common = {
  provider: "openai",
  service: "self-serve fine-tuning",
  status:
    "winding down: closed to new organisations since 2026-05-07, tightened 2026-07-02; nobody can start a job from 2027-01-06; tuned models are served until their base model is deprecated",
  source: "developers.openai.com/api/docs/pricing (copied in public repositories)",
  asOf: "2026-05-07",
};
const openai = (model: string, usdPerMillionTokens: number, objectives = SFT): Row =>
  perToken(OPENAI, usdPerMillionTokens, {
    baseModels: [model, model.replace(/-20\d\d-\d\d-\d\d$/, "")].filter(
      (id, at, all) => all.indexOf(id) === at,
    ),
    methods: EITHER,
    objectives,
  });

const AZURE: Common = {
  provider: "azure-openai",
  service: "Foundry fine-tuning",
  status: "open; a deployed tuned model costs its hosting by the hour",
  source: "Azure price sheet notes in a public repository (undated copy, 2025-11 to 2026-02)",
  asOf: "2025-11",
};

const TOGETHER: Common = {
  provider: "together",
  service: "fine-tuning",
  status: "open; minimum of $4 a job seen in 2026, none in the document of 2025-11",
  source: "together.ai/pricing as captured in public notes, 2026-02 to 2026-06",
  asOf: "2026-06",
};
/** Bands of TOTAL parameters, experts included. */
const band = (
  common: Common,
  [fromBillions, upToBillions]: [number, number | undefined],
  method: "lora" | "full",
  objectives: string[],
  usdPerMillionTokens: number,
  minimumUsd: number,
): Row =>
  perToken(common, usdPerMillionTokens, {
    baseModels: [],
    parametersFrom: fromBillions * BILLION,
    ...(upToBillions === undefined ? {} : { parametersUpTo: upToBillions * BILLION }),
    methods: [method],
    objectives,
    minimumUsd,
  });
const together = (
  range: [number, number],
  sftLora: number,
  sftFull: number,
  dpoLora: number,
  dpoFull: number,
) => [
  band(TOGETHER, range, "lora", SFT, sftLora, 4),
  band(TOGETHER, range, "full", SFT, sftFull, 4),
  band(TOGETHER, range, "lora", ["dpo"], dpoLora, 4),
  band(TOGETHER, range, "full", ["dpo"], dpoFull, 4),
];

const FIREWORKS: Common = {
  provider: "fireworks",
  service: "managed training",
  status: "open; a LoRA is served on a dedicated deployment billed by the GPU-second",
  source:
    "fireworks.ai/pricing and docs.fireworks.ai/fine-tuning/cost-estimator.md, read 2026-10-08",
  asOf: "2026-10-08",
};
const fireworks = (range: [number, number | undefined], sftLora: number) => [
  band(FIREWORKS, range, "lora", SFT, sftLora, 0),
  band(FIREWORKS, range, "lora", ["dpo"], sftLora * 2, 0),
  band(FIREWORKS, range, "full", SFT, sftLora * 2, 0),
  band(FIREWORKS, range, "full", ["dpo"], sftLora * 4, 0),
];
const FIREWORKS_LOOP: Common = {
  ...FIREWORKS,
  service: "serverless training API",
  status: "open, preview; prefill, sampling and checkpoints are billed apart",
  source: "fireworks.ai/pricing as copied in a public repository",
  asOf: "2026-09",
};

const TINKER: Common = {
  provider: "tinker",
  service: "training API",
  status: "open; re-priced upwards by about a tenth by 2026-09 where it was seen again",
  source: "tinker-docs.thinkingmachines.ai/tinker/models.json, copy of 2026-07-02",
  asOf: "2026-07-02",
};
const tinker = (model: string, usdPerMillionTokens: number, seen: Partial<Common> = {}): Row =>
  perToken({ ...TINKER, ...seen }, usdPerMillionTokens, {
    baseModels: [model],
    methods: ["lora"],
    objectives: LOOP_OBJECTIVES,
  });
const SEEN_AGAIN = {
  status: "open",
  source: "tinker-docs.thinkingmachines.ai/tinker/models.json, checked 2026-09-10",
  asOf: "2026-09-10",
};

const BEDROCK: Common = {
  provider: "aws-bedrock",
  service: "model customization",
  status: "open; storage $1.95 a month per custom model; served on demand without an idle charge",
  source: "AWS Price List API, query of 2026-08-02 in a public repository",
  asOf: "2026-08-02",
};

const VERTEX: Common = {
  provider: "google-vertex",
  service: "Gemini supervised tuning",
  status: "open",
  source: "cloud.google.com/vertex-ai pricing as copied in a public repository",
  asOf: "2026-03-15",
};

const OPENPIPE: Common = {
  provider: "openpipe",
  service: "hosted training",
  status: "acquired by CoreWeave; still listed; sources disagree whether this is the training rate",
  source: "docs.openpipe.ai/pricing/pricing",
  asOf: "2026-06-28",
};

const ROWS: Row[] = [
  openai("gpt-4.1-2025-04-14", 25, SFT_DPO),
  openai("gpt-4.1-mini-2025-04-14", 5, SFT_DPO),
  openai("gpt-4.1-nano-2025-04-14", 1.5, SFT_DPO),
  openai("gpt-4o-2024-08-06", 25, SFT_DPO),
  openai("gpt-4o-mini-2024-07-18", 3, SFT_DPO),
  openai("gpt-3.5-turbo", 8),
  openai("davinci-002", 6),
  openai("babbage-002", 0.4),
  {
    ...OPENAI,
    baseModels: ["o4-mini-2025-04-16", "o4-mini"],
    methods: EITHER,
    objectives: ["grpo", "ppo"],
    usdPerHour: 100,
    minimumUsd: 0,
    epochsMultiply: false,
  },
  {
    ...AZURE,
    baseModels: ["o4-mini-2025-04-16", "o4-mini"],
    methods: EITHER,
    objectives: ["grpo", "ppo"],
    usdPerHour: 100,
    minimumUsd: 0,
    epochsMultiply: false,
    hostingUsdPerHour: 1.7,
  },
  perToken(AZURE, 25, {
    baseModels: ["gpt-4.1-2025-04-14", "gpt-4.1"],
    methods: EITHER,
    objectives: SFT_DPO,
    hostingUsdPerHour: 1.7,
  }),
  perToken(AZURE, 5.5, {
    baseModels: ["gpt-4.1-mini-2025-04-14", "gpt-4.1-mini"],
    methods: EITHER,
    objectives: SFT_DPO,
    hostingUsdPerHour: 1.7,
  }),
  ...together([0, 16], 0.48, 0.54, 1.2, 1.35),
  ...together([16, 69], 1.5, 1.65, 3.75, 4.12),
  ...together([69, 100], 2.9, 3.2, 7.25, 8),
  ...[
    { objectives: SFT, price: 6 },
    { objectives: ["dpo"], price: 15 },
  ].map(({ objectives, price }) =>
    perToken({ ...TOGETHER, asOf: "2026-03", status: "open" }, price, {
      baseModels: ["Qwen/Qwen3-235B-A22B", "Qwen/Qwen3-235B-A22B-Instruct-2507"],
      methods: ["lora"],
      objectives,
    }),
  ),
  perToken({ ...TOGETHER, asOf: "2026-03-05", status: "open; batch of 16 or more" }, 3, {
    baseModels: ["meta-llama/Llama-4-Maverick-17B-128E-Instruct"],
    methods: ["lora"],
    objectives: SFT,
    minimumUsd: 4,
  }),
  ...fireworks([0, 16], 0.5),
  ...fireworks([16, 80], 3),
  ...fireworks([80, 300], 6),
  ...fireworks([300, undefined], 10),
  perToken(FIREWORKS_LOOP, 1.463, {
    baseModels: ["Qwen/Qwen3.5-9B"],
    methods: ["lora"],
    objectives: LOOP_OBJECTIVES,
  }),
  tinker("nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16", 4.98, {
    status: "open; limited-time discount of 50 % when read",
  }),
  tinker("nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-BF16", 1.16),
  tinker("nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", 0.4, {
    status: "open; limited-time discount of 50 % when read",
  }),
  tinker("moonshotai/Kimi-K2.6", 4.4),
  tinker("Qwen/Qwen3.6-35B-A3B", 1.07),
  tinker("Qwen/Qwen3.6-27B", 3.73),
  tinker("Qwen/Qwen3.5-397B-A17B", 6),
  tinker("Qwen/Qwen3.5-35B-A3B-Base", 1.07),
  tinker("Qwen/Qwen3.5-9B", 1.33),
  tinker("Qwen/Qwen3.5-4B", 0.737, SEEN_AGAIN),
  tinker("Qwen/Qwen3-8B", 0.44, SEEN_AGAIN),
  tinker("openai/gpt-oss-120b", 0.52),
  tinker("openai/gpt-oss-20b", 0.396, SEEN_AGAIN),
  tinker("deepseek-ai/DeepSeek-V3.1", 3.38),
  perToken(BEDROCK, 3.78, {
    baseModels: ["amazon.nova-2-lite-v1:0", "amazon.nova-2-lite"],
    methods: EITHER,
    objectives: SFT,
  }),
  perToken(VERTEX, 25, { baseModels: ["gemini-2.5-pro"], methods: EITHER, objectives: SFT }),
  perToken({ ...VERTEX, asOf: "2026" }, 5, {
    baseModels: ["gemini-2.5-flash"],
    methods: EITHER,
    objectives: SFT,
  }),
  band(OPENPIPE, [0, 8], "lora", SFT, 0.48, 0),
  band(OPENPIPE, [8, 14], "lora", SFT, 1.5, 0),
  band(OPENPIPE, [14, 32], "lora", SFT, 1.9, 0),
  band(OPENPIPE, [32, 72], "lora", SFT, 2.9, 0),
  band(
    {
      provider: "ori",
      service: "fine-tuning",
      status: "open",
      source: "docs.ori.co/fine-tuning/billing (undated copy)",
      asOf: "2026",
    },
    [0, 10],
    "lora",
    SFT,
    0.46,
    0,
  ),
];

export const MANAGED_REVIEWED: PackedManaged[] = ROWS.map((row) => ({ ...row, basis: "snapshot" }));

/** Reviewed on the same day; what is known is that these are offered, or that they were. */
export const UNPRICED_REVIEWED: Unpriced[] = [
  {
    provider: "mistral",
    service: "la Plateforme fine-tuning",
    baseModels: [],
    because:
      "each model's page names a training price per million tokens, a monthly storage fee and a minimum of $4 a job; the prices themselves could not be read",
    source: "mistral.ai/pricing by its public parsers",
    asOf: "2026-09",
  },
  {
    provider: "google-vertex",
    service: "Gemini supervised tuning",
    baseModels: ["gemini-2.5-flash-lite"],
    because: "offered in regional endpoints; no price was found",
    source: "cloud.google.com/vertex-ai pricing",
    asOf: "2026",
  },
  {
    provider: "aws-bedrock",
    service: "model customization",
    baseModels: ["amazon.nova-micro-v1:0", "meta.llama3-3-70b-instruct"],
    because: "the price list names the meter; its price was not read (it is once the feed answers)",
    source: "AWS Price List API meter names",
    asOf: "2026-08",
  },
  {
    provider: "anthropic",
    service: "Claude 3 Haiku on Amazon Bedrock",
    baseModels: ["claude-3-haiku-20240307"],
    because: "sold through Bedrock in us-west-2 with provisioned throughput; no price was found",
    source: "not found",
    asOf: "2026-11-23",
  },
  {
    provider: "nebius",
    service: "Token Factory post-training",
    baseModels: [],
    because: "billed per million tokens; no rate stands in the documentation that was read",
    source: "docs.tokenfactory.nebius.com/post-training",
    asOf: "2026",
  },
  {
    provider: "cohere",
    service: "fine-tuning",
    baseModels: ["command-r"],
    because:
      "$3 per million tokens was last seen in 2025; whether it can still be started is not known",
    source: "cohere.com/pricing (undated copy)",
    asOf: "2025",
  },
];
