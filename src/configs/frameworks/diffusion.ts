import { readDatasets } from "../datasets.ts";
import { assume, state, type Draft } from "../draft.ts";
import { anywhere, exactly } from "../look.ts";
import { at, has, type Node } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { positive } from "../trainer.ts";
import { count, flag, modelId, number, optimizerName, precisionName, text } from "../values.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

const kohya = (root: Node): boolean =>
  has(root, "network_dim", "network_alpha", "LoRA_type", "network_module") &&
  has(root, "pretrained_model_name_or_path") &&
  has(root, "max_train_steps", "max_train_epochs", "epoch");
const toolkit = (root: Node): Node | undefined => {
  const processes = at(root, "config.process");
  return processes?.items.find(
    (one) =>
      /sd_trainer|diffusion_trainer|ui_trainer/.test(text(at(one, "type")) ?? "") &&
      has(one, "train.steps") &&
      has(one, "model.name_or_path"),
  );
};

/** Its dreambooth, fine-tuning and textual-inversion presets: no network, the same keys. */
const otherKohya = (root: Node): boolean =>
  has(root, "pretrained_model_name_or_path") &&
  has(root, "max_train_steps", "max_train_epochs", "epoch") &&
  has(root, "v_parameterization", "cache_latents", "clip_skip", "noise_offset", "min_snr_gamma") &&
  has(root, "max_resolution", "resolution", "max_bucket_reso", "train_data_dir", "image_folder");

/** LoRA of image models: kohya_ss presets and ai-toolkit jobs. */
export const diffusion: Framework = {
  id: "kohya",
  recognises: ({ root }) => kohya(root) || otherKohya(root) || toolkit(root) !== undefined,
  read: (document, run) => {
    const job = toolkit(document.root);
    state(
      run,
      "objective",
      "diffusion",
      job === undefined ? at(document.root, "pretrained_model_name_or_path")! : at(job, "type")!,
    );
    if (job === undefined) readKohya(document, run);
    else readToolkit(document, run, job);
    assume(run, "parallelism.strategy", "none", "one GPU unless a launcher says otherwise");
  },
};

const KNOWN: [RegExp, string][] = [
  [/flux/i, "black-forest-labs/FLUX.1-dev"],
  [/sdxl|xl-base|xl_base/i, "stabilityai/stable-diffusion-xl-base-1.0"],
  [/sd3|stable-diffusion-3/i, "stabilityai/stable-diffusion-3-medium"],
];

const readKohya = (document: Document, run: Draft): void => {
  run.framework = "kohya";
  const { root } = document;
  const look = anywhere(root);
  const model = look("pretrained_model_name_or_path")!;
  const written = text(model) ?? "";
  const known = KNOWN.find(([pattern]) =>
    pattern.test(`${written} ${text(look("lora_type")) ?? ""} ${document.path}`),
  )?.[1];
  if (/^[\w.-]+\/[\w.-]+$/.test(written)) state(run, "baseModel", written, model);
  else if (known !== undefined)
    assume(run, "baseModel", known, "by the kind of LoRA and the file's name: the path is local");
  else
    state(
      run,
      "baseModel",
      flag(look("sdxl")) === true
        ? "stabilityai/stable-diffusion-xl-base-1.0"
        : written.slice(0, 200) || "stable-diffusion-v1-5/stable-diffusion-v1-5",
      model,
    );
  if (look("network_dim", "lora_type", "network_alpha", "network_module") === undefined)
    assume(run, "technique", "full", "there is no network");
  else
    state(
      run,
      "technique",
      "lora",
      look("network_dim", "lora_type", "network_alpha", "network_module")!,
    );
  if (flag(look("fp8_base")) === true) state(run, "quantizationBits", 8, look("fp8_base")!);
  else assume(run, "quantizationBits", null, "fp8_base is off");
  take(run, "lora.rank", look("network_dim"), count);
  take(run, "lora.alpha", look("network_alpha"), number);
  takeOr(run, "microBatchSize", look("train_batch_size"), count, 1, "kohya default");
  takeOr(
    run,
    "gradientAccumulationSteps",
    look("gradient_accumulation_steps"),
    count,
    1,
    "kohya default",
  );
  const steps = take(run, "maxSteps", look("max_train_steps"), count);
  if (steps === undefined)
    take(run, "epochs", look("max_train_epochs", "epoch"), (node) => positive(number(node)));
  take(run, "optimizer", look("optimizer", "optimizer_type"), (node) =>
    text(node) === undefined ? undefined : optimizerName(text(node)!),
  );
  takeOr(
    run,
    "gradientCheckpointing",
    look("gradient_checkpointing"),
    checkpointing,
    false,
    "kohya default",
  );
  take(run, "precision", look("mixed_precision"), (node) => precisionName(text(node) ?? ""));
  take(run, "hardware.gpuCount", exactly(root)("num_processes"), count);
};

const readToolkit = (document: Document, run: Draft, job: Node): void => {
  run.framework = "ai-toolkit";
  const look = exactly(job);
  take(run, "baseModel", look("model.name_or_path"), modelId);
  const rank = look("network.linear", "network.rank");
  if (rank === undefined) assume(run, "technique", "full", "there is no network block");
  else state(run, "technique", "lora", rank);
  take(run, "lora.rank", rank, count);
  take(run, "lora.alpha", look("network.linear_alpha"), number);
  if (flag(look("model.quantize")) === true)
    state(run, "quantizationBits", 8, look("model.quantize")!);
  else assume(run, "quantizationBits", null, "model.quantize is off");
  takeOr(run, "microBatchSize", look("train.batch_size"), count, 1, "ai-toolkit default");
  takeOr(
    run,
    "gradientAccumulationSteps",
    look("train.gradient_accumulation_steps", "train.gradient_accumulation"),
    count,
    1,
    "ai-toolkit default",
  );
  take(run, "maxSteps", look("train.steps"), count);
  take(run, "optimizer", look("train.optimizer"), (node) =>
    text(node) === undefined ? undefined : optimizerName(text(node)!),
  );
  takeOr(
    run,
    "gradientCheckpointing",
    look("train.gradient_checkpointing"),
    checkpointing,
    true,
    "ai-toolkit default",
  );
  takeOr(
    run,
    "precision",
    look("train.dtype"),
    (node) => precisionName(text(node) ?? ""),
    "fp32",
    "ai-toolkit default",
  );
  const folder = at(job, "datasets")?.items[0];
  readDatasets(run, document, at(folder, "folder_path") ?? at(folder, "dataset_path"));
};
