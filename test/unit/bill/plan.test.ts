import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { snapshotCatalog } from "../../../pricing/snapshot.ts";
import { candidates, withTechnique } from "../../../src/bill/plan/candidates.ts";
import { plan, pointOf } from "../../../src/bill/plan/index.ts";
import { covers, dominates, paretoFront, type Point } from "../../../src/bill/plan/pareto.ts";
import { findModel } from "../../../src/estimator/models/models.ts";
import { completeRun, estimate, type TrainingRun } from "../../../src/estimator/index.ts";

const catalog = snapshotCatalog(new Date("2026-11-23"));
const run: TrainingRun = {
  baseModel: "Qwen/Qwen3-8B",
  technique: "lora",
  microBatchSize: 4,
  gradientAccumulationSteps: 4,
  sequenceLength: 2048,
  epochs: 2,
  dataset: { rows: 5000, tokensPerRow: 600 },
};

const planned = (request: Parameters<typeof plan>[0]) => {
  const answer = plan(request, catalog);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.value;
};

/** 0.01 interruptions an hour x 0.25 hours of restart, on machines that can be taken away. */
const interrupted = (pricing: string) => (["spot", "community"].includes(pricing) ? 1.0025 : 1);

const points: fc.Arbitrary<Point> = fc.record({
  usd: fc.nat(20),
  hours: fc.nat(20),
  risk: fc.nat(3),
});

describe("the Pareto front", () => {
  it("holds no dominated point and covers every point", () => {
    fc.assert(
      fc.property(fc.array(points, { maxLength: 60 }), (all) => {
        const front = paretoFront(all, (point) => point);
        for (const one of front) expect(all.some((other) => dominates(other, one))).toBe(false);
        for (const one of all) expect(front.some((other) => covers(other, one))).toBe(true);
      }),
    );
  });
});

describe("the planner", () => {
  it.each([
    ["an 8B LoRA", run, {}],
    ["a 70B QLoRA", { ...run, baseModel: "meta-llama/Llama-3.1-70B", technique: "qlora" }, {}],
    ["without spot", run, { spot: false }],
    ["a deadline", run, { deadlineHours: 1 }],
  ] as const)("leaves out nothing better, against brute force: %s", (_, given, rest) => {
    const request = { run: given, ...rest };
    const { front } = planned(request);
    const everything = candidates(
      request,
      catalog,
      ({ on, way, machine }) =>
        machine.offers.map((offer) => ({
          usd: on.hours.expected * offer.usdPerHour,
          hours: on.hours.expected,
          risk: way.risk.score,
        })),
      false,
    ).candidates;
    expect(everything.length).toBeGreaterThan(front.length);
    // What lets a candidate be left out unseen: its floor never stands above its figure.
    for (const { on, way, machine } of everything)
      expect(way.leastHours(machine.gpu, machine.gpuCount)).toBeLessThanOrEqual(on.hours.expected);
    for (const one of front)
      for (const { on, way, machine } of everything.filter(({ on: { fits } }) => fits === "yes"))
        for (const offer of machine.offers)
          expect(
            dominates(
              {
                usd: on.hours.expected * offer.usdPerHour * interrupted(offer.pricing) * (1 + 1e-9),
                hours: on.hours.expected * interrupted(offer.pricing),
                risk: way.risk.score,
              },
              pointOf(one),
            ),
          ).toBe(false);
  });

  it("prints plans whose patch, laid over the run, is estimated at the same hours and fits", () => {
    for (const one of planned({ run, spot: false }).front) {
      const { patch } = one;
      const laid = { ...withTechnique(run, one.technique), ...patch } as TrainingRun;
      if (patch["quantization"] === null) delete laid.quantization;
      const complete = completeRun(laid);
      if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
      const again = estimate(complete.value, catalog);
      const quote = again.quotes.find(
        (each) =>
          each.kind === "gpu" &&
          each.matchesHardware &&
          each.provider === one.provider &&
          each.usdPerHour === one.usdPerHour,
      );
      expect(quote?.kind === "gpu" ? quote.hours.expected : undefined).toBeCloseTo(
        one.hours.expected,
        3,
      );
    }
  });

  it("keeps the rows of an optimizer step", () => {
    for (const one of planned({ run }).front)
      expect(one.microBatchSize * one.gradientAccumulationSteps * one.gpuCount).toBe(16);
  });

  it("fits by at least nine chances in ten", () => {
    const { front } = planned({ run });
    expect(front.length).toBeGreaterThan(2);
    for (const one of front) expect(one.fitsProbability).toBeGreaterThanOrEqual(0.9);
  });

  it("says what stands in the way of a budget that nothing keeps to", () => {
    const { front, unmet } = planned({ run, budgetUsd: 0.001 });
    expect(unmet[0]).toContain("The cheapest plan costs");
    expect(front.every(({ withinBudget }) => withinBudget === "no")).toBe(true);
  });

  it("keeps to the GPU at hand, and does not guess at one it does not know", () => {
    const { front } = planned({ run, gpu: "rtx 4090" });
    expect(new Set(front.map(({ gpu }) => gpu))).toEqual(new Set(["RTX4090-24GB"]));
    expect(plan({ run, gpu: "RTX 9999" }, catalog)).toMatchObject({
      ok: false,
      problems: [{ path: "gpu" }],
    });
  });

  it.skipIf(findModel("gpt-4.1-mini") === undefined)(
    "answers a closed model by its service alone",
    () => {
      const { front, managed, remarks } = planned({
        run: { baseModel: "gpt-4.1-mini", dataset: { rows: 1000, tokensPerRow: 500 } },
      });
      expect(front).toEqual([]);
      expect(managed[0]?.provider).toContain("openai");
      expect(remarks.length).toBeGreaterThan(0);
    },
  );
});
