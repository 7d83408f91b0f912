import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bill, BillOptions, onceUsd } from "../../../src/bill/index.ts";
import { BILL_PARTS, Bill } from "../../../src/estimator/estimate.ts";
import type { Offer } from "../../../src/estimator/offer.ts";
import { anEstimate, aQuote, inference } from "./an-estimate.ts";

/** The only machine to serve on: $2 an hour, 80 GB for the 8B at 2 bytes and a fifth: 19.2 GB. */
const anOffer: Offer = {
  provider: "acme",
  sku: "one",
  gpu: "A100-80GB-SXM",
  gpuCount: 1,
  region: "",
  pricing: "on_demand",
  usdPerHour: 2,
  available: null,
  basis: "snapshot",
  source: "test",
  asOf: "2026-11-01",
  stale: false,
};

const rl = anEstimate({
  run: {
    ...anEstimate().run,
    objective: "grpo",
    rollouts: { generations: 8, promptTokens: 400, completionTokens: 600 },
  },
});

describe("each part, its arithmetic written out", () => {
  it.each([
    ["the run: 10 h x $2", {}, "productionRun", 20],
    ["3 to 5 experiments, 4 expected: 4 x $20", {}, "experiments", 80],
    [
      "a pilot: 1 run on a tenth: 1 x 0.1 x $20",
      { experiments: { runs: 1, fraction: 0.1 } },
      "experiments",
      2,
    ],
    [
      "4 runs and a sweep of 10 settings on a twentieth: (4 + 10 x 0.05) x $20",
      { experiments: { runs: 4, sweep: { settings: 10, fraction: 0.05 } } },
      "experiments",
      90,
    ],
    ["a buffer of 35 % of $20", { experiments: { buffer: 0.35 } }, "experiments", 7],
    [
      // $20 / 2,000,000 tokens = $1e-5 a trained token; a forward pass is 1 of 3: $1/3e5.
      // 100 rows x 1,000 tokens, 10 passes during (1,000 steps / 100) and one after: 1.1e6 tokens.
      "evaluation: 1.1 million tokens x $1e-5 / 3",
      { evaluation: { everySteps: 100, rows: 100 } },
      "evaluation",
      11 / 3,
    ],
    [
      // 50 rows x (1,000 in x $0.4 + 100 out x $1.6) / 1e6 = 50 x $0.00056 = $0.028, and 50,000 tokens x $1e-5 / 3.
      "a judge reads 50 answers at gpt-4.1-mini's price",
      {
        evaluation: {
          rows: 50,
          judge: { price: "gpt-4.1-mini", inputTokens: 1000, outputTokens: 100 },
        },
      },
      "evaluation",
      0.028 + 0.5 / 3,
    ],
    [
      // 8e9 x (2 + 8) bytes = 80 GB, 2 written (1,000 steps / 500) x 3 months x $0.023.
      "checkpoints: 2 x 80 GB x 3 months x $0.023",
      { checkpoints: { months: 3 } },
      "checkpoints",
      11.04,
    ],
    [
      "one checkpoint, weights alone, a year at $0.1: 16 GB x 12 x 0.1",
      { checkpoints: { keep: 1, withOptimizer: false, months: 12, usdPerGigabyteMonth: 0.1 } },
      "checkpoints",
      19.2,
    ],
    [
      "1,000 rows labelled in 0.05 h and a fifth cleaned in 0.02 h at $40: (50 + 4) x 40",
      {
        dataPreparation: {
          labellingHoursPerExample: 0.05,
          cleaningHoursPerExample: 0.02,
          sampledShare: 0.2,
          usdPerHour: 40,
        },
      },
      "dataPreparation",
      2160,
    ],
    [
      // 2,000 generated for 1,000 kept x (500 x $2 + 1,000 x $8) / 1e6 = 2,000 x $0.009.
      "synthetic examples, half of them kept",
      {
        dataPreparation: {
          sampledShare: 0,
          synthetic: {
            examples: 1000,
            inputTokens: 500,
            outputTokens: 1000,
            price: "gpt-4.1",
            keptShare: 0.5,
          },
        },
      },
      "dataPreparation",
      18,
    ],
    [
      // Failed: 0.1 x $20 = $2. Interrupted: 10 h x 0.05 = 0.5 times x (10 h x 0.25 + 0.5 h) = 1.5 h x $2 = $3.
      "reserve: a tenth fails, half an interruption of 3 hours",
      { reserve: { failedShare: 0.1, interruptionsPerHour: 0.05, restartHours: 0.5 } },
      "reserve",
      5,
    ],
    ["serving round the clock: 730.5 h x $2", {}, "servingPerMonth", 1461],
    [
      "serving 8 hours a day, shared by 4 adapters: 730.5 / 3 x $2 / 4",
      { servingPerMonth: { hoursPerDay: 8, adaptersSharing: 4 } },
      "servingPerMonth",
      121.75,
    ],
    [
      "10 million tokens a month at $0.001 per thousand: $10 a month, $120 a year, not $10,000",
      {
        servingPerMonth: {
          kind: "serverless",
          requestsPerMonth: 10_000,
          inputTokens: 1000,
          outputTokens: 0,
          price: { inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 1 },
        },
      },
      "servingPerMonth",
      10,
    ],
    ["quarterly: 4 x $20", {}, "retuningPerYear", 80],
    [
      "12 times a year on a quarter of the data: 12 x 0.25 x $20",
      { retuningPerYear: { perYear: 12, fraction: 0.25 } },
      "retuningPerYear",
      60,
    ],
    ["a stated amount", { productionRun: { usd: 123 } }, "productionRun", 123],
    [
      "reinforcement fine-tuning by the hour: 3 h x $100",
      { productionRun: { trainingHours: 3, usdPerHour: 100 } },
      "productionRun",
      300,
    ],
  ] as const)("%s", (_, options, part, usd) => {
    expect(
      bill(anEstimate(), BillOptions.parse(options), { inference, offers: [anOffer] })[part]
        ?.expected,
    ).toBeCloseTo(usd, 6);
  });

  it("grades rollouts by the tokens a grader reads and writes", () => {
    // 1,000 steps x 2 completions = 2,000, and validation (1,000 / 250) x 50 x 1 = 200: 2,200 rollouts
    // x (1,000 x $2 + 20 x $8) / 1e6 = 2,200 x $0.00216.
    const parts = bill(
      rl,
      {
        grader: { price: "gpt-4.1", outputTokens: 20, validation: { everySteps: 250, rows: 50 } },
      },
      { inference },
    );
    expect(parts.grader?.expected).toBeCloseTo(4.752, 6);
    expect(bill(rl).grader).toMatchObject({ expected: 0 });
    expect(bill(anEstimate()).grader).toBeUndefined();
  });

  it("counts spot interruptions only where a machine can be taken away", () => {
    const on = (pricing: "spot" | "on_demand") =>
      bill(anEstimate({ quotes: [aQuote({ pricing })] }), { reserve: { failedShare: 0 } }).reserve!;
    expect(on("spot").expected).toBeGreaterThan(100 * on("on_demand").expected);
  });

  it("serves on the cheapest steady machine that holds the weights, not on the one that trains", () => {
    const small = { ...anOffer, gpu: "L4-24GB", usdPerHour: 0.5 };
    const tooSmall = { ...anOffer, gpu: "T4-16GB", usdPerHour: 0.2 };
    const taken: Offer = { ...small, pricing: "spot", usdPerHour: 0.1 };
    // 8e9 x 2 x 1.2 = 19.2 GB: an L4 holds it, a T4 does not. 730.5 x $0.5.
    const parts = bill(anEstimate(), {}, { offers: [anOffer, small, tooSmall, taken] });
    expect(parts.servingPerMonth?.expected).toBeCloseTo(365.25, 6);
  });

  it("bills evaluation at a service like trained tokens, and no interruption", () => {
    const managed = anEstimate({
      quotes: [
        {
          provider: "together",
          kind: "managed",
          service: "fine-tuning",
          usd: { low: 4, expected: 4, high: 4 },
          minimumUsd: 4,
          status: "",
          basis: "snapshot",
          source: "x",
          asOf: "2026-06",
          stale: false,
        },
      ],
    });
    const parts = bill(managed, { evaluation: { rows: 500 }, reserve: { failedShare: 0 } });
    // 500 x 1,000 tokens of 2,000,000 at $4.
    expect(parts.evaluation?.expected).toBeCloseTo(1, 9);
    expect(parts.reserve?.expected).toBe(0);
  });

  it("counts evaluation during training once, where the run's own hours hold it", () => {
    const stated = anEstimate({
      run: { ...anEstimate().run, evaluation: { everySteps: 100, rows: 100 } },
    });
    // Only the pass after training: 100 rows x 1,000 tokens x $1e-5 / 3.
    expect(bill(stated).evaluation?.expected).toBeCloseTo(1 / 3, 9);
    // Every 50 steps instead: 10 passes more than the run makes itself.
    const oftener = bill(stated, { evaluation: { everySteps: 50 } });
    expect(oftener.evaluation?.expected).toBeCloseTo(11 / 3, 9);
  });

  it("says nothing of a part that it knows nothing of", () => {
    const priceless = bill(anEstimate({ quotes: [] }));
    expect(Object.keys(priceless)).toEqual(["checkpoints", "dataPreparation"]);
  });
});

describe("options", () => {
  it.each([
    [{ experiments: { buffer: 0.3, runs: 3 } }, "A buffer stands instead of"],
    [{ experimens: {} }, "experimens"],
    [{ reserve: { failedShare: { low: 2, expected: 1, high: 3 } } }, "low over expected to high"],
    [{ servingPerMonth: { hoursPerDay: 25 } }, "24"],
  ])("refuses %j", (options, words) => {
    const parsed = BillOptions.safeParse(options);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(words);
  });
});

describe("always", () => {
  const anyOptions = fc.record(
    {
      experiments: fc.oneof(
        fc.record({ runs: fc.double({ min: 0, max: 50, noNaN: true }) }),
        fc.record({ buffer: fc.double({ min: 0, max: 2, noNaN: true }) }),
      ),
      evaluation: fc.record({
        everySteps: fc.integer({ min: 1, max: 5000 }),
        rows: fc.nat(10_000),
      }),
      reserve: fc.record({ failedShare: fc.double({ min: 0, max: 1, noNaN: true }) }),
      retuningPerYear: fc.record({ perYear: fc.nat(52) }),
    },
    { requiredKeys: [] },
  );

  it("low <= expected <= high in every part, and the schema holds", () => {
    fc.assert(
      fc.property(anyOptions, fc.double({ min: 0.01, max: 1e6, noNaN: true }), (options, usd) => {
        const parts = bill(anEstimate(), { ...options, productionRun: { usd } });
        expect(Bill.safeParse(parts).success).toBe(true);
        for (const part of Object.values(parts).filter((each) => each !== undefined)) {
          expect(part.low).toBeLessThanOrEqual(part.expected * (1 + 1e-9));
          expect(part.expected).toBeLessThanOrEqual(part.high * (1 + 1e-9));
          expect(part.basis.length).toBeGreaterThan(10);
        }
      }),
    );
  });

  it("a part switched off removes exactly its amount", () => {
    fc.assert(
      fc.property(anyOptions, fc.constantFrom(...BILL_PARTS), (options, name) => {
        const whole = bill(rl, options);
        const without = bill(rl, { ...options, [name]: false });
        const { [name]: removed, ...rest } = whole;
        expect(without).toEqual(rest);
        if (name !== "servingPerMonth" && name !== "retuningPerYear")
          expect(onceUsd(whole).expected - onceUsd(without).expected).toBeCloseTo(
            removed?.expected ?? 0,
            6,
          );
      }),
    );
  });

  it("more experiments never cost less", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (runs, more) => {
        const cost = (count: number) =>
          bill(anEstimate(), { experiments: { runs: count } }).experiments!;
        expect(cost(runs + more).expected).toBeGreaterThanOrEqual(cost(runs).expected);
      }),
    );
  });
});
