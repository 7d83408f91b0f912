import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { anywhere } from "../look.ts";
import { at, has } from "../node.ts";
import { positive } from "../trainer.ts";
import { count, flag, modelId, number, text } from "../values.ts";
import { readLora } from "../adapter.ts";
import { take, type Framework } from "./framework.ts";

/**
 * Requests for a fine-tuning job: OpenAI and Azure (job_create_params.py), Together (finetune.py), Mistral
 * (training_files), Fireworks (baseModel + dataset), Bedrock (baseModelIdentifier). The provider chooses what is "auto".
 */
export const hosted: Framework = {
  id: "hosted",
  recognises: ({ root }) =>
    !has(root, "object", "status", "finished_at", "created_at", "trained_tokens", "result_files") &&
    ((has(root, "model") && has(root, "training_file", "training_files", "trainingFile")) ||
      (has(root, "baseModelIdentifier") && has(root, "trainingDataConfig")) ||
      (has(root, "baseModel") &&
        has(root, "dataset") &&
        has(
          root,
          "epochs",
          "loraRank",
          "learningRate",
          "displayName",
          "outputModel",
          "evaluationDataset",
        ))),
  read: (document, run) => {
    const { root } = document;
    const look = anywhere(root);
    take(
      run,
      "baseModel",
      look("model", "basemodelidentifier", "basemodel", "base_model"),
      modelId,
    );
    const method =
      at(root, "method.type") ??
      at(root, "training_method.method") ??
      at(root, "training_method") ??
      at(root, "trainingType");
    const name = text(method)?.toLowerCase() ?? "";
    const objective = /dpo|preference/.test(name)
      ? "dpo"
      : /reinforcement/.test(name)
        ? "rft"
        : "sft";
    if (method?.kind === "scalar") state(run, "objective", objective, method);
    else assume(run, "objective", objective, "supervised unless a method is given");
    const open =
      /\//.test((run.values.get("baseModel") as string | undefined) ?? "") ||
      has(root, "lora", "loraRank", "lora_r");
    const together = has(root, "n_epochs", "n_checkpoints", "lora_r") && !has(root, "method");
    assume(
      run,
      "technique",
      "hosted",
      open
        ? "a managed service trains it, as LoRA or in full by its own choice"
        : "a managed service trains it",
    );
    run.framework = together
      ? "together"
      : has(root, "baseModelIdentifier")
        ? "bedrock"
        : has(root, "baseModel", "base_model")
          ? "fireworks"
          : has(root, "training_files")
            ? "mistral"
            : "openai";
    take(run, "lora.rank", at(root, "loraRank"), count);
    if (has(root, "lora_r", "lora_rank")) readLora(run, look, { because: "" });
    const epochs = look("n_epochs", "epochs", "epochcount");
    if (take(run, "epochs", epochs, (node) => positive(number(node))) === undefined)
      if (together) assume(run, "epochs", 1, "Together's default n_epochs");
      else leaveOpen(run, "epochs", "the provider chooses the epochs (auto)");
    if (take(run, "maxSteps", look("training_steps"), count) !== undefined)
      run.values.delete("epochs");
    if (take(run, "microBatchSize", look("batch_size", "batchsize"), count) === undefined)
      leaveOpen(run, "microBatchSize", "the provider chooses the batch (auto)");
    take(
      run,
      "sequenceLength",
      look("max_context_length", "maxcontextlength", "max_seq_length"),
      count,
    );
    void flag;
    readDatasets(
      run,
      document,
      at(root, "training_files.0.file_id") ??
        look("training_file", "trainingfile", "dataset", "s3uri") ??
        at(root, "training_files"),
    );
  },
};
