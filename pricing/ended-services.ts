/** Services that end on a day known beforehand: from then on their price is no offer, whatever a feed still lists. */
import type { PackedManaged } from "./sheet.ts";

/** OpenAI's notice of 2026-05-07 on developers.openai.com/api/docs/pricing: the first day without new jobs. */
const ENDS = [{ provider: "openai", service: "self-serve fine-tuning", on: "2027-01-06" }];

export const hasEnded = (row: Pick<PackedManaged, "provider" | "service">, now: Date): boolean =>
  ENDS.some(
    ({ provider, service, on }) =>
      row.provider === provider && row.service === service && now.toISOString().slice(0, 10) >= on,
  );
