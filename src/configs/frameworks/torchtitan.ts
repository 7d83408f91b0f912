import { findModel } from "../../estimator/models/models.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import { exactly, type Look } from "../look.ts";
import { has, scalar } from "../node.ts";
import { count, flag, number, precisionName, text } from "../values.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

/** torchtitan's TOML `torchtitan/config/job_config.py`, before it became a registry in Python @b5bcd76c66d0. */
const BECAUSE = "torchtitan default (config/job_config.py)";

export const torchTitan: Framework = {
  id: "torchtitan",
  recognises: ({ root }) =>
    has(root, "model.flavor") &&
    has(root, "model.name") &&
    has(root, "training.steps", "training.seq_len", "training.local_batch_size") &&
    has(root, "training.dataset", "parallelism", "job", "optimizer"),
  read: (document, run) => {
    const look = exactly(document.root);
    readModel(run, look);
    assume(run, "objective", "pretrain", "torchtitan trains from random weights");
    assume(run, "technique", "full", BECAUSE);
    assume(run, "quantizationBits", null, BECAUSE);
    takeOr(run, "sequenceLength", look("training.seq_len"), count, 2048, BECAUSE);
    assume(run, "packing", true, "torchtitan's text is concatenated to full sequences");
    const batch = look("training.local_batch_size", "training.batch_size");
    takeOr(run, "microBatchSize", batch, count, 8, BECAUSE);
    const whole = count(look("training.global_batch_size"));
    if (whole === undefined)
      assume(run, "gradientAccumulationSteps", 1, "global_batch_size is not set");
    else leaveOpen(run, "gradientAccumulationSteps", `a global batch of ${whole} over all ranks`);
    takeOr(run, "maxSteps", look("training.steps"), count, 10_000, BECAUSE);
    takeOr(run, "optimizer", look("optimizer.name"), (node) => text(node), "AdamW", BECAUSE);
    takeOr(
      run,
      "precision",
      look("training.mixed_precision_param", "training.dtype"),
      (node) => precisionName(text(node) ?? ""),
      "bf16",
      BECAUSE,
    );
    takeOr(
      run,
      "gradientCheckpointing",
      look("activation_checkpoint.mode"),
      (node) => ({ none: false, selective: "selective", full: true })[text(node) ?? "selective"],
      "selective",
      BECAUSE,
    );
    assume(run, "attention", "sdpa", BECAUSE);
    readParallelism(run, look);
    readHeader(run, document);
    if (flag(look("checkpoint.enable", "checkpoint.enable_checkpoint")) === true)
      take(run, "checkpoints.everySteps", look("checkpoint.interval"), count);
    readDatasets(run, document, look("training.dataset", "training.dataset_path"));
  },
};

/** The tokenizer's folder names the model; else its name and flavor do. */
const readModel = (run: Draft, look: Look): void => {
  const assets = look("model.hf_assets_path", "model.tokenizer_path");
  const folder = text(assets)?.replace(/\/(original\/)?tokenizer\.model$/, "");
  const byFolder = folder === undefined ? undefined : findModel(folder)?.id;
  const [name, flavor] = [look("model.name")!, look("model.flavor")!];
  const words = `${text(name) ?? ""}-${text(flavor) ?? ""}`;
  if (byFolder !== undefined) return assume(run, "baseModel", byFolder, `the folder ${folder}`);
  const found = findModel(words)?.id;
  if (found === undefined) state(run, "baseModel", words, flavor);
  else assume(run, "baseModel", found, `the flavor ${words}`);
};

const readParallelism = (run: Draft, look: Look): void => {
  assume(run, "parallelism.strategy", "fsdp2", BECAUSE);
  for (const [field, key] of [
    ["tensor", "tensor_parallel_degree"],
    ["pipeline", "pipeline_parallel_degree"],
    ["context", "context_parallel_degree"],
    ["expert", "expert_parallel_degree"],
  ] as const) {
    const node = look(`parallelism.${key}`);
    if ((number(node) ?? 1) > 1) state(run, `parallelism.${field}`, number(node), node!);
  }
  const offload = look("training.enable_cpu_offload");
  if (flag(offload) === true) state(run, "parallelism.cpuOffload", true, offload!);
};

/** "a preset for 64 A100 GPUs": the file's own comment. */
const readHeader = (run: Draft, { text: written, root }: Document): void => {
  const found = /^#.*?\bfor (\d+) ([A-Z]+\d+\w*) GPUs/m.exec(written);
  if (found === null) return;
  const node = scalar(root.source, found.index, found[0], true);
  state(run, "hardware.gpuCount", Number(found[1]), node);
  state(run, "hardware.gpu", found[2], node);
};
