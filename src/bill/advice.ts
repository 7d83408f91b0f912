import type { CompleteRun } from "../estimator/complete.ts";
import type { Advice, Estimate, Quote, Range } from "../estimator/estimate.ts";
import type { Catalog } from "../estimator/offer.ts";
import type { TrainingRun } from "../estimator/run.ts";
import { usd } from "../report/format.ts";
import { asGiven, compared, shortlist } from "./changes.ts";
import { withTechnique } from "./plan/candidates.ts";
import { production } from "./production.ts";

type Change = { change: Record<string, unknown>; run: TrainingRun; quality: string };

const SAME_RESULT = "The result is the same.";
const SCHULMAN =
  "LoRA learned as well as full fine-tuning on datasets of post-training size (Schulman et al. 2025, LoRA Without Regret), less well in continued pretraining (Biderman et al. 2024).";
const DETTMERS =
  "A 4-bit NF4 base matched 16 bit on the benchmarks of its paper (Dettmers et al. 2023, QLoRA); check it on one's own task.";
const EPOCHS =
  "Costs what the last pass teaches: in pretraining up to four passes were worth almost as much as new data (Muennighoff et al. 2023, Scaling Data-Constrained Language Models). Compare on a held-out set.";
const LIMA =
  "1,000 curated examples were enough for the style of answers in LIMA (Zhou et al. 2023); knowledge and skills need more. Keep the best half, not any half.";

/** Changes of the run itself that may save money, with what each costs in quality. */
const changesOf = (complete: CompleteRun, run: TrainingRun): Change[] => {
  const { setup } = complete;
  const changes: Change[] = [];
  const add = (change: Partial<TrainingRun>, quality: string, onto: TrainingRun = run): void => {
    changes.push({ change, run: { ...onto, ...change }, quality });
  };
  if (setup.technique === "full") add({}, SCHULMAN, withTechnique(run, "lora"));
  if (
    setup.technique === "full" ||
    (setup.technique === "lora" && setup.quantization === undefined)
  )
    add(
      {},
      `${setup.technique === "full" ? `${SCHULMAN} ` : ""}${DETTMERS}`,
      withTechnique(run, "qlora"),
    );
  if (setup.technique === "qlora")
    add({}, "A base in 16 bit is at least as good as one in 4.", withTechnique(run, "lora"));
  if (
    !setup.packing &&
    setup.objective === "sft" &&
    setup.tokensPerRow * 1.5 < setup.sequenceLength
  )
    add(
      { packing: true },
      "Rows share a sequence: the same tokens without padding, in fewer and larger steps; keep attention apart between rows.",
    );
  if (setup.checkpointing === "full") add({ gradientCheckpointing: false }, SAME_RESULT);
  if (!setup.fusedKernels || setup.loss === "whole")
    add(
      { kernels: [...(run.kernels ?? []), "liger"] },
      `${SAME_RESULT} Fused kernels (Hsu et al. 2024, Liger Kernel).`,
    );
  if (setup.attention !== "flash") add({ attention: "flash_attention_2" }, SAME_RESULT);
  const { microBatchSize, gradientAccumulationSteps } = setup;
  if (gradientAccumulationSteps % 2 === 0)
    add(
      {
        microBatchSize: microBatchSize * 2,
        gradientAccumulationSteps: gradientAccumulationSteps / 2,
      },
      "The rows of a step stay: the result is the same.",
    );
  if (setup.epochs > 1 && setup.maxSteps === undefined)
    add({ epochs: Math.max(1, setup.epochs - 1) }, EPOCHS);
  if (setup.rows >= 2000 && setup.maxSteps === undefined)
    changes.push(halved(run, Math.ceil(setup.rows / 2)));
  return changes.map((one) =>
    Object.keys(one.change).length > 0 ? one : { ...one, change: techniqueOf(one.run) },
  );
};

/** The change names what changes alone; the run keeps what else is said of its data. */
const halved = (run: TrainingRun, rows: number): Change => ({
  change: { dataset: { rows } },
  run: { ...run, dataset: { ...run.dataset, rows } },
  quality: LIMA,
});

const techniqueOf = ({ technique, quantizationBits }: TrainingRun): Record<string, unknown> => ({
  technique,
  ...(technique === "qlora" ? { quantizationBits } : {}),
});

/** Ends are subtracted: both figures rest on the same model of time and err together. */
const difference = (before: Range, after: Range): Range => {
  const [low, high] = [before.low - after.low, before.high - after.high];
  const expected = before.expected - after.expected;
  return { low: Math.min(low, high, expected), expected, high: Math.max(low, high, expected) };
};

/** Machines besides its own that a change is priced on where no hardware is asked for. */
const MACHINES = 5;

/**
 * What a change is priced on: the hardware asked for, or the run's own machine and a few that do most for a
 * dollar; steady ones alone, unless the run itself stands on one that can be taken away.
 */
const machinesFor = (
  complete: CompleteRun,
  quote: Quote | undefined,
  catalog: Catalog,
): Catalog => {
  const own = quote?.kind === "gpu" ? quote : undefined;
  const steady = own?.pricing !== "spot";
  const asked = complete.gpu?.id;
  const few = shortlist(catalog, asked, asked === undefined ? MACHINES : 0, steady);
  const itself = catalog.offers.filter(
    (offer) =>
      own !== undefined &&
      offer.provider === own.provider &&
      offer.sku === own.sku &&
      offer.region === own.region &&
      offer.pricing === own.pricing,
  );
  return { ...few, offers: [...new Set([...itself, ...few.offers])] };
};

const machineOf = (quote: Quote): string =>
  quote.kind === "gpu"
    ? `${quote.gpuCount} x ${quote.gpu} at ${quote.provider}`
    : `${quote.provider} ${quote.service}`;

/** Where the change saves by another machine that it makes possible, that machine. */
const moved = (before: Quote | undefined, after: Quote | undefined): string =>
  before === undefined || after === undefined || machineOf(before) === machineOf(after)
    ? ""
    : `, on ${machineOf(after)}`;

/** Worth a line: a hundredth of the run and more than a cent. */
const WORTH = 0.01;

/**
 * Changes that save money, the most saving first, each re-estimated by itself and priced like the run: on
 * the hardware asked for where there is one. What is changed beside another saves less than both.
 */
export const advice = (complete: CompleteRun, estimated: Estimate, catalog: Catalog): Advice[] => {
  const before = production(estimated);
  if (before === undefined) return [];
  const { quote } = before;
  const few = machinesFor(complete, quote, catalog);
  const run = asGiven(complete);
  const found: Advice[] = [];
  const put = (
    change: Record<string, unknown>,
    after: Range,
    because: string,
    on?: Quote,
  ): void => {
    const savesUsd = difference(before.usd, after);
    if (savesUsd.expected > Math.max(0.01, before.usd.expected * WORTH))
      found.push({
        change,
        savesUsd,
        because: `${usd(after.expected)} instead of ${usd(before.usd.expected)}${moved(quote, on)}. ${because}`,
      });
  };
  for (const { change, run: changed, quality } of changesOf(complete, run)) {
    const after = compared(changed, few);
    if (after !== undefined) put(change, after.usd, quality, after.quote);
  }
  const gpuQuotes = estimated.quotes.filter((each) => each.kind === "gpu");
  const cheapest = gpuQuotes.find(({ fits }) => fits === "yes");
  if (cheapest !== undefined && cheapest !== quote)
    put(
      {
        hardware: { gpu: cheapest.gpu, gpuCount: cheapest.gpuCount },
        provider: cheapest.provider,
        pricing: cheapest.pricing,
      },
      cheapest.usd,
      `${cheapest.provider} rents ${cheapest.gpuCount} x ${cheapest.gpu} (${cheapest.pricing.replace("_", " ")}, ${cheapest.basis} price of ${cheapest.asOf}). ${cheapest.pricing === "spot" ? "It can be taken away: save checkpoints. " : ""}${SAME_RESULT}`,
    );
  const managed = estimated.quotes.find((each) => each.kind === "managed" && each.status === "");
  if (managed?.kind === "managed" && quote?.kind === "gpu")
    put(
      { provider: managed.provider, service: managed.service },
      managed.usd,
      `${managed.provider} trains it by the token (${managed.basis} price of ${managed.asOf}); its settings are its own.`,
    );
  return found.toSorted((left, right) => right.savesUsd.expected - left.savesUsd.expected);
};
