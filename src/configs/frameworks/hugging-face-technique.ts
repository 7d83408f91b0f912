import { type LoraDefaults, loraOn, readLora, readQuantization } from "../adapter.ts";
import { type Draft, assume, state } from "../draft.ts";
import type { Look } from "../look.ts";
import { flag, text } from "../values.ts";

const METHODS = [
  "technique",
  "method",
  "tuning_method",
  "finetuning_type",
  "finetune_type",
  "fine_tune_type",
  "training_type",
  "train_type",
  "tuner_type",
  "peft_type",
  "peft_method",
  "adapter_type",
  "adapter",
  "finetuning_method",
  "training_method",
  "training.method",
  "mode",
  "peft.type",
  "peft.method",
];

/** trl `trl/trainer/model_config.py` @f2cd57710ae3. */
export const TRL_LORA: LoraDefaults = {
  rank: 16,
  alpha: 32,
  because: "TRL ModelConfig default (trl/trainer/model_config.py)",
};

export const readTechnique = (run: Draft, look: Look, defaults: LoraDefaults): void => {
  let bits = readQuantization(run, look);
  const named = look(...METHODS);
  const name = named?.kind === "scalar" ? (text(named)?.toLowerCase() ?? "") : "";
  const full = look("full_finetuning", "full_finetune", "full_fine_tuning");
  const use = look(
    "use_peft",
    "use_peft_lora",
    "use_lora",
    "is_peft",
    "is_lora",
    "lora_enable",
    "enable_lora",
    "lora.enabled",
    "lora.enable",
    "lora.use_lora",
    "peft.enabled",
    "peft.use_peft",
    "lora.use",
    "use_qlora",
    "qlora.enabled",
  );
  const lora = look(
    "lora_r",
    "lora_rank",
    "lora_dim",
    "lora.r",
    "lora.rank",
    "lora_alpha",
    "lora_target_modules",
    "peft_config",
    "lora_config",
    "lora",
    "adapter.r",
    "peft.r",
    "peft.lora_r",
    "peft.rank",
  );
  const on = use === undefined ? undefined : flag(use);
  if (flag(full) === true) state(run, "technique", "full", full!);
  else if (on === false) state(run, "technique", "full", use!);
  else if (/qlora/.test(name)) {
    bits ??= 4;
    assume(run, "quantizationBits", 4, "QLoRA trains over a 4-bit base");
    state(run, "technique", "qlora", named!);
  } else if (/dora/.test(name)) state(run, "technique", "dora", named!);
  else if (/lora/.test(name)) state(run, "technique", loraOn(bits), named!);
  else if (/^(full|full[_-]?(ft|finetune|finetuning|fine[_-]tuning|sft)|sft_full)$/.test(name))
    state(run, "technique", "full", named!);
  else if (/prefix|prompt|p[_-]tuning|ia3|adapter/.test(name))
    state(run, "technique", "adapter", named!);
  else if (on === true) state(run, "technique", loraOn(bits), use!);
  else if (lora !== undefined && flag(lora) !== false) state(run, "technique", loraOn(bits), lora);
  else if (bits !== undefined)
    assume(run, "technique", loraOn(bits), "a quantised base is trained through an adapter");
  else assume(run, "technique", "full", "the file speaks of no adapter");
  const technique = run.values.get("technique");
  if (technique === "lora" || technique === "qlora" || technique === "dora")
    readLora(run, look, defaults);
  if (bits === undefined && technique !== "qlora")
    assume(run, "quantizationBits", null, "the file quantises nothing");
};
