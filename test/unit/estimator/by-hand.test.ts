import { describe, expect, it } from "vitest";
import { completeRun, estimate, type TrainingRun } from "../../../src/estimator/index.ts";
import { catalogOf } from "./catalog.ts";

const of = (run: TrainingRun) => {
  const complete = completeRun(run);
  if (!complete.ok) throw new Error(JSON.stringify(complete.problems));
  return estimate(complete.value, catalogOf(0));
};

/** Parameters as the model cards and PEFT's logs give them. */
const L8 = 8_030_261_248;
const MIXTRAL_ACTIVE = 12.88e9;

const base: TrainingRun = {
  baseModel: "meta-llama/Llama-3.1-8B",
  framework: "transformers",
  technique: "full",
  precision: "bf16",
  weightsPrecision: "bf16",
  sequenceLength: 512,
  packing: true,
  microBatchSize: 1,
  gradientAccumulationSteps: 1,
  epochs: 1,
  dataset: { rows: 1000, tokensPerRow: 500 },
  optimizer: "adamw_torch",
  gradientCheckpointing: true,
  attention: "flash_attention_2",
  kernels: ["cut_cross_entropy"],
  parallelism: { strategy: "none" },
  hardware: { gpu: "B200-180GB-SXM", gpuCount: 1 },
};
const lora: TrainingRun = {
  ...base,
  technique: "lora",
  lora: { rank: 16, alpha: 32, dropout: 0, targetModules: "all-linear" },
};
const states = (run: TrainingRun): number => {
  const { weightsBytes, gradientsBytes, optimizerBytes } = of(run).memory.parts;
  return weightsBytes + gradientsBytes + optimizerBytes;
};
const allocated = (run: TrainingRun): number => of(run).memory.allocatedBytes.expected;

describe("states against published arithmetic", () => {
  it.each<[string, number]>([
    // weights 2 + gradients 2 + moments 4 + the foreach step's square root 2
    ["adamw_torch", 10],
    ["adamw_torch_fused", 8],
    // two moments of one byte and an fp32 scale per 256 each (Dettmers et al. 2022)
    ["adamw_bnb_8bit", 2 + 2 + 2 * (1 + 4 / 256)],
    ["lion_32bit", 6],
    ["ademamix", 2 + 2 + 6 + 2],
  ])("pure bf16 with %s: %d bytes a parameter at the optimizer's step", (optimizer, bytes) => {
    expect(states({ ...base, optimizer }) / L8).toBeCloseTo(bytes, 1);
  });

  // Rajbhandari et al. 2020, figure 1 and section 5: 4 + 12/N, 2 + 14/N, 16/N bytes a parameter.
  it.each([
    ["zero1", 8, 4 + 12 / 8],
    ["zero2", 8, 2 + 14 / 8],
    ["zero3", 8, 16 / 8],
    ["zero3", 16, 16 / 16],
  ] as const)("%s over %d GPUs: %d bytes a parameter", (strategy, gpuCount, bytes) => {
    const run: TrainingRun = {
      ...base,
      weightsPrecision: "fp32",
      parallelism: { strategy },
      hardware: { gpu: "B200-180GB-SXM", gpuCount },
    };
    // The step raises groups of 1e9 numbers to fp32 on top: at most 4 GB.
    expect(states(run)).toBeGreaterThanOrEqual(L8 * bytes * 0.999);
    expect(states(run)).toBeLessThanOrEqual(L8 * bytes + 4e9);
  });

  it("ZeRO-Offload keeps states and gradients with the host: one layer's gradients stay", () => {
    const run: TrainingRun = {
      ...base,
      weightsPrecision: "fp32",
      parallelism: { strategy: "zero2", cpuOffload: true },
      hardware: { gpu: "A100-40GB-SXM", gpuCount: 8 },
    };
    const { gradientsBytes, optimizerBytes, weightsBytes } = of(run).memory.parts;
    expect(optimizerBytes).toBe(0);
    expect(weightsBytes).toBeCloseTo(2 * L8, -3);
    // A layer of Llama-3.1-8B has 218,112,000 numbers.
    expect(gradientsBytes).toBeLessThanOrEqual(2 * 218_112_000 * 1.001);
  });

  it("nf4 takes 4.5 bits, doubly quantised 4.127 (Dettmers et al. 2023, section 3)", () => {
    const weights = (doubleQuant: boolean) =>
      of({
        ...lora,
        framework: "unsloth",
        technique: "qlora",
        quantizationBits: 4,
        quantization: { kind: "nf4", doubleQuant },
      }).memory.parts.weightsBytes;
    // Linear maps of the layers: all but embeddings, head and norms.
    const quantised = L8 - 2 * 128_256 * 4096 - 65 * 4096;
    const rest = (L8 - quantised) * 2;
    expect((weights(false) - rest) / quantised).toBeCloseTo(4.5 / 8, 3);
    expect((weights(true) - rest) / quantised).toBeCloseTo(4.127 / 8, 3);
  });

  it("GaLore's moments: 1.25 r/h of the projected matrices, embeddings and head whole", () => {
    const moments = (technique: "full" | "galore") =>
      of({ ...base, technique, optimizer: "adamw_torch_fused" }).memory.parts.optimizerBytes;
    const ends = 2 * 128_256 * 4096;
    expect(moments("full")).toBeCloseTo(4 * L8, -4);
    const byHand = 4 * (ends + ((L8 - ends) * 1.25 * 128) / 4096);
    expect(moments("galore") / byHand).toBeCloseTo(1, 2);
    expect(
      of({ ...base, optimizer: "galore_adamw" }).memory.parts.optimizerBytes / byHand,
    ).toBeCloseTo(1, 2);
  });

  it("BAdam has one layer's gradients and states, LISA two with embeddings and head", () => {
    const layer = 218_112_000;
    const ends = 2 * 128_256 * 4096;
    const own = (technique: "badam" | "lisa") => states({ ...base, technique }) - 2 * L8;
    expect(own("badam")).toBeLessThanOrEqual(layer * 8 * 1.01);
    expect(own("lisa")).toBeLessThanOrEqual((2 * layer + ends) * 8 * 1.01);
    expect(own("lisa")).toBeGreaterThan(own("badam"));
  });

  it("full DPO holds a frozen copy and passes two sequences", () => {
    const sft = of({ ...base, gradientCheckpointing: false, kernels: [] }).memory.parts;
    const dpo = of({ ...base, gradientCheckpointing: false, kernels: [], objective: "dpo" });
    expect(dpo.memory.parts.weightsBytes - sft.weightsBytes).toBeCloseTo(2 * L8, -3);
    const dropped = of({ ...lora, objective: "dpo" }).memory.parts.weightsBytes;
    expect(dropped).toBeCloseTo(of(lora).memory.parts.weightsBytes, -3);
  });

  it("PPO trains a value model beside the policy, and scores with a reference and a reward model", () => {
    const ppo = of({ ...base, objective: "ppo", kernels: ["cut_cross_entropy"] }).memory.parts;
    expect(ppo.weightsBytes / L8).toBeCloseTo(2 * 4, 1);
    expect(ppo.gradientsBytes / L8).toBeCloseTo(2 * 2, 1);
  });
});

describe("what is trained", () => {
  it.each([
    // PEFT's print_trainable_parameters of these runs.
    ["meta-llama/Llama-3.1-8B", 16, "all-linear", 41_943_040],
    ["meta-llama/Llama-2-7b-hf", 8, "q,v", 4_194_304],
    ["mistralai/Mistral-7B-v0.1", 64, "q_proj,v_proj", 27_262_976],
  ])("%s, rank %d on %s: %d", (baseModel, rank, targetModules, trainable) => {
    const run = { ...lora, baseModel, lora: { rank, targetModules, dropout: 0 } };
    expect(of(run).parameters.trainable).toBe(trainable);
  });

  it("LoRA-FA trains the second matrix alone and keeps no inputs", () => {
    const fa: TrainingRun = {
      ...lora,
      gradientCheckpointing: false,
      lora: { ...lora.lora, variant: "lora-fa" },
    };
    // r x out of q 4096, k and v 1024, o 4096, gate and up 14336, down 4096: over 32 layers.
    const outs = 4096 + 2 * 1024 + 4096 + 2 * 14_336 + 4096;
    expect(of(fa).parameters.trainable).toBe(16 * outs * 32);
    expect(allocated(fa)).toBeLessThan(allocated({ ...lora, gradientCheckpointing: false }));
  });

  it("freezing half of the layers halves their gradients", () => {
    const { parameters } = of({ ...base, frozen: ["layers.0-15"] });
    expect(parameters.total - parameters.trainable).toBe(16 * 218_112_000);
  });

  it("freeze tuning keeps activations of the last two layers alone", () => {
    const kept = (technique: "freeze" | "full") =>
      of({ ...base, technique, gradientCheckpointing: false, sequenceLength: 8192 }).memory.parts
        .activationsBytes;
    expect(kept("freeze")).toBeLessThan(kept("full") / 5);
  });
});

describe("activations", () => {
  it("adapters' dropout keeps a mask and a half copy of each module's input", () => {
    const at = (dropout: number) =>
      of({
        ...lora,
        gradientCheckpointing: false,
        sequenceLength: 4096,
        lora: { ...lora.lora, dropout },
      }).memory.parts.activationsBytes;
    // Inputs of q, k, v, o, gate, up (4096 each) and down (14336), 3 bytes each, for 32 layers.
    const byHand = 3 * (6 * 4096 + 14_336) * 4096 * 32;
    const ratio = (at(0.05) - at(0)) / byHand;
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.2);
  });

  it("flash attention grows with the length, eager attention with its square", () => {
    const at = (attention: string, sequenceLength: number) =>
      of({ ...lora, attention, sequenceLength, gradientCheckpointing: false }).memory.parts
        .activationsBytes;
    expect(at("flash_attention_2", 16_384) / at("flash_attention_2", 8192)).toBeCloseTo(2, 1);
    // 32 heads of 4096 x 4096 scores, softmax in fp32 and its two halves, in 32 layers.
    const scores = 32 * 4096 ** 2 * 8 * 32;
    const difference = at("eager", 4096) - at("sdpa", 4096);
    expect(difference / scores).toBeGreaterThan(0.9);
    expect(difference / scores).toBeLessThan(1.2);
  });

  it("whole logits cost at least their half, their fp32 and a gradient; fused ones next to nothing", () => {
    const logits = (kernels: string[]) =>
      of({ ...lora, sequenceLength: 8192, kernels }).memory.parts.logitsBytes;
    const count = 8192 * 128_256;
    expect(logits([])).toBeGreaterThan(10 * count);
    expect(logits(["liger"])).toBeLessThan(0.2 * count);
  });
});

describe("a version of transformers that was named", () => {
  const logits = (framework: string) =>
    of({ ...lora, framework, sequenceLength: 8192, kernels: [] }).memory.parts.logitsBytes;
  it.each(["peft+transformers 5.13.1", "transformers==4.47.0", "Transformers 4.57.1 + TRL"])(
    "%s copies no logits for the loss, and the answer keeps the version",
    (framework) => {
      expect(logits(framework)).toBeLessThan(logits("transformers") * 0.75);
      const { run } = of({ ...lora, framework });
      expect(of(run).memory).toEqual(of({ ...lora, framework }).memory);
    },
  );
  it.each(["LLaMA-Factory (transformers 4.40, peft 0.7)", "transformers", "transformers 4.46.3"])(
    "%s does",
    (framework) => {
      expect(logits(framework)).toBe(logits("transformers"));
    },
  );
});

describe("work and time", () => {
  it("a mixture computes its active experts alone", () => {
    const { workload } = of({
      ...base,
      baseModel: "mistralai/Mixtral-8x7B-v0.1",
      parallelism: { strategy: "fsdp" },
      hardware: { gpu: "H200", gpuCount: 8 },
    });
    const perToken = workload.flops / workload.tokens;
    expect(perToken / (6 * MIXTRAL_ACTIVE)).toBeGreaterThan(0.97);
    expect(perToken / (6 * MIXTRAL_ACTIVE)).toBeLessThan(1.05);
  });

  it("steps that are given end the run, whatever the epochs say", () => {
    for (const epochs of [null, 1, 50])
      expect(of({ ...base, maxSteps: 60, epochs }).workload.steps).toBe(60);
  });

  it.each([
    ["grpo", 8, 8000],
    ["rloo", 2, 2000],
    ["ppo", 1, 1000],
  ] as const)("%s answers a prompt %d times", (objective, _, answers) => {
    const { workload, run } = of({ ...lora, objective });
    const length = 500 + (run.rollouts?.completionTokens ?? 0);
    expect(workload.tokens).toBe(answers * length);
  });

  it("evaluation and checkpoints take time of their own", () => {
    const hours = (run: TrainingRun) =>
      of(run)
        .explanation.terms.filter(({ figure }) => figure === "hours")
        .reduce((sum, { value }) => sum + value, 0);
    const evaluated = { ...base, evaluation: { everySteps: 100, rows: 1000 } };
    expect(hours(evaluated)).toBeGreaterThan(hours(base));
    expect(hours({ ...base, checkpoints: { everySteps: 10 } })).toBeGreaterThan(hours(base));
  });

  it("Whisper's answers end where its decoder does", () => {
    const { run } = of({ baseModel: "openai/whisper-large-v3", technique: "full" });
    expect(run.sequenceLength).toBe(448);
  });
});

describe("hardware", () => {
  it("a paged optimizer never shows more than the GPU has", () => {
    const { memory } = of({
      ...base,
      framework: "torchtune",
      optimizer: "paged_adamw_32bit",
      kernels: ["optimizer_in_backward", "cut_cross_entropy"],
      hardware: { gpu: "RTX4090-24GB", gpuCount: 1 },
    });
    expect(memory.processBytes.expected).toBeLessThanOrEqual(24 * 1024 ** 3);
  });

  it("ranges are wider on hardware that no measured row shows", () => {
    const width = (gpu: string) => {
      const { low, high } = of({ ...lora, hardware: { gpu, gpuCount: 1 } }).throughput
        .secondsPerStep;
      return high / low;
    };
    expect(width("MI300X")).toBeGreaterThan(width("H100-80GB-SXM") * 1.3);
  });

  it("a closed model assumes nothing that its service decides", () => {
    const { assumptions, explanation } = of({
      baseModel: "gpt-4o-mini",
      hardware: { gpu: "H100", gpuCount: 8 },
    });
    for (const { field } of assumptions) expect(field).toMatch(/^(baseModel|dataset|epochs|obj)/);
    expect(explanation.unanswered.join()).toContain("H100");
  });
});
