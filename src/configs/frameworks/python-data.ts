import { readDatasets } from "../datasets.ts";
import { type Draft, state } from "../draft.ts";
import { type Look, anywhere } from "../look.ts";
import { type Node, at } from "../node.ts";
import { modelId, number, text } from "../values.ts";
import type { Document } from "./framework.ts";
import { isOtherTrade } from "./hugging-face-model.ts";
import { constantsLook } from "./python-model.ts";

export const readModal = (run: Draft, root: Node): void => {
  const gpu = at(root, "modal.gpu");
  const found = /^([A-Za-z][\w-]*)(?::(\d+))?$/.exec(text(gpu) ?? "");
  if (found === null) return;
  state(run, "hardware.gpu", found[1], gpu!);
  state(run, "hardware.gpuCount", Number(found[2] ?? 1), gpu!);
};

export const readData = (run: Draft, document: Document, root: Node, look: Look): void => {
  const loads = [...root.entries]
    .filter(([key]) => key.startsWith("load_dataset"))
    .map(([, value]) => value);
  const trains = loads.find(
    (one) =>
      text(at(one, "dataset_name")) !== undefined &&
      !/^(test|val)/.test(text(at(one, "dataset_split")) ?? ""),
  );
  const name = trains === undefined ? undefined : at(trains, "dataset_name");
  if (name !== undefined)
    return readDatasets(run, document, name, { split: at(trains, "dataset_split") });
  const constant = constantsLook(root)(
    "dataset_name",
    "dataset_id",
    "dataset",
    "dataset_path",
    "train_file",
    "data_path",
    "train_data",
    "train_path",
    "data_file",
    "train_data_path",
  );
  if (constant !== undefined && constant.kind === "scalar") readDatasets(run, document, constant);
  void look;
  void number;
};

/** A SageMaker estimator trains a model only if its hyperparameters say so. */
export const readableSageMaker = (root: Node): boolean => {
  const look = anywhere(at(root, "sagemaker")!);
  const model = look(
    "model_name_or_path",
    "model_id",
    "model_name",
    "base_model",
    "model_id_or_path",
  );
  return (
    modelId(model) !== undefined &&
    !isOtherTrade(modelId(model)!) &&
    look("num_train_epochs", "epochs", "max_steps", "per_device_train_batch_size") !== undefined
  );
};
