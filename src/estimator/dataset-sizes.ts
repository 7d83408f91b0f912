/** Rows and tokens of public training sets, and where each figure is from. */
export interface DatasetSize {
  rows?: number;
  /** Mean tokens of a row, under the tokenizer that the source used (Qwen2.5 in the ms-swift table). */
  tokensPerRow?: number;
  source: string;
}

const SOURCES = {
  "HF card": "rows from the dataset's Hugging Face card",
  "ms-swift table": "ms-swift Supported-models-and-datasets.md @3602360a5623 (Qwen2.5 tokens)",
  counted: "counted in LLaMA-Factory data/ @ff6d4d12eeb0 (tokens: characters / 4)",
  "by name": "by the dataset's name alone",
  recalled: "the dataset's public card as remembered, not verified again",
} as const;

/** id, other ids, rows of the training split, mean tokens of a row, source. */
const TABLE: readonly (readonly [
  string,
  readonly string[],
  number,
  number,
  keyof typeof SOURCES,
])[] = [
  ["yahma/alpaca-cleaned", ["AI-ModelScope/alpaca-cleaned"], 51760, 170.1, "ms-swift table"],
  ["vicgalle/alpaca-gpt4", ["AI-ModelScope/alpaca-gpt4-data-en"], 52002, 167.6, "ms-swift table"],
  [
    "llm-wizard/alpaca-gpt4-data-zh",
    ["AI-ModelScope/alpaca-gpt4-data-zh"],
    48818,
    157.2,
    "ms-swift table",
  ],
  ["tatsu-lab/alpaca", [], 52002, 125, "recalled"],
  ["HuggingFaceH4/ultrachat_200k", ["swift/ultrachat_200k"], 207865, 1188.0, "HF card"],
  [
    "HuggingFaceH4/ultrafeedback_binarized",
    ["llamafactory/ultrafeedback_binarized"],
    61135,
    0,
    "HF card",
  ],
  ["Open-Orca/SlimOrca-Dedup", [], 363491, 400, "HF card"],
  ["Open-Orca/SlimOrca", ["swift/SlimOrca"], 517982, 405.5, "ms-swift table"],
  ["Open-Orca/OpenOrca", [], 4233923, 0, "recalled"],
  [
    "databricks/databricks-dolly-15k",
    ["AI-ModelScope/databricks-dolly-15k"],
    15011,
    199.0,
    "ms-swift table",
  ],
  ["mosaicml/dolly_hhrlhf", [], 59310, 0, "HF card"],
  ["garage-bAInd/Open-Platypus", ["AI-ModelScope/Open-Platypus"], 24926, 389.0, "ms-swift table"],
  [
    "allenai/tulu-v2-sft-mixture",
    ["AI-ModelScope/tulu-v2-sft-mixture"],
    326154,
    523.3,
    "ms-swift table",
  ],
  ["allenai/tulu-3-sft-mixture", ["tulu3_sft_mixture"], 939343, 0, "HF card"],
  ["allenai/llama-3.1-tulu-3-8b-preference-mixture", [], 271409, 0, "HF card"],
  ["allenai/llama-3.1-tulu-3-70b-preference-mixture", [], 334367, 0, "HF card"],
  ["mlabonne/orpo-dpo-mix-40k", ["AI-ModelScope/orpo-dpo-mix-40k"], 44245, 938.1, "ms-swift table"],
  ["argilla/distilabel-capybara-dpo-7k-binarized", [], 7563, 0, "HF card"],
  ["argilla/kto-mix-15k", [], 14549, 0, "HF card"],
  ["argilla/ultrafeedback-binarized-preferences-cleaned", [], 60917, 0, "recalled"],
  ["argilla/ultrafeedback-binarized-preferences-cleaned-kto", [], 121834, 0, "recalled"],
  ["argilla/distilabel-intel-orca-dpo-pairs", [], 12859, 0, "recalled"],
  [
    "Intel/orca_dpo_pairs",
    ["HuggingFaceH4/orca_dpo_pairs", "swift/orca_dpo_pairs"],
    12859,
    364.9,
    "ms-swift table",
  ],
  [
    "shareAI/DPO-zh-en-emoji",
    ["hjh0119/shareAI-Llama3-DPO-zh-en-emoji"],
    2449,
    334.0,
    "ms-swift table",
  ],
  ["trl-lib/Capybara", ["LDJnr/Capybara"], 15806, 0, "recalled"],
  ["trl-lib/tldr", [], 116722, 0, "recalled"],
  ["stanfordnlp/imdb", ["imdb"], 25000, 300, "recalled"],
  ["timdettmers/openassistant-guanaco", [], 9846, 0, "recalled"],
  ["OpenAssistant/oasst1", [], 84437, 0, "recalled"],
  ["mhenrichsen/alpaca_2k_test", [], 2000, 0, "recalled"],
  ["fozziethebeat/alpaca_messages_2k_test", [], 2000, 0, "recalled"],
  ["fozziethebeat/alpaca_messages_2k_dpo_test", [], 2000, 0, "recalled"],
  ["teknium/GPT4-LLM-Cleaned", [], 54568, 0, "recalled"],
  ["teknium/OpenHermes-2.5", ["swift/OpenHermes-2.5"], 1001551, 0, "recalled"],
  ["mlabonne/FineTome-100k", [], 100000, 0, "recalled"],
  ["openai/gsm8k", ["modelscope/gsm8k"], 7473, 0, "ms-swift table"],
  ["meta-math/MetaMathQA", [], 395000, 0, "recalled"],
  ["rishiraj/guanaco-style-metamath-40k", [], 40000, 0, "by name"],
  ["AI-MO/NuminaMath-CoT", [], 859494, 0, "ms-swift table"],
  ["AI-MO/NuminaMath-TIR", [], 72441, 0, "ms-swift table"],
  ["open-r1/OpenR1-Math-220k", [], 93733, 0, "recalled"],
  ["open-r1/Mixture-of-Thoughts", [], 349317, 0, "recalled"],
  ["open-r1/DAPO-Math-17k-Processed", [], 17398, 0, "ms-swift table"],
  ["open-thoughts/OpenThoughts-114k", [], 113957, 0, "ms-swift table"],
  ["lmms-lab/multimodal-open-r1-8k-verified", [], 7689, 0, "ms-swift table"],
  ["HuggingFaceH4/Multilingual-Thinking", [], 1000, 0, "recalled"],
  ["HuggingFaceH4/no_robots", ["swift/no_robots"], 9500, 300.0, "ms-swift table"],
  ["HuggingFaceTB/smoltalk", [], 1043917, 0, "recalled"],
  ["rajpurkar/squad", ["squad"], 87599, 0, "recalled"],
  ["rowan/hellaswag", [], 39905, 0, "recalled"],
  ["Samsung/samsum", ["samsum"], 14732, 0, "recalled"],
  ["smangrul/ultrachat-10k-chatml", [], 10000, 0, "by name"],
  ["Dahoas/rm-static", [], 76256, 0, "recalled"],
  ["Dahoas/full-hh-rlhf", [], 112052, 0, "recalled"],
  ["Anthropic/hh-rlhf", [], 160800, 0, "recalled"],
  ["swift/self-cognition", ["modelscope/self-cognition"], 108, 58.9, "ms-swift table"],
  ["AI-ModelScope/LongAlpaca-12k", ["Yukang/LongAlpaca-12k"], 11998, 9941.8, "ms-swift table"],
  ["AI-ModelScope/LaTeX_OCR", ["linxy/LaTeX_OCR"], 162149, 117.6, "ms-swift table"],
  [
    "Congliu/Chinese-DeepSeek-R1-Distill-data-110k-SFT",
    ["liucong/Chinese-DeepSeek-R1-Distill-data-110k-SFT"],
    110000,
    0,
    "ms-swift table",
  ],
  ["HuggingFaceFW/fineweb-edu", ["sample-10BT"], 9672101, 1034, "recalled"],
  ["allenai/c4", [], 364868892, 0, "recalled"],
  ["roneneldan/TinyStories", [], 2119719, 0, "recalled"],
  ["nvidia/OpenMathInstruct-2", [], 13972791, 0, "recalled"],
  ["identity", [], 91, 18, "counted"],
  ["alpaca_en_demo", [], 999, 197, "counted"],
  ["alpaca_zh_demo", [], 1000, 0, "counted"],
  ["dpo_en_demo", [], 300, 1260, "counted"],
  ["kto_en_demo", [], 300, 720, "counted"],
  ["c4_demo", [], 300, 614, "counted"],
];

let index: Map<string, DatasetSize> | undefined;

/** A known dataset by id, alias, or unique last part of its id (`alpaca-cleaned`). */
export const findDataset = (name: string): DatasetSize | undefined => {
  if (index === undefined) {
    index = new Map();
    for (const [id, aliases, rows, tokensPerRow, source] of TABLE) {
      const size = {
        ...(rows === 0 ? {} : { rows }),
        ...(tokensPerRow === 0 ? {} : { tokensPerRow }),
        source: SOURCES[source],
      };
      for (const each of [id, ...aliases]) index.set(each.toLowerCase(), size);
    }
  }
  return index.get(name.toLowerCase().replace(/^https:\/\/huggingface\.co\/datasets\//, ""));
};
