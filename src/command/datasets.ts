/**
 * Public data sets by the names people use. Ids as on huggingface.co/datasets; their sizes are not
 * stated here: whoever completes the run looks them up or asks.
 */
export const DATASETS: Record<string, string> = {
  alpaca: "tatsu-lab/alpaca",
  "alpaca-cleaned": "yahma/alpaca-cleaned",
  "alpaca-gpt4": "vicgalle/alpaca-gpt4",
  ultrachat: "HuggingFaceH4/ultrachat_200k",
  ultrachat_200k: "HuggingFaceH4/ultrachat_200k",
  ultrafeedback: "HuggingFaceH4/ultrafeedback_binarized",
  ultrafeedback_binarized: "HuggingFaceH4/ultrafeedback_binarized",
  slimorca: "Open-Orca/SlimOrca",
  openorca: "Open-Orca/OpenOrca",
  dolly: "databricks/databricks-dolly-15k",
  "dolly-15k": "databricks/databricks-dolly-15k",
  "databricks-dolly-15k": "databricks/databricks-dolly-15k",
  "open-platypus": "garage-bAInd/Open-Platypus",
  "tulu-3-sft-mixture": "allenai/tulu-3-sft-mixture",
  "openhermes-2.5": "teknium/OpenHermes-2.5",
  openhermes: "teknium/OpenHermes-2.5",
  "finetome-100k": "mlabonne/FineTome-100k",
  finetome: "mlabonne/FineTome-100k",
  gsm8k: "openai/gsm8k",
  metamathqa: "meta-math/MetaMathQA",
  "openr1-math-220k": "open-r1/OpenR1-Math-220k",
  oasst1: "OpenAssistant/oasst1",
  guanaco: "timdettmers/openassistant-guanaco",
  "openassistant-guanaco": "timdettmers/openassistant-guanaco",
  capybara: "trl-lib/Capybara",
  no_robots: "HuggingFaceH4/no_robots",
  smoltalk: "HuggingFaceTB/smoltalk",
  squad: "rajpurkar/squad",
  samsum: "Samsung/samsum",
  imdb: "stanfordnlp/imdb",
  tinystories: "roneneldan/TinyStories",
  "hh-rlhf": "Anthropic/hh-rlhf",
};

const KNOWN_IDS = new Set(Object.values(DATASETS).map((id) => id.toLowerCase()));

/** The id behind a name or id of a well-known data set. */
export const findDataset = (name: string): string | undefined => {
  const word = name.toLowerCase();
  if (Object.hasOwn(DATASETS, word)) return DATASETS[word];
  if (!KNOWN_IDS.has(word)) return undefined;
  return Object.values(DATASETS).find((id) => id.toLowerCase() === word);
};
