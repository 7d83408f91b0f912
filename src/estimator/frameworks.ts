/**
 * What a training framework does when nothing is said, and which body of code runs the step. Frameworks that
 * share the code of transformers share its behaviour: `engine` names the code, the rest are defaults.
 * Defaults are those of the frameworks' own argument classes (looked up 2026-11, see README.md).
 */
export type Engine = "transformers" | "unsloth" | "torchtune" | "litgpt" | "megatron" | "composer";

export type Framework = {
  id: string;
  engine: Engine;
  spellings: RegExp;
  microBatchSize: number;
  gradientAccumulationSteps: number;
  epochs: number;
  sequenceLength: number;
  packing: boolean;
  gradientCheckpointing: boolean;
  optimizer: string;
  /** Trained weights of full fine-tuning are kept in this width when nothing is said. */
  weightsPrecision: "fp32" | "bf16";
  /** What is not quantised (norms, embeddings, head) is raised to fp32 (peft's k-bit preparation). */
  raisesUnquantised: boolean;
  loraTargets: string;
  /** Dropout before an adapter when nothing is said. */
  loraDropout: number;
};

const base: Framework = {
  id: "transformers",
  engine: "transformers",
  spellings: /^(hf|hugging ?face|transformers?)\b/,
  microBatchSize: 8,
  gradientAccumulationSteps: 1,
  epochs: 3,
  sequenceLength: 1024,
  packing: false,
  gradientCheckpointing: false,
  optimizer: "adamw_torch_fused",
  weightsPrecision: "bf16",
  raisesUnquantised: true,
  loraTargets: "q,v",
  loraDropout: 0,
};

/** First match wins. The last row stands for every framework that is not listed: code of transformers. */
export const FRAMEWORKS: readonly Framework[] = [
  {
    ...base,
    id: "unsloth",
    engine: "unsloth",
    spellings: /unsloth/,
    microBatchSize: 2,
    gradientAccumulationSteps: 4,
    sequenceLength: 2048,
    gradientCheckpointing: true,
    optimizer: "adamw_8bit",
    raisesUnquantised: false,
    loraTargets: "all-linear",
  },
  {
    ...base,
    id: "axolotl",
    raisesUnquantised: false,
    spellings: /axolotl/,
    microBatchSize: 1,
    epochs: 1,
    sequenceLength: 2048,
    optimizer: "adamw_torch_fused",
    loraTargets: "all-linear",
  },
  {
    ...base,
    id: "llama-factory",
    raisesUnquantised: false,
    spellings: /llama[-_ ]?factory/,
    sequenceLength: 2048,
    gradientCheckpointing: true,
    loraTargets: "all-linear",
  },
  {
    ...base,
    id: "torchtune",
    engine: "torchtune",
    spellings: /torch ?tune/,
    microBatchSize: 2,
    gradientAccumulationSteps: 8,
    epochs: 1,
    sequenceLength: 2048,
    gradientCheckpointing: true,
    raisesUnquantised: false,
    loraTargets: "q,v,o,gate,up,down",
  },
  {
    ...base,
    id: "torchtitan",
    engine: "torchtune",
    spellings: /torch ?titan/,
    microBatchSize: 1,
    sequenceLength: 2048,
    packing: true,
    weightsPrecision: "fp32",
    raisesUnquantised: false,
  },
  {
    ...base,
    id: "litgpt",
    loraDropout: 0.05,
    engine: "litgpt",
    spellings: /lit-?gpt|lightning/,
    microBatchSize: 1,
    gradientAccumulationSteps: 16,
    sequenceLength: 512,
    optimizer: "adamw_torch",
    raisesUnquantised: false,
    loraTargets: "q,v",
  },
  {
    ...base,
    id: "nemo",
    engine: "megatron",
    spellings: /nemo|megatron|bridge/,
    microBatchSize: 1,
    gradientAccumulationSteps: 8,
    sequenceLength: 4096,
    packing: true,
    weightsPrecision: "fp32",
    raisesUnquantised: false,
    loraTargets: "q,k,v,o,gate,up,down",
  },
  {
    ...base,
    id: "llm-foundry",
    engine: "composer",
    spellings: /llm-?foundry|composer|mosaic/,
    microBatchSize: 8,
    sequenceLength: 2048,
    packing: true,
    gradientCheckpointing: true,
    weightsPrecision: "fp32",
    raisesUnquantised: false,
  },
  {
    ...base,
    id: "ms-swift",
    loraDropout: 0.05,
    raisesUnquantised: false,
    spellings: /swift/,
    microBatchSize: 1,
    gradientAccumulationSteps: 16,
    sequenceLength: 2048,
    gradientCheckpointing: true,
    loraTargets: "all-linear",
  },
  {
    ...base,
    id: "xtuner",
    loraDropout: 0.1,
    spellings: /x ?tuner/,
    microBatchSize: 1,
    gradientAccumulationSteps: 16,
    sequenceLength: 2048,
    packing: true,
    gradientCheckpointing: true,
    loraTargets: "all-linear",
  },
  {
    ...base,
    id: "trl",
    loraDropout: 0.05,
    spellings: /\btrl\b/,
    gradientCheckpointing: true,
    loraTargets: "q,v",
  },
  { ...base, id: "peft", spellings: /\bpeft\b/ },
  base,
];

/**
 * Nobody named a framework: a recipe as tutorials and shared configs write it, not the bare argument
 * defaults of a library (batch 8 without checkpointing fits few cards, and nobody means it). Assumption.
 */
const commonRecipe: Framework = {
  ...base,
  microBatchSize: 2,
  gradientAccumulationSteps: 8,
  sequenceLength: 2048,
  gradientCheckpointing: true,
  loraTargets: "all-linear",
};

export type FoundFramework = { framework: Framework; known: boolean };

/** The row of a framework by any spelling; an unknown one is taken as a loop over transformers' code. */
export const findFramework = (written: string | undefined): FoundFramework => {
  const word = (written ?? "").toLowerCase().slice(0, 100);
  if (word === "") return { framework: commonRecipe, known: false };
  const found = FRAMEWORKS.find((row) => row.spellings.test(word));
  return { framework: found ?? base, known: found !== undefined };
};
