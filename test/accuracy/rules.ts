import type { Ready } from "./score.ts";

const GIB = 1024 ** 3;

/**
 * What people reckon with: 16 bytes a parameter for full fine-tuning, 2 bytes and a fifth for LoRA, half a byte,
 * a fifth and 2 GiB for QLoRA; 6 N FLOPs a token at 35 % of the datasheet (ZeRO paper, Hugging Face's and
 * Modal's guides).
 */
export const ruleOfThumb = ({
  complete,
}: Ready): { memoryBytes: number; tokensPerSecondPerGpu: number } => {
  const { setup, counts, gpu } = complete;
  const parameters = counts?.total ?? 0;
  const shards = setup.strategy === "none" || setup.strategy === "ddp" ? 1 : setup.gpuCount;
  const whole =
    setup.quantization !== undefined
      ? parameters * 0.5 * 1.2 + 2 * GIB
      : setup.adapters
        ? parameters * 2 * 1.2
        : parameters * 16;
  const peak =
    gpu?.bf16FlopsPerSecond ?? gpu?.fp16FlopsPerSecond ?? gpu?.fp32FlopsPerSecond ?? 1e14;
  return {
    memoryBytes: whole / shards,
    tokensPerSecondPerGpu: (peak * 0.35) / (6 * Math.max(1, counts?.active ?? parameters)),
  };
};
