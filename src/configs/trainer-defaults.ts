/** What a trainer does when a key is absent; each with where its source says so. */
export interface TrainerDefaults {
  micro: number;
  accumulation: number | undefined;
  epochs: number;
  optimizer: string;
  gradientCheckpointing: boolean;
  precision: "bf16" | "fp16" | "fp32" | undefined;
  packing: boolean;
  because: string;
}

/** transformers `src/transformers/training_args.py` @00349ae87edd. */
export const HF_TRAINER: TrainerDefaults = {
  micro: 8,
  accumulation: 1,
  epochs: 3,
  optimizer: "adamw_torch_fused",
  gradientCheckpointing: false,
  precision: "fp32",
  packing: false,
  because: "Hugging Face Trainer default (training_args.py)",
};

export const MICRO = [
  "per_device_train_batch_size",
  "per_device_batch_size",
  "per_device_bs",
  "per_gpu_train_batch_size",
  "per_gpu_batch_size",
  "micro_batch_size",
  "micro_train_batch_size",
  "device_batch_size",
  "batch_size_per_device",
  "batch_size_per_gpu",
  "per_device_batch",
  "train_batch_size",
  "training_batch_size",
  "batch_size",
  "micro_batch",
  "mini_batch_size",
  "minibatch_size",
  "local_batch_size",
  "bsz",
];

export const ACCUMULATION = [
  "gradient_accumulation_steps",
  "gradient_accumulation",
  "grad_accumulation_steps",
  "grad_accum_steps",
  "grad_accum",
  "grad_acc",
  "grad_acc_steps",
  "grad_accumulation",
  "accumulative_counts",
  "accumulation_steps",
  "accumulate_grad_batches",
  "accumulate_grad_steps",
  "gas",
];

export const EPOCHS = [
  "num_train_epochs",
  "num_epochs",
  "train_epochs",
  "training_epochs",
  "n_epochs",
  "total_epochs",
  "max_epochs",
  "epochs",
  "epoch",
  "sft_epochs",
  "max_epoches",
  "num_epoch",
  "n_epoch",
  "nb_epochs",
];

export const STEPS = [
  "max_steps",
  "max_train_steps",
  "train_steps",
  "training_steps",
  "total_training_steps",
  "num_train_steps",
  "num_training_steps",
  "total_steps",
  "num_steps",
  "max_iters",
  "train_iters",
  "iters",
  "max_iterations",
  "max_training_steps",
];

export const LENGTH = [
  "max_seq_length",
  "max_seq_len",
  "max_sequence_length",
  "sequence_length",
  "sequence_len",
  "seq_length",
  "seq_len",
  "cutoff_len",
  "block_size",
  "max_length",
  "max_len",
  "model_max_length",
  "max_token_length",
  "max_tokens",
  "context_length",
  "ctx_len",
  "source_max_len",
  "max_input_length",
  "max_total_length",
];

export const RATE = ["learning_rate", "lr", "max_lr", "peak_lr", "learning_rate_multiplier"];
