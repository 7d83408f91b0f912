import { readLora } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, number, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** artidoro/qlora `qlora.py` @7f4e95a68dc0: its own defaults over the Hugging Face Trainer's. */
const BECAUSE = "qlora.py's default (artidoro/qlora)";

/** The names that `qlora.py` gives to data sets. */
const DATASETS: Record<string, string> = {
  alpaca: "tatsu-lab/alpaca",
  "alpaca-clean": "yahma/alpaca-cleaned",
  chip2: "laion/OIG",
  "hh-rlhf": "Anthropic/hh-rlhf",
  longform: "akoksal/LongForm",
  oasst1: "timdettmers/openassistant-guanaco",
};

export const qloraScript: Framework = {
  id: "qlora",
  recognises: ({ launch, root }) =>
    /(^|\/)qlora\.py$/.test(launch?.program ?? "") && root.entries.has("model_name_or_path"),
  read: (document, run) => {
    const look = anywhere(document.root);
    take(run, "baseModel", look("model_name_or_path"), modelId);
    assume(run, "objective", "sft", BECAUSE);
    const bits = look("bits");
    const quantised = number(bits) === 16 || number(bits) === 32 ? undefined : (count(bits) ?? 4);
    if (bits === undefined) assume(run, "quantizationBits", 4, BECAUSE);
    else state(run, "quantizationBits", quantised === undefined ? null : quantised, bits);
    if (quantised === 4) {
      takeOr(run, "quantization.kind", look("quant_type"), text, "nf4", BECAUSE);
      takeOr(run, "quantization.doubleQuant", look("double_quant"), flag, true, BECAUSE);
    }
    const full = look("full_finetune");
    if (flag(full) === true) state(run, "technique", "full", full!);
    else {
      assume(run, "technique", quantised === 4 ? "qlora" : "lora", BECAUSE);
      readLora(run, look, { rank: 64, alpha: 16, targets: "all-linear", because: BECAUSE });
    }
    const [source, target] = [look("source_max_len"), look("target_max_len")];
    const length = (count(source) ?? 1024) + (count(target) ?? 256);
    if ((source ?? target) === undefined) assume(run, "sequenceLength", length, BECAUSE);
    else state(run, "sequenceLength", length, (source ?? target)!);
    if (look("max_steps", "num_train_epochs") === undefined)
      assume(run, "maxSteps", 10_000, BECAUSE);
    readTrainerArguments(run, document, look, {
      ...HF_TRAINER,
      micro: 1,
      accumulation: 16,
      optimizer: "paged_adamw_32bit",
      gradientCheckpointing: true,
      because: BECAUSE,
    });
    assume(run, "parallelism.strategy", "none", "layers are spread over the GPUs at hand");
    const data = look("dataset");
    const named = DATASETS[text(data) ?? ""];
    readDatasets(
      run,
      document,
      data !== undefined && named !== undefined ? { ...data, text: named } : data,
      { most: number(look("max_train_samples")) },
    );
  },
};
