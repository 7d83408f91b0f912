/** Lines whose answers are kept as goldens and looked at. */
export const GOLDENS: Record<string, string> = {
  "estimate-qlora": "llama-3.1-8b qlora 50k rows 3 epochs on h100",
  "estimate-full-8xh100": "full fine-tune qwen3-8b 10M tokens 8xh100 under 4h $50 budget",
  "estimate-misspelt": "llama-3.1-8b qlroa 50k rosw 3 epochs lr 2e-4",
  "estimate-managed": "gpt-4.1-mini 2M tokens 3 epochs",
  "estimate-too-large": "deepseek v3 full 1M rows on 1xt4",
  problem: "qlora 50k rows",
};
