import * as z from "zod";
import { findGpu } from "../../estimator/gpus/gpus.ts";
import type { Catalog } from "../../estimator/offer.ts";
import type { TrainingRun } from "../../estimator/run.ts";
import { percent, usd, usdPerHour } from "../../report/format.ts";
import { CLEANING_HOURS_PER_EXAMPLE, LABELLING_USD_PER_HOUR } from "../assumed.ts";
import { compared, shortlist, type Compared } from "../changes.ts";
import type { Decision } from "../decision.ts";
import { forwardShare } from "../evaluation.ts";
import { withTechnique } from "../plan/candidates.ts";
import { qualityRisk } from "../plan/risk.ts";
import { scaled } from "../range.ts";

const few = (run: TrainingRun, catalog: Catalog): Catalog =>
  shortlist(
    catalog,
    run.hardware?.gpu === undefined ? undefined : findGpu(run.hardware.gpu)?.gpu.id,
  );

const priced = ({ after }: Compared): string =>
  `Priced on ${after.run.hardware?.gpuCount ?? 1} x ${after.run.hardware?.gpu ?? "?"}, catalog ${after.prices.catalog} of ${after.prices.asOf}.`;

/** Full, LoRA or QLoRA: the cheapest whose risk no published reason raises; else the one of least risk. */
export const decideTechnique = (run: TrainingRun, catalog: Catalog): Decision | undefined => {
  const ways = (["full", "lora", "qlora"] as const).flatMap((technique) => {
    const made = compared(withTechnique(run, technique), few(run, catalog));
    return made === undefined ? [] : [{ technique, made, risk: qualityRisk(made.complete) }];
  });
  const byCost = ways.toSorted((left, right) => left.made.usd.expected - right.made.usd.expected);
  // One point is LoRA's own, a second the 4-bit base's: beyond that stands a published reason against.
  const sound = byCost.filter(
    ({ technique, risk }) => risk.score <= (technique === "qlora" ? 2 : 1),
  );
  const winner = sound[0] ?? byCost[0];
  if (winner === undefined) return undefined;
  const rival = byCost.find((way) => way !== winner);
  const tips =
    rival?.made.hours === undefined ? null : winner.made.usd.expected / rival.made.hours.expected;
  return {
    question: "Full fine-tuning, LoRA or QLoRA?",
    verdict: winner.technique,
    because:
      `${byCost.map(({ technique, made }) => `${technique} costs ${usd(made.usd.expected)}`).join(", ")}. ${winner.risk.because.join(" ")}`.trim(),
    breakEven: {
      quantity: `price of the machine for ${rival?.technique ?? "another technique"}`,
      unit: "USD an hour",
      value: tips,
    },
    flipsWhen: [
      ...(rival === undefined || tips === null
        ? ["Nothing else fits a machine in the catalog."]
        : [
            `The machine for ${rival.technique} costs ${rival.made.usd.expected >= winner.made.usd.expected ? "less" : "more"} than ${usdPerHour(tips)}.`,
          ]),
      ...(winner.technique === "full"
        ? []
        : [
            "The dataset outgrows what the adapter can store, or the aim is new knowledge from much text: then full fine-tuning learns more.",
          ]),
    ],
    options: byCost.map(({ technique, made, risk }) => ({
      name: technique,
      usd: made.usd,
      note: `quality risk ${risk.score}; ${Math.round(made.after.memory.processBytes.expected / 1e9)} GB on ${made.after.run.hardware?.gpu ?? "?"}`,
    })),
    basis: [priced(winner.made), ...winner.risk.because],
  };
};

const RANKS = [8, 16, 32, 64, 128, 256];
/** A rank is called dearer from a tenth more than rank 8 on. */
const DEARER = 1.1;

/** Which rank: the smallest that can store the dataset; what ranks cost beside each other. */
export const decideRank = (run: TrainingRun, catalog: Catalog): Decision | undefined => {
  const base = run.technique === "qlora" ? withTechnique(run, "qlora") : withTechnique(run, "lora");
  const catalogOfFew = few(run, catalog);
  const ranks = RANKS.flatMap((rank) => {
    const made = compared({ ...base, lora: { ...base.lora, rank } }, catalogOfFew);
    return made === undefined ? [] : [{ rank, made }];
  });
  const [first] = ranks;
  if (first === undefined) return undefined;
  const holds =
    ranks.find(
      ({ made }) => !qualityRisk(made.complete).because.some((why) => why.includes("holds more")),
    ) ??
    ranks.at(-1) ??
    first;
  const winner = holds.rank < 16 ? (ranks.find(({ rank }) => rank === 16) ?? holds) : holds;
  const dearer = ranks.find(({ made }) => made.usd.expected > first.made.usd.expected * DEARER);
  const to64 = ranks.find(({ rank }) => rank === 64);
  const more = to64 === undefined ? 0 : to64.made.usd.expected / first.made.usd.expected - 1;
  return {
    question: "Which rank?",
    verdict: `rank ${winner.rank}`,
    because: `Rank 64 costs ${percent(more)} more than rank 8 (${usd(first.made.usd.expected)}): the rank is chosen by what the adapter must hold, not by its price.`,
    breakEven: {
      quantity: "rank at which a run costs a tenth more than at rank 8",
      unit: "rank",
      value: dearer?.rank ?? null,
    },
    flipsWhen: [
      "The dataset holds more than about 2 bits for each trained parameter: then a larger rank learns more (Schulman et al. 2025, LoRA Without Regret).",
    ],
    options: ranks.map(({ rank, made }) => ({
      name: `rank ${rank}`,
      usd: made.usd,
      note: `${made.after.parameters.trainable} trained parameters`,
    })),
    basis: [
      priced(first.made),
      "Rank 16 at least: assumed, as the usual default of trainers' examples.",
    ],
  };
};

/** Assumed, where nobody says how likely the small model is to be good enough. */
const CHANCE_IT_SUFFICES = 0.33;

export const SmallerModel = z.strictObject({
  smallerModel: z.string().min(1).max(300),
  chanceItSuffices: z.number().min(0).max(1).optional(),
});

/** Smaller model first: it costs S and saves the large run L with a chance p, so it pays from p = S / L. */
export const decideSmallerModel = (
  run: TrainingRun,
  { smallerModel, chanceItSuffices }: z.infer<typeof SmallerModel>,
  catalog: Catalog,
): Decision | undefined => {
  const { architecture: _, ...rest } = run;
  const large = compared(run, few(run, catalog));
  const small = compared({ ...rest, baseModel: smallerModel }, few(run, catalog));
  if (large === undefined || small === undefined) return undefined;
  const chance = chanceItSuffices ?? CHANCE_IT_SUFFICES;
  const tips = small.usd.expected / large.usd.expected;
  const first = scaled(large.usd, 1 - chance);
  return {
    question: "A smaller model first?",
    verdict: chance > tips ? "smaller first" : "straight to the large one",
    because: `The small run costs ${usd(small.usd.expected)}, the large ${usd(large.usd.expected)}: trying the small one first pays if it is good enough with a chance above ${percent(tips)} (taken: ${percent(chance)}).`,
    breakEven: {
      quantity: "chance that the smaller model is good enough",
      unit: "share",
      value: tips <= 1 ? tips : null,
    },
    flipsWhen: [
      `The chance is ${chance > tips ? "below" : "above"} ${percent(tips)}.`,
      "A month of serving: the smaller model also serves for less, which is not counted here.",
    ],
    options: [
      {
        name: "smaller first",
        usd: {
          low: small.usd.low + first.low,
          expected: small.usd.expected + first.expected,
          high: small.usd.high + first.high,
        },
      },
      { name: "straight to the large one", usd: large.usd },
    ],
    basis: [
      priced(large),
      `Chance that ${smallerModel} suffices: ${percent(chance)}${chanceItSuffices === undefined ? " (assumed)" : ""}.`,
    ],
  };
};

export const FewerExamples = z.strictObject({
  keptShare: z.number().min(0.001).max(1).optional(),
  cleaningHoursPerExample: z.number().min(0).max(1000).optional(),
  usdPerHour: z.number().min(0).max(10_000).optional(),
});

/** Fewer, better examples: training saved against the hours it takes to choose and mend those kept. */
export const decideFewerExamples = (
  run: TrainingRun,
  request: z.infer<typeof FewerExamples>,
  catalog: Catalog,
): Decision | undefined => {
  const all = compared(run, few(run, catalog));
  if (all === undefined) return undefined;
  const keptShare = request.keptShare ?? 0.5;
  const rows = all.complete.setup.rows;
  const kept = Math.max(1, Math.round(rows * keptShare));
  const part = compared({ ...run, dataset: { ...run.dataset, rows: kept } }, few(run, catalog));
  if (part === undefined) return undefined;
  const wage = request.usdPerHour ?? LABELLING_USD_PER_HOUR;
  const hours = request.cleaningHoursPerExample ?? CLEANING_HOURS_PER_EXAMPLE.expected;
  const cleaning = kept * hours * wage;
  const saved = all.usd.expected - part.usd.expected;
  const tips = saved / (kept * wage);
  return {
    question: "Fewer, better examples?",
    verdict: saved > cleaning ? "fewer" : "all",
    because: `${kept} of ${rows} examples save ${usd(saved)} of training and cost ${usd(cleaning)} of people's time.`,
    breakEven: {
      quantity: "time spent on each example kept",
      unit: "hours",
      value: wage === 0 || saved <= 0 ? null : tips,
    },
    flipsWhen: [
      `Choosing takes ${saved > cleaning ? "more" : "less"} than ${(tips * 3600).toFixed(1)} seconds an example.`,
      "The fewer examples give the better model: 1,000 curated ones did for style in LIMA (Zhou et al. 2023). Then the saving is beside the point.",
    ],
    options: [
      { name: "all", usd: all.usd },
      {
        name: "fewer",
        usd: {
          low: part.usd.low + cleaning,
          expected: part.usd.expected + cleaning,
          high: part.usd.high + cleaning,
        },
      },
    ],
    basis: [
      priced(all),
      `${(hours * 3600).toFixed(0)} seconds an example at ${usdPerHour(wage)}${request.cleaningHoursPerExample === undefined || request.usdPerHour === undefined ? " (assumed)" : ""}.`,
    ],
  };
};

export const EarlyStopping = z.strictObject({
  /** Share of the planned run after which the validation loss is expected to turn. */
  stopsAtShare: z.number().min(0).max(1).optional(),
  evaluations: z.int().min(1).max(10_000).optional(),
  rows: z.int().min(1).max(1e9).optional(),
});

/** Early stopping: evaluations cost forward passes; stopping saves the rest of the run. */
export const decideEarlyStopping = (
  run: TrainingRun,
  request: z.infer<typeof EarlyStopping>,
  catalog: Catalog,
): Decision | undefined => {
  const whole = compared(run, few(run, catalog));
  if (whole === undefined) return undefined;
  const { setup } = whole.complete;
  const evaluations = request.evaluations ?? 10;
  const rows = request.rows ?? Math.min(500, Math.ceil(setup.rows / 10));
  const share =
    (evaluations * rows * setup.tokensPerRow * forwardShare(whole.after)) /
    Math.max(1, whole.after.workload.realTokens);
  const stopsAt = request.stopsAtShare ?? (setup.epochs > 1 ? Math.min(1, 2 / setup.epochs) : 1);
  const stopped = stopsAt * (1 + share);
  const tips = 1 / (1 + share);
  return {
    question: "Watch the validation loss and stop early?",
    verdict: stopped < 1 ? "stop early" : "run to the end",
    because: `${evaluations} evaluations of ${rows} rows add ${percent(share)} to the run; stopping at ${percent(stopsAt)} of it saves ${usd(whole.usd.expected * (1 - stopped))}.`,
    breakEven: {
      quantity: "share of the run after which it must stop",
      unit: "share",
      value: tips,
    },
    flipsWhen: [`The loss still falls after ${percent(tips)} of the run.`],
    options: [
      { name: "run to the end", usd: whole.usd },
      { name: "stop early", usd: scaled(whole.usd, stopped) },
    ],
    basis: [
      priced(whole),
      ...(request.stopsAtShare === undefined
        ? [`Stopping after ${percent(stopsAt)} of the run (two epochs) is assumed.`]
        : []),
      "A run set for fewer epochs decays its learning rate sooner: a stopped one does not, so compare at the same schedule.",
    ],
  };
};
