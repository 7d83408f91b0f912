import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has, type Node } from "../node.ts";
import { count, flag, modelId, number, optimizerName, precisionName, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** XTuner's Python configs @b934f462095c: module constants and `model = dict(type=SupervisedFinetune, ..)`. */
const BECAUSE = "XTuner default (mmengine config)";
const constants = (root: Node): Node | undefined => at(root, "module.constants");

export const xtuner: Framework = {
  id: "xtuner",
  recognises: ({ shape, root }) =>
    shape === "python" &&
    has(constants(root), "pretrained_model_name_or_path") &&
    has(constants(root), "accumulative_counts", "pack_to_max_length") &&
    has(constants(root), "max_epochs", "max_iters") &&
    has(constants(root), "model"),
  read: (document, run) => {
    const root = constants(document.root)!;
    const look = exactly(root);
    take(run, "baseModel", look("pretrained_model_name_or_path"), modelId);
    const type = at(root, "model.type");
    const named = `${type?.text ?? ""} ${document.path}`.toLowerCase();
    assume(
      run,
      "objective",
      /orpo/.test(named)
        ? "orpo"
        : /dpo/.test(named)
          ? "dpo"
          : /reward/.test(named)
            ? "reward"
            : /pretrain/.test(named)
              ? "pretrain"
              : "sft",
      "by the model's class and the file's name",
    );
    const quantised = at(root, "model.llm.quantization_config");
    const bits =
      flag(at(quantised, "load_in_4bit")) === true
        ? 4
        : flag(at(quantised, "load_in_8bit")) === true
          ? 8
          : undefined;
    if (bits === undefined)
      assume(run, "quantizationBits", null, "the model is loaded unquantised");
    else state(run, "quantizationBits", bits, quantised!);
    const lora = at(root, "model.lora");
    if (lora === undefined) assume(run, "technique", "full", "the model has no lora");
    else {
      state(run, "technique", bits === 4 ? "qlora" : "lora", lora);
      takeOr(run, "lora.rank", at(lora, "r"), count, 8, "PEFT default");
      takeOr(run, "lora.alpha", at(lora, "lora_alpha"), number, 8, "PEFT default");
      assume(
        run,
        "lora.targetModules",
        "all-linear",
        "XTuner adapts all linear layers that it finds",
      );
    }
    take(run, "sequenceLength", look("max_length"), count);
    takeOr(run, "packing", look("pack_to_max_length"), flag, false, BECAUSE);
    take(run, "microBatchSize", look("batch_size"), count);
    const parallel = count(look("sequence_parallel_size")) ?? 1;
    takeOr(
      run,
      "gradientAccumulationSteps",
      look("accumulative_counts"),
      (node) =>
        count(node) === undefined
          ? undefined
          : count(node)! *
            (/sequence_parallel/.test(document.text.match(/accumulative_counts\s*\*=.*/)?.[0] ?? "")
              ? parallel
              : 1),
      1,
      BECAUSE,
    );
    if (parallel > 1) state(run, "parallelism.context", parallel, look("sequence_parallel_size")!);
    take(run, "epochs", look("max_epochs"), number);
    take(run, "maxSteps", look("max_iters"), count);
    const optimizer = /optim_type\s*=\s*([\w.]+)/.exec(document.text)?.[1];
    assume(
      run,
      "optimizer",
      optimizerName(optimizer ?? "AdamW"),
      optimizer === undefined ? BECAUSE : "optim_type",
    );
    const dtype =
      /torch_dtype=torch\.(\w+)/.exec(document.text)?.[1] ?? at(root, "optim_wrapper.dtype")?.text;
    assume(
      run,
      "precision",
      (dtype === undefined ? undefined : precisionName(dtype)) ?? "bf16",
      dtype === undefined ? BECAUSE : "torch_dtype",
    );
    assume(run, "gradientCheckpointing", true, "SupervisedFinetune checkpoints activations");
    assume(run, "parallelism.strategy", "none", "DeepSpeed is named on the command line");
    const path = look(
      "data_path",
      "alpaca_en_path",
      "alpaca_zh_path",
      "dataset_path",
      "data_files",
    );
    const data = path ?? loadedBy(root);
    if (data !== undefined) readDatasets(run, document, data);
  },
};

/** `dataset=dict(type=load_dataset, path=.., data_files=..)` of any of the module's dataset dicts. */
const loadedBy = (root: Node): Node | undefined => {
  for (const [name, made] of root.entries) {
    if (made.kind !== "map" || /eval|val|test/.test(name)) continue;
    const inner = at(made, "dataset");
    const path = at(inner, "path");
    const files = at(inner, "data_files");
    const isKind = /^(json|csv|text|parquet)$/.test(path?.text ?? "");
    const found = isKind ? (at(files, "train") ?? files) : path;
    if (text(found) !== undefined || (found?.items.length ?? 0) > 0) return found;
  }
  return undefined;
};
