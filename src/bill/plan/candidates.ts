import { FITTED } from "../../estimator/coefficients.ts";
import { completeRun, type CompleteRun } from "../../estimator/complete.ts";
import { onHardware, type OnHardware } from "../../estimator/cost.ts";
import { findGpu } from "../../estimator/gpus/gpus.ts";
import { type Gpu } from "../../estimator/gpus/row.ts";
import type { Catalog, Offer } from "../../estimator/offer.ts";
import type { TrainingRun } from "../../estimator/run.ts";
import { dataParallel, type Setup } from "../../estimator/setup.ts";
import { doubtOf, type Doubt } from "../../estimator/spread.ts";
import { attentionRate, matmulRate } from "../../estimator/rates.ts";
import { speedFigures } from "../../estimator/throughput.ts";
import { wallClockParts } from "../../estimator/wall-clock.ts";
import { workloadOf } from "../../estimator/workload.ts";
import { SECONDS_PER_HOUR } from "../../units.ts";
import { covers, type Point } from "./pareto.ts";
import type { PlanRequest, QualityRisk } from "./request.ts";
import { PLANNED_TECHNIQUES } from "./request.ts";
import { qualityRisk } from "./risk.ts";

/** One machine that could be rented, by kind and count of GPU, with the cheapest offers of it. */
export type Machine = { gpu: Gpu; gpuCount: number; offers: Offer[]; leastUsdPerHour: number };

/** One way to train: technique, batch and division; without a machine. */
export type Way = {
  complete: CompleteRun;
  spread: Doubt;
  risk: QualityRisk;
  /** Hours that it needs at least on so many of a GPU: cheap to compute, never above the figure. */
  leastHours: (gpu: Gpu, gpuCount: number) => number;
};

export type Candidate = { way: Way; machine: Machine; on: OnHardware };

const INTERRUPTIBLE = ["spot", "community"];
const wanted = (offer: Offer, request: PlanRequest): boolean =>
  offer.available !== false &&
  offer.pricing !== "reserved" &&
  (offer.commitmentMonths ?? 0) === 0 &&
  (request.spot !== false || !INTERRUPTIBLE.includes(offer.pricing)) &&
  (request.gpuCount === undefined || offer.gpuCount === request.gpuCount) &&
  (request.providers === undefined || request.providers.includes(offer.provider));

/** Offers by machine. Of one machine only the cheapest steady and the cheapest interruptible offer can be on the front. */
export const machines = (request: PlanRequest, catalog: Catalog): Machine[] => {
  const asked =
    request.gpu === undefined || request.gpu === "cheapest"
      ? undefined
      : findGpu(request.gpu)?.gpu.id;
  const byKey = new Map<string, Map<boolean, Offer>>();
  for (const offer of catalog.offers) {
    if (!wanted(offer, request) || (asked !== undefined && offer.gpu !== asked)) continue;
    const key = `${offer.gpu} ${offer.gpuCount}`;
    const kinds = byKey.get(key) ?? new Map<boolean, Offer>();
    byKey.set(key, kinds);
    const interruptible = INTERRUPTIBLE.includes(offer.pricing);
    const held = kinds.get(interruptible);
    if (held === undefined || offer.usdPerHour < held.usdPerHour) kinds.set(interruptible, offer);
  }
  return [...byKey.values()].flatMap((kinds) => {
    const offers = [...kinds.values()];
    const [first] = offers;
    const gpu = first === undefined ? undefined : findGpu(first.gpu)?.gpu;
    if (first === undefined || gpu === undefined) return [];
    const leastUsdPerHour = Math.min(...offers.map(({ usdPerHour }) => usdPerHour));
    return [{ gpu, gpuCount: first.gpuCount, offers, leastUsdPerHour }];
  });
};

/** The run with another technique, its own fields kept where they apply to it. */
export const withTechnique = (
  run: TrainingRun,
  technique: "full" | "lora" | "qlora",
): TrainingRun => {
  const { quantizationBits, quantization, lora, ...rest } = run;
  if (technique === "full") return { ...rest, technique };
  const adapters = lora === undefined ? {} : { lora };
  if (technique === "lora") return { ...rest, ...adapters, technique };
  return {
    ...rest,
    ...adapters,
    technique,
    quantizationBits: quantizationBits === 8 ? 4 : (quantizationBits ?? 4),
    ...(quantization === undefined ? {} : { quantization }),
  };
};

/** What the planner itself chooses is not an assumption that widens the range. */
const CHOSEN = [
  "microBatchSize",
  "technique",
  "parallelism.strategy",
  "hardware.gpu",
  "hardware.gpuCount",
];

/** Rows per optimizer step, which every plan keeps: the batch is no knob of cost. */
export const globalBatch = (setup: Setup): number =>
  setup.microBatchSize * setup.gradientAccumulationSteps * dataParallel(setup);

const batchesOf = (rows: number): number[] =>
  [1, 2, 4, 8, 16, 32].filter((size) => size <= rows && rows % size === 0);

const DEEP_CHECKPOINTING = ["none", "full"] as const;
const DEEP_STRATEGIES = ["ddp", "zero2", "fsdp"] as const;

/** All ways to train it: technique x rows per GPU and pass; deep also checkpointing and division. */
export const ways = (request: PlanRequest): Way[] => {
  const techniques = request.techniques ?? PLANNED_TECHNIQUES;
  const own = completeRun(request.run);
  const rows = own.ok ? globalBatch(own.value.setup) : 1;
  return techniques.flatMap((technique) => {
    const read = completeRun(withTechnique(request.run, technique));
    if (!read.ok || read.value.architecture === undefined) return [];
    const complete = {
      ...read.value,
      gpuCountStated: false,
      assumptions: read.value.assumptions.filter(({ field }) => !CHOSEN.includes(field)),
    };
    const spread = doubtOf(complete);
    const risk = qualityRisk(complete);
    const base = {
      ...complete.setup,
      nodes: 1,
      gpuCount: 1,
      strategy: request.deep === true ? complete.setup.strategy : ("none" as const),
    };
    const setups: { setup: Setup; strategyStated: boolean }[] = batchesOf(rows).map(
      (microBatchSize) => ({
        setup: { ...base, microBatchSize, gradientAccumulationSteps: rows / microBatchSize },
        strategyStated: false,
      }),
    );
    const all =
      request.deep === true
        ? setups.flatMap(({ setup }) =>
            DEEP_CHECKPOINTING.flatMap((checkpointing) => [
              { setup: { ...setup, checkpointing }, strategyStated: false },
              ...DEEP_STRATEGIES.map((strategy) => ({
                setup: { ...setup, checkpointing, strategy },
                strategyStated: true,
              })),
            ]),
          )
        : setups;
    return all.map(({ setup, strategyStated }) => {
      const way = { ...complete, setup, strategyStated };
      return { complete: way, spread, risk, ...floorOf(way) };
    });
  });
};

/** Any GPU: only the shares of its rates matter. */
const REFERENCE = "A100-80GB-SXM";

/**
 * The least time: products at the GPU's matrix rate, bytes at its bandwidth and launches, as speedFigures
 * adds them up, with nothing lost to links; and what passes before the first and after the last step.
 */
const floorOf = (complete: CompleteRun): Pick<Way, "leastHours"> => {
  const { setup, architecture, counts, trained } = complete;
  const gpu = findGpu(REFERENCE)?.gpu;
  const free = { leastHours: () => 0 };
  if (
    gpu === undefined ||
    architecture === undefined ||
    counts === undefined ||
    trained === undefined
  )
    return free;
  if (setup.tensor * setup.pipeline * setup.context > 1) return free;
  const subject = {
    setup: { ...setup, gpuCount: 1, strategy: "none" as const },
    architecture,
    counts,
    trained,
  };
  const speed = speedFigures(subject, gpu, FITTED);
  const workload = workloadOf(subject.setup);
  const around = wallClockParts(subject, speed, workload);
  const passes = (workload.tokens / speed.tokensPerStep) * setup.gradientAccumulationSteps;
  // Terms are of a step; a pass is one of its micro-batches.
  const seconds = (...names: string[]): number =>
    speed.terms
      .filter(({ name }) => names.includes(name))
      .reduce((total, term) => total + term.seconds, 0) / setup.gradientAccumulationSteps;
  const matrix = seconds("matrix products");
  const attention = seconds("attention");
  const moved = seconds("element-wise kernels", "dequantisation");
  const device = matrix + attention + moved;
  const launches = (device + seconds("launch floor")) ** 3 - device ** 3;
  const [matmul, attending] = [matmulRate(gpu, setup), attentionRate(gpu, setup, FITTED)];
  return {
    leastHours: (other, gpuCount) => {
      const slower = matmul / matmulRate(other, setup);
      const narrower = gpu.bandwidthBytesPerSecond / other.bandwidthBytesPerSecond;
      // Products are bound by the rate or by reading the weights: the lesser ratio is safe for both.
      const least =
        matrix * Math.min(slower, narrower) +
        (attention * attending) / attentionRate(other, setup, FITTED) +
        moved * narrower;
      const pass = Math.cbrt(least ** 3 + launches);
      const saving = around.saving / Math.min(4, gpuCount);
      return (((passes / gpuCount) * pass + around.start + saving) / SECONDS_PER_HOUR) * SAFE;
    },
  };
};
/** Rounding of the last step must not lift the floor above the figure. */
const SAFE = 0.98;

/** The run on one machine, its batch divided over the GPUs; undefined where it does not divide or fit. */
export const place = (way: Way, machine: Machine): OnHardware | undefined => {
  const setup = dividedOver(way.complete.setup, machine.gpuCount);
  if (setup === undefined) return undefined;
  const on = onHardware({ ...way.complete, setup }, machine.gpu, machine.gpuCount, way.spread);
  return on === undefined || on.fits === "no" ? undefined : on;
};

/** Rows per step stay: more GPUs mean fewer passes each. */
const dividedOver = (setup: Setup, gpuCount: number): Setup | undefined => {
  const groups = Math.max(
    1,
    Math.floor(gpuCount / (setup.tensor * setup.pipeline * setup.context)),
  );
  const passes = setup.gradientAccumulationSteps / groups;
  return Number.isInteger(passes) && passes >= 1
    ? { ...setup, gradientAccumulationSteps: passes }
    : undefined;
};

export type Evaluated = { candidates: Candidate[]; considered: number };

/**
 * Candidates that may be on the front. Each has a floor in hours and dollars that costs next to nothing to
 * compute; where the floor is covered by a candidate already computed, the rest of it need not be.
 */
export const candidates = (
  request: PlanRequest,
  catalog: Catalog,
  pointsOf: (candidate: Candidate) => Point[],
  skip = true,
): Evaluated => {
  const all = machines(request, catalog);
  const pairs = ways(request).flatMap((way) =>
    all.map((machine) => {
      const hours = way.leastHours(machine.gpu, machine.gpuCount);
      return {
        way,
        machine,
        floor: { hours, usd: hours * machine.leastUsdPerHour, risk: way.risk.score },
      };
    }),
  );
  pairs.sort((left, right) => left.floor.usd - right.floor.usd);
  const found: Candidate[] = [];
  const reached: Point[] = [];
  // What did not fit into so much memory on so many GPUs does not fit into less.
  const tooSmall = new Map<Way, Map<number, number>>();
  for (const { way, machine, floor } of pairs) {
    if (skip && reached.some((point) => covers(point, floor))) continue;
    const { gpuCount, gpu } = machine;
    const failed = tooSmall.get(way) ?? new Map<number, number>();
    tooSmall.set(way, failed);
    if (gpu.usableMemoryBytes <= (failed.get(gpuCount) ?? 0)) continue;
    const on = place(way, machine);
    if (on === undefined) {
      failed.set(gpuCount, gpu.usableMemoryBytes);
      continue;
    }
    const candidate = { way, machine, on };
    found.push(candidate);
    if (on.fits === "yes") reached.push(...pointsOf(candidate));
  }
  return { candidates: found, considered: pairs.length };
};
