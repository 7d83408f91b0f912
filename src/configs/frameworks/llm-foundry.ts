import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { interpolate } from "../interpolate.ts";
import { exactly } from "../look.ts";
import { at, has, type Node } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import {
  attentionName,
  count,
  flag,
  modelId,
  number,
  optimizerName,
  precisionName,
  targetModules,
  text,
} from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** llm-foundry `llmfoundry/utils/config_utils.py` @8c8dd48f7216; an MCLI job wraps it in `parameters:`. */
const BECAUSE = "llm-foundry default (utils/config_utils.py)";
const trains = (root: Node | undefined): boolean =>
  has(root, "max_duration") && has(root, "train_loader") && has(root, "model");

export const llmFoundry: Framework = {
  id: "llm-foundry",
  recognises: ({ root }) => trains(root) || trains(at(root, "parameters")),
  read: (document, run) => {
    const root = trains(document.root) ? document.root : at(document.root, "parameters")!;
    interpolate(root);
    const look = exactly(root);
    const gpus = at(document.root, "compute.gpus");
    take(run, "hardware.gpuCount", gpus, count);
    take(run, "hardware.gpu", at(document.root, "compute.gpu_type"), text);
    const scratch =
      look("model.pretrained_model_name_or_path") === undefined ||
      flag(look("model.pretrained")) === false;
    const loader = text(look("train_loader.name")) ?? "";
    if (look("model.pretrained_model_name_or_path") !== undefined)
      take(run, "baseModel", look("model.pretrained_model_name_or_path"), modelId);
    else {
      const size = /mpt[-_]?(\d+(?:\.\d+)?[mb])/i.exec(document.path)?.[1];
      const name = look("model.name");
      if (name !== undefined)
        state(
          run,
          "baseModel",
          size === undefined ? text(name) : `mosaicml/mpt-${size.toLowerCase()}`,
          name,
        );
    }
    assume(
      run,
      "objective",
      loader === "text" || (scratch && loader !== "finetuning") ? "pretrain" : "sft",
      `the loader is ${loader || "not named"}`,
    );
    assume(run, "quantizationBits", null, BECAUSE);
    if (look("model.peft_config") !== undefined) {
      state(run, "technique", "lora", look("model.peft_config")!);
      take(run, "lora.rank", look("model.peft_config.r"), count);
      take(run, "lora.alpha", look("model.peft_config.lora_alpha"), number);
      take(run, "lora.targetModules", look("model.peft_config.target_modules"), targetModules);
    } else assume(run, "technique", "full", "there is no peft_config");
    take(run, "sequenceLength", look("max_seq_len", "train_loader.dataset.max_seq_len"), count);
    const ratio = look("train_loader.dataset.packing_ratio");
    if (loader === "text") assume(run, "packing", true, "the text loader reads full blocks");
    else if (ratio !== undefined)
      state(run, "packing", text(ratio) === "auto" || (number(ratio) ?? 1) > 1, ratio);
    else assume(run, "packing", false, BECAUSE);
    const micro = take(run, "microBatchSize", look("device_train_microbatch_size"), count);
    if (micro === undefined)
      leaveOpen(run, "microBatchSize", "device_train_microbatch_size is auto: found when it runs");
    const global = count(look("global_train_batch_size"));
    const total = count(gpus);
    if (global !== undefined && micro !== undefined && total !== undefined)
      state(
        run,
        "gradientAccumulationSteps",
        Math.max(1, Math.round(global / micro / total)),
        look("global_train_batch_size")!,
      );
    else
      leaveOpen(
        run,
        "gradientAccumulationSteps",
        `a global batch of ${global ?? "unknown size"} over GPUs or a micro batch that the file does not state`,
      );
    const duration = /^([\d_.e+]+)\s*(ep|ba|tok|sp)$/i.exec(text(look("max_duration")) ?? "");
    if (duration !== null) {
      const amount = Number(duration[1]!.replaceAll("_", ""));
      const unit = duration[2]!.toLowerCase();
      if (unit === "ep") state(run, "epochs", amount, look("max_duration")!);
      else if (unit === "ba") state(run, "maxSteps", Math.round(amount), look("max_duration")!);
      else if (unit === "tok") state(run, "dataset.tokens", amount, look("max_duration")!);
      else state(run, "dataset.rows", Math.round(amount), look("max_duration")!);
    }
    take(run, "optimizer", look("optimizer.name"), (node) =>
      text(node) === undefined ? undefined : optimizerName(text(node)!),
    );
    takeOr(
      run,
      "precision",
      look("precision"),
      (node) => precisionName(text(node) ?? ""),
      "bf16",
      BECAUSE,
    );
    if (flag(look("model.use_flash_attention_2")) === true)
      state(run, "attention", "flash_attention_2", look("model.use_flash_attention_2")!);
    takeOr(
      run,
      "attention",
      look("model.attn_config.attn_impl", "model.attn_impl"),
      (node) => attentionName(text(node) ?? ""),
      flag(look("model.use_flash_attention_2")) === false ? "sdpa" : "flash_attention_2",
      BECAUSE,
    );
    const fsdp = look("fsdp_config", "parallelism_config.fsdp_config");
    takeOr(
      run,
      "gradientCheckpointing",
      look("fsdp_config.activation_checkpointing"),
      checkpointing,
      false,
      BECAUSE,
    );
    if (fsdp !== undefined) {
      state(run, "parallelism.strategy", "fsdp", fsdp);
    } else assume(run, "parallelism.strategy", "ddp", "there is no fsdp_config");
    const data = look(
      "train_loader.dataset.hf_name",
      "train_loader.dataset.streams",
      "train_loader.dataset.remote",
      "train_loader.dataset.local",
    );
    const local = text(look("train_loader.dataset.local"));
    if (data !== undefined && data.kind !== "map")
      readDatasets(
        run,
        document,
        data === look("train_loader.dataset.local") && /c4/.test(local ?? "")
          ? { ...data, text: "c4" }
          : data,
        { split: look("train_loader.dataset.split") },
      );
  },
};
