import { findModel } from "../../estimator/models/models.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state, type Draft } from "../draft.ts";
import { anywhere, type Look } from "../look.ts";
import { normalised, type Node } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import {
  attentionName,
  count,
  flag,
  number,
  optimizerName,
  precisionName,
  text,
} from "../values.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

/** GPT-NeoX `megatron/neox_arguments/*.py` @ea7aefd8f8e1; keys are written with hyphens or underscores. */
const BECAUSE = "GPT-NeoX default (neox_arguments)";
const keys = (root: Node): Set<string> => new Set([...root.entries.keys()].map(normalised));

export const gptNeox: Framework = {
  id: "gpt-neox",
  recognises: ({ root }) => {
    const own = keys(root);
    return (
      own.has("num_layers") &&
      own.has("train_iters") &&
      (own.has("pipe_parallel_size") ||
        own.has("model_parallel_size") ||
        own.has("train_micro_batch_size_per_gpu")) &&
      own.has("hidden_size")
    );
  },
  read: (document, run) => {
    const look = anywhere(document.root);
    readModel(run, document, look);
    assume(run, "technique", "full", "GPT-NeoX has no adapters");
    assume(run, "quantizationBits", null, "GPT-NeoX has no quantised bases");
    const impl = look("train_impl");
    const kind = text(impl)?.toLowerCase();
    const tunes = flag(look("finetune")) === true || look("train_label_data_paths") !== undefined;
    if (kind !== undefined && kind !== "normal")
      state(
        run,
        "objective",
        ({ dpo: "dpo", rm: "reward", kto: "kto", reinforce: "ppo" } as Record<string, string>)[
          kind
        ] ?? "sft",
        impl!,
      );
    else
      assume(
        run,
        "objective",
        tunes ? "sft" : "pretrain",
        tunes ? "finetune, or labels beside the data" : "from scratch unless finetune is set",
      );
    take(run, "sequenceLength", look("seq_length"), count);
    const pack = look("pack_impl");
    if (pack === undefined) assume(run, "packing", true, BECAUSE);
    else state(run, "packing", text(pack) !== "unpacked", pack);
    take(run, "microBatchSize", look("train_micro_batch_size_per_gpu"), count);
    takeOr(
      run,
      "gradientAccumulationSteps",
      look("gradient_accumulation_steps"),
      count,
      1,
      BECAUSE,
    );
    take(run, "maxSteps", look("train_iters"), count);
    take(run, "optimizer", look("optimizer.type"), (node) =>
      text(node) === undefined ? undefined : optimizerName(text(node)!),
    );
    take(run, "precision", look("precision"), (node) => precisionName(text(node) ?? ""));
    for (const name of ["bf16", "fp16"] as const)
      if (
        flag(look(`${name}.enabled`) ?? look(`${name}.${name}`)) === true &&
        !run.values.has("precision")
      )
        state(run, "precision", name, look(`${name}.enabled`) ?? look(`${name}.${name}`)!);
    takeOr(
      run,
      "gradientCheckpointing",
      look("checkpoint_activations"),
      checkpointing,
      false,
      BECAUSE,
    );
    const attention = look("attention_config");
    if (attention !== undefined) {
      const word = firstWord(attention);
      if (word !== undefined && attentionName(word) !== undefined && word !== "global")
        state(run, "attention", attentionName(word), attention);
    }
    const stage = number(look("zero_optimization.stage"));
    if (stage !== undefined)
      state(
        run,
        "parallelism.strategy",
        stage === 0 ? "ddp" : `zero${stage}`,
        look("zero_optimization.stage")!,
      );
    if (flag(look("zero_optimization.cpu_offload")) === true)
      state(run, "parallelism.cpuOffload", true, look("zero_optimization.cpu_offload")!);
    take(run, "parallelism.tensor", look("model_parallel_size"), count);
    const pipe = count(look("pipe_parallel_size"));
    if (pipe !== undefined) state(run, "parallelism.pipeline", pipe, look("pipe_parallel_size")!);
    takeOr(run, "evaluation.everySteps", look("eval_interval"), count, 1000, BECAUSE);
    take(run, "checkpoints.everySteps", look("checkpoint_factor"), count);
    readDatasets(run, document, look("train_data_paths", "data_path"));
  },
};

const firstWord = (node: Node, depth = 0): string | undefined =>
  node.kind === "scalar"
    ? number(node) === undefined
      ? text(node)
      : undefined
    : depth > 5
      ? undefined
      : node.items.map((item) => firstWord(item, depth + 1)).find((word) => word !== undefined);

/** The id, of a base and its tuned siblings the one that the name means. */
const modelNamed = (name: string): string | undefined => {
  const model = findModel(name);
  const tuned = /instruct|chat|-it$/i.exec(name)?.[0].toLowerCase();
  if (model === undefined || tuned === undefined) return model?.id;
  return (
    model.aliases.find(
      (alias) => alias.startsWith(model.id.split("/")[0]!) && alias.toLowerCase().includes(tuned),
    ) ?? model.id
  );
};

/** By dimensions, so the architecture goes along; the name by the checkpoint that is loaded or by the file's own path. */
const readModel = (run: Draft, document: Document, look: Look): void => {
  const load = look("load");
  const hidden = look("hidden_size")!;
  const fromLoad = text(load)
    ?.split("/")
    .map(modelNamed)
    .find((id) => id !== undefined);
  const [folder, file] = document.path
    .toLowerCase()
    .replace(/\.ya?ml$/, "")
    .split("/")
    .slice(-2);
  const size = (file ?? folder ?? "").replace(/^(\d+)-(\d+[mb])/, "$1.$2");
  const fromPath = [size, `${folder}-${size}`].map(modelNamed).find((id) => id !== undefined);
  if (fromLoad !== undefined) state(run, "baseModel", fromLoad, load!);
  else if (fromPath !== undefined)
    assume(run, "baseModel", fromPath, "by the file's name; the file itself gives only dimensions");
  else
    state(
      run,
      "baseModel",
      `gpt-neox-${number(look("num_layers")) ?? "?"}x${number(hidden) ?? "?"}`,
      hidden,
    );
  const heads = number(look("num_attention_heads"));
  const layers = number(look("num_layers"));
  const width = number(hidden);
  if (
    fromLoad !== undefined ||
    fromPath !== undefined ||
    heads === undefined ||
    layers === undefined ||
    width === undefined
  )
    return;
  const swiglu = /swiglu|geglu/.test(text(look("activation")) ?? "");
  state(
    run,
    "architecture",
    {
      model_type: swiglu ? "llama" : "gpt_neox",
      hidden_size: width,
      num_hidden_layers: layers,
      num_attention_heads: heads,
      num_key_value_heads: number(look("num_kv_heads")) ?? heads,
      intermediate_size: number(look("intermediate_size")) ?? 4 * width,
      vocab_size: number(look("padded_vocab_size", "vocab_size")) ?? 50432,
      tie_word_embeddings: flag(look("no_weight_tying")) === false,
    },
    hidden,
  );
};
