import type { CompleteRun } from "../../estimator/complete.ts";
import { workloadOf } from "../../estimator/workload.ts";
import type { QualityRisk } from "./request.ts";

/**
 * Bits that a trained parameter can store (Allen-Zhu and Li 2024, Physics of Language Models 3.3) and bits
 * of information in a token of text, about one (Schulman et al. 2025, LoRA Without Regret).
 */
const BITS_PER_PARAMETER = 2;
const BITS_PER_TOKEN = 1;

/** What a technique may cost in quality, by what has been published; an order, not a measured loss. */
export const qualityRisk = (complete: CompleteRun): QualityRisk => {
  const { setup, trained } = complete;
  if (setup.technique === "full") return { score: 0, because: [] };
  const because: string[] = [];
  let score = 1;
  const uniqueTokens = workloadOf(setup).realTokens / Math.max(1, setup.epochs);
  const capacityTokens = ((trained?.total ?? 0) * BITS_PER_PARAMETER) / BITS_PER_TOKEN;
  because.push(
    "LoRA learned as well as full fine-tuning on datasets of post-training size (Schulman et al. 2025, LoRA Without Regret) and less well in continued pretraining (Biderman et al. 2024, LoRA Learns Less and Forgets Less).",
  );
  if (setup.objective === "pretrain") {
    score += 2;
    because.push("Continued pretraining is where LoRA fell behind (Biderman et al. 2024).");
  }
  if (uniqueTokens > capacityTokens) {
    score += 1;
    because.push(
      `The dataset holds more than rank ${setup.lora.rank} can store: about ${BITS_PER_TOKEN} bit a token against ${BITS_PER_PARAMETER} bits a trained parameter (Schulman et al. 2025; Allen-Zhu and Li 2024).`,
    );
  }
  const targets = trained?.targets.length ?? 0;
  if (targets > 0 && targets <= 2) {
    score += 1;
    because.push(
      "Adapters on attention alone learned less than on all layers (Schulman et al. 2025).",
    );
  }
  if (setup.quantization !== undefined) {
    score += 1;
    because.push(
      setup.quantization.kind === "nf4"
        ? "A 4-bit NF4 base matched 16 bit on the benchmarks of its paper (Dettmers et al. 2023, QLoRA); on one's own task it should be checked."
        : `A base in ${setup.quantization.kind} is not as well tested for training as NF4 (Dettmers et al. 2023).`,
    );
  }
  return { score, because };
};
