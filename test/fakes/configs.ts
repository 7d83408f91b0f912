/** An axolotl config with these keys over a small QLoRA run. */
export const axolotl = (more: Record<string, unknown> = {}): string => {
  const keys = {
    base_model: "meta-llama/Llama-3.1-8B",
    load_in_4bit: true,
    adapter: "qlora",
    lora_r: 16,
    lora_target_linear: true,
    sequence_len: 2048,
    sample_packing: true,
    micro_batch_size: 2,
    gradient_accumulation_steps: 4,
    num_epochs: 1,
    ...more,
  };
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${String(value)}`);
  return `${lines.join("\n")}\ndatasets:\n  - path: tatsu-lab/alpaca\n    type: alpaca\n`;
};
