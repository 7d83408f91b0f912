import { own } from "../../own.ts";
import { loraOn, readLora, readQuantization } from "../adapter.ts";
import { assume, state, type Draft } from "../draft.ts";
import { exactly, type Look } from "../look.ts";
import { at, has, type Node } from "../node.ts";
import { readDatasets } from "../datasets.ts";
import { HF_TRAINER, type TrainerDefaults } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, number, text } from "../values.ts";
import { take, takeOr, type Document, type Framework } from "./framework.ts";

/** LLaMA-Factory `src/llamafactory/hparams/*_args.py` @ff6d4d12eeb0. */
const DEFAULTS: TrainerDefaults = {
  ...HF_TRAINER,
  gradientCheckpointing: true,
  because: "LLaMA-Factory default (hparams, over the Hugging Face Trainer's)",
};
const OWN = [
  "finetuning_type",
  "cutoff_len",
  "template",
  "dataset_dir",
  "lora_target",
  "stage",
  "quantization_bit",
  "pref_loss",
];

/** The block itself, or one level down (`llamafactory:`, `args:`). */
const block = (root: Node): Node => {
  if (signed(root)) return root;
  for (const value of root.entries.values())
    if (value.kind === "map" && signed(value)) return value;
  return root;
};
const signed = (root: Node): boolean =>
  has(root, "model_name_or_path", "model") &&
  ((has(root, "stage") && has(root, "finetuning_type", "cutoff_len", "template", "lora_target")) ||
    (has(root, "finetuning_type", "lora_target") &&
      has(root, "template", "cutoff_len", "dataset_dir")));

export const llamaFactory: Framework = {
  id: "llamafactory",
  recognises: ({ root, launch }) => {
    const own = block(root);
    if (/llamafactory|llama_factory/.test(launch?.program ?? ""))
      return launch?.verb === undefined || launch.verb === "train";
    return signed(own) && flag(at(own, "do_train")) !== false && OWN.some((key) => has(own, key));
  },
  read: (document, run) => {
    const look = exactly(block(document.root));
    take(run, "baseModel", look("model_name_or_path", "model"), modelId);
    readObjective(run, look);
    const bits = readQuantization(run, exactly(block(document.root)));
    readTechnique(run, look, bits);
    takeOr(run, "sequenceLength", look("cutoff_len"), count, 2048, DEFAULTS.because);
    const pretrains = run.values.get("objective") === "pretrain";
    if (flag(look("neat_packing")) === true) state(run, "packing", true, look("neat_packing")!);
    readDisabledCheckpointing(run, look);
    readTrainerArguments(run, document, look, { ...DEFAULTS, packing: pretrains });
    if (flag(look("pure_bf16")) === true) {
      state(run, "precision", "bf16", look("pure_bf16")!);
      state(run, "weightsPrecision", "bf16", look("pure_bf16")!);
    }
    readMegatron(run, document, look);
    if (!run.values.has("parallelism.pipeline") && !run.values.has("parallelism.tensor"))
      assume(run, "parallelism.strategy", "none", "neither deepspeed nor fsdp is set");
    assume(run, "quantizationBits", null, "quantization_bit is not set");
    take(run, "hardware.gpuCount", look("ray_num_workers"), count);
    readDatasets(run, document, look("dataset", "train_dataset", "eval_dataset"), {
      samplesEach: number(look("max_samples")),
    });
  },
};

const STAGES: Record<string, string> = {
  pt: "pretrain",
  sft: "sft",
  rm: "reward",
  ppo: "ppo",
  dpo: "dpo",
  kto: "kto",
};

const readObjective = (run: Draft, look: Look): void => {
  const stage = text(look("stage"))?.toLowerCase();
  const preference = text(look("pref_loss"))?.toLowerCase();
  if (stage === "dpo" && (preference === "orpo" || preference === "simpo"))
    state(run, "objective", preference, look("pref_loss")!);
  else if (stage !== undefined && own(STAGES, stage) !== undefined)
    state(run, "objective", own(STAGES, stage), look("stage")!);
  else assume(run, "objective", "sft", "LLaMA-Factory's default stage");
};

const readTechnique = (run: Draft, look: Look, bits: 4 | 8 | undefined): void => {
  const node = look("finetuning_type");
  const type = text(node)?.toLowerCase() ?? "lora";
  const technique =
    type === "lora"
      ? loraOn(bits)
      : type === "oft"
        ? "adapter"
        : type === "freeze"
          ? "freeze"
          : "full";
  if (node === undefined)
    assume(run, "technique", technique, "LLaMA-Factory's default finetuning_type is lora");
  else state(run, "technique", technique, node);
  if (type === "lora")
    readLora(run, look, {
      rank: 8,
      alpha: "double",
      targets: "all-linear",
      because: DEFAULTS.because,
    });
  for (const name of ["galore", "apollo", "badam"] as const) {
    const use = look(`use_${name}`);
    if (flag(use) !== true) continue;
    if (name === "badam") state(run, "technique", name, use!);
    if (name === "galore") {
      const layerwise = flag(look("galore_layerwise")) === true;
      state(run, "optimizer", layerwise ? "galore_adamw_layerwise" : "galore_adamw", use!);
    }
    if (name === "apollo")
      state(
        run,
        "optimizer",
        flag(look("apollo_layerwise")) === true ? "apollo_adamw_layerwise" : "apollo_adamw",
        use!,
      );
  }
  if (flag(look("use_muon")) === true) state(run, "optimizer", "muon", look("use_muon")!);
  if (flag(look("use_adam_mini")) === true)
    state(run, "optimizer", "adam_mini", look("use_adam_mini")!);
};

const readDisabledCheckpointing = (run: Draft, look: Look): void => {
  const off = look("disable_gradient_checkpointing");
  if (off !== undefined && flag(off) !== undefined)
    state(run, "gradientCheckpointing", flag(off) === false, off);
};

const readMegatron = (run: Draft, document: Document, look: Look): void => {
  for (const [field, key] of [
    ["tensor", "tensor_model_parallel_size"],
    ["pipeline", "pipeline_model_parallel_size"],
    ["expert", "expert_model_parallel_size"],
    ["context", "context_parallel_size"],
  ] as const)
    take(run, `parallelism.${field}`, look(key), count);
  if (
    look(
      "tensor_model_parallel_size",
      "pipeline_model_parallel_size",
      "expert_model_parallel_size",
      "recompute_granularity",
    ) === undefined
  )
    return;
  run.values.set("optimizer", "adam");
  const kept = text(look("recompute_granularity"));
  if (kept !== undefined)
    state(
      run,
      "gradientCheckpointing",
      kept === "selective" ? "selective" : true,
      look("recompute_granularity")!,
    );
};
