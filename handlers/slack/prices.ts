/** `/ftcost prices h100`: what renting costs today, by place, and how it moved where we saw it move. */
import { loadCatalog } from "../../pricing/catalog.ts";
import type { Command } from "../../src/command/index.ts";
import { findGpu } from "../../src/estimator/gpus/gpus.ts";
import type { Offer } from "../../src/estimator/offer.ts";
import { date, machine, provider, usdPerHour } from "../../src/report/format.ts";
import { pricingNames } from "../../src/report/words.ts";
import type { Asker } from "./one-run.ts";
import { type Chart, dataVisualization, plainChart } from "./blocks/chart.ts";
import { context, escape, lines, type Message, message, section } from "./blocks/elements.ts";
import { problemLines } from "./blocks/estimate.ts";
import { wordsMessage } from "./blocks/problems.ts";
import { dataTable, plainTable, type Table } from "./blocks/table.ts";
import { priceSeries } from "./price-book.ts";

const perGpu = (offer: Offer): number => offer.usdPerHour / offer.gpuCount;

/** The cheapest of each provider, machine and way to pay, cheapest per GPU first. */
const fitting = (
  offers: readonly Offer[],
  command: Command,
  gpuId: string | undefined,
): Offer[] => {
  const cheapest = new Map<string, Offer>();
  for (const offer of offers) {
    if (gpuId !== undefined && offer.gpu !== gpuId) continue;
    if (command.provider !== undefined && offer.provider !== command.provider) continue;
    if (command.pricing !== undefined && offer.pricing !== command.pricing) continue;
    const key = [offer.provider, offer.gpu, offer.gpuCount, offer.pricing].join("|");
    const known = cheapest.get(key);
    if (known === undefined || offer.usdPerHour < known.usdPerHour) cheapest.set(key, offer);
  }
  return [...cheapest.values()].sort((a, b) => perGpu(a) - perGpu(b));
};

const tableOf = (offers: readonly Offer[], caption: string): Table => ({
  caption,
  columns: ["Provider", "Machine", "Per GPU", "Machine per hour", "Pay", "Price of"],
  rows: offers.map((offer) => [
    provider(offer.provider),
    machine(offer.gpu, offer.gpuCount),
    { value: Number(perGpu(offer).toPrecision(6)), text: usdPerHour(perGpu(offer)) },
    { value: offer.usdPerHour, text: usdPerHour(offer.usdPerHour) },
    pricingNames[offer.pricing] ?? offer.pricing,
    `${date(offer.asOf)}${offer.stale ? ", stale" : ""}${offer.basis === "snapshot" ? ", snapshot" : ""}`,
  ]),
});

const chartOf = (offers: readonly Offer[], gpu: string): Chart => {
  const byProvider = new Map<string, Offer>();
  for (const offer of offers)
    if (!byProvider.has(offer.provider)) byProvider.set(offer.provider, offer);
  const points = [...byProvider.values()].slice(0, 12).map((offer) => ({
    label: provider(offer.provider),
    value: Number(perGpu(offer).toFixed(2)),
    text: `${usdPerHour(perGpu(offer))} ${pricingNames[offer.pricing] ?? offer.pricing}`,
  }));
  return { title: `${gpu}: cheapest per GPU-hour`, kind: "bar", unit: "$ per GPU-hour", points };
};

/** The series with the most changes; a single point is no history. */
const historyChart = async (asker: Asker, gpu: string): Promise<Chart | undefined> => {
  const series = await priceSeries(asker.env, { gpu });
  const [longest] = series
    .filter(({ points }) => points.length > 1)
    .sort((a, b) => b.points.length - a.points.length);
  if (longest === undefined) return undefined;
  const points = longest.points.slice(-20).map((point) => ({
    label: date(point.date),
    value: Number((point.usdPerHour / longest.gpuCount).toFixed(3)),
    text: usdPerHour(point.usdPerHour / longest.gpuCount),
  }));
  return {
    title: `${gpu} at ${provider(longest.provider)} over time`,
    kind: "line",
    unit: "$ per GPU-hour",
    points,
  };
};

export const pricesMessage = async (command: Command, asker: Asker): Promise<Message> => {
  const found = command.gpu === undefined ? undefined : findGpu(command.gpu);
  if (command.problems.length > 0 && found === undefined) {
    const said = ["*Which GPU?*", ...problemLines(command.problems)];
    return message(
      command.problems
        .map(
          ({ message: one, didYouMean }) =>
            `${one}${didYouMean === undefined ? "" : ` Did you mean ${didYouMean}?`}`,
        )
        .join(" "),
      lines(said),
    );
  }
  const catalog = await loadCatalog(asker.env, asker.now);
  const offers = fitting(catalog.offers, command, found?.gpu.id);
  const what = found?.gpu.id ?? "GPUs";
  if (offers.length === 0)
    return wordsMessage(
      `No offer of ${escape(what)} in the catalog fits that. Prices as of ${escape(date(catalog.asOf))}.`,
    );
  const best = offers[0]!;
  const summary = `${what} from ${usdPerHour(perGpu(best))} per GPU at ${provider(best.provider)} (${pricingNames[best.pricing] ?? best.pricing}, ${date(best.asOf)}); ${offers.length} offers.`;
  const table = tableOf(offers.slice(0, 60), `${what}, cheapest per GPU first`);
  const narrow: Table = {
    ...table,
    columns: table.columns.slice(0, 3),
    rows: table.rows.map((row) => row.slice(0, 3)),
  };
  const charts =
    found === undefined
      ? []
      : [chartOf(offers, what), await historyChart(asker, found.gpu.id)].filter(
          (one) => one !== undefined,
        );
  const top = [
    section(`*${escape(summary)}*`),
    ...(found?.assumed === undefined ? [] : [context(escape(found.assumed))]),
  ];
  const bottom = [
    context(
      escape(
        `Prices as of ${date(catalog.asOf)}${catalog.stale ? " (stale)" : ""}, catalog ${catalog.id}. A machine is billed whole.`,
      ),
    ),
  ];
  const plain = [...top, plainTable(narrow), ...charts.flatMap(plainChart), ...bottom];
  const refusesCharts = asker.refuses.includes("data_visualization");
  const refusesTables = asker.refuses.includes("data_table");
  const rich = [
    ...top,
    refusesTables ? plainTable(narrow) : dataTable(table),
    ...charts.flatMap((chart) => (refusesCharts ? plainChart(chart) : [dataVisualization(chart)])),
    ...bottom,
  ];
  const risky = [
    ...(refusesTables ? [] : ["data_table"]),
    ...(refusesCharts || charts.length === 0 ? [] : ["data_visualization"]),
  ];
  return message(summary, rich, plain, risky);
};
