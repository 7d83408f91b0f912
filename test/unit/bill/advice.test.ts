import { bestQuote } from "../../../src/estimator/preferred.ts";
import { describe, expect, it } from "vitest";
import { snapshotCatalog } from "../../../pricing/snapshot.ts";
import { advice } from "../../../src/bill/advice.ts";
import { asGiven } from "../../../src/bill/changes.ts";
import {
  decideEarlyStopping,
  decideFewerExamples,
  decideRank,
  decideSmallerModel,
  decideTechnique,
} from "../../../src/bill/decisions/training.ts";
import { completeRun, estimate, type TrainingRun } from "../../../src/estimator/index.ts";

const catalog = snapshotCatalog(new Date("2026-11-23"));
const run: TrainingRun = {
  baseModel: "meta-llama/Llama-3.1-8B",
  technique: "full",
  gradientCheckpointing: true,
  sequenceLength: 2048,
  epochs: 3,
  dataset: { rows: 10_000, tokensPerRow: 500 },
  hardware: { gpu: "H100-80GB-SXM", gpuCount: 8 },
};
const answered = (given: TrainingRun) => {
  const complete = completeRun(given);
  if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
  const estimated = estimate(complete.value, catalog);
  return {
    complete: complete.value,
    estimated,
    advice: advice(complete.value, estimated, catalog),
  };
};

describe("advice", () => {
  const { advice: found, estimated } = answered(run);

  it("ranks by money saved and says what each change costs in quality", () => {
    const saved = found.map(({ savesUsd }) => savesUsd.expected);
    expect(saved).toEqual(saved.toSorted((left, right) => right - left));
    expect(found.length).toBeGreaterThan(3);
    expect(found.find(({ change }) => change["technique"] === "lora")?.because).toContain(
      "Schulman et al. 2025",
    );
    for (const { savesUsd } of found) expect(savesUsd.low).toBeLessThanOrEqual(savesUsd.high);
  });

  it("saves what the changed run, estimated by itself, costs less", () => {
    const before = bestQuote(estimated)!;
    for (const { change, savesUsd } of found.filter(
      (one) => "epochs" in one.change || "packing" in one.change,
    )) {
      const after = bestQuote(answered({ ...run, ...change }).estimated)!;
      expect(savesUsd.expected).toBeCloseTo(before.usd.expected - after.usd.expected, 6);
    }
  });

  it("compares steady prices with steady ones, and names the machine that a change makes possible", () => {
    const open = { ...run, technique: "qlora" as const, hardware: undefined };
    const { advice: changes, estimated: unplaced } = answered(
      JSON.parse(JSON.stringify(open)) as TrainingRun,
    );
    const before = bestQuote(unplaced)!;
    expect(before.kind === "gpu" && before.pricing).not.toBe("spot");
    for (const { change, because } of changes.filter((one) => !("provider" in one.change))) {
      const changed = JSON.parse(
        JSON.stringify({
          ...open,
          ...change,
          dataset: { ...open.dataset, ...(change["dataset"] as object) },
        }),
      ) as TrainingRun;
      const steady = catalog.offers.filter(
        ({ pricing }) => pricing !== "spot" && pricing !== "reserved",
      );
      const complete = completeRun(changed);
      if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
      const least = bestQuote(estimate(complete.value, { ...catalog, offers: steady }))!;
      // Nothing steady is cheaper than what the advice says the change would cost.
      const said = Number(/^<?\$([\d.,]+)/.exec(because)![1]!.replace(",", ""));
      expect(said).toBeGreaterThan(least.usd.expected * 0.98 - 0.01);
    }
    for (const { change } of changes)
      if ("dataset" in change) expect(Object.keys(change["dataset"] as object)).toEqual(["rows"]);
  });

  it("is silent where no price is known", () => {
    const complete = completeRun(run);
    if (!complete.ok) throw new Error("a good run");
    const priceless = { ...catalog, offers: [], managed: [] };
    expect(advice(complete.value, estimate(complete.value, priceless), priceless)).toEqual([]);
  });

  it("gives a run back as it was given: completed again, nothing changes", () => {
    for (const given of [
      run,
      { baseModel: "Qwen/Qwen3-8B" },
      { ...run, technique: "qlora" as const },
    ]) {
      const { complete } = answered(given);
      const again = completeRun(asGiven(complete));
      if (!again.ok) throw new Error(JSON.stringify(again.problems));
      expect(again.value.setup).toEqual(complete.setup);
    }
  });
});

describe("how to train", () => {
  it("takes the cheapest technique that nothing published speaks against", () => {
    const decision = decideTechnique(run, catalog)!;
    expect(decision.verdict).toBe("lora");
    // A continued pretraining of ten billion tokens is what LoRA fell behind in.
    const pretraining = decideTechnique(
      {
        ...run,
        objective: "pretrain",
        epochs: 1,
        dataset: { rows: 5_000_000, tokensPerRow: 2048 },
      },
      catalog,
    )!;
    expect(pretraining.verdict).toBe("full");
  });

  it("breaks even where the other technique costs as much", () => {
    const decision = decideTechnique(run, catalog)!;
    const rival = decision.options.find(({ name }) => name !== decision.verdict)!;
    const winner = decision.options.find(({ name }) => name === decision.verdict)!;
    expect(rival.usd.expected).toBeGreaterThan(winner.usd.expected);
    expect(decision.breakEven.value).toBeGreaterThan(0);
  });

  it("finds rank 64 hardly dearer than rank 8", () => {
    const options = decideRank({ ...run, technique: "lora" }, catalog)!.options;
    const at = (name: string) => options.find((option) => option.name === name)!.usd.expected;
    expect(at("rank 64") / at("rank 8")).toBeGreaterThanOrEqual(1);
    expect(at("rank 64") / at("rank 8")).toBeLessThan(1.1);
  });

  it("tries the small model first from the chance S / L on", () => {
    const at = (chanceItSuffices: number) =>
      decideSmallerModel(
        run,
        { smallerModel: "meta-llama/Llama-3.2-1B", chanceItSuffices },
        catalog,
      )!;
    const tips = at(0.5).breakEven.value!;
    expect(at(Math.min(1, tips + 0.01)).verdict).toBe("smaller first");
    expect(at(tips - 0.01).verdict).toBe("straight to the large one");
    const [first, large] = at(tips).options;
    expect(first!.usd.expected / large!.usd.expected).toBeCloseTo(1, 6);
  });

  it("keeps all examples unless choosing them is cheaper than training on them", () => {
    const decision = decideFewerExamples(run, { cleaningHoursPerExample: 0.01 }, catalog)!;
    expect(decision.verdict).toBe("all");
    const there = decideFewerExamples(
      run,
      { cleaningHoursPerExample: decision.breakEven.value! },
      catalog,
    )!;
    const [all, fewer] = there.options;
    expect(fewer!.usd.expected / all!.usd.expected).toBeCloseTo(1, 6);
  });

  it("stops early where the evaluations cost less than the rest of the run", () => {
    expect(decideEarlyStopping(run, { stopsAtShare: 0.5 }, catalog)!.verdict).toBe("stop early");
    expect(decideEarlyStopping(run, { stopsAtShare: 1 }, catalog)!.verdict).toBe("run to the end");
  });
});
