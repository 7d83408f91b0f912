import { type Draft, assume, leaveOpen, state } from "../draft.ts";
import { type Look, anywhere } from "../look.ts";
import { type Node, at, map } from "../node.ts";
import { count, text } from "../values.ts";
import { type Document, take, takeOr } from "./framework.ts";
import { TRL } from "./hugging-face-length.ts";
import { called, constantsLook } from "./python-model.ts";

export const readObjective = (
  run: Draft,
  root: Node,
  config: string,
  document: Document,
): string => {
  const trainer = [...root.entries]
    .filter(([key]) => key.startsWith("trainer_call"))
    .map(([, value]) => called(value))
    .join(" ");
  const named = `${config} ${trainer}`;
  const from = at(root, "training_arguments") ?? root;
  const found = (
    [
      [/GRPO|DAPO/, "grpo"],
      [/ORPO/, "orpo"],
      [/KTO/, "kto"],
      [/CPO/, "cpo"],
      [/RLOO/, "rloo"],
      [/DPO/, "dpo"],
      [/PPO/, "ppo"],
      [/Reward/, "reward"],
      [/GKD/, "distillation"],
      [/SFT/, "sft"],
    ] as const
  ).find(([pattern]) => pattern.test(named))?.[1];
  if (found !== undefined) state(run, "objective", found, from);
  else if (
    /SequenceClassification/.test(
      [...root.entries]
        .filter(([key]) => key.startsWith("from_pretrained"))
        .map(([, value]) => text(at(value, "called")) ?? "")
        .join(),
    )
  )
    assume(run, "objective", "classification", "a sequence classifier is loaded");
  else
    assume(
      run,
      "objective",
      /pretrain|cpt|continued/.test(document.path.toLowerCase()) ? "pretrain" : "sft",
      "the plain Trainer over a causal model",
    );
  return run.values.get("objective") as string;
};

const LENGTHS = ["max_seq_length", "max_length", "max_seq_len", "model_max_length"];

export const readLength = (
  run: Draft,
  root: Node,
  look: Look,
  objective: string,
  unsloth: boolean,
  trlConfig: boolean,
): void => {
  const calls = (prefix: string): Look =>
    anywhere(
      map(root.source, 0, new Map([...root.entries].filter(([key]) => key.startsWith(prefix)))),
    );
  if (objective === "grpo") {
    const completion = look("max_completion_length");
    const prompt = look("max_prompt_length");
    if (count(completion) !== undefined)
      return state(run, "sequenceLength", count(completion)! + (count(prompt) ?? 512), completion!);
    take(run, "sequenceLength", calls("from_pretrained")("max_seq_length"), count);
    return assume(
      run,
      "sequenceLength",
      (count(prompt) ?? 512) + 256,
      "TRL GRPO's default lengths",
    );
  }
  take(run, "sequenceLength", calls("training_arguments")(...LENGTHS), count);
  take(run, "sequenceLength", calls("trainer_call")(...LENGTHS), count);
  if (unsloth)
    takeOr(
      run,
      "sequenceLength",
      calls("from_pretrained")("max_seq_length"),
      count,
      2048,
      "Unsloth's from_pretrained default",
    );
  take(run, "sequenceLength", calls("tokenizer_call")("max_length"), count);
  const sft = called(at(root, "trainer_call")).endsWith("SFTTrainer");
  if (trlConfig || sft) assume(run, "sequenceLength", 1024, TRL.because);
  take(
    run,
    "sequenceLength",
    constantsLook(root)(
      ...LENGTHS,
      "max_len",
      "cutoff_len",
      "block_size",
      "sequence_length",
      "seq_length",
      "context_length",
    ),
    count,
  );
  if (!run.values.has("sequenceLength"))
    leaveOpen(run, "sequenceLength", "no length is written that can be read without running it");
};
