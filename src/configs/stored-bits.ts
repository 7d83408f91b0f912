import { assume, type Draft } from "./draft.ts";

/** Weights that are stored quantised tell it by their name; nothing in the config repeats it. */
export const readStoredBits = (run: Draft): void => {
  const model = run.values.get("baseModel");
  const found = typeof model === "string" ? STORED.exec(model) : null;
  const written = run.assumptions.some((one) => one.field === "quantizationBits");
  const technique = run.values.get("technique");
  if (found === null || (technique !== "lora" && technique !== "qlora")) return;
  if (run.values.has("quantizationBits") && !written) return;
  const kind = found[1]!.toLowerCase();
  const because = `the model's name ${String(model)}: its weights are stored so`;
  for (const field of ["quantizationBits", "quantization.kind"]) {
    run.values.delete(field);
    run.assumptions = run.assumptions.filter((one) => one.field !== field);
  }
  const bits = /int8|8bit/.test(kind) ? 8 : 4;
  assume(run, "quantizationBits", bits, because);
  if (kind === "awq" || kind === "gptq") assume(run, "quantization.kind", kind, because);
  if (bits === 4) run.values.set("technique", "qlora");
};

const STORED = /[-_](awq|gptq|bnb-4bit|4bit|int4|gptq-int4|gptq-int8|int8|8bit)(?![a-z])/i;
