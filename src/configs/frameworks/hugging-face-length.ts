import { assume, leaveOpen, remark, state, type Draft } from "../draft.ts";
import type { Look } from "../look.ts";
import { HF_TRAINER, LENGTH, type TrainerDefaults } from "../trainer-defaults.ts";
import { count, flag, number, text } from "../values.ts";
import { take, takeOr } from "./framework.ts";

/** trl `trl/trainer/*_config.py` @f2cd57710ae3. */
export const TRL: TrainerDefaults = {
  ...HF_TRAINER,
  gradientCheckpointing: true,
  precision: "bf16",
  because: "TRL default (trl/trainer/*_config.py, over the Hugging Face Trainer's)",
};

export const readLength = (run: Draft, look: Look, objective: string, isTrl: boolean): void => {
  const prompt = look("max_prompt_length", "max_prompt_len", "prompt_length");
  const completion = look(
    "max_completion_length",
    "max_response_length",
    "max_new_tokens",
    "completion_length",
  );
  if (objective === "grpo" || objective === "rloo" || objective === "ppo") {
    const total = take(
      run,
      "sequenceLength",
      look("max_seq_length", "max_seq_len", "sequence_length", "seq_len"),
      count,
    );
    if (total !== undefined) return;
    const [p, c] = [count(prompt), count(completion)];
    if (completion !== undefined && c !== undefined)
      state(run, "sequenceLength", (p ?? 512) + c, completion);
    else
      assume(run, "sequenceLength", (p ?? 512) + 512, "TRL GRPO: prompt 512 + completion 256..512");
    return;
  }
  const source = look("source_max_len");
  const target = look("target_max_len");
  if (count(source) !== undefined && count(target) !== undefined)
    return state(run, "sequenceLength", count(source)! + count(target)!, source!);
  if (isTrl) {
    takeOr(run, "sequenceLength", look(...LENGTH), count, 1024, TRL.because);
    return;
  }
  if (take(run, "sequenceLength", look(...LENGTH), count) === undefined)
    leaveOpen(
      run,
      "sequenceLength",
      "no length is written: the model's own maximum or the longest row governs",
    );
};

export const readRollouts = (run: Draft, look: Look): void => {
  takeOr(
    run,
    "rollouts.generations",
    look("num_generations", "num_rollouts", "group_size", "n_generations"),
    count,
    8,
    "TRL GRPO default",
  );
  take(run, "rollouts.promptTokens", look("max_prompt_length"), count);
  take(run, "rollouts.completionTokens", look("max_completion_length"), count);
  readEngine(run, look, 0.3, "TRL GRPO default (vllm_gpu_memory_utilization)");
};

/** An inference engine beside the trainer takes its share of each GPU; one behind a server has GPUs of its own. */
export const readEngine = (run: Draft, look: Look, share: number, because: string): void => {
  const field = "rollouts.engineMemoryFraction";
  const use = look("use_vllm");
  const mode = look("vllm_mode");
  if (flag(use) === true && text(mode)?.toLowerCase() === "server")
    return remark(
      run,
      "vllm_mode",
      mode,
      "The answers come from a vLLM server on GPUs of its own: they are not in this estimate.",
    );
  take(run, field, look("vllm_gpu_memory_utilization", "gpu_memory_utilization"), number);
  if (flag(use) === true) assume(run, field, share, because);
};
