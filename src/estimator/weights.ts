import type { Framework } from "./frameworks.ts";
import {
  separateMaster,
  shardsWeights,
  type Precision,
  type Setup,
  type Strategy,
  type Technique,
} from "./setup.ts";

type Trained = {
  framework: Framework;
  technique: Technique;
  adapters: boolean;
  precision: Precision;
  strategy: Strategy;
};

/**
 * Width that trained weights are kept in when nobody says. Adapters are fp32 in peft, in the base's width
 * elsewhere. DeepSpeed keeps an fp32 master. accelerate raises what FSDP trains under mixed precision to fp32
 * (accelerator.py, "Upcasted low precision parameters"; fsdp_utils.py, fsdp2_prepare_model). LLaMA-Factory
 * raises what it trains unless `pure_bf16` or BAdam (model/adapter.py). A gradient scaler needs fp32 weights:
 * torch refuses to unscale fp16 gradients.
 */
export const defaultWeightsPrecision = (trained: Trained): Precision => {
  const { framework, precision, strategy } = trained;
  const accelerate = framework.engine === "transformers" || framework.engine === "unsloth";
  if (precision === "fp32") return "fp32";
  if (trained.adapters) return accelerate ? "fp32" : "bf16";
  if (strategy.startsWith("zero")) return "fp32";
  if (accelerate && (precision === "fp16" || strategy.startsWith("fsdp"))) return "fp32";
  if (framework.id === "llama-factory" && trained.technique !== "badam") return "fp32";
  return framework.weightsPrecision;
};

/**
 * autocast computes with half-precision copies of trained fp32 weights and keeps them to the end of the
 * forward pass (torch/csrc/autocast_mode, "cached_cast"). FSDP gathers in half, DeepSpeed and Megatron hold a
 * half-precision model, torchtune has no autocast.
 */
export const castsWeights = (setup: Setup): boolean =>
  !setup.adapters &&
  setup.weightsPrecision === "fp32" &&
  setup.precision !== "fp32" &&
  !separateMaster(setup) &&
  !shardsWeights(setup.strategy) &&
  setup.framework.engine !== "torchtune";
