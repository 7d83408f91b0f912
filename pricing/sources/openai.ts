/**
 * OpenAI: the fine-tuning rows of its pricing page in markdown: model, training, input, cached input,
 * output; dollars per million tokens, or an hour for reinforcement. The wind-down is said with every row.
 */
import { addManaged } from "./managed.ts";
import { amount, emptyParsed, KIB, Unreadable, type PriceSource } from "./source.ts";

const STATUS =
  "winding down: closed to new organisations since 2026-05-07, tightened 2026-07-02; nobody can start a job from 2027-01-06; tuned models are served until their base model is deprecated";

const dollars = (cell: string | undefined): number | undefined =>
  amount(/\$\s*([\d.,]+)/.exec(cell ?? "")?.[1]);

export const openai: PriceSource = {
  id: "openai",
  home: "developers.openai.com/api/docs/pricing",
  evidence: "documented",
  everyHours: 24,
  maxBytes: 600 * KIB,
  requests: () => [
    {
      url: "https://developers.openai.com/api/docs/pricing.md",
      headers: { "user-agent": "ftcost (price refresh)" },
    },
  ],
  parse: ([body = ""]) => {
    const section = /^#+\s*fine[- ]?tuning[\s\S]*?(?=^#{1,2}\s(?!.*fine)|(?![\s\S]))/im.exec(
      body,
    )?.[0];
    if (section === undefined) throw new Unreadable("no section on fine-tuning");
    const sheet = emptyParsed();
    let training = -1;
    let columns: string[] = [];
    for (const line of section.split("\n").filter((one) => one.trim().startsWith("|"))) {
      const cells = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      if (cells.some((cell) => /^training/i.test(cell))) {
        columns = cells.map((cell) => cell.toLowerCase());
        training = columns.findIndex((cell) => cell.startsWith("training"));
        continue;
      }
      if (training === -1 || /^[-: ]+$/.test(cells[0] ?? "")) continue;
      const model = (cells[0] ?? "").replaceAll(/[`*]/g, "").trim();
      const price = dollars(cells[training]);
      const isHourly = /hour/i.test(cells[training] ?? "");
      if (!/^[a-z0-9][a-z0-9.-]+( with data sharing)?$/i.test(model)) {
        sheet.rejected.push({ row: `openai ${model.slice(0, 60)}`, reason: "no model id" });
        continue;
      }
      if (/data sharing/.test(model)) continue;
      addManaged(sheet, {
        provider: "openai",
        service: "self-serve fine-tuning",
        baseModels: [model, model.replace(/-20\d\d-\d\d-\d\d$/, "")].filter(
          (id, at, all) => all.indexOf(id) === at,
        ),
        methods: ["full", "lora"],
        objectives: isHourly ? ["grpo", "ppo"] : objectives(model),
        ...(price === undefined ? {} : priceOf(price, isHourly)),
        minimumUsd: 0,
        epochsMultiply: !isHourly,
        status: STATUS,
      });
      const cell = (name: string) =>
        dollars(cells[columns.findIndex((column) => column.startsWith(name))]);
      const [input, output, cached] = [cell("input"), cell("output"), cell("cached")];
      if (input !== undefined && output !== undefined)
        sheet.inference.push({
          provider: "openai",
          model: `ft:${model}`,
          tuned: true,
          inputUsdPerMillionTokens: input,
          outputUsdPerMillionTokens: output,
          ...(cached === undefined ? {} : { cachedInputUsdPerMillionTokens: cached }),
        });
    }
    if (training === -1) throw new Unreadable("no column on training");
    return sheet;
  },
};

/** DPO at the same rate, of the GPT-4.1 and GPT-4o families alone. */
const objectives = (model: string): string[] =>
  /^gpt-4(\.1|o)/.test(model) ? ["sft", "dpo"] : ["sft"];
const priceOf = (price: number, isHourly: boolean) =>
  isHourly ? { usdPerHour: price } : { usdPerMillionTokens: price };
