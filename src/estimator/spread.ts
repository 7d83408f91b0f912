import type { CompleteRun } from "./complete.ts";
import { SPREAD } from "./coefficients.ts";

export type Spread = { allocated: number; reserved: number; process: number; speed: number };

const BESIDES: Record<string, { memory: number; speed: number; say: string }> = {
  framework: { memory: 0.05, speed: 0.12, say: "framework" },
  microBatchSize: { memory: 0.15, speed: 0.15, say: "microBatchSize" },
  sequenceLength: { memory: 0.15, speed: 0.08, say: "sequenceLength" },
  gradientCheckpointing: { memory: 0.15, speed: 0.12, say: "gradientCheckpointing" },
  weightsPrecision: { memory: 0.06, speed: 0, say: "weightsPrecision" },
  attention: { memory: 0.03, speed: 0.05, say: "attention" },
  packing: { memory: 0.04, speed: 0.1, say: "packing" },
  "dataset.tokensPerRow": { memory: 0.04, speed: 0.1, say: "dataset.tokensPerRow" },
  "lora.targetModules": { memory: 0.04, speed: 0.04, say: "lora.targetModules" },
  technique: { memory: 0.3, speed: 0.2, say: "technique" },
  optimizer: { memory: 0.06, speed: 0, say: "optimizer" },
  "parallelism.strategy": { memory: 0.25, speed: 0.2, say: "parallelism.strategy" },
};

const MEASURED = new Set(["full", "lora", "qlora"]);

/** How sure a figure is: the spread seen on measured runs, wider for each thing assumed and each thing never measured. */
export const spreadOf = (complete: CompleteRun): Spread => {
  const { setup } = complete;
  let memory = 0;
  let speed = 0;
  const seen = new Set<string>();
  for (const assumption of complete.assumptions) {
    const besides = BESIDES[assumption.field];
    if (besides === undefined || seen.has(assumption.field)) continue;
    // Adapters' width changes little.
    if (assumption.field === "weightsPrecision" && setup.adapters) continue;
    seen.add(assumption.field);
    memory += besides.memory ** 2;
    speed += besides.speed ** 2;
  }
  const unmeasured =
    (MEASURED.has(setup.technique) ? 0 : 1) +
    (setup.objective === "sft" || setup.objective === "pretrain" ? 0 : 1) +
    (setup.tensor * setup.pipeline * setup.context > 1 ? 1 : 0) +
    (setup.cpuOffload ? 1 : 0) +
    (complete.architecture?.kind === "decoder" ? 0 : 1) +
    (complete.architecture !== undefined && complete.architecture.uncertain.length > 0 ? 1 : 0);
  memory += unmeasured * 0.1 ** 2;
  speed += unmeasured * 0.2 ** 2;
  const with_ = (own: number, more: number) => Math.sqrt(own * own + more);
  return {
    allocated: with_(SPREAD.allocated, memory),
    reserved: with_(SPREAD.reserved, memory),
    process: with_(SPREAD.process, memory),
    speed: with_(SPREAD.speed, speed),
  };
};

/** What to state to narrow the answer, the widest first. */
export const narrowBy = (complete: CompleteRun): string[] =>
  [...new Set(complete.assumptions.map((assumption) => assumption.field))]
    .flatMap((field) => {
      const besides = BESIDES[field];
      return besides === undefined ? [] : [{ field, size: besides.memory + besides.speed }];
    })
    .toSorted((left, right) => right.size - left.size)
    .map(({ field }) => field)
    .slice(0, 5);
