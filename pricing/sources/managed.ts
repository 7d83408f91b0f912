/** Adding a managed price, or the reason why it cannot be one. */
import type { OfferedManaged, Parsed } from "./source.ts";

export const addManaged = (to: Parsed, row: OfferedManaged): void => {
  const price = row.usdPerMillionTokens ?? row.usdPerHour;
  const named = `${row.provider} ${row.service} ${row.baseModels.join(" ")}`;
  if (price === undefined || !Number.isFinite(price))
    return void to.rejected.push({ row: named, reason: "no price" });
  if (!(price > 0)) return void to.rejected.push({ row: named, reason: `a price of ${price}` });
  const key = JSON.stringify([
    row.provider,
    row.service,
    row.baseModels,
    row.methods,
    row.objectives,
    row.parametersFrom,
  ]);
  if (
    to.managed.some(
      (one) =>
        JSON.stringify([
          one.provider,
          one.service,
          one.baseModels,
          one.methods,
          one.objectives,
          one.parametersFrom,
        ]) === key,
    )
  )
    return void to.rejected.push({ row: named, reason: "listed twice" });
  to.managed.push(row);
};

/** What a custom loop over forward and backward calls can train. */
export const LOOP_OBJECTIVES = [
  "sft",
  "dpo",
  "orpo",
  "kto",
  "simpo",
  "grpo",
  "ppo",
  "rloo",
  "distillation",
  "pretrain",
];
