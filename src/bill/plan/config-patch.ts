import type { Setup } from "../../estimator/setup.ts";

type Keys = Record<string, string | number | boolean | null>;

const stage = ({ strategy }: Setup): string | undefined => /^zero([123])$/.exec(strategy)?.[1];
const isFsdp = ({ strategy }: Setup): boolean => strategy.startsWith("fsdp");
const bits = ({ quantization }: Setup): number | null => quantization?.bits ?? null;

const batch = (setup: Setup): Keys => ({
  per_device_train_batch_size: setup.microBatchSize,
  gradient_accumulation_steps: setup.gradientAccumulationSteps,
});

/** The files that axolotl and LLaMA-Factory ship for DeepSpeed's stages; FSDP by the argument of transformers. */
const division = (setup: Setup, deepSpeedFile: (stage: string) => string): Keys => {
  const zero = stage(setup);
  if (zero !== undefined) return { deepspeed: deepSpeedFile(zero) };
  return isFsdp(setup) ? { fsdp: "full_shard auto_wrap" } : {};
};

/** How each framework writes what a plan decides (its documentation's argument names; src/configs reads the same). */
const WRITTEN: Record<string, (setup: Setup) => Keys> = {
  axolotl: (setup) => ({
    adapter: setup.technique === "full" ? null : setup.technique,
    load_in_4bit: bits(setup) === 4,
    load_in_8bit: bits(setup) === 8,
    micro_batch_size: setup.microBatchSize,
    gradient_accumulation_steps: setup.gradientAccumulationSteps,
    gradient_checkpointing: setup.checkpointing !== "none",
    ...division(setup, (zero) => `deepspeed_configs/zero${zero}.json`),
  }),
  "llama-factory": (setup) => ({
    finetuning_type: setup.technique === "full" ? "full" : "lora",
    quantization_bit: bits(setup),
    ...batch(setup),
    disable_gradient_checkpointing: setup.checkpointing === "none",
    ...division(setup, (zero) => `examples/deepspeed/ds_z${zero}_config.json`),
  }),
  "ms-swift": (setup) => ({
    train_type: setup.technique === "full" ? "full" : "lora",
    ...(bits(setup) === null ? {} : { quant_method: "bnb", quant_bits: bits(setup) }),
    ...batch(setup),
    gradient_checkpointing: setup.checkpointing !== "none",
    ...division(setup, (zero) => `zero${zero}`),
  }),
  trl: (setup) => ({
    use_peft: setup.technique !== "full",
    load_in_4bit: bits(setup) === 4,
    ...batch(setup),
    gradient_checkpointing: setup.checkpointing !== "none",
    ...(isFsdp(setup) ? { fsdp: "full_shard auto_wrap" } : {}),
  }),
};

/** Lines of YAML for the config of a framework that is known by name; none for others, which have `patch`. */
export const configPatchOf = (setup: Setup): string => {
  const written = setup.frameworkKnown ? WRITTEN[setup.framework.id] : undefined;
  if (written === undefined) return "";
  return Object.entries(written(setup))
    .map(([key, value]) => `${key}: ${value === null ? "null" : String(value)}\n`)
    .join("");
};
