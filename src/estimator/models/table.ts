/**
 * Base models, one architecture a row; generated from the project's research of 2026-11-23 and checked by
 * test/unit/estimator/models.test.ts. Columns, split by "|": id | other ids with the same architecture
 * (a leading "/" stands for the id's owner) | family | model_type | hidden size, layers, heads, key/value
 * heads, head dim, intermediate size, vocabulary, tied | further fields of its config.json | published
 * parameters | of them active | basis of the count (h: the Hub's safetensors count, from general knowledge;
 * n: the same, with no formula that reproduces it; c: computed from the dimensions; else the basis itself) |
 * gated | numbers of MODEL_SOURCES | notes.
 */
export const MODEL_SOURCES = [
  "RahulSChand/gpu_poor@ad2fc0ef0e public/all_configs.json (HF config.json fields as vendored)",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/decapoda-research_llama-7b-hf.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/decapoda-research_llama-13b-hf.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/decapoda-research_llama-30b-hf.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/decapoda-research_llama-65b-hf.json",
  "Lightning-AI/litgpt@26857050fe litgpt/config.py",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/NousResearch_Llama-2-7b-hf.json",
  "abhibambhaniya/GenZ-LLM-Analyzer@091bdd0a27 GenZ/Models/Model_sets/meta.py",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/configs/models/llama4-17b-16e.yml",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/configs/models/llama4-17b-128e.yml",
  "abhibambhaniya/GenZ-LLM-Analyzer@091bdd0a27 GenZ/Models/Model_sets/misc.py",
  "abhibambhaniya/GenZ-LLM-Analyzer@091bdd0a27 GenZ/Models/Model_sets/mistral.py",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/mistral.py",
  "general knowledge",
  "mlc-ai/mlc-llm@79d603f085 python/mlc_llm/model/model_preset.py (ministral3_3b_2512) and NVIDIA-NeMo/Megatron-Bridge@067f987df0 src/megatron/bridge/models/ministral3/ministral3_provider.py",
  "tests/unit_tests/models/ministral3/test_ministral3_provider.py",
  "NVIDIA-NeMo/Megatron-Bridge@067f987df0 src/megatron/bridge/models/ministral3/ministral3_provider.py",
  "abhibambhaniya/GenZ-LLM-Analyzer@091bdd0a27 GenZ/Models/Model_sets/alibaba.py",
  "mlc-ai/mlc-llm@79d603f085 python/mlc_llm/model/model_preset.py (qwen2moe)",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/checkpoint_conversion/utils/hf_model_configs.py",
  "pytorch/torchtitan torchtitan/models/qwen3_5/__init__.py",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--Qwen3.6-27B-bf16.toml",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--Qwen3.6-35B-A3B-bf16.toml",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--Qwen3.5-122B-A10B-bf16.toml",
  "exo-explore/exo@b5375f8cee resources/image_model_cards/exolabs--Qwen-Image.toml (count)",
  "dims general knowledge",
  "mlc-ai/mlc-llm@79d603f085 python/mlc_llm/model/model_preset.py (deepseek)",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/checkpoint_conversion/utils/hf_model_configs.py and mlc-ai/mlc-llm@79d603f085 python/mlc_llm/model/model_preset.py",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/configs/models/deepseek2-236b.yml",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/configs/models/kimi-k2-1t.yml",
  "abhibambhaniya/GenZ-LLM-Analyzer@091bdd0a27 GenZ/Models/Model_sets/google.py",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/gemma3.py (vocab 262208)",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--gemma-4-31b-it-bf16.toml",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--gemma-4-26b-a4b-it-bf16.toml",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--gemma-4-e2b-it-bf16.toml",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--gemma-4-e4b-it-bf16.toml",
  "abhibambhaniya/GenZ-LLM-Analyzer@091bdd0a27 GenZ/Models/Model_sets/microsoft.py",
  "public test file quoting the 01-ai/Yi-34B config.json",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/baichuan.py",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/chatglm.py",
  "NVIDIA-NeMo/Megatron-Bridge@067f987df0 tests/unit_tests/models/glm/test_glm45_bridge.py",
  "PrimeIntellect-ai/prime-rl configuration_glm4_moe.py defaults",
  "NVIDIA-NeMo/Automodel examples/llm_benchmark/glm/glm_4.7_flash_mok_4gpu.yaml (full-size Glm4MoeLiteConfig)",
  "InternLM/xtuner xtuner/v1/model/moe/glm52.py (GLM-5.2 config)",
  "NVIDIA-NeMo/Megatron-Bridge@067f987df0 tests/unit_tests/models/olmoe/test_olmoe_bridge.py",
  "huggingface/transformers@008e574391 src/transformers/models/smollm3/configuration_smollm3.py defaults",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/EleutherAI_gpt-j-6b.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/EleutherAI_gpt-neo-125m.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/EleutherAI_gpt-neo-1.3B.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/EleutherAI_gpt-neo-2.7B.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/gpt2.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/gpt2-medium.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/gpt2-large.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/gpt2-xl.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/distilgpt2.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/facebook_opt-125m.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/facebook_opt-1.3b.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/facebook_opt-6.7b.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/facebook_opt-13b.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/facebook_opt-66b.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/facebook_opt-350m.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/bigscience_bloom-560m.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/bigscience_bloom-7b1.json",
  "huggingface/candle@2a13b0f3ff candle-transformers/src/models/bigcode.rs",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/starcoder2.py",
  "huggingface/transformers@008e574391 src/transformers/models/cohere/configuration_cohere.py defaults",
  "general knowledge (layers/heads/experts also in GenZ misc.py)",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/configs/models/gpt-oss-20b.yml",
  "AI-Hypercomputer/maxtext@e591f30cbb src/maxtext/configs/models/gpt-oss-120b.yml",
  "huggingface/transformers@008e574391 src/transformers/models/minimax_m2/configuration_minimax_m2.py defaults",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/ssm.py (NemotronHConfig8B)",
  "prime-rl configuration_nemotron_h.py",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/ssm.py (NemotronHConfig4B)",
  "public test files quoting the config",
  "NVIDIA-NeMo/Megatron-Bridge@067f987df0 tests/unit_tests/models/nemotronh/test_nemotron_h_bridge.py",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--NVIDIA-Nemotron-3-Nano-30B-A3B-MLX-BF16.toml",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/nemotron.py (Nemotron3Config4B)",
  "exo-explore/exo@b5375f8cee resources/inference_model_cards/mlx-community--Llama-3.1-Nemotron-Nano-4B-v1.1-bf16.toml (layers, hidden, bytes)",
  "NVIDIA/NeMo@8cfedd7203 nemo/collections/llm/gpt/model/llama_nemotron.py (Llama33NemotronSuper49BConfig)",
  "huggingface/transformers@06053b84c1 src/transformers/models/lfm2_moe/configuration_lfm2_moe.py defaults (24 layers: general knowledge)",
  "huggingface/transformers@008e574391 src/transformers/models/seed_oss/configuration_seed_oss.py defaultshidden_size default there is 4096, released model 5120)",
  "NVIDIA-NeMo/Megatron-Bridge@067f987df0 tests/unit_tests/models/exaone/test_exaone4_bridge.py",
  "mlc-ai/mlc-llm@79d603f085 python/mlc_llm/model/model_preset.py (minicpm_2b_sft_bf16)",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/bert-base-uncased.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/bert-base-cased.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/bert-base-multilingual-cased.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/bert-large.json",
  "cli99/llm-analysis@d841e40aec llm_analysis/model_configs/sentence-transformers_all-MiniLM-L6-v2.json",
  "huggingface/transformers@001f85b38f src/transformers/models/modernbert/configuration_modernbert.py defaults",
  "huggingface/candle@2a13b0f3ff candle-transformers/src/models/paligemma.rs",
  "exo-explore/exo@b5375f8cee resources/image_model_cards/exolabs--FLUX.1-dev.toml",
  "huggingface/candle@2a13b0f3ff candle-transformers/src/models/flux/model.rs",
  "exo-explore/exo@b5375f8cee resources/image_model_cards/exolabs--Qwen-Image.toml",
  "huggingface/candle@2a13b0f3ff candle-transformers/src/models/mmdit/model.rs",
  "third-party catalogue entry",
  "id listed in hiyouga/LLaMA-Factory constants.py",
];

export const MODEL_ROWS = `huggyllama/llama-7b|decapoda-research/llama-7b-hf yahma/llama-7b-hf lmsys/vicuna-7b-v1.1 lmsys/vicuna-7b-v1.3 tatsu-lab/alpaca-7b-wdiff|Llama 1|llama|4096,32,32,32,,11008,32000,0|{"max_position_embeddings":2048}|6738415616||h|0|0,1|Meta research licence; public mirrors are ungated
huggyllama/llama-13b|decapoda-research/llama-13b-hf lmsys/vicuna-13b-v1.3|Llama 1|llama|5120,40,40,40,,13824,32000,0|{"max_position_embeddings":2048}|13015864320||h|0|0,2|
huggyllama/llama-30b|decapoda-research/llama-30b-hf lmsys/vicuna-33b-v1.3|Llama 1|llama|6656,60,52,52,,17920,32000,0|{"max_position_embeddings":2048}|32528943616||h|0|0,3|
huggyllama/llama-65b|decapoda-research/llama-65b-hf|Llama 1|llama|8192,80,64,64,,22016,32000,0|{"max_position_embeddings":2048}|65285660672||h|0|0,4|
meta-llama/Llama-2-7b-hf|/Llama-2-7b-chat-hf NousResearch/Llama-2-7b-hf NousResearch/Llama-2-7b-chat-hf unsloth/llama-2-7b lmsys/vicuna-7b-v1.5 stabilityai/StableBeluga-7B|Llama 2|llama|4096,32,32,32,,11008,32000,0|{"max_position_embeddings":4096}|6738415616||public log: ROCm/ROCm docs, all params 6,738,415,616|1|5,0,6|
meta-llama/Llama-2-13b-hf|/Llama-2-13b-chat-hf NousResearch/Llama-2-13b-hf lmsys/vicuna-13b-v1.5 Gryphe/MythoMax-L2-13b|Llama 2|llama|5120,40,40,40,,13824,32000,0|{"max_position_embeddings":4096}|13015864320||h|1|5,0|
meta-llama/Llama-2-70b-hf|/Llama-2-70b-chat-hf NousResearch/Llama-2-70b-hf regisss/llama2-70b-fused-qkv-mlperf stabilityai/StableBeluga2|Llama 2|llama|8192,80,64,8,,28672,32000,0|{"max_position_embeddings":4096}|68976648192||h|1|5,0|
codellama/CodeLlama-7b-hf|/CodeLlama-7b-Instruct-hf|CodeLlama|llama|4096,32,32,32,,11008,32016,0|{"max_position_embeddings":16384}|6738546688||h|0|5,0|the -Python 7B/13B variants have vocab 32000
codellama/CodeLlama-13b-hf|/CodeLlama-13b-Instruct-hf|CodeLlama|llama|5120,40,40,40,,13824,32016,0|{"max_position_embeddings":16384}|13016028160||h|0|5,0|
codellama/CodeLlama-34b-hf|/CodeLlama-34b-Instruct-hf /CodeLlama-34b-Python-hf Phind/Phind-CodeLlama-34B-v2 WizardLM/WizardCoder-Python-34B-V1.0|CodeLlama|llama|8192,48,64,8,,22016,32000,0|{"max_position_embeddings":16384}|33743970304||h|0|5,0|
codellama/CodeLlama-70b-hf|/CodeLlama-70b-Instruct-hf /CodeLlama-70b-Python-hf|CodeLlama|llama|8192,80,64,8,,28672,32016,0|{"max_position_embeddings":16384}|68976910336||h|0|5|
meta-llama/Meta-Llama-3-8B|/Meta-Llama-3-8B-Instruct NousResearch/Meta-Llama-3-8B unsloth/llama-3-8b unsloth/llama-3-8b-bnb-4bit unsloth/llama-3-8b-Instruct openchat/openchat-3.6-8b-20240522|Llama 3|llama|4096,32,32,8,,14336,128256,0|{"max_position_embeddings":8192}|8030261248||h|1|5|
meta-llama/Meta-Llama-3-70B|/Meta-Llama-3-70B-Instruct NousResearch/Meta-Llama-3-70B unsloth/llama-3-70b-bnb-4bit|Llama 3|llama|8192,80,64,8,,28672,128256,0|{"max_position_embeddings":8192}|70553706496||h|1|5|
meta-llama/Llama-3.1-8B|/Meta-Llama-3.1-8B /Llama-3.1-8B-Instruct /Meta-Llama-3.1-8B-Instruct NousResearch/Meta-Llama-3.1-8B NousResearch/Hermes-3-Llama-3.1-8B unsloth/Meta-Llama-3.1-8B unsloth/Meta-Llama-3.1-8B-bnb-4bit unsloth/Meta-Llama-3.1-8B-Instruct deepseek-ai/DeepSeek-R1-Distill-Llama-8B allenai/Llama-3.1-Tulu-3-8B nvidia/Llama-3.1-Nemotron-Nano-8B-v1|Llama 3.1|llama|4096,32,32,8,,14336,128256,0|{"max_position_embeddings":131072}|8030261248||public PEFT log: all params 8,072,204,288 - 41,943,040 trainable|1|5,7|Tulu-3 adds a few token rows
meta-llama/Llama-3.1-70B|/Meta-Llama-3.1-70B /Llama-3.1-70B-Instruct /Llama-3.3-70B-Instruct unsloth/Llama-3.3-70B-Instruct nvidia/Llama-3.1-Nemotron-70B-Instruct-HF deepseek-ai/DeepSeek-R1-Distill-Llama-70B|Llama 3.1|llama|8192,80,64,8,,28672,128256,0|{"max_position_embeddings":131072}|70553706496||h|1|5,7|
meta-llama/Llama-3.1-405B|/Meta-Llama-3.1-405B /Llama-3.1-405B-Instruct NousResearch/Hermes-3-Llama-3.1-405B|Llama 3.1|llama|16384,126,128,8,,53248,128256,0|{"max_position_embeddings":131072}|405853388800||h|1|5|
meta-llama/Llama-3.2-1B|/Llama-3.2-1B-Instruct unsloth/Llama-3.2-1B unsloth/Llama-3.2-1B-Instruct unsloth/Llama-3.2-1B-bnb-4bit|Llama 3.2|llama|2048,16,32,8,,8192,128256,1|{"max_position_embeddings":131072}|1235814400||h|1|5,7|
meta-llama/Llama-3.2-3B|/Llama-3.2-3B-Instruct unsloth/Llama-3.2-3B unsloth/Llama-3.2-3B-Instruct unsloth/Llama-3.2-3B-bnb-4bit|Llama 3.2|llama|3072,28,24,8,,8192,128256,1|{"max_position_embeddings":131072}|3212749824||h|1|5,7|
meta-llama/Llama-4-Scout-17B-16E|/Llama-4-Scout-17B-16E-Instruct unsloth/Llama-4-Scout-17B-16E-Instruct|Llama 4|llama4|5120,48,40,8,,16384,202048,0|{"max_position_embeddings":262144,"num_experts":16,"num_experts_per_tok":1,"moe_intermediate_size":8192,"intermediate_size":8192,"intermediate_size_mlp":16384,"interleave_moe_layer_step":1}|108641793536|18044827136|h|1|8,7|count includes the 0.85 B vision tower + projector; intermediate_size=dense-layer MLP (16384), experts 8192; Instruct context differs (Scout 10M, Maverick 1M); weightless L2 qk-norm on Scout; MoE every 1 layer(s)
meta-llama/Llama-4-Maverick-17B-128E|/Llama-4-Maverick-17B-128E-Instruct|Llama 4|llama4|5120,48,40,8,,16384,202048,0|{"max_position_embeddings":262144,"num_experts":128,"num_experts_per_tok":1,"moe_intermediate_size":8192,"intermediate_size":8192,"intermediate_size_mlp":16384,"interleave_moe_layer_step":2}|401583781376|18056623616|h|1|9,7|count includes the 0.85 B vision tower + projector; intermediate_size=dense-layer MLP (16384), experts 8192; Instruct context differs (Scout 10M, Maverick 1M); weightless L2 qk-norm on Scout; MoE every 2 layer(s)
TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T|/TinyLlama-1.1B-Chat-v1.0 /TinyLlama_v1.1 unsloth/tinyllama unsloth/tinyllama-bnb-4bit|TinyLlama|llama|2048,22,32,4,,5632,32000,0|{"max_position_embeddings":2048}|1100048384||h|0|5|
openlm-research/open_llama_3b|/open_llama_3b_v2|OpenLLaMA|llama|3200,26,32,32,,8640,32000,0|{"max_position_embeddings":2048}|3426473600||h|0|5,0|
mistralai/Mistral-7B-v0.1|/Mistral-7B-Instruct-v0.1 HuggingFaceH4/zephyr-7b-alpha HuggingFaceH4/zephyr-7b-beta HuggingFaceH4/mistral-7b-sft-beta unsloth/mistral-7b unsloth/mistral-7b-bnb-4bit teknium/OpenHermes-2.5-Mistral-7B openchat/openchat-3.5-0106 Intel/neural-chat-7b-v3-1 Open-Orca/Mistral-7B-OpenOrca|Mistral|mistral|4096,32,32,8,,14336,32000,0|{"sliding_window":4096,"max_position_embeddings":32768}|7241732096||h|?|5,0,10|click-through gating of Mistral repos has changed over time; OpenHermes/openchat have 32002 rows
mistralai/Mistral-7B-Instruct-v0.2|alpindale/Mistral-7B-v0.2-hf unsloth/mistral-7b-instruct-v0.2 mistral-community/Mistral-7B-v0.2|Mistral|mistral|4096,32,32,8,,14336,32000,0|{"max_position_embeddings":32768}|7241732096||h|?|5,11|
mistralai/Mistral-7B-v0.3|/Mistral-7B-Instruct-v0.3 unsloth/mistral-7b-v0.3 unsloth/mistral-7b-v0.3-bnb-4bit unsloth/mistral-7b-instruct-v0.3 /mathstral-7B-v0.1|Mistral|mistral|4096,32,32,8,,14336,32768,0|{"max_position_embeddings":32768}|7248023552||h|?|5|
mistralai/Mistral-Nemo-Base-2407|/Mistral-Nemo-Instruct-2407 unsloth/Mistral-Nemo-Base-2407 unsloth/Mistral-Nemo-Instruct-2407|Mistral|mistral|5120,40,32,8,128,14336,131072,0|{"max_position_embeddings":131072}|12247782400||h|?|12,11|
mistralai/Ministral-8B-Instruct-2410||Mistral|mistral|4096,36,32,8,,12288,131072,0|{"sliding_window":32768,"max_position_embeddings":32768}|8019808256||h|?|11|
mistralai/Mistral-Small-Instruct-2409|/Codestral-22B-v0.1|Mistral|mistral|6144,56,48,8,,16384,32768,0|{"max_position_embeddings":32768}|22247282688||h|?|11|non-commercial licence
mistralai/Mistral-Small-24B-Base-2501|/Mistral-Small-24B-Instruct-2501 unsloth/Mistral-Small-24B-Base-2501 /Devstral-Small-2505 /Devstral-Small-2507 /Magistral-Small-2506|Mistral|mistral|5120,40,32,8,128,32768,131072,0|{"max_position_embeddings":32768}|23572403200||h|?|13|Devstral/Magistral: 131072/40960 context, text only weights
mistralai/Mistral-Large-Instruct-2407|/Mistral-Large-Instruct-2411|Mistral|mistral|12288,88,96,8,,28672,32768,0|{"max_position_embeddings":131072}|122610069504||h|?|5,11|research licence
mistralai/Mistral-Small-3.1-24B-Base-2503|/Mistral-Small-3.1-24B-Instruct-2503 /Mistral-Small-3.2-24B-Instruct-2506 unsloth/Mistral-Small-3.1-24B-Instruct-2503|Mistral|mistral3|5120,40,32,8,128,32768,131072,0|{"max_position_embeddings":131072}|24011361280||h|?|13|text tower + Pixtral ViT (24x1024) + patch merger/projector
mistral-community/pixtral-12b|mistralai/Pixtral-12B-2409 mistralai/Pixtral-12B-Base-2409 unsloth/Pixtral-12B-2409|Pixtral|llava|5120,40,32,8,128,14336,131072,0|{"max_position_embeddings":1024000,"vision_config":{"model_type":"pixtral","patch_size":16}}|12682739712||c|?|13|Nemo text tower + Pixtral ViT (24x1024, gated 4096, patch 16) + 2-layer projector
mistralai/Ministral-3-3B-Base-2512|/Ministral-3-3B-Instruct-2512 /Ministral-3-3B-Reasoning-2512|Ministral 3|mistral3|3072,26,32,8,128,9216,131072,1|{"max_position_embeddings":262144}|3849090048||c|0|14,15|includes Pixtral-style vision tower; Instruct published in FP8
mistralai/Ministral-3-8B-Base-2512|/Ministral-3-8B-Instruct-2512 /Ministral-3-8B-Reasoning-2512|Ministral 3|mistral3|4096,34,32,8,,14336,131072,0|{"max_position_embeddings":262144}|8918026240||c|0|16,15|includes Pixtral-style vision tower; Instruct published in FP8
mistralai/Ministral-3-14B-Base-2512|/Ministral-3-14B-Instruct-2512 /Ministral-3-14B-Reasoning-2512|Ministral 3|mistral3|5120,40,32,8,128,16384,131072,0|{"max_position_embeddings":262144}|13945031680||c|0|16,15|includes Pixtral-style vision tower; Instruct published in FP8
mistralai/Mixtral-8x7B-v0.1|/Mixtral-8x7B-Instruct-v0.1 NousResearch/Nous-Hermes-2-Mixtral-8x7B-DPO|Mixtral|mixtral|4096,32,32,8,,14336,32000,0|{"max_position_embeddings":32768,"num_experts":8,"num_experts_per_tok":2}|46702792704|12879925248|h|?|5,11|
mistralai/Mixtral-8x22B-v0.1|mistral-community/Mixtral-8x22B-v0.1 HuggingFaceH4/zephyr-orpo-141b-A35b-v0.1|Mixtral|mixtral|6144,56,48,8,,16384,32000,0|{"max_position_embeddings":65536,"num_experts":8,"num_experts_per_tok":2}|140620634112|39152031744|h|?|5|the Instruct-v0.1 tokenizer has 32768 rows: 140,630,071,296 parameters
Qwen/Qwen-1_8B|/Qwen-1_8B-Chat|Qwen 1|qwen|2048,24,16,16,,11008,151936,0|{"max_position_embeddings":8192}|1836828672||h|0|17|config intermediate_size 11008 counts both gate halves; per-matrix width 5504
Qwen/Qwen-7B|/Qwen-7B-Chat|Qwen 1|qwen|4096,32,32,32,,22016,151936,0|{"max_position_embeddings":32768}|7721324544||h|0|17|config intermediate_size 22016 counts both gate halves; per-matrix width 11008
Qwen/Qwen-14B|/Qwen-14B-Chat|Qwen 1|qwen|5120,40,40,40,,27392,152064,0|{"max_position_embeddings":8192}|14167290880||h|0|17|config intermediate_size 27392 counts both gate halves
Qwen/Qwen-72B|/Qwen-72B-Chat|Qwen 1|qwen|8192,80,64,64,,49152,152064,0|{"max_position_embeddings":32768}|72287920128||h|0|17|config intermediate_size 49152 counts both gate halves
Qwen/Qwen1.5-0.5B|/Qwen1.5-0.5B-Chat|Qwen 1.5|qwen2|1024,24,16,16,,2816,151936,1|{"max_position_embeddings":32768}|463987712||h|0|17|hub file stores lm_head separately: 619,570,176
Qwen/Qwen1.5-1.8B|/Qwen1.5-1.8B-Chat|Qwen 1.5|qwen2|2048,24,16,16,,5504,151936,0|{"max_position_embeddings":32768}|1836828672||h|0|17|
Qwen/Qwen1.5-4B|/Qwen1.5-4B-Chat|Qwen 1.5|qwen2|2560,40,20,20,,6912,151936,0|{"max_position_embeddings":32768}|3950369280||h|0|17|
Qwen/Qwen1.5-7B|/Qwen1.5-7B-Chat|Qwen 1.5|qwen2|4096,32,32,32,,11008,151936,0|{"max_position_embeddings":32768}|7721324544||h|0|17|
Qwen/Qwen1.5-14B|/Qwen1.5-14B-Chat|Qwen 1.5|qwen2|5120,40,40,40,,13696,152064,0|{"max_position_embeddings":32768}|14167290880||h|0|17|
Qwen/Qwen1.5-32B|/Qwen1.5-32B-Chat|Qwen 1.5|qwen2|5120,64,40,8,,27392,152064,0|{"max_position_embeddings":32768}|32512218112||h|0|13|
Qwen/Qwen1.5-72B|/Qwen1.5-72B-Chat|Qwen 1.5|qwen2|8192,80,64,64,,24576,152064,0|{"max_position_embeddings":32768}|72287920128||h|0|17|
Qwen/Qwen1.5-110B|/Qwen1.5-110B-Chat|Qwen 1.5|qwen2|8192,80,64,8,,49152,152064,0|{"max_position_embeddings":32768}|111209914368||h|0|13|
Qwen/Qwen1.5-MoE-A2.7B|/Qwen1.5-MoE-A2.7B-Chat|Qwen 1.5|qwen2_moe|2048,24,16,16,,5632,151936,0|{"max_position_embeddings":8192,"num_experts":60,"num_experts_per_tok":4,"moe_intermediate_size":1408,"shared_expert_intermediate_size":5632}|14315784192|2689173504|h|0|18|shared expert width 5632 = 4 x 1408
Qwen/Qwen2-0.5B|/Qwen2-0.5B-Instruct /Qwen2.5-0.5B /Qwen2.5-0.5B-Instruct /Qwen2.5-Coder-0.5B /Qwen2.5-Coder-0.5B-Instruct unsloth/Qwen2.5-0.5B-Instruct unsloth/Qwen2.5-0.5B|Qwen 2 / 2.5|qwen2|896,24,14,2,,4864,151936,1|{"max_position_embeddings":32768}|494032768||h|0|5,17|
Qwen/Qwen2-1.5B|/Qwen2-1.5B-Instruct /Qwen2.5-1.5B /Qwen2.5-1.5B-Instruct /Qwen2.5-Coder-1.5B /Qwen2.5-Coder-1.5B-Instruct /Qwen2.5-Math-1.5B /Qwen2.5-Math-1.5B-Instruct unsloth/Qwen2.5-1.5B-Instruct|Qwen 2 / 2.5|qwen2|1536,28,12,2,,8960,151936,1|{"max_position_embeddings":131072}|1543714304||h|0|5,17|Math variants 4096 context
deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B|agentica-org/DeepScaleR-1.5B-Preview unsloth/DeepSeek-R1-Distill-Qwen-1.5B|DeepSeek R1 distill|qwen2|1536,28,12,2,,8960,151936,0|{"max_position_embeddings":131072}|1777088000||h|0|13|Qwen2.5-Math-1.5B dims with untied lm_head
Qwen/Qwen2.5-3B|/Qwen2.5-3B-Instruct /Qwen2.5-Coder-3B /Qwen2.5-Coder-3B-Instruct unsloth/Qwen2.5-3B-Instruct|Qwen 2 / 2.5|qwen2|2048,36,16,2,,11008,151936,1|{"max_position_embeddings":32768}|3085938688||h|0|5,17|Qwen research licence, ungated
Qwen/Qwen2-7B|/Qwen2-7B-Instruct /Qwen2.5-7B /Qwen2.5-7B-Instruct /Qwen2.5-Coder-7B /Qwen2.5-Coder-7B-Instruct /Qwen2.5-Math-7B /Qwen2.5-Math-7B-Instruct /Qwen2.5-7B-Instruct-1M deepseek-ai/DeepSeek-R1-Distill-Qwen-7B unsloth/Qwen2.5-7B unsloth/Qwen2.5-7B-Instruct unsloth/Qwen2.5-7B-Instruct-bnb-4bit unsloth/Qwen2.5-Coder-7B-Instruct open-thoughts/OpenThinker-7B|Qwen 2 / 2.5|qwen2|3584,28,28,4,,18944,152064,0|{"max_position_embeddings":131072}|7615616512||public PEFT logs: all params 7,655,986,688 - 40,370,176 trainable|0|5,17|
Qwen/Qwen2.5-14B|/Qwen2.5-14B-Instruct /Qwen2.5-Coder-14B /Qwen2.5-Coder-14B-Instruct /Qwen2.5-14B-Instruct-1M deepseek-ai/DeepSeek-R1-Distill-Qwen-14B unsloth/Qwen2.5-14B-Instruct|Qwen 2 / 2.5|qwen2|5120,48,40,8,,13824,152064,0|{"max_position_embeddings":131072}|14770033664||h|0|5,17|
Qwen/Qwen2.5-32B|/Qwen2.5-32B-Instruct /Qwen2.5-Coder-32B /Qwen2.5-Coder-32B-Instruct /QwQ-32B /QwQ-32B-Preview deepseek-ai/DeepSeek-R1-Distill-Qwen-32B open-thoughts/OpenThinker-32B simplescaling/s1-32B unsloth/Qwen2.5-32B-Instruct|Qwen 2 / 2.5|qwen2|5120,64,40,8,,27648,152064,0|{"max_position_embeddings":131072}|32763876352||h|0|5,17|
Qwen/Qwen2.5-72B|/Qwen2.5-72B-Instruct /Qwen2-72B /Qwen2-72B-Instruct /Qwen2.5-Math-72B moonshotai/Kimi-Dev-72B|Qwen 2 / 2.5|qwen2|8192,80,64,8,,29568,152064,0|{"max_position_embeddings":131072}|72706203648||h|0|5,17|
Qwen/Qwen2-57B-A14B|/Qwen2-57B-A14B-Instruct|Qwen 2|qwen2_moe|3584,28,28,4,,18944,151936,0|{"max_position_embeddings":131072,"num_experts":64,"num_experts_per_tok":8,"moe_intermediate_size":2560,"shared_expert_intermediate_size":20480}|57408658944|14249270784|c|0|13|shared expert width 20480 = 8 x 2560
Qwen/Qwen3-0.6B|/Qwen3-0.6B-Base unsloth/Qwen3-0.6B /Qwen3-Embedding-0.6B|Qwen 3|qwen3|1024,28,16,8,128,3072,151936,1|{"max_position_embeddings":40960}|596049920||h|0|5|hub file of the post-trained repo stores lm_head too: 751,632,384; Base context 32768; the embedding model has 151669 rows
Qwen/Qwen3-1.7B|/Qwen3-1.7B-Base unsloth/Qwen3-1.7B|Qwen 3|qwen3|2048,28,16,8,,6144,151936,1|{"max_position_embeddings":40960}|1720574976||h|0|5|hub file of the post-trained repo stores lm_head too: 2,031,739,904
Qwen/Qwen3-4B|/Qwen3-4B-Base /Qwen3-4B-Instruct-2507 /Qwen3-4B-Thinking-2507 unsloth/Qwen3-4B unsloth/Qwen3-4B-Instruct-2507|Qwen 3|qwen3|2560,36,32,8,128,9728,151936,1|{"max_position_embeddings":40960}|4022468096||h|0|5,17|2507 variants: 262144 context
Qwen/Qwen3-8B|/Qwen3-8B-Base deepseek-ai/DeepSeek-R1-0528-Qwen3-8B unsloth/Qwen3-8B unsloth/Qwen3-8B-unsloth-bnb-4bit|Qwen 3|qwen3|4096,36,32,8,,12288,151936,0|{"max_position_embeddings":40960}|8190735360||h|0|5,17|
Qwen/Qwen3-14B|/Qwen3-14B-Base unsloth/Qwen3-14B unsloth/Qwen3-14B-unsloth-bnb-4bit|Qwen 3|qwen3|5120,40,40,8,,17408,151936,0|{"max_position_embeddings":40960}|14768307200||h|0|5,17|
Qwen/Qwen3-32B|unsloth/Qwen3-32B|Qwen 3|qwen3|5120,64,64,8,128,25600,151936,0|{"max_position_embeddings":40960}|32762123264||h|0|5,17|
Qwen/Qwen3-30B-A3B|/Qwen3-30B-A3B-Base /Qwen3-30B-A3B-Instruct-2507 /Qwen3-30B-A3B-Thinking-2507 /Qwen3-Coder-30B-A3B-Instruct unsloth/Qwen3-30B-A3B unsloth/Qwen3-30B-A3B-Instruct-2507|Qwen 3|qwen3_moe|2048,48,32,4,128,6144,151936,0|{"max_position_embeddings":40960,"num_experts":128,"num_experts_per_tok":8,"moe_intermediate_size":768}|30532122624|3353032704|h|0|19,5|Coder-30B config says intermediate_size 5472 (unused); 2507/Coder: 262144 context
Qwen/Qwen3-235B-A22B|/Qwen3-235B-A22B-Instruct-2507 /Qwen3-235B-A22B-Thinking-2507|Qwen 3|qwen3_moe|4096,94,64,4,128,12288,151936,0|{"max_position_embeddings":40960,"num_experts":128,"num_experts_per_tok":8,"moe_intermediate_size":1536}|235093634560|22190763520|h|0|19,5|
Qwen/Qwen3-Coder-480B-A35B-Instruct||Qwen 3|qwen3_moe|6144,62,96,8,128,8192,151936,0|{"max_position_embeddings":262144,"num_experts":160,"num_experts_per_tok":8,"moe_intermediate_size":2560}|480154875392|35474765312|h|0|19|
Qwen/Qwen3-Next-80B-A3B-Instruct|/Qwen3-Next-80B-A3B-Thinking /Qwen3-Coder-Next|Qwen 3|qwen3_next|2048,48,16,2,256,5120,151936,0|{"max_position_embeddings":262144,"num_experts":512,"num_experts_per_tok":10,"moe_intermediate_size":512,"shared_expert_intermediate_size":512}|79674391296|3874929408|h|0|19|36 Gated-DeltaNet + 12 gated-attention layers (output gate doubles q_proj); hub count with MTP block 81,324,862,720
Qwen/Qwen3.5-0.8B|/Qwen3.5-0.8B-Base|Qwen 3.5 / 3.6|qwen3_5|1024,24,8,2,256,3584,248320,1|{"max_position_embeddings":262144,"linear_num_value_heads":16,"vision_config":{"depth":12,"hidden_size":768,"intermediate_size":3072}}|852985920||c|0|20|3 of 4 layers Gated DeltaNet (16 key / 16 value heads x128), every 4th gated attention (q_proj x2); count = text + vision tower, without the MTP block
Qwen/Qwen3.5-2B|/Qwen3.5-2B-Base|Qwen 3.5 / 3.6|qwen3_5|2048,24,8,2,,6144,248320,1|{"max_position_embeddings":262144,"linear_num_value_heads":16,"vision_config":{"depth":24,"hidden_size":1024,"intermediate_size":4096}}|2213241664||c|0|20|3 of 4 layers Gated DeltaNet (16 key / 16 value heads x128), every 4th gated attention (q_proj x2); count = text + vision tower, without the MTP block
Qwen/Qwen3.5-4B|/Qwen3.5-4B-Base unsloth/Qwen3.5-4B|Qwen 3.5 / 3.6|qwen3_5|2560,32,16,4,256,9216,248320,1|{"max_position_embeddings":262144,"linear_num_value_heads":32,"vision_config":{"depth":24,"hidden_size":1024,"intermediate_size":4096}}|4539265536||c|0|20|3 of 4 layers Gated DeltaNet (16 key / 32 value heads x128), every 4th gated attention (q_proj x2); count = text + vision tower, without the MTP block
Qwen/Qwen3.5-9B|/Qwen3.5-9B-Base unsloth/Qwen3.5-9B|Qwen 3.5 / 3.6|qwen3_5|4096,32,16,4,,12288,248320,0|{"max_position_embeddings":262144,"linear_num_value_heads":32}|9409813744||c|0|20|3 of 4 layers Gated DeltaNet (16 key / 32 value heads x128), every 4th gated attention (q_proj x2); count = text + vision tower, without the MTP block
Qwen/Qwen3.5-27B|/Qwen3.6-27B unsloth/Qwen3.5-27B|Qwen 3.5 / 3.6|qwen3_5|5120,64,24,4,256,17408,248320,0|{"max_position_embeddings":262144,"linear_num_value_heads":48}|27356728560||published: exo card Qwen3.6-27B-bf16 54,713,457,120 bytes / 2|0|20,21|3 of 4 layers Gated DeltaNet (16 key / 48 value heads x128), every 4th gated attention (q_proj x2); count = text + vision tower, without the MTP block
Qwen/Qwen3.5-35B-A3B|/Qwen3.5-35B-A3B-Base /Qwen3.6-35B-A3B unsloth/Qwen3.5-35B-A3B unsloth/Qwen3.6-35B-A3B|Qwen 3.5 / 3.6|qwen3_5_moe|2048,40,16,2,256,,248320,0|{"max_position_embeddings":262144,"num_experts":256,"num_experts_per_tok":8,"moe_intermediate_size":512,"shared_expert_intermediate_size":512,"linear_num_value_heads":32}|35107181936|3901560176|published: exo card Qwen3.6-35B-A3B-bf16 70,214,363,872 bytes / 2|0|19,22|3 of 4 layers Gated DeltaNet; count without MTP block
Qwen/Qwen3.5-122B-A10B||Qwen 3.5 / 3.6|qwen3_5_moe|3072,48,32,2,256,,248320,0|{"max_position_embeddings":262144,"num_experts":256,"num_experts_per_tok":8,"moe_intermediate_size":1024,"shared_expert_intermediate_size":1024,"linear_num_value_heads":64}|122562817776|10222579440|published: exo card Qwen3.5-122B-A10B-bf16 245,125,640,160 bytes / 2 (4.5 kB of fp32 scalars)|0|20,23|3 of 4 layers Gated DeltaNet; count without MTP block
Qwen/Qwen3.5-397B-A17B||Qwen 3.5 / 3.6|qwen3_5_moe|4096,60,32,2,256,,248320,0|{"max_position_embeddings":262144,"num_experts":512,"num_experts_per_tok":10,"moe_intermediate_size":1024,"shared_expert_intermediate_size":1024,"linear_num_value_heads":64}|396802360816|17805051376|c|0|19|3 of 4 layers Gated DeltaNet; count without MTP block
Qwen/Qwen2-VL-2B-Instruct|/Qwen2-VL-2B unsloth/Qwen2-VL-2B-Instruct|Qwen VL|qwen2_vl|1536,28,12,2,,8960,151936,1|{"max_position_embeddings":32768}|2208985600||public log: KevinKingslin/qwenfinetune, all params 2,210,075,136 - 1,089,536 trainable|0|13|count includes the ~0.67 B vision tower
Qwen/Qwen2-VL-7B-Instruct|/Qwen2-VL-7B unsloth/Qwen2-VL-7B-Instruct|Qwen VL|qwen2_vl|3584,28,28,4,,18944,152064,0|{"max_position_embeddings":32768}|8291375616||h|0|13|count includes the ~0.67 B vision tower
Qwen/Qwen2-VL-72B-Instruct|/Qwen2-VL-72B /QVQ-72B-Preview|Qwen VL|qwen2_vl|8192,80,64,8,,29568,152064,0|{"max_position_embeddings":32768}|73405560320||h|0|13|count includes the ~0.67 B vision tower
Qwen/Qwen2.5-VL-3B-Instruct|unsloth/Qwen2.5-VL-3B-Instruct|Qwen VL|qwen2_5_vl|2048,36,16,2,,11008,151936,1|{"max_position_embeddings":128000}|3754622976||h|0|13|count includes the ~0.67 B vision tower
Qwen/Qwen2.5-VL-7B-Instruct|unsloth/Qwen2.5-VL-7B-Instruct unsloth/Qwen2.5-VL-7B-Instruct-bnb-4bit|Qwen VL|qwen2_5_vl|3584,28,28,4,,18944,152064,0|{"max_position_embeddings":128000}|8292166656||published: exo card Qwen-Image text_encoder 16,584,333,312 bytes / 2|0|24,25|count includes the ~0.67 B vision tower
Qwen/Qwen2.5-VL-32B-Instruct|unsloth/Qwen2.5-VL-32B-Instruct|Qwen VL|qwen2_5_vl|5120,64,40,8,,27648,152064,0|{"max_position_embeddings":128000,"vision_config":{"intermediate_size":3456}}|33452718336||h|0|13|count includes the ~0.67 B vision tower
Qwen/Qwen2.5-VL-72B-Instruct|unsloth/Qwen2.5-VL-72B-Instruct|Qwen VL|qwen2_5_vl|8192,80,64,8,,29568,152064,0|{"max_position_embeddings":128000,"vision_config":{"intermediate_size":3456}}|73410777344||h|0|13|count includes the ~0.67 B vision tower
Qwen/Qwen3-VL-2B-Instruct|/Qwen3-VL-2B-Thinking unsloth/Qwen3-VL-2B-Instruct|Qwen VL|qwen3_vl|2048,28,16,8,,6144,151936,1|{"max_position_embeddings":262144,"vision_config":{"depth":24,"hidden_size":1024,"intermediate_size":4096}}|2127532032||h|0|19|count includes vision tower with 3 deepstack mergers
Qwen/Qwen3-VL-4B-Instruct|/Qwen3-VL-4B-Thinking unsloth/Qwen3-VL-4B-Instruct|Qwen VL|qwen3_vl|2560,36,32,8,128,9728,151936,1|{"max_position_embeddings":262144,"vision_config":{"depth":24,"hidden_size":1024,"intermediate_size":4096}}|4437815808||h|0|19|count includes vision tower with 3 deepstack mergers
Qwen/Qwen3-VL-8B-Instruct|/Qwen3-VL-8B-Thinking unsloth/Qwen3-VL-8B-Instruct|Qwen VL|qwen3_vl|4096,36,32,8,,12288,151936,0|{"max_position_embeddings":262144}|8767123696||h|0|13|count includes vision tower with 3 deepstack mergers
Qwen/Qwen3-VL-32B-Instruct|/Qwen3-VL-32B-Thinking unsloth/Qwen3-VL-32B-Instruct|Qwen VL|qwen3_vl|5120,64,64,8,128,25600,151936,0|{"max_position_embeddings":262144}|33357390064||c|0|13|count includes vision tower with 3 deepstack mergers
Qwen/Qwen3-VL-30B-A3B-Instruct|/Qwen3-VL-30B-A3B-Thinking|Qwen VL|qwen3_vl_moe|2048,48,32,4,128,6144,151936,0|{"max_position_embeddings":262144,"num_experts":128,"num_experts_per_tok":8,"moe_intermediate_size":768}|31070754032|3891664112|h|0|19|count includes vision tower
Qwen/Qwen3-VL-235B-A22B-Instruct|/Qwen3-VL-235B-A22B-Thinking|Qwen VL|qwen3_vl_moe|4096,94,64,4,128,12288,151936,0|{"max_position_embeddings":262144,"num_experts":128,"num_experts_per_tok":8,"moe_intermediate_size":1536}|235670022896|22767151856|c|0|13|text dims of Qwen3-235B-A22B + vision tower
deepseek-ai/deepseek-llm-7b-base|/deepseek-llm-7b-chat /deepseek-math-7b-base /deepseek-math-7b-instruct|DeepSeek|llama|4096,30,32,32,,11008,102400,0|{"max_position_embeddings":4096}|6910365696||h|0|13|
deepseek-ai/deepseek-llm-67b-base|/deepseek-llm-67b-chat|DeepSeek|llama|8192,95,64,8,,22016,102400,0|{"max_position_embeddings":4096}|67425001472||c|0|13|
deepseek-ai/deepseek-coder-1.3b-base|/deepseek-coder-1.3b-instruct|DeepSeek Coder|llama|2048,24,16,16,,5504,32256,0|{"max_position_embeddings":16384}|1346471936||h|0|13|
deepseek-ai/deepseek-coder-6.7b-base|/deepseek-coder-6.7b-instruct|DeepSeek Coder|llama|4096,32,32,32,,11008,32256,0|{"max_position_embeddings":16384}|6740512768||h|0|13|
deepseek-ai/deepseek-coder-33b-base|/deepseek-coder-33b-instruct|DeepSeek Coder|llama|7168,62,56,8,,19200,32256,0|{"max_position_embeddings":16384}|33342991360||h|0|13|
deepseek-ai/deepseek-moe-16b-base|/deepseek-moe-16b-chat|DeepSeek|deepseek|2048,28,16,16,,10944,102400,0|{"max_position_embeddings":4096,"num_experts":64,"num_experts_per_tok":6,"moe_intermediate_size":1408,"n_shared_experts":2,"first_k_dense_replace":1}|16375728128|2828650496|h|0|26|
deepseek-ai/DeepSeek-V2-Lite|/DeepSeek-V2-Lite-Chat /DeepSeek-Coder-V2-Lite-Base /DeepSeek-Coder-V2-Lite-Instruct|DeepSeek|deepseek_v2|2048,27,16,16,,10944,102400,0|{"max_position_embeddings":163840,"num_experts":64,"num_experts_per_tok":6,"moe_intermediate_size":1408,"n_shared_experts":2,"first_k_dense_replace":1,"kv_lora_rank":512,"qk_rope_head_dim":64,"qk_nope_head_dim":128,"v_head_dim":128}|15706484224|2661150208|h|0|27|
deepseek-ai/DeepSeek-V2|/DeepSeek-V2-Chat /DeepSeek-V2.5 /DeepSeek-Coder-V2-Base /DeepSeek-Coder-V2-Instruct|DeepSeek|deepseek_v2|5120,60,128,128,,12288,102400,0|{"max_position_embeddings":163840,"num_experts":160,"num_experts_per_tok":6,"moe_intermediate_size":1536,"n_shared_experts":2,"first_k_dense_replace":1,"kv_lora_rank":512,"qk_rope_head_dim":64,"qk_nope_head_dim":128,"v_head_dim":128,"q_lora_rank":1536}|235741434880|21375800320|h|0|28|
deepseek-ai/DeepSeek-V3|/DeepSeek-V3-Base /DeepSeek-V3-0324 /DeepSeek-V3.1 /DeepSeek-R1 /DeepSeek-R1-0528 unsloth/DeepSeek-V3-bf16|DeepSeek|deepseek_v3|7168,61,128,128,,18432,129280,0|{"max_position_embeddings":163840,"num_experts":256,"num_experts_per_tok":8,"moe_intermediate_size":2048,"n_shared_experts":1,"first_k_dense_replace":3,"kv_lora_rank":512,"qk_rope_head_dim":64,"qk_nope_head_dim":128,"v_head_dim":128,"q_lora_rank":1536}|671026419200|37552297472|h|0|19,10|main model; the hub files add one MTP block and FP8 scales (684.5 B)
moonshotai/Moonlight-16B-A3B|/Moonlight-16B-A3B-Instruct|Kimi|deepseek_v3|2048,27,16,16,,11264,163840,0|{"max_position_embeddings":8192,"num_experts":64,"num_experts_per_tok":6,"moe_intermediate_size":1408,"n_shared_experts":2,"first_k_dense_replace":1,"kv_lora_rank":512,"qk_rope_head_dim":64,"qk_nope_head_dim":128,"v_head_dim":128}|15960111936|2914776192|h|0|13|
moonshotai/Kimi-K2-Instruct|/Kimi-K2-Base /Kimi-K2-Instruct-0905 /Kimi-K2-Thinking|Kimi|kimi_k2|7168,61,64,64,,18432,163840,0|{"max_position_embeddings":131072,"num_experts":384,"num_experts_per_tok":8,"moe_intermediate_size":2048,"n_shared_experts":1,"first_k_dense_replace":1,"kv_lora_rank":512,"qk_rope_head_dim":64,"qk_nope_head_dim":128,"v_head_dim":128,"q_lora_rank":1536}|1026408232448|32861500928|h|0|29|FP8 (Thinking: INT4 QAT) weights; 0905/Thinking context 262144; K2.5/K2.6 add a vision tower
google/gemma-2b|/gemma-2b-it /gemma-1.1-2b-it /codegemma-2b unsloth/gemma-2b unsloth/gemma-2b-bnb-4bit|Gemma 1|gemma|2048,18,8,1,,16384,256000,1|{"max_position_embeddings":8192}|2506172416||h|1|5,30|
google/gemma-7b|/gemma-7b-it /gemma-1.1-7b-it /codegemma-7b /codegemma-7b-it HuggingFaceH4/zephyr-7b-gemma-v0.1 unsloth/gemma-7b|Gemma 1|gemma|3072,28,16,16,256,24576,256000,1|{"max_position_embeddings":8192}|8537680896||h|1|5,30|
google/gemma-2-2b|/gemma-2-2b-it unsloth/gemma-2-2b unsloth/gemma-2-2b-it|Gemma 2|gemma2|2304,26,8,4,256,9216,256000,1|{"sliding_window":4096,"max_position_embeddings":8192}|2614341888||h|1|5,30|alternate layers slide
google/gemma-2-9b|/gemma-2-9b-it unsloth/gemma-2-9b unsloth/gemma-2-9b-bnb-4bit princeton-nlp/gemma-2-9b-it-SimPO|Gemma 2|gemma2|3584,42,16,8,256,14336,256000,1|{"sliding_window":4096,"max_position_embeddings":8192}|9241705984||h|1|5,30|alternate layers slide
google/gemma-2-27b|/gemma-2-27b-it unsloth/gemma-2-27b-bnb-4bit|Gemma 2|gemma2|4608,46,32,16,128,36864,256000,1|{"sliding_window":4096,"max_position_embeddings":8192}|27227128320||h|1|5,30|alternate layers slide
google/gemma-3-270m|/gemma-3-270m-it unsloth/gemma-3-270m-it|Gemma 3|gemma3_text|640,18,4,1,256,2048,262144,1|{"sliding_window":512,"max_position_embeddings":32768}|268098176||h|1|13|
google/gemma-3-1b-pt|/gemma-3-1b-it unsloth/gemma-3-1b-it|Gemma 3|gemma3_text|1152,26,4,1,256,6912,262144,1|{"sliding_window":512,"max_position_embeddings":32768}|999885952||h|1|5|5 of 6 layers slide
google/gemma-3-4b-pt|/gemma-3-4b-it unsloth/gemma-3-4b-it unsloth/gemma-3-4b-pt /medgemma-4b-it|Gemma 3|gemma3|2560,34,8,4,256,10240,262208,1|{"sliding_window":1024,"max_position_embeddings":131072}|4300079472||h|1|31,19,5|5 of 6 layers slide; count includes SigLIP tower 416,866,032 + projector; text alone 3880263168
google/gemma-3-12b-pt|/gemma-3-12b-it unsloth/gemma-3-12b-it unsloth/gemma-3-12b-pt|Gemma 3|gemma3|3840,48,16,8,256,15360,262208,1|{"sliding_window":1024,"max_position_embeddings":131072}|12187325040||h|1|31,19,5|5 of 6 layers slide; count includes SigLIP tower 416,866,032 + projector; text alone 11766034176
google/gemma-3-27b-pt|/gemma-3-27b-it unsloth/gemma-3-27b-it unsloth/gemma-3-27b-pt|Gemma 3|gemma3|5376,62,32,16,128,21504,262208,1|{"sliding_window":1024,"max_position_embeddings":131072}|27432406640||h|1|31,19,5|5 of 6 layers slide; count includes SigLIP tower 416,866,032 + projector; text alone 27009346304
google/gemma-3n-E2B|/gemma-3n-E2B-it unsloth/gemma-3n-E2B-it|Gemma 3n|gemma3n|2048,30,8,2,,8192,262400,1|{"sliding_window":512,"max_position_embeddings":32768}|5439438272||n|1|13|MatFormer with per-layer embeddings, audio + vision towers; no dims formula here
google/gemma-3n-E4B|/gemma-3n-E4B-it unsloth/gemma-3n-E4B-it|Gemma 3n|gemma3n|2048,35,8,2,,16384,262400,1|{"sliding_window":512,"max_position_embeddings":32768}|7849978192||n|1|13|MatFormer with per-layer embeddings, audio + vision towers; no dims formula here
google/gemma-4-31B|/gemma-4-31B-it unsloth/gemma-4-31B-it|Gemma 4|gemma4|5376,60,32,16,256,21504,262144,1|{"sliding_window":1024,"max_position_embeddings":262144,"sliding_window_pattern":6,"global_head_dim":512,"num_global_key_value_heads":4,"attention_k_eq_v":true}|31273088876||published: exo card bytes 62,546,177,752 / 2|0|19,32|5 of 6 layers slide; global layers head_dim 512, 4 kv heads, K=V; Apache-2.0 (ungated per general knowledge)
google/gemma-4-26B-A4B|/gemma-4-26B-A4B-it unsloth/gemma-4-26B-A4B-it|Gemma 4|gemma4|2816,30,16,8,256,2112,262144,1|{"sliding_window":1024,"max_position_embeddings":262144,"num_experts":128,"num_experts_per_tok":8,"moe_intermediate_size":704,"sliding_window_pattern":6,"global_head_dim":512,"num_global_key_value_heads":2,"attention_k_eq_v":true}|25805936206|4395325006|published: exo card bytes 51,611,872,412 / 2|0|19,33|each layer: dense MLP 2112 in parallel with 128 experts of 704 (the dense MLP is the shared expert)
google/gemma-4-E2B|/gemma-4-E2B-it unsloth/gemma-4-E2B-it|Gemma 4|gemma4|1536,35,8,1,256,6144,262144,1|{"sliding_window":512,"max_position_embeddings":131072,"sliding_window_pattern":5,"global_head_dim":512,"hidden_size_per_layer_input":256,"num_kv_shared_layers":20,"use_double_wide_mlp":true,"audio_config":{},"vision_config":{"hidden_size":768,"num_hidden_layers":16,"intermediate_size":3072,"standardize":false,"num_attention_heads":12}}|5123178979||published: exo card bytes 10,246,357,958 / 2|0|19,34|per-layer embeddings 262144x35x256 = 2.35 B of the total; MLP doubled in the 20 kv-shared layers; audio tower size (~0.307 B) inferred by subtraction
google/gemma-4-E4B|/gemma-4-E4B-it unsloth/gemma-4-E4B-it|Gemma 4|gemma4|2560,42,8,2,256,10240,262144,1|{"sliding_window":512,"max_position_embeddings":131072,"sliding_window_pattern":6,"global_head_dim":512,"hidden_size_per_layer_input":256,"num_kv_shared_layers":18,"audio_config":{},"vision_config":{"hidden_size":768,"num_hidden_layers":16,"intermediate_size":3072,"standardize":false,"num_attention_heads":12}}|7996157418||published: exo card bytes 15,992,314,836 / 2|0|19,35|per-layer embeddings = 2.82 B of the total; audio tower size inferred by subtraction
microsoft/phi-1_5|/phi-1|Phi|phi|2048,24,32,32,,8192,51200,0|{"max_position_embeddings":2048}|1418270720||h|0|5,0|parallel residual, one LayerNorm per layer
microsoft/phi-2||Phi|phi|2560,32,32,32,,10240,51200,0|{"max_position_embeddings":2048}|2779683840||h|0|5|parallel residual, one LayerNorm per layer
microsoft/Phi-3-mini-4k-instruct|/Phi-3-mini-128k-instruct /Phi-3.5-mini-instruct unsloth/Phi-3-mini-4k-instruct unsloth/Phi-3.5-mini-instruct|Phi 3|phi3|3072,32,32,32,,8192,32064,0|{"sliding_window":2047,"max_position_embeddings":4096}|3821079552||h|0|5,36|fused qkv_proj and gate_up_proj (LoRA targets); 128k variants: 131072 context
microsoft/Phi-3-medium-4k-instruct|/Phi-3-medium-128k-instruct unsloth/Phi-3-medium-4k-instruct|Phi 3|phi3|5120,40,40,10,,17920,32064,0|{"sliding_window":2047,"max_position_embeddings":4096}|13960238080||h|0|36|fused qkv_proj and gate_up_proj
microsoft/Phi-3-small-8k-instruct|/Phi-3-small-128k-instruct|Phi 3|phi3small|4096,32,32,8,,14336,100352,1|{"max_position_embeddings":8192}|7392272384||h|0|36|block-sparse attention in alternate layers, gegelu
microsoft/Phi-3.5-MoE-instruct||Phi 3|phimoe|4096,32,32,8,,6400,32064,0|{"max_position_embeddings":131072,"attention_bias":true,"lm_head_bias":true,"num_experts":16,"num_experts_per_tok":2}|41873153344|6640999744|h|0|36|
microsoft/phi-4|/Phi-4-reasoning /Phi-4-reasoning-plus unsloth/phi-4 unsloth/phi-4-unsloth-bnb-4bit|Phi 4|phi3|5120,40,40,10,,17920,100352,0|{"max_position_embeddings":16384}|14659507200||h|0|5|fused qkv_proj and gate_up_proj; unsloth/phi-4 is a llama-format conversion
microsoft/Phi-4-mini-instruct|/Phi-4-mini-reasoning unsloth/Phi-4-mini-instruct|Phi 4|phi3|3072,32,24,8,,8192,200064,1|{"sliding_window":262144,"max_position_embeddings":131072}|3836021760||h|0|5|
tiiuae/falcon-7b|/falcon-7b-instruct ybelkada/falcon-7b-sharded-bf16|Falcon|falcon|4544,32,71,1,,18176,65024,1|{"max_position_embeddings":2048}|6921720704||h|0|5,0|multi-query, parallel attention, one LayerNorm; safetensors stores lm_head too: 7,217,189,760
tiiuae/falcon-40b|/falcon-40b-instruct|Falcon|falcon|8192,60,128,8,,32768,65024,1|{"max_position_embeddings":2048,"new_decoder_architecture":true,"num_kv_heads":8}|41303293952||h|0|5,0|two LayerNorms; with stored lm_head 41,835,970,560
tiiuae/falcon-180B|/falcon-180B-chat|Falcon|falcon|14848,80,232,8,,59392,65024,1|{"max_position_embeddings":2048,"new_decoder_architecture":true,"num_kv_heads":8}|178557088768||h|1|5|with stored lm_head 179,522,565,120
tiiuae/Falcon3-1B-Base|/Falcon3-1B-Instruct|Falcon 3|llama|2048,18,8,4,,8192,131072,0|{"max_position_embeddings":8192}|1669408768||h|0|5|
tiiuae/Falcon3-3B-Base|/Falcon3-3B-Instruct|Falcon 3|llama|3072,22,12,4,,9216,131072,0|{"max_position_embeddings":32768}|3227655168||h|0|5|
tiiuae/Falcon3-7B-Base|/Falcon3-7B-Instruct|Falcon 3|llama|3072,28,12,4,,23040,131072,0|{"max_position_embeddings":32768}|7455550464||h|0|5|
tiiuae/Falcon3-10B-Base|/Falcon3-10B-Instruct|Falcon 3|llama|3072,40,12,4,,23040,131072,0|{"max_position_embeddings":32768}|10305653760||h|0|5|
mosaicml/mpt-7b|/mpt-7b-instruct /mpt-7b-chat|MPT|mpt|4096,32,32,32,,16384,50432,1|{"max_position_embeddings":2048}|6649286656||h|0|13|no biases; LayerNorm weight only; ALiBi; MPT-7B-8k variants 8192 context
mosaicml/mpt-30b|/mpt-30b-instruct /mpt-30b-chat|MPT|mpt|7168,48,64,64,,28672,50432,1|{"max_position_embeddings":8192}|29957200896||c|0|13|no biases; LayerNorm weight only; ALiBi; MPT-7B-8k variants 8192 context
stabilityai/stablelm-3b-4e1t|/stablelm-zephyr-3b /stable-code-3b|StableLM|stablelm|2560,32,32,32,,6912,50304,0|{"max_position_embeddings":4096}|2795443200||h|?|5|
stabilityai/stablelm-2-1_6b|/stablelm-2-zephyr-1_6b /stablelm-2-1_6b-chat|StableLM|stablelm|2048,24,32,32,,5632,100352,0|{"max_position_embeddings":4096,"use_qkv_bias":true}|1644515328||h|?|13|
stabilityai/stablelm-2-12b|/stablelm-2-12b-chat|StableLM|stablelm|5120,40,32,8,,13824,100352,0|{"max_position_embeddings":4096,"qk_layernorm":true,"use_parallel_residual":true}|12143185920||h|?|13|parallel residual, per-head qk layernorm
01-ai/Yi-6B|/Yi-6B-Chat /Yi-1.5-6B /Yi-1.5-6B-Chat /Yi-6B-200K|Yi|llama|4096,32,32,4,,11008,64000,0|{"max_position_embeddings":4096}|6061035520||h|0|13|Yi-Coder: 131072 context; 200K variants 200000
01-ai/Yi-9B|/Yi-1.5-9B /Yi-1.5-9B-Chat /Yi-Coder-9B|Yi|llama|4096,48,32,4,,11008,64000,0|{"max_position_embeddings":4096}|8829407232||h|0|13|Yi-Coder: 131072 context; 200K variants 200000
01-ai/Yi-34B|/Yi-34B-Chat /Yi-1.5-34B /Yi-1.5-34B-Chat /Yi-34B-200K NousResearch/Nous-Hermes-2-Yi-34B|Yi|llama|7168,60,56,8,,20480,64000,0|{"max_position_embeddings":4096}|34388917248||h|0|37|Yi-Coder: 131072 context; 200K variants 200000
baichuan-inc/Baichuan2-7B-Base|/Baichuan2-7B-Chat|Baichuan 2|baichuan|4096,32,32,32,,11008,125696,0|{"max_position_embeddings":4096}|7505973248||h|0|38,0|
baichuan-inc/Baichuan2-13B-Base|/Baichuan2-13B-Chat|Baichuan 2|baichuan|5120,40,40,40,,13696,125696,0|{"max_position_embeddings":4096}|13896668160||h|0|0|ALiBi
baichuan-inc/Baichuan-7B||Baichuan|baichuan|4096,32,32,32,,11008,64000,0|{"max_position_embeddings":4096}|7000559616||h|0|0|
internlm/internlm2-1_8b|/internlm2-chat-1_8b /internlm2_5-1_8b /internlm2_5-1_8b-chat|InternLM 2|internlm2|2048,24,16,8,,8192,92544,0|{"max_position_embeddings":32768}|1889110016||h|0|13|fused wqkv
internlm/internlm2-7b|/internlm2-chat-7b /internlm2_5-7b /internlm2_5-7b-chat|InternLM 2|internlm2|4096,32,32,8,,14336,92544,0|{"max_position_embeddings":32768}|7737708544||h|0|13|fused wqkv
internlm/internlm2-20b|/internlm2-chat-20b /internlm2_5-20b /internlm2_5-20b-chat|InternLM 2|internlm2|6144,48,48,8,,16384,92544,0|{"max_position_embeddings":32768}|19861149696||h|0|13|fused wqkv
internlm/internlm3-8b-instruct||InternLM 3|internlm3|4096,48,32,2,,10240,128512,0|{"max_position_embeddings":32768}|8804241408||h|0|13|
THUDM/chatglm3-6b|/chatglm3-6b-base /chatglm2-6b /chatglm3-6b-32k zai-org/chatglm3-6b|ChatGLM|chatglm|4096,28,32,2,,13696,65024,0|{"max_position_embeddings":8192,"multi_query_attention":true,"multi_query_group_num":2}|6243584000||h|0|39|fused query_key_value and dense_h_to_4h
THUDM/glm-4-9b|/glm-4-9b-chat zai-org/glm-4-9b zai-org/glm-4-9b-chat-hf|GLM-4|chatglm|4096,40,32,2,,13696,151552,0|{"max_position_embeddings":131072,"multi_query_attention":true,"multi_query_group_num":2}|9399951360||h|0|10|fused query_key_value; glm-4-9b base context 8192
THUDM/GLM-4-9B-0414|zai-org/GLM-4-9B-0414 /GLM-Z1-9B-0414 zai-org/GLM-Z1-9B-0414|GLM-4|glm4|4096,40,32,2,,13696,151552,0|{"max_position_embeddings":32768,"attention_bias":true}|9400279040||h|0|13|
THUDM/GLM-4-32B-0414|zai-org/GLM-4-32B-0414 /GLM-4-32B-Base-0414 /GLM-Z1-32B-0414|GLM-4|glm4|6144,61,48,2,,23040,151552,0|{"max_position_embeddings":32768}|32566081536||c|0|13|
zai-org/GLM-4.5-Air|/GLM-4.5-Air-Base|GLM-4.5|glm4_moe|4096,46,96,8,128,10944,151552,0|{"max_position_embeddings":131072,"num_experts":128,"num_experts_per_tok":8,"moe_intermediate_size":1408,"n_shared_experts":1,"first_k_dense_replace":1}|106852251264|13424129664|h|0|40,41|without the MTP layer (hub count with it 110,468,824,832)
zai-org/GLM-4.5|/GLM-4.5-Base /GLM-4.6 /GLM-4.7|GLM-4.5|glm4_moe|5120,92,96,8,128,12288,151552,0|{"max_position_embeddings":131072,"num_experts":160,"num_experts_per_tok":8,"moe_intermediate_size":1536,"n_shared_experts":1,"first_k_dense_replace":3,"use_qk_norm":true}|352797829024|33632266144|c|0|40|without the MTP layer (hub count with it 358,337,791,296); 4.6/4.7 context 202752
zai-org/GLM-4.7-Flash|unsloth/GLM-4.7-Flash|GLM-4.7|glm4_moe_lite|2048,47,20,20,,10240,154880,0|{"max_position_embeddings":202752,"num_experts":64,"num_experts_per_tok":4,"moe_intermediate_size":1536,"n_shared_experts":1,"first_k_dense_replace":1,"kv_lora_rank":512,"qk_rope_head_dim":64,"qk_nope_head_dim":192,"v_head_dim":256,"q_lora_rank":768}|29943393920|3896766080|c|0|42|without the MTP layer
zai-org/GLM-5|/GLM-5.1|GLM-5|glm_moe_dsa|6144,78,64,64,,12288,154880,0|{"max_position_embeddings":202752,"num_experts":256,"num_experts_per_tok":8,"moe_intermediate_size":2048,"n_shared_experts":1,"first_k_dense_replace":3,"kv_lora_rank":512,"qk_rope_head_dim":64,"qk_nope_head_dim":192,"v_head_dim":256,"q_lora_rank":2048}|743911237632|41053720320|published: exo card GLM-5-bf16 1,487,822,475,264 bytes / 2|0|43|GLM-5.2 values; sparse-attention indexer not counted; exo card GLM-5-bf16 gives 743.9 B
allenai/OLMo-1B-hf||OLMo|olmo|2048,16,16,16,,8192,50304,1|{"max_position_embeddings":2048}|1176764416||h|0|5|non-parametric LayerNorm
allenai/OLMo-7B-hf|/OLMo-7B-Instruct-hf|OLMo|olmo|4096,32,32,32,,11008,50304,0|{"max_position_embeddings":2048}|6888095744||h|0|5|non-parametric LayerNorm
allenai/OLMo-2-0425-1B|/OLMo-2-0425-1B-Instruct|OLMo 2|olmo2|2048,16,16,16,,8192,100352,0|{"max_position_embeddings":4096}|1484916736||h|0|13|
allenai/OLMo-2-1124-7B|/OLMo-2-1124-7B-Instruct /OLMo-2-1124-7B-SFT|OLMo 2|olmo2|4096,32,32,32,,11008,100352,0|{"max_position_embeddings":4096}|7298617344||h|0|5|
allenai/OLMo-2-1124-13B|/OLMo-2-1124-13B-Instruct|OLMo 2|olmo2|5120,40,40,40,,13824,100352,0|{"max_position_embeddings":4096}|13716198400||h|0|5|
allenai/OLMo-2-0325-32B|/OLMo-2-0325-32B-Instruct|OLMo 2|olmo2|5120,64,40,8,,27648,100352,0|{"max_position_embeddings":4096}|32234279936||h|0|13|
allenai/OLMoE-1B-7B-0924|/OLMoE-1B-7B-0924-Instruct /OLMoE-1B-7B-0125|OLMo|olmoe|2048,16,16,16,,1024,50304,0|{"max_position_embeddings":4096,"num_experts":64,"num_experts_per_tok":8,"moe_intermediate_size":1024}|6919161856|1282017280|h|0|44|
allenai/Olmo-3-1025-7B|/Olmo-3-7B-Instruct /Olmo-3-7B-Think /Olmo-3-7B-Instruct-SFT|OLMo 3|olmo3|4096,32,32,32,,11008,100278,0|{"sliding_window":4096,"max_position_embeddings":65536}|7298011136||h|0|19|3 of 4 layers slide
allenai/Olmo-3-1125-32B|/Olmo-3-32B-Think /Olmo-3.1-32B-Instruct|OLMo 3|olmo3|5120,64,40,8,,27648,100278,0|{"sliding_window":4096,"max_position_embeddings":65536}|32233522176||h|0|19|3 of 4 layers slide
HuggingFaceTB/SmolLM2-135M|/SmolLM2-135M-Instruct /SmolLM-135M /SmolLM-135M-Instruct|SmolLM 1/2|llama|576,30,9,3,,1536,49152,1|{"max_position_embeddings":8192}|134515008||h|0|5|SmolLM 1: 2048 context
HuggingFaceTB/SmolLM2-360M|/SmolLM2-360M-Instruct /SmolLM-360M|SmolLM 1/2|llama|960,32,15,5,,2560,49152,1|{"max_position_embeddings":8192}|361821120||h|0|5|SmolLM 1: 2048 context
HuggingFaceTB/SmolLM2-1.7B|/SmolLM2-1.7B-Instruct /SmolLM-1.7B /SmolLM-1.7B-Instruct|SmolLM 1/2|llama|2048,24,32,32,,8192,49152,1|{"max_position_embeddings":8192}|1711376384||h|0|5|SmolLM 1: 2048 context
HuggingFaceTB/SmolLM3-3B|/SmolLM3-3B-Base unsloth/SmolLM3-3B|SmolLM 3|smollm3|2048,36,16,4,,11008,128256,1|{"max_position_embeddings":65536}|3075098624||h|0|45|
EleutherAI/pythia-70m|/pythia-70m-deduped|Pythia|gpt_neox|512,6,8,8,,2048,50304,0|{"max_position_embeddings":2048}|70426624||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/pythia-160m|/pythia-160m-deduped|Pythia|gpt_neox|768,12,12,12,,3072,50304,0|{"max_position_embeddings":2048}|162322944||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/pythia-410m|/pythia-410m-deduped|Pythia|gpt_neox|1024,24,16,16,,4096,50304,0|{"max_position_embeddings":2048}|405334016||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/pythia-1b|/pythia-1b-deduped|Pythia|gpt_neox|2048,16,8,8,,8192,50304,0|{"max_position_embeddings":2048}|1011781632||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/pythia-1.4b|/pythia-1.4b-deduped|Pythia|gpt_neox|2048,24,16,16,,8192,50304,0|{"max_position_embeddings":2048}|1414647808||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/pythia-2.8b|/pythia-2.8b-deduped databricks/dolly-v2-3b|Pythia|gpt_neox|2560,32,32,32,,10240,50304,0|{"max_position_embeddings":2048}|2775208960||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/pythia-6.9b|/pythia-6.9b-deduped databricks/dolly-v2-7b|Pythia|gpt_neox|4096,32,32,32,,16384,50432,0|{"max_position_embeddings":2048}|6857302016||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/pythia-12b|/pythia-12b-deduped databricks/dolly-v2-12b|Pythia|gpt_neox|5120,36,40,40,,20480,50688,0|{"max_position_embeddings":2048}|11846072320||h|0|5,0|fused query_key_value; Dolly v2 has its own vocab size
EleutherAI/gpt-neox-20b||GPT-NeoX|gpt_neox|6144,44,64,64,,24576,50432,0|{"max_position_embeddings":2048}|20554567680||h|0|0|fused query_key_value
EleutherAI/gpt-j-6b|/gpt-j-6B databricks/dolly-v1-6b|GPT-J|gptj|4096,28,16,16,,16384,50400,0|{"max_position_embeddings":2048}|6050882784||h|0|46|
EleutherAI/gpt-neo-125m||GPT-Neo|gpt_neo|768,12,12,12,,3072,50257,1|{"sliding_window":256,"max_position_embeddings":2048}|125198592||h|0|47|
EleutherAI/gpt-neo-1.3B||GPT-Neo|gpt_neo|2048,24,16,16,,8192,50257,1|{"sliding_window":256,"max_position_embeddings":2048}|1315575808||h|0|48|
EleutherAI/gpt-neo-2.7B||GPT-Neo|gpt_neo|2560,32,20,20,,10240,50257,1|{"sliding_window":256,"max_position_embeddings":2048}|2651307520||h|0|49|
openai-community/gpt2|gpt2|GPT-2|gpt2|768,12,12,12,,3072,50257,1|{"max_position_embeddings":1024}|124439808||h|0|0,50|Conv1D weights; fused c_attn
openai-community/gpt2-medium|gpt2-medium microsoft/DialoGPT-medium|GPT-2|gpt2|1024,24,16,16,,4096,50257,1|{"max_position_embeddings":1024}|354823168||h|0|0,51|Conv1D weights; fused c_attn
openai-community/gpt2-large|gpt2-large|GPT-2|gpt2|1280,36,20,20,,5120,50257,1|{"max_position_embeddings":1024}|774030080||h|0|0,52|Conv1D weights; fused c_attn
openai-community/gpt2-xl|gpt2-xl|GPT-2|gpt2|1600,48,25,25,,6400,50257,1|{"max_position_embeddings":1024}|1557611200||h|0|0,53|Conv1D weights; fused c_attn
distilbert/distilgpt2|distilgpt2|GPT-2|gpt2|768,6,12,12,,3072,50257,1|{"max_position_embeddings":1024}|81912576||h|0|0,54|Conv1D weights; fused c_attn
facebook/opt-125m||OPT|opt|768,12,12,12,,3072,50272,1|{"max_position_embeddings":2048}|125239296||h|0|7,55|
facebook/opt-1.3b||OPT|opt|2048,24,32,32,,8192,50272,1|{"max_position_embeddings":2048}|1315758080||public log: BabyChouSr/parallel-llms, all params 1,317,330,944 - 1,572,864 trainable|0|7,56|
facebook/opt-2.7b||OPT|opt|2560,32,32,32,,10240,50272,1|{"max_position_embeddings":2048}|2651596800||h|0|13|
facebook/opt-6.7b|/galactica-6.7b|OPT|opt|4096,32,32,32,,16384,50272,1|{"max_position_embeddings":2048}|6658473984||h|0|7,57|
facebook/opt-13b||OPT|opt|5120,40,40,40,,20480,50272,1|{"max_position_embeddings":2048}|12853473280||h|0|58|
facebook/opt-30b||OPT|opt|7168,48,56,56,,28672,50272,1|{"max_position_embeddings":2048}|29974540288||h|0|7|
facebook/opt-66b||OPT|opt|9216,64,72,72,,36864,50272,1|{"max_position_embeddings":2048}|65719701504||c|0|7,59|
facebook/opt-350m||OPT|opt|1024,24,16,16,,4096,50272,1|{"max_position_embeddings":2048,"word_embed_proj_dim":512,"do_layer_norm_before":false}|331196416||h|0|7,60|word_embed_proj_dim 512 with project_in/out; post-norm, no final norm
bigscience/bloom-560m|/bloomz-560m|BLOOM|bloom|1024,24,16,16,,4096,250880,1|{"max_position_embeddings":2048}|559214592||h|0|61|ALiBi; fused query_key_value
bigscience/bloom-1b1|/bloomz-1b1|BLOOM|bloom|1536,24,16,16,,6144,250880,1|{"max_position_embeddings":2048}|1065314304||h|0|13|ALiBi; fused query_key_value
bigscience/bloom-1b7|/bloomz-1b7|BLOOM|bloom|2048,24,16,16,,8192,250880,1|{"max_position_embeddings":2048}|1722408960||h|0|13|ALiBi; fused query_key_value
bigscience/bloom-3b|/bloomz-3b|BLOOM|bloom|2560,30,32,32,,10240,250880,1|{"max_position_embeddings":2048}|3002557440||h|0|13|ALiBi; fused query_key_value
bigscience/bloom-7b1|/bloomz-7b1|BLOOM|bloom|4096,30,32,32,,16384,250880,1|{"max_position_embeddings":2048}|7069016064||h|0|0,62|ALiBi; fused query_key_value
bigscience/bloom|/bloomz|BLOOM|bloom|14336,70,112,112,,57344,250880,1|{"max_position_embeddings":2048}|176247271424||h|0|13|ALiBi; fused query_key_value
bigcode/starcoderbase-1b||StarCoder|gpt_bigcode|2048,24,16,1,,8192,49152,1|{"max_position_embeddings":8192}|1137207296||h|1|63|multi-query
bigcode/starcoderbase-3b||StarCoder|gpt_bigcode|2816,36,22,1,,11264,49152,1|{"max_position_embeddings":8192}|3043311104||c|1|63|multi-query
bigcode/starcoderbase-7b||StarCoder|gpt_bigcode|4096,42,32,1,,16384,49152,1|{"max_position_embeddings":8192}|7327263232||c|1|63|multi-query
bigcode/starcoder|/starcoderbase HuggingFaceH4/starchat-beta WizardLM/WizardCoder-15B-V1.0|StarCoder|gpt_bigcode|6144,40,48,1,,24576,49152,1|{"max_position_embeddings":8192}|15517456384||h|1|0|multi-query
bigcode/starcoder2-3b||StarCoder 2|starcoder2|3072,30,24,2,,12288,49152,1|{"sliding_window":4096,"max_position_embeddings":16384}|3030371328||h|?|64|3B and 7B tie embeddings, 15B does not
bigcode/starcoder2-7b||StarCoder 2|starcoder2|4608,32,36,4,,18432,49152,1|{"sliding_window":4096,"max_position_embeddings":16384}|7173923840||h|?|64|3B and 7B tie embeddings, 15B does not
bigcode/starcoder2-15b||StarCoder 2|starcoder2|6144,40,48,4,,24576,49152,0|{"sliding_window":4096,"max_position_embeddings":16384}|15957889024||h|?|64|3B and 7B tie embeddings, 15B does not
ibm-granite/granite-3.0-2b-base|/granite-3.0-2b-instruct /granite-3.1-2b-base /granite-3.1-2b-instruct /granite-3.2-2b-instruct /granite-3.3-2b-instruct|Granite 3|granite|2048,40,32,8,,8192,49155,1|{"max_position_embeddings":4096}|2533531648||c|0|13|3.1+: 131072 context; 3.3 vocab 49159
ibm-granite/granite-3.0-8b-base|/granite-3.0-8b-instruct /granite-3.1-8b-base /granite-3.1-8b-instruct /granite-3.2-8b-instruct /granite-3.3-8b-instruct|Granite 3|granite|4096,40,32,8,,12800,49155,1|{"max_position_embeddings":4096}|8170848256||c|0|13|3.1+: 131072 context; 3.3 vocab 49159
ibm-granite/granite-3.0-1b-a400m-base|/granite-3.0-1b-a400m-instruct /granite-3.1-1b-a400m-instruct|Granite 3|granitemoe|1024,24,16,8,,512,49155,1|{"max_position_embeddings":4096,"num_experts":32,"num_experts_per_tok":8}|1334628352|428658688|c|0|13|
ibm-granite/granite-3.0-3b-a800m-base|/granite-3.0-3b-a800m-instruct /granite-3.1-3b-a800m-instruct|Granite 3|granitemoe|1536,32,24,8,,512,49155,1|{"max_position_embeddings":4096,"num_experts":40,"num_experts_per_tok":8}|3298793472|882874368|c|0|13|
ibm-granite/granite-4.0-micro|/granite-4.0-micro-base|Granite 4|granitemoehybrid|2560,40,40,8,,8192,100352,1|{"max_position_embeddings":131072}|3402836480||h|0|13|all-attention member of the Granite 4 family
ibm-granite/granite-4.0-h-tiny|/granite-4.0-h-tiny-base|Granite 4|granitemoehybrid|1536,40,12,4,,,100352,1|{"max_position_embeddings":131072,"num_experts":64,"num_experts_per_tok":6,"moe_intermediate_size":512,"n_shared_experts":1,"attn_layer_indices":[5,15,25,35],"mamba_n_heads":48,"mamba_d_head":64,"mamba_n_groups":1,"mamba_d_state":128,"shared_intermediate_size":1024}|6939037248|1465470528|h|0|13|36 Mamba-2 + 4 attention layers
ibm-granite/granite-4.0-h-small|/granite-4.0-h-small-base|Granite 4|granitemoehybrid|4096,40,32,8,,,100352,1|{"max_position_embeddings":131072,"num_experts":72,"num_experts_per_tok":10,"moe_intermediate_size":768,"n_shared_experts":1,"attn_layer_indices":[5,15,25,35],"mamba_n_heads":128,"mamba_d_head":64,"mamba_n_groups":1,"mamba_d_state":128,"shared_intermediate_size":1536}|32207337984|8803121664|c|0|13|36 Mamba-2 + 4 attention layers
CohereForAI/c4ai-command-r-v01|CohereLabs/c4ai-command-r-v01 /aya-23-35B|Command-R|cohere|8192,40,64,64,,22528,256000,1|{"max_position_embeddings":131072}|34980831232||h|1|65|parallel block, weight-only LayerNorm; aya-23-35B context 8192
CohereForAI/c4ai-command-r-plus|CohereLabs/c4ai-command-r-plus|Command-R|cohere|12288,64,96,8,,33792,256000,1|{"max_position_embeddings":131072,"use_qk_norm":true}|103810674688||h|1|13|parallel block; per-head qk norm; the 08-2024 version drops it
CohereForAI/c4ai-command-r7b-12-2024|CohereLabs/c4ai-command-r7b-12-2024|Command-R|cohere2|4096,32,32,8,,14336,256000,1|{"sliding_window":4096,"max_position_embeddings":132096}|8028033024||h|1|13|3 of 4 layers slide
CohereForAI/aya-23-8B|CohereLabs/aya-23-8B /aya-expanse-8b|Command-R|cohere|4096,32,32,8,,14336,256000,1|{"max_position_embeddings":8192}|8028033024||h|1|13|
databricks/dbrx-base|/dbrx-instruct|DBRX|dbrx|6144,40,48,8,,10752,100352,0|{"max_position_embeddings":32768,"num_experts":16,"num_experts_per_tok":4,"moe_intermediate_size":10752}|131596523520|36469708800|h|1|10|
xai-org/grok-1|hpcai-tech/grok-1|Grok|grok-1|6144,64,48,8,,32768,131072,1|{"max_position_embeddings":8192,"num_experts":8,"num_experts_per_tok":2}|315684820992|83756587008|c|0|66|published as 314 B; formula gives 315.7 B
openai/gpt-oss-20b|unsloth/gpt-oss-20b unsloth/gpt-oss-20b-BF16|gpt-oss|gpt_oss|2880,24,64,8,64,2880,201088,0|{"sliding_window":128,"max_position_embeddings":131072,"num_experts":32,"num_experts_per_tok":4}|20914757184|4187440704|h|0|19,67|MXFP4 experts in the published files; attention sinks (64 per layer) and all biases counted; alternate layers slide
openai/gpt-oss-120b|unsloth/gpt-oss-120b unsloth/gpt-oss-120b-BF16|gpt-oss|gpt_oss|2880,36,64,8,64,2880,201088,0|{"sliding_window":128,"max_position_embeddings":131072,"num_experts":128,"num_experts_per_tok":4}|116829156672|5711982912|h|0|19,68|MXFP4 experts in the published files; attention sinks (64 per layer) and all biases counted; alternate layers slide
MiniMaxAI/MiniMax-M2|/MiniMax-M2.1 /MiniMax-M2.5|MiniMax|minimax_m2|3072,62,48,8,128,1536,200064,0|{"max_position_embeddings":196608,"num_experts":256,"num_experts_per_tok":8}|228689764864|11030553088|h|0|69|main model without MTP; exo card M2.7 gives 228.7 B
MiniMaxAI/MiniMax-Text-01-hf|/MiniMax-M1-40k-hf /MiniMax-M1-80k-hf|MiniMax|minimax|6144,80,64,8,128,9216,200064,0|{"max_position_embeddings":10240000,"num_experts":32,"num_experts_per_tok":2}||||0|13|7 of 8 layers lightning attention; published as 456 B total, 45.9 B active
nvidia/Nemotron-H-8B-Base-8K||Nemotron|nemotron_h|4096,52,32,8,,21504,131072,0|{"max_position_embeddings":8192,"hybrid_override_pattern":"MMMMMMMMMMMMMMMMMMMMMMMM------------------------****","mamba_num_heads":128,"mamba_head_dim":64,"n_groups":8,"ssm_state_size":128}|8100852736||c|?|70,71|squared-ReLU MLP; 24 Mamba-2, 24 MLP, 4 attention layers
nvidia/Nemotron-H-4B-Base-8K||Nemotron|nemotron_h|3072,52,32,8,128,12288,131072,0|{"max_position_embeddings":8192,"hybrid_override_pattern":"MMMMMMMMMMMMMMMMMMMMMMMM------------------------****","mamba_num_heads":112,"mamba_head_dim":64,"n_groups":8,"ssm_state_size":128}|4489223040||c|?|72|
nvidia/NVIDIA-Nemotron-Nano-9B-v2|/NVIDIA-Nemotron-Nano-9B-v2-Base|Nemotron|nemotron_h|4480,56,40,8,128,15680,131072,0|{"max_position_embeddings":131072,"hybrid_override_pattern":"MMMMMMMMMMMMMMMMMMMMMMMMMMM-------------------------****","mamba_num_heads":128,"mamba_head_dim":80,"n_groups":8,"ssm_state_size":128}|8888227328||h|?|73|27 Mamba-2, 25 MLP, 4 attention layers
nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16|/NVIDIA-Nemotron-3-Nano-30B-A3B-Base-BF16 unsloth/Nemotron-3-Nano-30B-A3B|Nemotron|nemotron_h|2688,52,32,2,128,,131072,0|{"max_position_embeddings":262144,"num_experts":128,"num_experts_per_tok":6,"moe_intermediate_size":1856,"n_shared_experts":1,"hybrid_override_pattern":"MMMMMMMMMMMMMMMMMMMMMMMEEEEEEEEEEEEEEEEEEEEEEE******","mamba_num_heads":64,"mamba_head_dim":64,"n_groups":8,"ssm_state_size":128,"moe_shared_expert_intermediate_size":3712}|31577940288|3580076352|published: exo card bytes 63,155,889,408, less 4,416 fp32 SSM scalars counted twice|?|74,75|23 Mamba-2, 23 MoE, 6 attention layers; expert count 128/top-6 from general knowledge, confirmed by the total
nvidia/Nemotron-4-Mini-4B|/Minitron-4B-Base /Nemotron-Mini-4B-Instruct|Nemotron|nemotron|3072,32,24,8,,9216,256000,0|{"max_position_embeddings":4096}|4190509056||c|?|76|squared-ReLU MLP, LayerNorm1p; vocab from general knowledge
nvidia/Llama-3.1-Nemotron-Nano-4B-v1.1|/Llama-3.1-Minitron-4B-Width-Base|Nemotron|llama|3072,32,32,8,128,9216,128256,0|{"max_position_embeddings":131072}|4512746496||published: exo card bytes 9,025,492,992 / 2|?|77|
nvidia/Llama-3_3-Nemotron-Super-49B-v1|/Llama-3_3-Nemotron-Super-49B-v1_5|Nemotron|nemotron-nas|8192,80,64,8,,,128256,0|{"max_position_embeddings":131072,"intermediate_size":18150}|49867145216||n|?|78|uncertain: NAS-pruned Llama-3.3-70B: MLP width and attention vary by layer; here every layer has attention and the mean MLP width that gives the published total
LiquidAI/LFM2-350M|unsloth/LFM2-350M|LFM2|lfm2|1024,16,16,8,,4608,65536,1|{"max_position_embeddings":128000,"full_attn_idxs":[2,5,8,10,12,14]}|354483968||h|?|13|6 attention + 10 short-convolution layers; intermediate_size is the adjusted width
LiquidAI/LFM2-700M|unsloth/LFM2-700M|LFM2|lfm2|1536,16,24,8,,6912,65536,1|{"max_position_embeddings":128000,"full_attn_idxs":[2,5,8,10,12,14]}|742489344||h|?|13|6 attention + 10 short-convolution layers; intermediate_size is the adjusted width
LiquidAI/LFM2-1.2B|/LFM2.5-1.2B-Base /LFM2.5-1.2B-Instruct unsloth/LFM2-1.2B|LFM2|lfm2|2048,16,32,8,,8192,65536,1|{"max_position_embeddings":128000,"full_attn_idxs":[2,5,8,10,12,14]}|1170340608||h|?|13|6 attention + 10 short-convolution layers; intermediate_size is the adjusted width
LiquidAI/LFM2-2.6B|unsloth/LFM2-2.6B|LFM2|lfm2|2048,30,32,8,,10752,65536,1|{"max_position_embeddings":128000,"full_attn_idxs":[2,5,9,12,15,18,22,26]}|2569272320||h|?|13|8 attention + 22 short-convolution layers; intermediate_size is the adjusted width
LiquidAI/LFM2-8B-A1B|unsloth/LFM2-8B-A1B|LFM2|lfm2_moe|2048,24,32,8,,7168,65536,1|{"max_position_embeddings":128000,"num_experts":32,"num_experts_per_tok":4,"moe_intermediate_size":1792,"first_k_dense_replace":2,"full_attn_idxs":[2,6,10,14,18,21]}|8339929856|1557740992|h|?|79|6 attention + 18 short-convolution layers
ai21labs/Jamba-v0.1|/AI21-Jamba-1.5-Mini /AI21-Jamba-Mini-1.6|Jamba|jamba|4096,32,32,8,,14336,65536,0|{"max_position_embeddings":262144,"num_experts":16,"num_experts_per_tok":2,"moe_intermediate_size":14336}|51570323328|12000000000|n|?|10|1 attention per 8 layers, MoE every second layer; active 12 B as published
state-spaces/mamba-130m-hf|/mamba-130m|Mamba|mamba|768,24,,,,1536,50280,1||129135360||h|0|10|Mamba-1: intermediate_size = 2 x hidden; state 16, conv 4
state-spaces/mamba-370m-hf|/mamba-370m|Mamba|mamba|1024,48,,,,2048,50280,1||371516416||h|0|13|Mamba-1: intermediate_size = 2 x hidden; state 16, conv 4
state-spaces/mamba-790m-hf|/mamba-790m|Mamba|mamba|1536,48,,,,3072,50280,1||793204224||h|0|13|Mamba-1: intermediate_size = 2 x hidden; state 16, conv 4
state-spaces/mamba-1.4b-hf|/mamba-1.4b|Mamba|mamba|2048,48,,,,4096,50280,1||1372178432||h|0|13|Mamba-1: intermediate_size = 2 x hidden; state 16, conv 4
state-spaces/mamba-2.8b-hf|/mamba-2.8b|Mamba|mamba|2560,64,,,,5120,50280,1||2768345600||h|0|10|Mamba-1: intermediate_size = 2 x hidden; state 16, conv 4
tencent/Hunyuan-7B-Instruct|/Hunyuan-7B-Pretrain /Hunyuan-MT-7B|Hunyuan|hunyuan_v1_dense|4096,32,32,8,,14336,128167,1|{"max_position_embeddings":32768}|7504568320||c|?|13|
tencent/Hunyuan-A13B-Instruct|/Hunyuan-A13B-Pretrain|Hunyuan|hunyuan_v1_moe|4096,32,32,8,,3072,128167,1|{"max_position_embeddings":32768,"num_experts":64,"num_experts_per_tok":8,"moe_intermediate_size":3072,"n_shared_experts":1}|80393183232|12747448320|h|?|13|
ByteDance-Seed/Seed-OSS-36B-Base|/Seed-OSS-36B-Instruct /Seed-OSS-36B-Base-woSyn unsloth/Seed-OSS-36B-Instruct|Seed-OSS|seed_oss|5120,64,80,8,128,27648,155136,0|{"max_position_embeddings":524288}|36151104512||h|0|80|
ByteDance-Seed/Seed-Coder-8B-Base|/Seed-Coder-8B-Instruct|Seed-Coder|llama|4096,32,32,8,,14336,155136,0|{"max_position_embeddings":32768}|8250462208||c|0|13|
swiss-ai/Apertus-8B-2509|/Apertus-8B-Instruct-2509 unsloth/Apertus-8B-Instruct-2509|Apertus|apertus|4096,32,32,8,,21504,131072,0|{"max_position_embeddings":65536}|8053338176||h|?|13|xIELU (2 trainable scalars per layer); released intermediate_size 21504, kv 8 (transformers default is 14336/MHA)
swiss-ai/Apertus-70B-2509|/Apertus-70B-Instruct-2509|Apertus|apertus|8192,80,64,8,,43008,131072,0|{"max_position_embeddings":65536}|70599864480||c|?|13|
LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct||EXAONE|exaone|2560,30,32,8,,7168,102400,1|{"max_position_embeddings":32768}|2405327360||h|?|13|
LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct|/EXAONE-3.0-7.8B-Instruct /EXAONE-Deep-7.8B|EXAONE|exaone|4096,32,32,8,,14336,102400,0|{"max_position_embeddings":32768}|7818448896||h|?|13|
LGAI-EXAONE/EXAONE-4.0-1.2B||EXAONE|exaone4|2048,30,32,8,,4096,102400,1|{"max_position_embeddings":65536}|1279391488||h|?|81|
LGAI-EXAONE/EXAONE-4.0-32B||EXAONE|exaone4|5120,64,40,8,,27392,102400,0|{"sliding_window":4096,"max_position_embeddings":131072}|32003216384||h|?|13|3 of 4 layers slide
upstage/SOLAR-10.7B-v1.0|/SOLAR-10.7B-Instruct-v1.0|SOLAR|llama|4096,48,32,8,,14336,32000,0|{"max_position_embeddings":4096}|10731524096||h|0|13|
openbmb/MiniCPM-2B-sft-bf16|/MiniCPM-2B-dpo-bf16|MiniCPM|minicpm|2304,40,36,36,,5760,122753,1|{"max_position_embeddings":4096}|2724880896||h|0|82|
XiaomiMiMo/MiMo-7B-Base|/MiMo-7B-SFT /MiMo-7B-RL|MiMo|mimo|4096,36,32,8,,11008,151680,0|{"max_position_embeddings":32768}|7622619136||c|0|13|without the MTP layer
arcee-ai/AFM-4.5B-Base|/AFM-4.5B|AFM|arcee|2560,36,20,4,,18432,128004,0|{"max_position_embeddings":65536}|4619184640||c|?|13|ReLU^2 MLP
google-bert/bert-base-uncased|bert-base-uncased ProsusAI/finbert yiyanghkust/finbert-tone|BERT|bert|768,12,12,12,,3072,30522,1|{"max_position_embeddings":512}|109482240||h|0|83|encoder + pooler, no MLM head; finbert-tone has its own 30873-row vocab
google-bert/bert-base-cased|bert-base-cased dslim/bert-base-NER|BERT|bert|768,12,12,12,,3072,28996,1|{"max_position_embeddings":512}|108310272||h|0|84|
google-bert/bert-base-multilingual-cased|bert-base-multilingual-cased|BERT|bert|768,12,12,12,,3072,119547,1|{"max_position_embeddings":512}|177853440||h|0|85|
google-bert/bert-large-uncased|bert-large-uncased|BERT|bert|1024,24,16,16,,4096,30522,1|{"max_position_embeddings":512}|335141888||h|0|86|
distilbert/distilbert-base-uncased|distilbert-base-uncased|DistilBERT|distilbert|768,6,12,12,,3072,30522,1|{"max_position_embeddings":512}|66362880||h|0|13|no token types, no pooler
FacebookAI/roberta-base|roberta-base|RoBERTa|roberta|768,12,12,12,,3072,50265,1|{"max_position_embeddings":514}|124645632||h|0|13|max_position_embeddings 514
FacebookAI/roberta-large|roberta-large|RoBERTa|roberta|1024,24,16,16,,4096,50265,1|{"max_position_embeddings":514}|355359744||h|0|13|max_position_embeddings 514
FacebookAI/xlm-roberta-base|xlm-roberta-base intfloat/multilingual-e5-base|RoBERTa|xlm-roberta|768,12,12,12,,3072,250002,1|{"max_position_embeddings":514}|278043648||h|0|13|
FacebookAI/xlm-roberta-large|xlm-roberta-large intfloat/multilingual-e5-large|RoBERTa|xlm-roberta|1024,24,16,16,,4096,250002,1|{"max_position_embeddings":514}|559890432||h|0|13|
sentence-transformers/all-MiniLM-L6-v2|nreimers/MiniLM-L6-H384-uncased|BERT|bert|384,6,12,12,,1536,30522,1|{"max_position_embeddings":512}|22713216||h|0|87|
BAAI/bge-m3||RoBERTa|xlm-roberta|1024,24,16,16,,4096,250002,1|{"max_position_embeddings":8194}|567754752||h|0|13|
microsoft/deberta-v3-xsmall||DeBERTa v3|deberta-v2|384,12,6,6,,1536,128100,1|{"max_position_embeddings":512}|70682112||h|0|13|encoder only, no head; relative position embeddings shared over layers
microsoft/deberta-v3-small||DeBERTa v3|deberta-v2|768,6,12,12,,3072,128100,1|{"max_position_embeddings":512}|141304320||h|0|13|encoder only, no head; relative position embeddings shared over layers
microsoft/deberta-v3-base||DeBERTa v3|deberta-v2|768,12,12,12,,3072,128100,1|{"max_position_embeddings":512}|183831552||h|0|13|encoder only, no head; relative position embeddings shared over layers
microsoft/deberta-v3-large||DeBERTa v3|deberta-v2|1024,24,16,16,,4096,128100,1|{"max_position_embeddings":512}|434012160||h|0|13|encoder only, no head; relative position embeddings shared over layers
answerdotai/ModernBERT-base||ModernBERT|modernbert|768,22,12,12,,1152,50368,1|{"sliding_window":128,"max_position_embeddings":8192}|149655232||h|0|88|with MLM head (tied); 2 of 3 layers local attention window 128
answerdotai/ModernBERT-large||ModernBERT|modernbert|1024,28,16,16,,2624,50368,1|{"sliding_window":128,"max_position_embeddings":8192}|395881664||c|0|13|with MLM head (tied); 2 of 3 layers local attention window 128
google-t5/t5-small|t5-small|T5|t5|512,6,8,8,,2048,32128,1|{"max_position_embeddings":512,"feed_forward_proj":"relu"}|60506624||h|0|0|layers per side; ReLU MLP, tied head
google-t5/t5-base|t5-base|T5|t5|768,12,12,12,,3072,32128,1|{"max_position_embeddings":512,"feed_forward_proj":"relu"}|222903552||h|0|0|layers per side; ReLU MLP, tied head
google-t5/t5-large|t5-large|T5|t5|1024,24,16,16,,4096,32128,1|{"max_position_embeddings":512,"feed_forward_proj":"relu"}|737668096||h|0|0|layers per side; ReLU MLP, tied head
google-t5/t5-3b|t5-3b|T5|t5|1024,24,32,32,128,16384,32128,1|{"max_position_embeddings":512,"feed_forward_proj":"relu"}|2851598336||h|0|0|layers per side; ReLU MLP, tied head
google-t5/t5-11b|t5-11b|T5|t5|1024,24,128,128,128,65536,32128,1|{"max_position_embeddings":512,"feed_forward_proj":"relu"}|11307321344||h|0|0|layers per side; ReLU MLP, tied head
google/flan-t5-small|/t5-v1_1-small|Flan-T5|t5|512,8,6,6,64,1024,32128,0|{"max_position_embeddings":512,"feed_forward_proj":"gated-gelu"}|76961152||h|0|0|layers per side; gated GELU, untied head
google/flan-t5-base|/t5-v1_1-base|Flan-T5|t5|768,12,12,12,,2048,32128,0|{"max_position_embeddings":512,"feed_forward_proj":"gated-gelu"}|247577856||h|0|0|layers per side; gated GELU, untied head
google/flan-t5-large|/t5-v1_1-large|Flan-T5|t5|1024,24,16,16,,2816,32128,0|{"max_position_embeddings":512,"feed_forward_proj":"gated-gelu"}|783150080||h|0|0|layers per side; gated GELU, untied head
google/flan-t5-xl|/t5-v1_1-xl bigscience/T0_3B /t5-xl-lm-adapt|Flan-T5|t5|2048,24,32,32,,5120,32128,0|{"max_position_embeddings":512,"feed_forward_proj":"gated-gelu"}|2849757184||h|0|0|layers per side; gated GELU, untied head
google/flan-t5-xxl|/t5-v1_1-xxl philschmid/flan-t5-xxl-sharded-fp16|Flan-T5|t5|4096,24,64,64,,10240,32128,0|{"max_position_embeddings":512,"feed_forward_proj":"gated-gelu"}|11135332352||h|0|0|layers per side; gated GELU, untied head
google/mt5-small|bigscience/mt0-small|mT5|mt5|512,8,6,6,64,1024,250112,0|{"max_position_embeddings":1024,"feed_forward_proj":"gated-gelu"}|300176768||h|0|0|layers per side; untied head
google/mt5-base|bigscience/mt0-base|mT5|mt5|768,12,12,12,,2048,250112,0|{"max_position_embeddings":1024,"feed_forward_proj":"gated-gelu"}|582401280||h|0|0|layers per side; untied head
google/mt5-large|bigscience/mt0-large|mT5|mt5|1024,24,16,16,,2816,250112,0|{"max_position_embeddings":1024,"feed_forward_proj":"gated-gelu"}|1229581312||h|0|0|layers per side; untied head
google/mt5-xl|bigscience/mt0-xl|mT5|mt5|2048,24,32,32,,5120,250112,0|{"max_position_embeddings":1024,"feed_forward_proj":"gated-gelu"}|3742619648||h|0|0|layers per side; untied head
google/mt5-xxl|bigscience/mt0-xxl|mT5|mt5|4096,24,64,64,,10240,250112,0|{"max_position_embeddings":1024,"feed_forward_proj":"gated-gelu"}|12921057280||h|0|0|layers per side; untied head
google/flan-ul2|/ul2|Flan-T5|t5|4096,32,16,16,,16384,32128,0|{"max_position_embeddings":2048,"feed_forward_proj":"gated-gelu"}|19591209984||c|0|0|published as 20 B
llava-hf/llava-1.5-7b-hf|liuhaotian/llava-v1.5-7b|LLaVA|llava|4096,32,32,32,,11008,32064,0|{"max_position_embeddings":4096}|7063427072||h|0|0|Vicuna 1.5 + CLIP ViT-L/14-336 (303,507,456) + 2-layer projector
llava-hf/llava-1.5-13b-hf|liuhaotian/llava-v1.5-13b|LLaVA|llava|5120,40,40,40,,13824,32064,0|{"max_position_embeddings":4096}|13351494656||c|0|0|Vicuna 1.5 + CLIP ViT-L/14-336 (303,507,456) + 2-layer projector
llava-hf/llava-v1.6-mistral-7b-hf|liuhaotian/llava-v1.6-mistral-7b|LLaVA-NeXT|llava_next|4096,32,32,8,,14336,32064,0|{"max_position_embeddings":32768}|7566747648||h|0|13|CLIP ViT-L/14-336 + projector + image_newline vector; up to 2880 image tokens
llava-hf/llava-v1.6-vicuna-7b-hf|liuhaotian/llava-v1.6-vicuna-7b|LLaVA-NeXT|llava_next|4096,32,32,32,,11008,32064,0|{"max_position_embeddings":4096}|7063431168||h|0|13|CLIP ViT-L/14-336 + projector + image_newline vector; up to 2880 image tokens
llava-hf/llava-v1.6-vicuna-13b-hf|liuhaotian/llava-v1.6-vicuna-13b|LLaVA-NeXT|llava_next|5120,40,40,40,,13824,32064,0|{"max_position_embeddings":4096}|13351499776||c|0|13|CLIP ViT-L/14-336 + projector + image_newline vector; up to 2880 image tokens
llava-hf/llava-v1.6-34b-hf|liuhaotian/llava-v1.6-34b|LLaVA-NeXT|llava_next|7168,60,56,8,,20480,64064,0|{"max_position_embeddings":4096}|34752083968||c|0|13|CLIP ViT-L/14-336 + projector + image_newline vector; up to 2880 image tokens
meta-llama/Llama-3.2-11B-Vision|/Llama-3.2-11B-Vision-Instruct unsloth/Llama-3.2-11B-Vision-Instruct|Llama 3.2|mllama|4096,40,32,8,,14336,128256,0|{"max_position_embeddings":131072}|10670220835||n|1|13|32 self-attention + 8 gated cross-attention layers; embedding has 8 more rows than lm_head; ViT-H tiles tower
meta-llama/Llama-3.2-90B-Vision|/Llama-3.2-90B-Vision-Instruct|Llama 3.2|mllama|8192,100,64,8,,28672,128256,0|{"max_position_embeddings":131072}||||1|13|80 self-attention + 20 cross-attention layers; published as 88.6 B
HuggingFaceM4/idefics2-8b|/idefics2-8b-base|Idefics|idefics2|4096,32,32,8,,14336,32003,0|{"max_position_embeddings":32768}|8402768112||n|0|13|Mistral-7B + SigLIP so400m + perceiver resampler (64 latents)
HuggingFaceM4/Idefics3-8B-Llama3||Idefics|idefics3|4096,32,32,8,,14336,128259,0|{"max_position_embeddings":131072}|8462165232||n|0|13|Llama-3.1-8B-Instruct + SigLIP so400m, pixel shuffle
OpenGVLab/InternVL2-1B||InternVL 2|internvl_chat|896,24,14,2,,4864,151655,0|{"max_position_embeddings":32768,"text_config":{"model_type":"qwen2"}}|938158976||h|0|13|text tower Qwen2-0.5B (untied head) + InternViT-300M (304,012,288) + 2-layer MLP
OpenGVLab/InternVL2-2B||InternVL 2|internvl_chat|2048,24,16,8,,8192,92553,0|{"max_position_embeddings":32768}|2205754368||h|0|13|text tower InternLM2-1.8B + InternViT-300M (304,012,288) + 2-layer MLP
OpenGVLab/InternVL2-4B||InternVL 2|internvl_chat|3072,32,32,32,,8192,32020,0|{"max_position_embeddings":32768}|4146855936||c|0|13|text tower Phi-3-mini + InternViT-300M (304,012,288) + 2-layer MLP
OpenGVLab/InternVL2-8B||InternVL 2|internvl_chat|4096,32,32,8,,14336,92553,0|{"max_position_embeddings":32768}|8075365376||h|0|13|text tower InternLM2.5-7B + InternViT-300M (304,012,288) + 2-layer MLP
OpenGVLab/InternVL2-26B||InternVL 2|internvl_chat|6144,48,48,8,,16384,92553,0|{"max_position_embeddings":32768,"vision_config":{"hidden_size":3200,"intermediate_size":12800,"num_hidden_layers":45,"num_attention_heads":25,"patch_size":14,"image_size":448,"qk_normalization":true,"qkv_bias":false}}|25514186112||n|0|13|text tower InternLM2-20B + InternViT-6B
OpenGVLab/InternVL2-40B||InternVL 2|internvl_chat|7168,60,56,8,,20480,64000,0|{"max_position_embeddings":32768,"vision_config":{"hidden_size":3200,"intermediate_size":12800,"num_hidden_layers":45,"num_attention_heads":25,"patch_size":14,"image_size":448,"qk_normalization":true,"qkv_bias":false}}|40068512640||n|0|13|text tower Yi-34B + InternViT-6B
HuggingFaceTB/SmolVLM-Instruct||SmolVLM|idefics3|2048,24,32,32,,8192,49155,0|{"max_position_embeddings":16384,"scale_factor":3,"vision_config":{"image_size":384}}|2246272880||n|0|13|SmolLM2-1.7B + SigLIP so400m
google/paligemma-3b-pt-224|/paligemma-3b-mix-224|PaliGemma|paligemma|2048,18,8,1,,16384,257216,1|{"max_position_embeddings":8192}|2923466480||h|1|89|Gemma-2B + SigLIP so400m/14-224 + linear projector
openai/whisper-tiny|/whisper-tiny.en|Whisper|whisper|384,4,6,6,,1536,51865,1|{"max_position_embeddings":448}|37760640||h|0|13|layers per side; 1500 encoder positions; k_proj has no bias; .en variants have one vocab row fewer
openai/whisper-base|/whisper-base.en|Whisper|whisper|512,6,8,8,,2048,51865,1|{"max_position_embeddings":448}|72593920||h|0|13|layers per side; 1500 encoder positions; k_proj has no bias; .en variants have one vocab row fewer
openai/whisper-small|/whisper-small.en|Whisper|whisper|768,12,12,12,,3072,51865,1|{"max_position_embeddings":448}|241734912||h|0|13|layers per side; 1500 encoder positions; k_proj has no bias; .en variants have one vocab row fewer
openai/whisper-medium|/whisper-medium.en|Whisper|whisper|1024,24,16,16,,4096,51865,1|{"max_position_embeddings":448}|763857920||h|0|13|layers per side; 1500 encoder positions; k_proj has no bias; .en variants have one vocab row fewer
openai/whisper-large-v2|/whisper-large|Whisper|whisper|1280,32,20,20,,5120,51865,1|{"max_position_embeddings":448}|1543304960||h|0|13|layers per side; 1500 encoder positions; k_proj has no bias; .en variants have one vocab row fewer
openai/whisper-large-v3||Whisper|whisper|1280,32,20,20,,5120,51866,1|{"max_position_embeddings":448,"num_mel_bins":128}|1543490560||h|0|13|layers per side; 1500 encoder positions; k_proj has no bias; .en variants have one vocab row fewer
openai/whisper-large-v3-turbo||Whisper|whisper|1280,32,20,20,,5120,51866,1|{"max_position_embeddings":448,"num_mel_bins":128,"decoder_layers":4}|808878080||h|0|13|layers per side (decoder 4); 1500 encoder positions; k_proj has no bias; .en variants have one vocab row fewer
black-forest-labs/FLUX.1-dev|/FLUX.1-Krea-dev /FLUX.1-Fill-dev /FLUX.1-Kontext-dev|FLUX|flux|3072,57,24,24,,12288|{"guidance_embeds":true,"num_layers":19,"num_single_layers":38}|11901408320||published: exo card transformer 23,802,816,640 bytes / 2|1|90,91|transformer only: 19 double-stream + 38 single-stream blocks; text encoders CLIP-L 123,060,480 + T5-XXL encoder 4,762,310,656 (9,524,621,312 bytes / 2); VAE 83.8 M; Fill has more input channels
black-forest-labs/FLUX.1-schnell||FLUX|flux|3072,57,24,24,,12288|{"num_layers":19,"num_single_layers":38}|11891178560||h|?|91|transformer only (no guidance embedder); same text encoders as dev; Apache-2.0
Qwen/Qwen-Image|/Qwen-Image-Edit /Qwen-Image-Edit-2509|Qwen-Image|qwenimage|3072,60,24,24,,12288||20430401088||published: exo card transformer 40,860,802,176 bytes / 2|0|92|transformer only (60 MMDiT blocks); text encoder Qwen2.5-VL-7B 8,292,166,656 (16,584,333,312 bytes / 2)
stabilityai/stable-diffusion-xl-base-1.0||SDXL|unet||{"block_out_channels":[320,640,1280],"down_block_types":["DownBlock2D","CrossAttnDownBlock2D","CrossAttnDownBlock2D"],"transformer_layers_per_block":[1,2,10],"cross_attention_dim":2048,"attention_head_dim":[5,10,20],"projection_class_embeddings_input_dim":2816}|2567463684||n|0|13|UNet only; text encoders CLIP-L 123,060,480 + OpenCLIP-bigG 694,659,840; VAE 83,653,863; 70 transformer blocks at widths 640/1280
stable-diffusion-v1-5/stable-diffusion-v1-5|runwayml/stable-diffusion-v1-5|SD 1.5|unet||{"block_out_channels":[320,640,1280,1280],"down_block_types":["CrossAttnDownBlock2D","CrossAttnDownBlock2D","CrossAttnDownBlock2D","DownBlock2D"],"cross_attention_dim":768,"attention_head_dim":8}|859520964||n|0|13|UNet only; text encoder CLIP-L 123,060,480; VAE 83,653,863
stabilityai/stable-diffusion-3.5-large|/stable-diffusion-3.5-large-turbo|SD 3.5|sd3|2432,38,38,38,,9728|{"qk_norm":"rms_norm"}|8056627520||n|1|93|transformer only, total is hub count; text encoders CLIP-L 123 M + OpenCLIP-bigG 695 M + T5-XXL encoder 4.76 B
stabilityai/stable-diffusion-3.5-medium||SD 3.5|sd3|1536,24,24,24,,6144|{"qk_norm":"rms_norm","dual_attention_layers":[0,1,2,3,4,5,6,7,8,9,10,11,12]}|2243171520||n|1|93|transformer only (MMDiT-X: second self-attention in the first 13 blocks); same text encoders
google/gemma-4-12B|/gemma-4-12B-it|Gemma 4|gemma4|3840,48,16,8,256,15360,262144,1|{"max_position_embeddings":262144,"sliding_window_pattern":6}||||0|94,95|uncertain: single unofficial source; published as 12 B; vocab/head_dim assumed from the family`;
