/** `/ftcost budget $50 llama-3.1-8b 50k rows`: the best that the money, and a time, allow. */
import { loadCatalog } from "../../pricing/catalog.ts";
import { described } from "../answer.ts";
import { plan } from "../../src/bill/plan/index.ts";
import type { Plan } from "../../src/bill/plan/request.ts";
import type { Command } from "../../src/command/index.ts";
import { date, hours, machine, provider, usd, usdRange } from "../../src/report/format.ts";
import { pricingNames } from "../../src/report/words.ts";
import { type Asker, stateOf } from "./one-run.ts";
import {
  context,
  escape,
  inert,
  lines,
  type Message,
  message,
  section,
} from "./blocks/elements.ts";
import { problemLines } from "./blocks/estimate.ts";
import { understoodText } from "./blocks/field-names.ts";
import { problemMessage } from "./blocks/problems.ts";
import { dataTable, plainTable, type Table } from "./blocks/table.ts";
import { workspaceOf } from "./post.ts";
import { writeState } from "./state.ts";

const within: Record<Plan["withinBudget"], string> = { yes: "yes", likely: "probably", no: "no" };

const tableOf = (plans: readonly Plan[]): Table => ({
  caption: "What the budget buys",
  columns: ["Technique", "Cost", "Time", "80 % range", "Machine", "Where", "Pay", "Within limits"],
  rows: plans.map((one) => [
    one.technique,
    { value: Number(one.usd.expected.toPrecision(6)), text: usd(one.usd.expected) },
    { value: Number(one.hours.expected.toPrecision(6)), text: hours(one.hours.expected) },
    usdRange(one.usd),
    machine(one.gpu, one.gpuCount),
    provider(one.provider),
    pricingNames[one.pricing] ?? one.pricing,
    one.withinDeadline === "no" ? "too slow" : within[one.withinBudget],
  ]),
});

/** The least risk to quality first; among equals the cheaper. */
const best = (plans: readonly Plan[]): Plan | undefined => {
  const sure = plans.filter(
    ({ withinBudget, withinDeadline }) => withinBudget === "yes" && withinDeadline !== "no",
  );
  const likely = plans.filter(
    ({ withinBudget, withinDeadline }) => withinBudget !== "no" && withinDeadline !== "no",
  );
  return [...(sure.length > 0 ? sure : likely)].sort(
    (a, b) => a.qualityRisk.score - b.qualityRisk.score || a.usd.expected - b.usd.expected,
  )[0];
};

export const budgetMessage = async (command: Command, asker: Asker): Promise<Message> => {
  const { run, budgetUsd, deadlineHours } = command;
  const blockId = () => writeState(stateOf(command), workspaceOf(asker.env, asker.teamId));
  if (run === undefined || budgetUsd === undefined)
    return problemMessage(command.problems, command.understood, await blockId());
  const { technique } = run;
  const [known, catalog] = await Promise.all([
    described(run, asker.env),
    loadCatalog(asker.env, asker.now),
  ]);
  if (!known.ok)
    return problemMessage(
      [...command.problems, ...known.problems],
      command.understood,
      await blockId(),
    );
  const gpu = run.hardware?.gpu;
  const made = plan(
    {
      run: known.value.run,
      budgetUsd,
      ...(deadlineHours === undefined ? {} : { deadlineHours }),
      ...(gpu === undefined ? {} : { gpu }),
      ...(technique === "full" || technique === "lora" || technique === "qlora"
        ? { techniques: [technique] }
        : {}),
      ...(command.provider === undefined ? {} : { providers: [command.provider] }),
      ...(command.pricing === "on_demand" ? { spot: false } : {}),
    },
    catalog,
  );
  if (!made.ok) return problemMessage(made.problems, command.understood, await blockId());
  const { front, managed, unmet, remarks } = made.value;
  const chosen = best(front);
  const limit = `${usd(budgetUsd)}${deadlineHours === undefined ? "" : ` and ${hours(deadlineHours)}`}`;
  const headline =
    chosen === undefined
      ? `Nothing keeps to ${limit}.${front[0] === undefined ? "" : ` The cheapest is ${usd(front[0].usd.expected)} with ${front[0].technique}.`}`
      : `For ${limit}: ${chosen.technique} on ${machine(chosen.gpu, chosen.gpuCount)} at ${provider(chosen.provider)} (${pricingNames[chosen.pricing] ?? chosen.pricing}), ${usd(chosen.usd.expected)} in ${hours(chosen.hours.expected)}; ${usdRange(chosen.usd)} in four of five runs.`;
  const risk =
    chosen === undefined || chosen.qualityRisk.because.length === 0
      ? []
      : [`Risk to quality: ${chosen.qualityRisk.because.join("; ")}.`];
  const services = managed
    .filter(({ withinBudget }) => withinBudget !== "no")
    .slice(0, 3)
    .map(
      (one) =>
        `${provider(one.provider)} (${one.service}, ${one.technique}): ${usd(one.usd.expected)}, within the budget: ${within[one.withinBudget]}`,
    );
  const top = [
    section(`*${escape(headline)}*`),
    ...lines([...unmet, ...risk, ...remarks].map((one) => `• ${inert(one)}`)),
    ...(command.problems.length > 0
      ? lines(["*Not understood, left out:*", ...problemLines(command.problems)])
      : []),
  ];
  const bottom = [
    ...(services.length > 0
      ? lines(["*Managed services*", ...services.map((one) => `• ${escape(one)}`)])
      : []),
    context(understoodText(command.understood)),
    context(
      escape(
        `Prices as of ${date(catalog.asOf)}${catalog.stale ? " (stale)" : ""}, catalog ${catalog.id}.`,
      ),
    ),
  ];
  if (front.length === 0) return message(headline, [...top, ...bottom]);
  const table = tableOf(front.slice(0, 20));
  const narrow: Table = {
    ...table,
    columns: ["Technique", "Cost", "Time", "Machine"],
    rows: table.rows.map((row) => [row[0]!, row[1]!, row[2]!, row[4]!]),
  };
  const plain = [...top, plainTable(narrow), ...bottom];
  return asker.refuses.includes("data_table")
    ? message(headline, plain)
    : message(headline, [...top, dataTable(table), ...bottom], plain, ["data_table"]);
};
