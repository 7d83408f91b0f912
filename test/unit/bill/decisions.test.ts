import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  breakEvenHoursPerMonth,
  cloudUsd,
  decideCloudOrOwn,
  ownUsd,
} from "../../../src/bill/decisions/cloud-or-own.ts";
import {
  decideManagedOrOwn,
  managedUsd,
  meetingTokens,
  ownRunUsd,
} from "../../../src/bill/decisions/managed-or-own.ts";
import { decideTuneOrPrompt } from "../../../src/bill/decisions/tune-or-prompt.ts";
import { HARDWARE_PRICES } from "../../../src/bill/hardware.ts";
import { findGpu } from "../../../src/estimator/gpus/gpus.ts";

const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });

describe("cloud or own", () => {
  // $2 an hour, 20 hours a month: $40 a month, $480 a year. A $1,600 GPU without power or resale is
  // earned back in 1,600 / 40 = 40 months, not four.
  const guide = {
    cloudUsdPerHour: 2,
    hoursPerMonth: 20,
    purchaseUsd: 1600,
    watts: 0,
    resaleShare: 0,
  };

  it("takes 40 months, not four, to earn back $1,600 at $40 a month", () => {
    const decision = decideCloudOrOwn({ ...guide, months: 12 })!;
    expect(decision.options).toEqual([
      { name: "cloud", usd: { low: 480, expected: 480, high: 480 } },
      { name: "own", usd: { low: 1600, expected: 1600, high: 1600 } },
    ]);
    expect(decision.verdict).toBe("cloud");
    expect(decision.because).toContain("40.0 months");
  });

  it("meets at purchase less resale over months and saved dollars an hour", () => {
    // 1,600 x (1 - 0.4) = 960; power 0.6 kW x $0.2 = $0.12; 960 / (36 x 1.88) = 14.18 hours a month.
    const decision = decideCloudOrOwn({
      ...guide,
      watts: 600,
      usdPerKwh: 0.2,
      resaleShare: 0.4,
      months: 36,
    })!;
    expect(decision.breakEven.value).toBeCloseTo(14.1844, 3);
    expect(decision.verdict).toBe("own");
  });

  it("never pays where power costs what rent does", () => {
    const decision = decideCloudOrOwn({
      ...guide,
      cloudUsdPerHour: 0.1,
      watts: 1000,
      usdPerKwh: 0.2,
    })!;
    expect(decision).toMatchObject({ verdict: "cloud", breakEven: { value: null } });
  });

  it("knows street prices by any spelling, and says nothing where it knows none", () => {
    expect(
      decideCloudOrOwn({ gpu: "rtx 4090", cloudUsdPerHour: 0.4, hoursPerMonth: 100 })?.basis[0],
    ).toContain("RTX4090-24GB");
    expect(
      decideCloudOrOwn({ gpu: "H100", cloudUsdPerHour: 2, hoursPerMonth: 100 }),
    ).toBeUndefined();
  });

  it("prices GPUs that the table has", () => {
    for (const { gpu } of HARDWARE_PRICES) expect(findGpu(gpu)?.gpu.id).toBe(gpu);
  });

  it("breaks even where the two costs meet", () => {
    fc.assert(
      fc.property(
        positive(1e5),
        positive(100),
        positive(0.9),
        positive(120),
        (purchaseUsd, rent, resaleShare, months) => {
          const owning = {
            purchaseUsd,
            cloudUsdPerHour: rent,
            powerUsdPerHour: rent / 3,
            months,
            resaleShare,
            ownHoursPerCloudHour: 2,
          };
          const hours = breakEvenHoursPerMonth(owning)!;
          expect(ownUsd(owning, hours) / cloudUsd(owning, hours)).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

describe("managed or own", () => {
  it("counts tokens at the service, hours and wages at home", () => {
    // Service: max($4, 10 x $0.48) + 1 h x $60 = $64.80. Own: 1e7 / 2,000 / 3,600 h x $2 = $2.78 + 4 x $60.
    const decision = decideManagedOrOwn({
      tokens: 1e7,
      managedUsdPerMillion: 0.48,
      minimumUsd: 4,
      gpuUsdPerHour: 2,
      tokensPerSecond: 2000,
      engineeringUsdPerHour: 60,
    });
    expect(decision.verdict).toBe("managed");
    expect(decision.options[0]!.usd.expected).toBeCloseTo(64.8, 9);
    expect(decision.options[1]!.usd.expected).toBeCloseTo(242.7778, 3);
    // 180 / (0.48e-6 - 2 / 3,600 / 2,000) = 180 / 2.0222e-7 = 890 million tokens.
    expect(decision.breakEven.value! / 1e6).toBeCloseTo(890.1, 1);
  });

  it("breaks even where the two costs meet, also under the minimum", () => {
    fc.assert(
      fc.property(
        positive(100),
        positive(100),
        positive(100),
        positive(500),
        positive(500),
        (a, b, minimum, left, right) => {
          const sides = {
            managedUsdPerToken: a,
            minimumUsd: minimum,
            managedFixedUsd: left,
            ownUsdPerToken: b,
            ownFixedUsd: right,
          };
          for (const tokens of meetingTokens(sides))
            expect(managedUsd(sides, tokens) / ownRunUsd(sides, tokens)).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

describe("tune or prompt", () => {
  const request = {
    requestsPerMonth: 100_000,
    inputTokens: 500,
    outputTokens: 200,
    tuningUsd: 500,
    tunedUsdPerMonth: 50,
    tunedPrice: { inputUsdPerMillionTokens: 0.2, outputUsdPerMillionTokens: 0.2 },
    promptedPrice: {
      inputUsdPerMillionTokens: 2,
      outputUsdPerMillionTokens: 8,
      cachedInputUsdPerMillionTokens: 0.5,
    },
    promptTokens: 1500,
  };

  it("pays back in months of calls not made to the larger model", () => {
    // Tuned: 700 x $0.2 = $0.00014 a call, $14 a month and $50. Prompted: 2,000 x $2 + 200 x $8 = $0.0056, $560.
    // Saved: 560 - 64 = $496 a month; 500 / 496 = 1.0 months. Meets at (500 / 12 + 50) / 0.00546 = 16,788.8 calls.
    const decision = decideTuneOrPrompt(request);
    if ("unknown" in decision) throw new Error("prices were stated");
    expect(decision.verdict).toBe("tune");
    expect(decision.because).toContain("1.0 months");
    expect(decision.breakEven.value).toBeCloseTo(16_788.77, 1);
  });

  it("weighs the knowledge in the context by its cached price", () => {
    // 40,000 tokens x (0.9 x $0.5 + 0.1 x $2) / 1e6 = $0.026, 1,500 more at the same: $0.000975; asked $0.0026.
    const decision = decideTuneOrPrompt({
      ...request,
      contextTokens: 40_000,
      cachedShare: 0.9,
      requestsPerMonth: 1000,
      months: 1,
    });
    if ("unknown" in decision) throw new Error("prices were stated");
    const context = decision.options.find(({ name }) => name === "context")!;
    expect(context.usd.expected).toBeCloseTo(1000 * (0.0026 + 0.026 + 0.000975), 6);
    expect(decision.verdict).toBe("context");
  });

  it("breaks even where the two costs meet", () => {
    fc.assert(
      fc.property(
        positive(1e5),
        positive(20),
        fc.nat(10_000),
        (tuningUsd, inputUsdPerMillionTokens, promptTokens) => {
          const at = (requestsPerMonth: number) =>
            decideTuneOrPrompt({
              ...request,
              tuningUsd,
              promptTokens,
              requestsPerMonth,
              promptedPrice: { inputUsdPerMillionTokens, outputUsdPerMillionTokens: 10 },
            });
          const first = at(1);
          if ("unknown" in first || first.breakEven.value === null) return;
          const there = at(first.breakEven.value);
          if ("unknown" in there) return;
          const [tuned, prompted] = there.options;
          expect(tuned!.usd.expected / prompted!.usd.expected).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it("names models it has no price of", () => {
    expect(decideTuneOrPrompt({ ...request, promptedPrice: "gpt-99" })).toEqual({
      unknown: ["gpt-99"],
    });
  });
});
