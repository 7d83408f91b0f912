import { loraOn, readLora } from "../adapter.ts";
import { readDatasets } from "../datasets.ts";
import { assume, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, map, scalar, type Node } from "../node.ts";
import { HF_TRAINER } from "../trainer-defaults.ts";
import { readTrainerArguments } from "../trainer.ts";
import { count, flag, modelId, precisionName, text } from "../values.ts";
import { take, takeOr, type Framework } from "./framework.ts";

/** autotrain-advanced `src/autotrain/trainers/clm/params.py`, `commands.py` @b5c98fbe3aab. */
const BECAUSE = "AutoTrain default (trainers/clm/params.py)";

export const autotrain: Framework = {
  id: "autotrain",
  recognises: ({ root, launch }) =>
    (launch?.program === "autotrain" && launch.verb === "llm" && at(root, "model") !== undefined) ||
    (/^(llm|vlm)([-:]|$)/.test(text(at(root, "task")) ?? "") &&
      at(root, "base_model") !== undefined &&
      (at(root, "params") !== undefined || at(root, "data") !== undefined)),
  read: (given, run) => {
    const document = given.launch?.verb === "llm" ? { ...given, root: asFile(given.root) } : given;
    const look = exactly(at(document.root, "params") ?? document.root);
    const top = exactly(document.root);
    take(run, "baseModel", top("base_model"), modelId);
    const task = top("task")!;
    const suffix = text(task)!.split(/[-:]/)[1] ?? "generic";
    const trainer = text(look("trainer")) ?? suffix;
    state(
      run,
      "objective",
      (
        {
          orpo: "orpo",
          dpo: "dpo",
          reward: "reward",
          generic: "pretrain",
          default: "pretrain",
        } as Record<string, string>
      )[trainer] ?? "sft",
      task,
    );
    const peft = flag(look("peft", "use_peft")) === true;
    const quantization = look("quantization");
    const written = at(document.root, "params.quantization") ?? look("quantization");
    const word = text(quantization)?.toLowerCase();
    const bits = !peft
      ? undefined
      : word === undefined
        ? written === undefined
          ? 4
          : undefined
        : /int4|nf4|4/.test(word)
          ? 4
          : /8/.test(word)
            ? 8
            : undefined;
    if (bits === undefined) assume(run, "quantizationBits", null, BECAUSE);
    else if (quantization === undefined)
      assume(
        run,
        "quantizationBits",
        bits,
        "AutoTrain quantises to int4 under peft unless told otherwise",
      );
    else state(run, "quantizationBits", bits, quantization);
    const from = look("peft", "use_peft");
    if (from === undefined) assume(run, "technique", "full", BECAUSE);
    else state(run, "technique", peft ? loraOn(bits as 4 | 8 | undefined) : "full", from);
    if (peft) readLora(run, look, { rank: 16, alpha: 32, targets: "all-linear", because: BECAUSE });
    takeOr(
      run,
      "sequenceLength",
      look("block_size", "max_seq_length", "model_max_length"),
      count,
      2048,
      BECAUSE,
    );
    if (trainer === "sft") assume(run, "packing", true, "AutoTrain's llm-sft always packs");
    const mixed = look("mixed_precision");
    take(run, "precision", mixed, (node) => precisionName(text(node) ?? ""));
    const off = look("disable_gradient_checkpointing");
    if (flag(off) !== undefined) state(run, "gradientCheckpointing", flag(off) === false, off!);
    readTrainerArguments(run, document, look, {
      ...HF_TRAINER,
      micro: 2,
      accumulation: 4,
      epochs: 1,
      optimizer: "adamw_torch",
      gradientCheckpointing: true,
      because: BECAUSE,
    });
    assume(run, "parallelism.strategy", "none", "AutoTrain: one GPU none, two DDP, more ZeRO-3");
    const split = top("data.train_split");
    readDatasets(run, document, top("data.path"), { split });
  },
};

/** `autotrain llm --model .. --trainer sft ..` in the words of the config file. */
const asFile = (typed: Node): Node => {
  const { source, offset } = typed;
  const trainer = typed.entries.get("trainer");
  const task = scalar(source, trainer?.offset ?? offset, `llm:${text(trainer) ?? "generic"}`, true);
  const path = typed.entries.get("data_path");
  return map(
    source,
    offset,
    new Map<string, Node>([
      ["base_model", typed.entries.get("model")!],
      ["task", task],
      ...(path === undefined
        ? []
        : [["data", map(source, offset, new Map([["path", path]]))] as const]),
      ["params", typed],
    ]),
  );
};
