/** Memory the guide states. */
import type { TrainingRun } from "../../../src/estimator/index.ts";
import { checkpointGb, resumableGb, estimated, FRUGAL, memoryGb, weightsGb } from "../figures.ts";
import { at, type Span } from "../verdict.ts";
import { type Row, row, from, PHI, MISTRAL, LLAMA8, LLAMA13, FLUX, round } from "./row.ts";

export const memory = (): Row[] => {
  const sizes: [string, string, Span, Span][] = [
    ["2-3B", PHI, from(6, 8), from(2, 3)],
    ["7-8B", LLAMA8, from(14, 16), from(6, 8)],
    ["12-13B", LLAMA13, from(24, 28), from(10, 12)],
  ];
  const full = (baseModel: string): number =>
    memoryGb({
      baseModel,
      technique: "full",
      ...FRUGAL,
      optimizer: "adamw_torch",
      weightsPrecision: "bf16",
      hardware: { gpu: "B300", gpuCount: 1 },
    });
  return [
    ...sizes.flatMap(([size, model, fullGb, loraGb]) => [
      row(
        `Memory of ${size}, full: ${fullGb.low}-${fullGb.high} GB`,
        fullGb,
        at(full(model)),
        "GB",
        "arithmetic",
        `That is the weights alone: ${round(weightsGb(model, 2))} GB at 2 bytes. Gradients and AdamW's moments come on top, even in pure bf16, one row at a time.`,
      ),
      row(
        `Memory of ${size}, 4-bit LoRA: ${loraGb.low}-${loraGb.high} GB`,
        loraGb,
        at(
          memoryGb({
            baseModel: model,
            technique: "qlora",
            ...FRUGAL,
            hardware: { gpu: "A100-80GB-SXM", gpuCount: 1 },
          }),
        ),
        "GB",
        "arithmetic",
        "What nvidia-smi shows, one row of 512 tokens at a time, activations recomputed.",
        0.15,
      ),
    ]),
    row(
      "A 7B needs 28 GB just to load at 16 bit",
      at(28),
      at(weightsGb(MISTRAL, 2)),
      "GB",
      "arithmetic",
      `28 GB is fp32's figure: ${round(weightsGb(MISTRAL, 4))} GB at 4 bytes a parameter.`,
    ),
    row(
      "A 7B checkpoint at 16 bit takes 14 GB",
      at(14),
      at(checkpointGb(MISTRAL)),
      "GB",
      "arithmetic",
      `Weights alone; a resumable one with AdamW's fp32 moments takes ${round(resumableGb(MISTRAL))} GB.`,
    ),
    row(
      "FLUX.1-dev LoRA takes 60 GB",
      at(60),
      at(
        memoryGb({
          baseModel: FLUX,
          technique: "lora",
          hardware: { gpu: "A100-80GB-SXM", gpuCount: 1 },
        }),
      ),
      "GB",
      "arithmetic",
      "One image at a time, the text encoders and the VAE not on the GPU (latents and prompts computed before). Hugging Face measured 26 GB so (huggingface.co/blog/flux-qlora, 2025-06-19).",
      0.25,
    ),
    row(
      "FLUX.1-dev LoRA with a 4-bit base takes 37 GB",
      at(37),
      at(
        memoryGb({
          baseModel: FLUX,
          technique: "qlora",
          hardware: { gpu: "A100-80GB-SXM", gpuCount: 1 },
        }),
      ),
      "GB",
      "arithmetic",
      "As above; measured there: 9 GB, with 8-bit AdamW and recomputed activations.",
      0.25,
    ),
    row(
      "Only beyond 13B does full tuning need several GPUs (of 80 GB): a 7B needs one",
      at(1),
      at(gpusNeeded(MISTRAL)),
      "H100",
      "arithmetic",
      `Mistral 7B with AdamW and fp32 master weights peaks at ${round(mixed(MISTRAL) / weightsGb(MISTRAL, 1))} bytes a parameter on one GPU: 16 of weights, gradients and moments, and the optimizer's temporary on top. In pure bf16 it is about half.`,
      0,
    ),
    row(
      "Under 13B in 4-bit LoRA fits one GPU (24 GB)",
      from(0.9, 1),
      at(fits(LLAMA13, "RTX 4090")),
      "chance",
      "arithmetic",
      "Llama 2 13B, one row of 512 tokens.",
    ),
    row(
      "7-8B in 4-bit LoRA fits 12 GB",
      from(0.9, 1),
      at(fits(LLAMA8, "RTX 3060 12GB")),
      "chance",
      "arithmetic",
      "Llama 3 8B on an RTX 3060: its vocabulary of 128k makes it the tightest of its size.",
      0,
    ),
  ];
};

/** Mixed precision as most trainers do it: fp32 weights and moments. */
const mixedRun = (baseModel: string, gpu: string, gpuCount: number): TrainingRun => ({
  baseModel,
  technique: "full",
  ...FRUGAL,
  optimizer: "adamw_torch",
  weightsPrecision: "fp32",
  hardware: { gpu, gpuCount },
});
const mixed = (baseModel: string): number => memoryGb(mixedRun(baseModel, "B300", 1));
const gpusNeeded = (baseModel: string): number =>
  [1, 2, 4, 8].find(
    (gpuCount) => estimated(mixedRun(baseModel, "H100-80GB-SXM", gpuCount)).memory.fits === "yes",
  ) ?? NaN;

const fits = (baseModel: string, gpu: string): number =>
  estimated({ baseModel, technique: "qlora", ...FRUGAL, hardware: { gpu, gpuCount: 1 } }).memory
    .fitsProbability;
