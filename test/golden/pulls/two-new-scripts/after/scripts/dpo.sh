#!/bin/bash
accelerate launch --num_processes 8 trl/scripts/dpo.py \
  --model_name_or_path Qwen/Qwen2.5-7B-Instruct \
  --dataset_name trl-lib/ultrafeedback_binarized \
  --per_device_train_batch_size 2 --gradient_accumulation_steps 4 \
  --num_train_epochs 1 --max_length 2048 --bf16 --gradient_checkpointing \
  --use_peft --lora_r 32 --output_dir out/dpo
