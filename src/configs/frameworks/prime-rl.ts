import { readDatasets } from "../datasets.ts";
import { assume, leaveOpen, state } from "../draft.ts";
import { exactly } from "../look.ts";
import { at, has } from "../node.ts";
import { checkpointing } from "../trainer-settings.ts";
import { count, flag, modelId, optimizerName, text } from "../values.ts";
import { take, type Framework } from "./framework.ts";

/** prime-rl TOML @559b44772e47: `rl.toml` (trainer + orchestrator + inference) and `sft.toml`. */
export const primeRl: Framework = {
  id: "prime-rl",
  recognises: ({ root, path }) =>
    path.endsWith(".toml") &&
    has(root, "max_steps", "trainer.max_steps") &&
    has(root, "model.name", "trainer.model.name") &&
    has(root, "orchestrator", "data", "trainer"),
  read: (document, run) => {
    const { root } = document;
    const look = exactly(root);
    const rl = has(root, "orchestrator");
    take(run, "baseModel", look("model.name", "trainer.model.name"), modelId);
    if (rl) state(run, "objective", "grpo", at(root, "orchestrator")!);
    else assume(run, "objective", "sft", "there is no orchestrator");
    const lora = look("model.lora", "trainer.model.lora", "model.experimental.lora");
    if (lora !== undefined) {
      state(run, "technique", "lora", lora);
      take(run, "lora.rank", at(lora, "rank"), count);
      take(run, "lora.alpha", at(lora, "alpha"), count);
    } else assume(run, "technique", "full", "there is no lora block");
    assume(run, "quantizationBits", null, "prime-rl trains over unquantised weights");
    take(run, "sequenceLength", look("seq_len", "data.seq_len", "orchestrator.seq_len"), count);
    take(run, "maxSteps", look("max_steps", "trainer.max_steps"), count);
    if (!rl) take(run, "microBatchSize", look("data.micro_batch_size"), count);
    leaveOpen(run, "microBatchSize", "prime-rl states the global batch");
    leaveOpen(
      run,
      "gradientAccumulationSteps",
      "a global batch over a number of GPUs that the file may not state",
    );
    take(run, "optimizer", look("optim.type", "trainer.optim.type"), (node) =>
      text(node) === undefined ? undefined : optimizerName(text(node)!),
    );
    assume(run, "optimizer", "adamw_torch", "prime-rl default");
    take(run, "gradientCheckpointing", look("model.ac", "trainer.model.ac"), (node) =>
      node.kind === "map" ? true : checkpointing(node),
    );
    assume(run, "parallelism.strategy", "fsdp", "prime-rl shards with FSDP");
    take(
      run,
      "hardware.gpuCount",
      look("deployment.num_train_gpus", "num_train_gpus", "trainer_gpus"),
      count,
    );
    if (rl) {
      take(
        run,
        "rollouts.generations",
        look("orchestrator.group_size", "orchestrator.rollouts_per_example"),
        count,
      );
      take(
        run,
        "rollouts.completionTokens",
        look(
          "orchestrator.train.sampling.max_completion_tokens",
          "orchestrator.sampling.max_tokens",
        ),
        count,
      );
    }
    void flag;
    readDatasets(
      run,
      document,
      look("data.name", "orchestrator.environment.id", "environment.id") ??
        at(root, "orchestrator.train.source") ??
        at(root, "orchestrator.env"),
    );
  },
};
