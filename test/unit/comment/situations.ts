/**
 * Comparisons as the comment gets them, one per situation. The estimates in them are made up with round
 * figures, so that a golden comment changes when the comment does and not when the estimator learns.
 */
import { attribute, keyChanges, playersOf } from "../../../src/comment/attribution.ts";
import { budgetReport } from "../../../src/comment/budgets.ts";
import type { Comparison, ConfigChange, PricedSide, Side } from "../../../src/comment/change.ts";
import { readSettings } from "../../../src/comment/read-settings.ts";
import type { RepositorySettings } from "../../../src/comment/settings.ts";
import { settingsNotice } from "../../../src/comment/settings-notice.ts";
import type { Estimate, GpuQuote, TrainingRun } from "../../../src/estimator/index.ts";

const GIB = 1024 ** 3;
const around = (value: number) => ({ low: value * 0.8, expected: value, high: value * 1.3 });

const quote = (usd: number, more: Partial<GpuQuote> = {}): GpuQuote => ({
  provider: "runpod",
  kind: "gpu",
  sku: "H100 SXM",
  gpu: "H100-80GB-SXM",
  gpuCount: 1,
  region: "",
  pricing: "on_demand",
  usdPerHour: 2.5,
  fits: "yes",
  hours: around(usd / 2.5),
  usd: around(usd),
  matchesHardware: true,
  available: null,
  basis: "snapshot",
  source: "runpod.io/pricing",
  asOf: "2026-11-20",
  stale: false,
  ...more,
});

export const estimateOf = (
  run: TrainingRun,
  usd: number | undefined,
  more: Partial<Estimate> = {},
): Estimate => ({
  estimatorVersion: "1.0.0",
  run,
  assumptions: [
    { field: "epochs", value: 3, because: "Trainer default" },
    { field: "dataset.tokensPerRow", value: 400, because: "usual for instructions" },
  ],
  parameters: { total: 8_030_261_248, trainable: 41_943_040 },
  workload: { tokens: 19_500_750, realTokens: 18_000_000, steps: 1191, flops: 9.4e17 },
  memory: {
    allocatedBytes: around(30 * GIB),
    reservedBytes: around(33 * GIB),
    processBytes: around(35 * GIB),
    parts: {
      weightsBytes: 6 * GIB,
      adapterBytes: 0.2 * GIB,
      gradientsBytes: 0.2 * GIB,
      optimizerBytes: 0.4 * GIB,
      activationsBytes: 20 * GIB,
      logitsBytes: 3 * GIB,
      buffersBytes: 0.2 * GIB,
    },
    peakMoment: "backward",
    fits: "yes",
    fitsProbability: 0.97,
  },
  throughput: {
    tokensPerSecondPerGpu: around(3000),
    realTokensPerSecondPerGpu: around(2800),
    secondsPerStep: around(5.4),
    mfu: 0.41,
  },
  quotes:
    usd === undefined
      ? []
      : [
          quote(usd),
          quote(usd * 1.1, { provider: "lambda", usdPerHour: 2.75, source: "lambda.ai/pricing" }),
          quote(usd * 1.5, {
            provider: "aws",
            usdPerHour: 3.75,
            source: "aws.amazon.com",
            stale: true,
            asOf: "2026-05-24",
          }),
        ],
  total: {
    productionRun: { ...around(usd ?? 0), basis: "the run" },
    experiments: { ...around((usd ?? 0) * 2), basis: "two earlier runs, assumed" },
  },
  advice: [],
  explanation: { terms: [], narrowBy: ["dataset.tokensPerRow"], unanswered: [] },
  prices: { catalog: "c0ffee12", asOf: "2026-11-20", stale: false },
  ...more,
});

export const RUN: TrainingRun = {
  baseModel: "meta-llama/Llama-3.1-8B",
  technique: "qlora",
  epochs: 1,
  sequenceLength: 2048,
  packing: true,
  dataset: { name: "tatsu-lab/alpaca", rows: 52_002 },
  hardware: { gpu: "H100-80GB-SXM", gpuCount: 1 },
};

const LINES: Record<string, number> = {
  baseModel: 1,
  technique: 3,
  epochs: 12,
  sequenceLength: 8,
  packing: 9,
  "dataset.rows": 15,
  "hardware.gpuCount": 20,
};

export const side = (
  usd: number,
  run: Partial<TrainingRun> = {},
  path = "train/llama.yml",
  more: Partial<Estimate> = {},
): PricedSide => {
  const stated = { ...RUN, ...run };
  const origins = Object.fromEntries(
    Object.entries(LINES).map(([field, line]) => [field, { file: path, line }]),
  );
  return {
    kind: "priced",
    framework: "axolotl",
    stated,
    estimate: estimateOf(stated, usd, more),
    origins,
  };
};

/** `usd` of a mixture by the number of changed keys in it: each key doubles the cost, unless told. */
export const changed = (
  before: PricedSide,
  after: PricedSide,
  path = "train/llama.yml",
  mixtures?: (mask: number) => number | undefined,
): ConfigChange => {
  const { players, grouped } = playersOf(keyChanges(before.stated, after.stated));
  const full = 2 ** players.length - 1;
  const [from, to] = [before, after].map((each) => each.estimate.quotes[0]!.usd.expected) as [
    number,
    number,
  ];
  const usd = Array.from({ length: full + 1 }, (_, mask) => {
    if (mask === 0) return from;
    if (mask === full) return to;
    if (mixtures !== undefined) return mixtures(mask);
    const bits = mask.toString(2).replaceAll("0", "").length;
    return from * (to / from) ** (bits / players.length);
  });
  const why = players.length === 0 ? {} : { why: attribute(players, usd, grouped) };
  return { path, before, after, ...why };
};

export const comparison = (
  configs: ConfigChange[],
  more: Partial<Comparison> = {},
): Comparison => ({
  headSha: "1f2e3d4c5b6a79880123456789abcdef01234567",
  mergeBaseSha: "76543210fedcba987654321089abcdef76543210",
  repositoryUrl: "https://github.com/acme/models",
  configs,
  notices: [],
  moved: [],
  ...more,
});

const unpriced = (reason: string, remedy?: string, line?: number): Side => ({
  kind: "unpriced",
  reason,
  ...(remedy === undefined ? {} : { remedy }),
  ...(line === undefined ? {} : { line }),
});

const rules = (text: string): RepositorySettings => {
  const read = readSettings(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.settings;
};

const withBudget = (
  configs: ConfigChange[],
  text: string,
  override?: { by: string; reason: string },
) =>
  comparison(configs, {
    budget: budgetReport(configs, rules(text), override),
    ...(override ? { override } : {}),
  });

const dearer = changed(side(46), side(458, { epochs: 9 }));
const many = (count: number, dollars: (index: number) => [number, number]): ConfigChange[] =>
  Array.from({ length: count }, (_, index) => {
    const path = `train/config-${String(index).padStart(3, "0")}.yml`;
    const [before, after] = dollars(index);
    return changed(side(before, {}, path), side(after, { epochs: 2 }, path), path);
  });

const hostilePath = "train/a|b`@everyone](https://evil.example) <img src=x>\n# owned.yml";
const hostileRun = {
  baseModel:
    "</code></details><script>alert(1)</script> @acme/team | [x](javascript:alert(1)) `x` #1 www.evil.example",
} satisfies Partial<TrainingRun>;

const managed = (): PricedSide => {
  const made = side(40);
  const offer = {
    provider: "together",
    kind: "managed" as const,
    service: "fine-tuning",
    usd: around(40),
    minimumUsd: 4,
    status: "",
    basis: "snapshot" as const,
    source: "together.ai/pricing",
    asOf: "2026-11-01",
    stale: false,
  };
  const { hardware: _, ...run } = made.stated;
  return { ...made, stated: run, estimate: { ...made.estimate, run, quotes: [offer] } };
};

const tight = (): PricedSide => {
  const made = side(90, { sequenceLength: 8192 });
  const quotes = made.estimate.quotes.map((each) => ({ ...each, fits: "tight" as const }));
  const memory = {
    ...made.estimate.memory,
    fits: "tight" as const,
    fitsProbability: 0.6,
    processBytes: around(76 * GIB),
  };
  return { ...made, estimate: { ...made.estimate, quotes, memory } };
};

const sevenKeys = {
  epochs: 2,
  sequenceLength: 4096,
  packing: false,
  technique: "lora",
  optimizer: "adamw_8bit",
  microBatchSize: 4,
  gradientAccumulationSteps: 8,
  dataset: { name: "tatsu-lab/alpaca", rows: 100_000 },
} satisfies Partial<TrainingRun>;

const badSettings = readSettings("limts:\n  usdPerRun: 5\ncomment:\n  when: chnaged\n");

export const SITUATIONS: Record<string, Comparison> = {
  "one-key-nine-times-dearer": comparison([dearer]),
  "three-keys-share-the-difference": comparison([
    changed(
      side(46),
      side(458, { epochs: 3, baseModel: "meta-llama/Llama-3.1-70B", packing: false }),
    ),
  ]),
  cheaper: comparison([changed(side(86), side(46, { epochs: 1 }), "train/llama.yml")]),
  "slightly-dearer": comparison([changed(side(46), side(47.38, { sequenceLength: 2112 }))]),
  "no-cost-change": comparison([changed(side(46), side(46, { epochs: 1 }))]),
  "no-cost-change-with-keys": comparison([
    changed(side(46), side(46, { optimizer: "adamw_8bit", kernels: ["liger"] })),
  ]),
  "cents-only": comparison([changed(side(0.17), side(0.52, { epochs: 3 }))]),
  "under-a-dollar-hidden-by-rounding": comparison([
    changed(side(412.1), side(412.3, { epochs: 1.001 })),
  ]),
  added: comparison([{ path: "train/new.yml", after: side(412, {}, "train/new.yml") }]),
  removed: comparison([{ path: "train/old.yml", before: side(46, {}, "train/old.yml") }]),
  "renamed-and-edited": comparison([
    { ...dearer, path: "train/llama-v2.yml", previousPath: "train/llama.yml" },
  ]),
  "renamed-only": comparison([
    { path: "train/b.yml", previousPath: "train/a.yml", before: side(46), after: side(46) },
  ]),
  "several-configs": comparison([
    dearer,
    { path: "train/new.yml", after: side(12, {}, "train/new.yml") },
    { path: "train/old.yml", before: side(30, {}, "train/old.yml") },
    changed(side(20, {}, "train/same.yml"), side(20, {}, "train/same.yml"), "train/same.yml"),
  ]),
  "not-priced-added": comparison([
    {
      path: "train/odd.yml",
      after: unpriced(
        '"acme/secret-model" is in no table here',
        'Pass "architecture" with the fields of its config.json.',
        1,
      ),
    },
  ]),
  "not-priced-after": comparison([
    {
      path: "train/llama.yml",
      before: side(46),
      after: unpriced("it names no base model", "State the base model in the config."),
    },
  ]),
  "not-priced-before": comparison([
    { path: "train/llama.yml", before: unpriced("it names no base model"), after: side(46) },
  ]),
  "not-priced-either-way": comparison([
    {
      path: "train/llama.yml",
      before: unpriced("it names no base model"),
      after: unpriced("it names no base model"),
    },
  ]),
  "some-not-priced": comparison([
    dearer,
    {
      path: "train/odd.yml",
      after: unpriced("no offer with 64x B300 in the catalog can run it", undefined, 4),
    },
  ]),
  "over-the-limit": withBudget([dearer], "limits: { usdPerRun: 100, percentIncrease: 50 }"),
  "over-the-limit-accepted": withBudget([dearer], "limits: { usdPerRun: 100 }", {
    by: "maria",
    reason: "the release run, agreed with @finance",
  }),
  "within-the-limits": withBudget([dearer], "limits: { usdPerRun: 1000 }"),
  "over-before-and-cheaper-now": withBudget(
    [changed(side(458), side(300, { epochs: 0.5 }))],
    "limits: { usdPerRun: 100 }",
  ),
  "settings-mistake": comparison([dearer], {
    notices: settingsNotice(badSettings, undefined, [dearer]),
  }),
  "settings-proposed": comparison([dearer], {
    notices: settingsNotice(readSettings(""), readSettings("limits: { usdPerRun: 5000 }"), [
      dearer,
    ]),
  }),
  "prices-moved": comparison([changed(side(46), side(46))], {
    moved: [{ path: "train/llama.yml", fromUsd: 41.2, toUsd: 46, cause: "prices" }],
  }),
  "estimator-changed": comparison([changed(side(46), side(46))], {
    moved: [{ path: "train/llama.yml", fromUsd: 60, toUsd: 46, cause: "estimator" }],
  }),
  "track-record": comparison([dearer], { trackRecord: { runs: 3, meanShare: 0.12 } }),
  incomplete: comparison([dearer], {
    notices: [
      {
        kind: "incomplete",
        text: "GitHub lists only the first 3000 changed files; configs beyond them are not in this comment.",
      },
    ],
  }),
  "hostile-names-and-values": comparison([
    changed(side(46, {}, hostilePath), side(458, hostileRun, hostilePath), hostilePath),
    {
      path: "a_b*c~d.yml",
      after: unpriced("<b>bold</b> | @acme https://evil.example $x$ ```", "`rm -rf` --> <!--"),
    },
  ]),
  "tight-memory": comparison([changed(side(46), tight())]),
  "managed-service": comparison([{ path: "train/together.yml", after: managed() }]),
  "more-than-six-keys": comparison([changed(side(46), side(458, sevenKeys))]),
  "only-together": comparison([
    changed(
      side(46),
      side(458, {
        baseModel: "meta-llama/Llama-3.1-70B",
        hardware: { gpu: "B200-180GB", gpuCount: 8 },
      }),
      "train/llama.yml",
      () => undefined,
    ),
  ]),
  "two-hundred-configs": comparison(many(200, (index) => [10 + index, 20 + index * 2])),
};

SITUATIONS["cheaper-settings"] = comparison([
  changed(
    side(46),
    side(458, { epochs: 9 }, "train/llama.yml", {
      advice: [
        {
          change: { packing: true },
          savesUsd: around(120),
          because: "Rows fill 31 % of the sequence; the same data is seen.",
        },
        {
          change: { epochs: 3 },
          savesUsd: around(300),
          because: "Fewer passes over the data, which may cost quality.",
        },
      ],
    }),
  ),
]);
