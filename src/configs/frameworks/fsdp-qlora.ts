import { own } from "../../own.ts";
import { readLora } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { checkpointing } from "../trainer-settings.ts";
import { count, flag, modelId, number, optimizerName, precisionName, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** AnswerDotAI/fsdp_qlora `train.py` (`main`) @05ed9f2a60f9. */
const BECAUSE = "fsdp_qlora's default (train.py)";
const TYPES = /^((custom_|hqq_|bnb_)?(q?lora|dora)|full|(hqq|bnb)_(dora|llama_pro))$/;
const SEVEN = ["k_proj", "q_proj", "v_proj", "up_proj", "down_proj", "gate_proj"];

export const fsdpQlora: Framework = {
  id: "fsdp-qlora",
  recognises: ({ launch, root }) =>
    /(^|\/)(train|fsdp_qlora)\.py$|^fsdp_qlora$/.test(launch?.program ?? "") &&
    TYPES.test(text(root.entries.get("train_type")) ?? "") &&
    root.entries.has("model_name"),
  read: (document, run) => {
    const look = anywhere(document.root);
    take(run, "baseModel", look("model_name"), modelId);
    assume(run, "objective", "sft", "fsdp_qlora trains on instructions");
    const node = look("train_type")!;
    const type = text(node)!;
    const quantised = /qlora|hqq|bnb/.test(type);
    if (type === "full") state(run, "technique", "full", node);
    else {
      state(run, "technique", quantised ? "qlora" : /dora/.test(type) ? "dora" : "lora", node);
      readLora(run, look, { rank: 64, alpha: 16, targets: SEVEN, because: BECAUSE });
    }
    if (quantised) {
      const bits = look("nbits", "n_bits");
      if (bits === undefined || number(bits) === 4) state(run, "quantizationBits", 4, bits ?? node);
      else if (number(bits) === 8) state(run, "quantizationBits", 8, bits);
      else assume(run, "quantizationBits", 4, `${bits.text} bits: the nearest that is priced`);
      if (type.startsWith("hqq")) state(run, "quantization.kind", "hqq", node);
    } else assume(run, "quantizationBits", null, `train_type ${type}`);
    takeOr(run, "precision", look("precision"), named, "bf16", BECAUSE);
    takeOr(run, "sequenceLength", look("context_length"), count, 512, BECAUSE);
    takeOr(run, "microBatchSize", look("batch_size"), count, 1, BECAUSE);
    const accumulation = look("gradient_accumulation_steps");
    takeOr(run, "gradientAccumulationSteps", accumulation, count, 1, BECAUSE);
    takeOr(run, "epochs", look("num_epochs"), number, 1, BECAUSE);
    take(run, "maxSteps", look("max_steps"), count);
    takeOr(run, "optimizer", look("optimizer"), optimizer, "adamw_torch", BECAUSE);
    const checkpoint = look("use_gradient_checkpointing");
    takeOr(run, "gradientCheckpointing", checkpoint, checkpointing, true, BECAUSE);
    assume(run, "packing", false, BECAUSE);
    assume(run, "attention", "sdpa", "fsdp_qlora loads the model with SDPA");
    const sharding = look("sharding_strategy");
    if (text(sharding) === "ddp") state(run, "parallelism.strategy", "ddp", sharding!);
    else assume(run, "parallelism.strategy", "fsdp", BECAUSE);
    const offload = look("use_cpu_offload");
    takeOr(run, "parallelism.cpuOffload", offload, flag, true, BECAUSE);
    take(run, "hardware.gpuCount", look("world_size"), count);
    const data = look("dataset");
    const known = data === undefined ? undefined : own(DATASETS, data.text);
    const rows =
      text(data) === "alpaca_sample" ? (count(look("dataset_samples")) ?? 512) : undefined;
    readDatasets(
      run,
      document,
      data !== undefined && known !== undefined ? { ...data, text: known } : data,
      { most: rows },
    );
  },
};

/** What `train.py` loads under each name. */
const DATASETS: Record<string, string> = {
  alpaca: "yahma/alpaca-cleaned",
  alpaca_sample: "yahma/alpaca-cleaned",
  guanaco: "timdettmers/openassistant-guanaco",
  sql: "knowrohit07/know_sql",
  orca_math: "microsoft/orca-math-word-problems-200k",
};
const named = (node: Parameters<typeof text>[0]) => precisionName(text(node) ?? "");
const optimizer = (node: Parameters<typeof text>[0]): string | undefined => {
  const written = text(node);
  return written === undefined ? undefined : optimizerName(written);
};
