import { readDatasets } from "../datasets.ts";
import { type Draft, assume, leaveOpen, state } from "../draft.ts";
import { type Look, exactly } from "../look.ts";
import { type Node, at } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { positive } from "../trainer.ts";
import {
  count,
  flag,
  number,
  optimizerName,
  precisionName,
  targetModules,
  text,
} from "../values.ts";
import { type Document, type Framework, take, takeOr } from "./framework.ts";
import { readTuneCommand } from "./torchtune-launch.ts";
import { readModel } from "./torchtune-model.ts";

/** torchtune `recipes/*.py`, `torchtune/models/<family>/_model_builders.py` @bd2a0fc7c314. */
const BECAUSE = "torchtune default (recipes and model builders)";

const MODELS = ["model", "policy_model", "student_model"];

const component = (node: Node | undefined): string => text(at(node, "_component_")) ?? "";

export const torchtune: Framework = {
  id: "torchtune",
  recognises: ({ root }) =>
    MODELS.some(
      (key) =>
        /^torchtune\.(models|modules)/.test(component(at(root, key))) ||
        /torchtune\.models/.test(component(at(root, key))),
    ) &&
    at(root, "dataset") !== undefined &&
    at(root, "optimizer") !== undefined &&
    ["epochs", "num_steps", "max_steps_per_epoch", "total_epochs"].some(
      (key) => at(root, key) !== undefined,
    ),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    const model = MODELS.map((key) => at(root, key)).find((node) =>
      /torchtune\.models/.test(component(node)),
    );
    if (model === undefined) return readTuneCommand(document, run);
    const builder = component(model).split(".").at(-1)!;
    readModel(run, document, look, model, builder);
    readTechnique(run, look, model, builder);
    readObjective(run, look);
    take(run, "sequenceLength", look("tokenizer.max_seq_len"), count);
    if (!run.values.has("sequenceLength"))
      leaveOpen(
        run,
        "sequenceLength",
        "tokenizer.max_seq_len is null: rows are not cut but at the model's maximum",
      );
    takeOr(run, "packing", look("dataset.packed"), flag, false, BECAUSE);
    take(run, "microBatchSize", look("batch_size"), count);
    takeOr(
      run,
      "gradientAccumulationSteps",
      look("gradient_accumulation_steps"),
      count,
      1,
      BECAUSE,
    );
    const epochs = take(run, "epochs", look("epochs", "total_epochs"), (node) =>
      positive(number(node)),
    );
    take(run, "maxSteps", look("max_steps_per_epoch"), (node) =>
      count(node) === undefined ? undefined : Math.round(count(node)! * (epochs ?? 1)),
    );
    take(run, "maxSteps", look("num_steps"), count);
    take(run, "optimizer", at(root, "optimizer._component_"), (node) => {
      const name = text(node);
      if (name === undefined) return undefined;
      return /torch\.optim\.adamw/i.test(name) && flag(look("optimizer.fused")) === true
        ? "adamw_torch_fused"
        : optimizerName(name);
    });
    take(run, "precision", look("dtype"), (node) => precisionName(text(node) ?? ""));
    take(run, "weightsPrecision", look("dtype"), (node) => precisionName(text(node) ?? ""));
    takeOr(
      run,
      "gradientCheckpointing",
      look("enable_activation_checkpointing"),
      checkpointing,
      false,
      BECAUSE,
    );
    if (
      flag(look("enable_activation_offloading")) === true &&
      run.values.get("gradientCheckpointing") === true
    )
      state(run, "gradientCheckpointing", "offload", look("enable_activation_offloading")!);
    assume(run, "attention", "sdpa", "torchtune runs PyTorch's SDPA (flex attention when packed)");
    if (flag(look("compile")) === true) state(run, "kernels", ["torch_compile"], look("compile")!);
    take(run, "evaluation.everySteps", look("run_val_every_n_steps"), count);
    take(run, "checkpoints.everySteps", look("save_every_n_steps"), count);
    readRecipe(run, document, look);
    readData(run, document, look);
  },
};

const readTechnique = (run: Draft, look: Look, model: Node, builder: string): void => {
  const from = at(model, "_component_")!;
  const quantised = builder.startsWith("qlora_") || flag(at(model, "quantize_base")) === true;
  if (!/^q?lora_|^dora_/.test(builder)) {
    state(run, "technique", "full", from);
    assume(run, "quantizationBits", null, "the builder loads the weights as they are");
    return;
  }
  state(run, "technique", quantised ? "qlora" : "lora", from);
  if (flag(at(model, "use_dora")) === true)
    state(run, "lora.variant", "dora", at(model, "use_dora")!);
  if (quantised) {
    state(run, "quantizationBits", 4, from);
    assume(run, "quantization.kind", "nf4", BECAUSE);
  } else assume(run, "quantizationBits", null, "the builder is not a qlora one");
  takeOr(run, "lora.rank", at(model, "lora_rank"), count, 8, BECAUSE);
  takeOr(run, "lora.alpha", at(model, "lora_alpha"), number, 16, BECAUSE);
  take(run, "lora.dropout", at(model, "lora_dropout"), number);
  const names = targetModules(at(model, "lora_attn_modules"));
  if (Array.isArray(names)) {
    const all = [...names];
    if (flag(at(model, "apply_lora_to_mlp")) === true) all.push("mlp");
    if (flag(at(model, "apply_lora_to_output")) === true) all.push("output");
    state(run, "lora.targetModules", all, at(model, "lora_attn_modules")!);
  }
  void look;
};

const readObjective = (run: Draft, look: Look): void => {
  const loss = look("loss._component_", "loss");
  const name = text(loss)?.toLowerCase() ?? "";
  if (look("kd_loss", "teacher_model") !== undefined)
    state(run, "objective", "distillation", look("kd_loss", "teacher_model")!);
  else if (look("reward_and_value_model") !== undefined || /ppo/.test(name))
    state(run, "objective", "ppo", loss ?? look("reward_and_value_model")!);
  else if (/grpo/.test(name)) state(run, "objective", "grpo", loss!);
  else if (/dpo|rso|simpo|ipo/.test(name)) state(run, "objective", "dpo", loss!);
  else if (
    /text_completion|wikitext/.test(text(look("dataset._component_")) ?? "") &&
    look("dataset.column") === undefined
  )
    assume(run, "objective", "pretrain", "plain text is trained on");
  else assume(run, "objective", "sft", "cross entropy over examples");
};

/** Which recipe runs it stands on the command line; the file's name and header are the only hints in the tree. */
const readRecipe = (run: Draft, document: Document, look: Look): void => {
  const header = /tune run\s+(.*)/g;
  const lines = [...document.text.matchAll(header)].map((match) => match[1]!);
  const single =
    /single_device/.test(document.path) ||
    (document.launch === undefined &&
      lines.some((line) => /single_device/.test(line)) &&
      !lines.some((line) => /distributed/.test(line)));
  const lowMemory = /low_memory|single_device/.test(document.path);
  const processes = lines
    .map((line) => /--nproc[_-]per[_-]node[ =](\d+)/.exec(line)?.[1])
    .find((found) => found !== undefined);
  const offload = look("fsdp_cpu_offload");
  if (single || (lowMemory && processes === undefined)) {
    assume(
      run,
      "parallelism.strategy",
      "none",
      "a single-device recipe by the file's name or header",
    );
    assume(run, "hardware.gpuCount", 1, "a single-device recipe runs on one GPU");
  } else if (document.launch?.gpuCount === undefined && processes !== undefined) {
    assume(
      run,
      "parallelism.strategy",
      Number(processes) === 1 && !/distributed/.test(lines.join()) ? "none" : "fsdp2",
      "torchtune's distributed recipes shard with FSDP2",
    );
    assume(run, "hardware.gpuCount", Number(processes), "by the file's header: --nproc_per_node");
  } else
    assume(
      run,
      "parallelism.strategy",
      "fsdp2",
      "torchtune's distributed recipes shard with FSDP2",
    );
  if (flag(offload) === true) state(run, "parallelism.cpuOffload", true, offload!);
  take(run, "parallelism.tensor", look("tensor_parallel_dim"), count);
};

const BUILT_IN: Record<string, string> = {
  alpaca_dataset: "tatsu-lab/alpaca",
  alpaca_cleaned_dataset: "yahma/alpaca-cleaned",
  slimorca_dataset: "Open-Orca/SlimOrca-Dedup",
  samsum_dataset: "Samsung/samsum",
  grammar_dataset: "liweili/c4_200m",
  wikitext_dataset: "EleutherAI/wikitext_document_level",
  cnn_dailymail_articles_dataset: "ccdv/cnn_dailymail",
  stack_exchange_paired_dataset: "lvwerra/stack-exchange-paired",
  hh_rlhf_helpful_dataset: "RLHFlow/HH-RLHF-Helpful-standard",
  llava_instruct_dataset: "liuhaotian/LLaVA-Instruct-150K",
  the_cauldron_dataset: "HuggingFaceM4/the_cauldron",
  multimodal_chat_dataset: "",
};

const readData = (run: Draft, document: Document, look: Look): void => {
  const source = look("dataset.source");
  const files = look("dataset.data_files");
  if (source !== undefined && !/^(json|csv|text|parquet)$/.test(source.text))
    return readDatasets(run, document, source, { split: look("dataset.split") });
  if (files !== undefined) return readDatasets(run, document, files);
  const named = look("dataset._component_");
  const known = BUILT_IN[text(named)?.split(".").at(-1) ?? ""];
  if (named !== undefined && known)
    readDatasets(run, document, { ...named, text: known }, { split: look("dataset.split") });
};
