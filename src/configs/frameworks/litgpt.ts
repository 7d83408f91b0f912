import { own } from "../../own.ts";
import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state, type Draft } from "../draft.ts";
import { exactly, type Look } from "../look.ts";
import { positive } from "../trainer.ts";
import { count, flag, number, optimizerName, precisionName, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** litgpt `litgpt/finetune/{lora,full}.py`, `litgpt/pretrain.py`, `litgpt/args.py` @26857050fe3f. */
const BECAUSE = "LitGPT default (litgpt/args.py and the recipe)";

export const litgpt: Framework = {
  id: "litgpt",
  recognises: ({ root }) => {
    const look = exactly(root);
    return (
      look("checkpoint_dir", "model_name", "initial_checkpoint_dir") !== undefined &&
      look(
        "train.global_batch_size",
        "train.micro_batch_size",
        "train.epochs",
        "train.max_tokens",
        "train.max_steps",
      ) !== undefined &&
      look("data.class_path", "data", "train.global_batch_size", "lora_r", "precision") !==
        undefined &&
      look("train.epochs", "train.max_steps", "train.max_tokens", "train.global_batch_size") !==
        undefined &&
      look("train.save_interval", "train.global_batch_size", "train.lr_warmup_steps") !== undefined
    );
  },
  read: (document, run) => {
    const { launch } = document;
    const positional = document.root.entries.get("positional");
    if (launch !== undefined && positional !== undefined)
      document.root.entries.set("checkpoint_dir", positional);
    const look = exactly(document.root);
    const verb = launch?.verb ?? "";
    const lora =
      look("lora_r", "lora_alpha", "lora_query") ??
      (/^finetune(_lora)?$/.test(verb) ? look("checkpoint_dir") : undefined);
    const pretrains = look("checkpoint_dir") === undefined;
    readModel(run, look);
    state(run, "technique", "full", look("model_name", "checkpoint_dir")!);
    readAdapter(run, look, lora !== undefined);
    state(
      run,
      "objective",
      pretrains ? "pretrain" : "sft",
      look("model_name", "checkpoint_dir", "data")!,
    );
    take(run, "precision", look("precision"), (node) => precisionName(text(node) ?? ""));
    if ((text(look("precision")) ?? "").endsWith("-true"))
      take(run, "weightsPrecision", look("precision"), (node) => precisionName(text(node) ?? ""));
    take(run, "sequenceLength", look("train.max_seq_length"), count);
    if (!run.values.has("sequenceLength"))
      leaveOpen(
        run,
        "sequenceLength",
        "train.max_seq_length is null: the longest row or the model's maximum governs",
      );
    assume(
      run,
      "packing",
      pretrains,
      pretrains ? "pretraining reads full blocks" : "LitGPT pads, it does not pack",
    );
    const micro = takeOr(
      run,
      "microBatchSize",
      look("train.micro_batch_size"),
      count,
      pretrains ? 4 : 1,
      BECAUSE,
    );
    const devices = takeGpus(run, look, pretrains);
    const global = count(look("train.global_batch_size"));
    if (global !== undefined && micro !== undefined && devices !== undefined)
      state(
        run,
        "gradientAccumulationSteps",
        Math.max(1, Math.floor(global / devices / micro)),
        look("train.global_batch_size")!,
      );
    else
      leaveOpen(
        run,
        "gradientAccumulationSteps",
        `global_batch_size ${global ?? "unset"} over a number of GPUs that the file does not state`,
      );
    const steps = take(run, "maxSteps", look("train.max_steps"), count);
    const epochs = take(run, "epochs", look("train.epochs"), (node) => positive(number(node)));
    const tokens = number(look("train.max_tokens"));
    if (epochs === undefined && steps === undefined) {
      if (tokens !== undefined) {
        state(run, "dataset.tokens", tokens, look("train.max_tokens")!);
        run.values.set("epochs", null);
      } else if (!pretrains) assume(run, "epochs", 5, BECAUSE);
    }
    takeOr(
      run,
      "optimizer",
      look("optimizer.class_path", "optimizer"),
      (node) => (text(node) === undefined ? undefined : optimizerName(text(node)!)),
      "adamw_torch",
      BECAUSE,
    );
    const sharded = (devices ?? 1) > 1 || (pretrains && devices === undefined);
    if (lora === undefined && sharded && !pretrains)
      assume(
        run,
        "gradientCheckpointing",
        true,
        "LitGPT full fine-tuning on several GPUs checkpoints activations",
      );
    else if (!pretrains)
      assume(
        run,
        "gradientCheckpointing",
        lora !== undefined && sharded,
        "LitGPT checkpoints activations only when it shards",
      );
    assume(
      run,
      "parallelism.strategy",
      sharded ? "fsdp" : "none",
      sharded ? "LitGPT shards with FSDP on several GPUs" : "one GPU",
    );
    assume(run, "attention", "sdpa", "LitGPT runs PyTorch's SDPA");
    take(run, "checkpoints.everySteps", look("train.save_interval"), count);
    take(run, "evaluation.everySteps", look("eval.interval"), count);
    const data = look("data.class_path", "data");
    const name = text(data)?.split(".").at(-1);
    const inside = look(
      "data.json_path",
      "data.init_args.json_path",
      "data.init_args.repo_id",
      "data.init_args.data_path",
    );
    if (inside !== undefined) readDatasets(run, document, inside);
    else if (data !== undefined && name !== undefined)
      readDatasets(run, document, { ...data, text: own(BUILT_IN, name) ?? name });
  },
};

const PRETRAINED: Record<string, string> = { "tiny-llama-1.1b": "TinyLlama/TinyLlama-1.1B" };

const readModel = (run: Draft, look: Look): void => {
  const folder = look("checkpoint_dir", "initial_checkpoint_dir");
  const parts = text(folder)?.replace(/\/+$/, "").split("/") ?? [];
  if (folder !== undefined && parts.length >= 2)
    return state(
      run,
      "baseModel",
      parts
        .slice(-2)
        .join("/")
        .replace(/^checkpoints\//, ""),
      folder,
    );
  const name = look("model_name", "checkpoint_dir");
  if (name !== undefined && text(name) !== undefined)
    state(run, "baseModel", PRETRAINED[text(name)!] ?? text(name), name);
};

const readAdapter = (run: Draft, look: Look, lora: boolean): void => {
  const quantize = look("quantize");
  const bits = /nf4|fp4/.test(text(quantize) ?? "")
    ? 4
    : /int8/.test(text(quantize) ?? "")
      ? 8
      : undefined;
  if (quantize !== undefined && bits !== undefined) {
    state(run, "quantizationBits", bits, quantize);
    if (bits === 4)
      state(
        run,
        "quantization",
        { kind: /fp4/.test(quantize.text) ? "fp4" : "nf4", doubleQuant: /-dq/.test(quantize.text) },
        quantize,
      );
  } else assume(run, "quantizationBits", null, BECAUSE);
  if (!lora) return;
  state(
    run,
    "technique",
    bits === 4 ? "qlora" : "lora",
    look("lora_r", "lora_alpha", "lora_query", "checkpoint_dir")!,
  );
  takeOr(run, "lora.rank", look("lora_r"), count, 8, BECAUSE);
  takeOr(run, "lora.alpha", look("lora_alpha"), number, 16, BECAUSE);
  const on = (key: string, otherwise: boolean) => flag(look(key)) ?? otherwise;
  const names = [
    ["lora_query", "q", true],
    ["lora_key", "k", false],
    ["lora_value", "v", true],
    ["lora_projection", "o", false],
    ["lora_mlp", "mlp", false],
    ["lora_head", "lm_head", false],
  ] as const;
  const targets = names.filter(([key, , otherwise]) => on(key, otherwise)).map(([, name]) => name);
  const from = look("lora_query", "lora_value", "lora_key");
  if (from === undefined) assume(run, "lora.targetModules", targets, BECAUSE);
  else state(run, "lora.targetModules", targets, from);
};

const takeGpus = (run: Draft, look: Look, pretrains: boolean): number | undefined => {
  const devices = look("devices");
  const nodes = count(look("num_nodes")) ?? 1;
  const each = count(devices);
  if (nodes > 1) state(run, "parallelism.nodes", nodes, look("num_nodes")!);
  if (each !== undefined) {
    state(run, "hardware.gpuCount", each * nodes, devices!);
    return each * nodes;
  }
  if (devices !== undefined || pretrains) return undefined;
  assume(run, "hardware.gpuCount", nodes, BECAUSE);
  return nodes;
};

const BUILT_IN: Record<string, string> = {
  Alpaca: "tatsu-lab/alpaca",
  Alpaca2k: "mhenrichsen/alpaca_2k_test",
  AlpacaGPT4: "vicgalle/alpaca-gpt4",
  Deita: "HuggingFaceH4/deita-10k-v0-sft",
  Dolly: "databricks/databricks-dolly-15k",
  FLAN: "Muennighoff/flan",
  LIMA: "GAIR/lima",
  LongForm: "akoksal/LongForm",
  TinyLlama: "SlimPajama+Starcoder",
  TinyStories: "roneneldan/TinyStories",
  OpenWebText: "openwebtext",
};
