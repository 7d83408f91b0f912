import { readDatasets } from "../datasets.ts";
import { type Draft, assume, state } from "../draft.ts";
import type { Look } from "../look.ts";
import { count, number, targetModules } from "../values.ts";
import { type Document, take, takeOr } from "./framework.ts";

/** verl `verl/trainer/config/**` @b178a3cd56f5. */
export const BECAUSE = "verl default (verl/trainer/config)";

export const gpus = (run: Draft, look: Look): number | undefined => {
  const each = look("trainer.n_gpus_per_node");
  const nodes = count(look("trainer.nnodes")) ?? 1;
  const value = count(each);
  if (value !== undefined) {
    state(run, "hardware.gpuCount", value * nodes, each!);
    if (nodes > 1) state(run, "parallelism.nodes", nodes, look("trainer.nnodes")!);
    return value * nodes;
  }
  return run.values.get("hardware.gpuCount") as number | undefined;
};

export const readLora = (run: Draft, look: Look, at: string): void => {
  const rank = look(`${at}.lora_rank`);
  assume(run, "quantizationBits", null, "verl trains over unquantised weights");
  if ((count(rank) ?? 0) < 1) return assume(run, "technique", "full", "lora_rank is 0 unless set");
  state(run, "technique", "lora", rank!);
  take(run, "lora.rank", rank, count);
  takeOr(run, "lora.alpha", look(`${at}.lora_alpha`), number, 16, BECAUSE);
  takeOr(
    run,
    "lora.targetModules",
    look(`${at}.target_modules`),
    targetModules,
    "all-linear",
    BECAUSE,
  );
};

export const every = (run: Draft, field: string, node: ReturnType<Look>): void =>
  void take(run, field, node, count);

/** `$HOME/data/gsm8k/train.parquet`: the folder names the data set. */
export const readTrainFiles = (document: Document, run: Draft, look: Look): void => {
  const node = look("data.train_files");
  if (node === undefined) return;
  const path =
    (node.kind === "list" ? node.items[0]?.text : node.text)
      ?.replace(/^\[?['"]?/, "")
      .split(",")[0] ?? "";
  const folder = path.split("/").at(-2);
  const named =
    folder === undefined || /\$|^(|data|datasets?|train|parquet|raw|processed)$/i.test(folder);
  if (!named) return readDatasets(run, document, { ...node, kind: "scalar", text: folder });
  // The folder says nothing: the file's own name.
  const file = path.split("/").at(-1) ?? "";
  if (file !== "" && !file.includes("$"))
    readDatasets(run, document, { ...node, kind: "scalar", text: file });
};
