/** The words of a run: each phrase with the fields it sets, each key with its field, each unit. */

/** Phrase (hyphens and underscores as spaces) -> fields. The first phrase of a value is its plain name. */
export const PHRASES: Record<string, Record<string, unknown>> = {};

const says = (field: string, value: unknown, ...phrases: string[]): void => {
  for (const phrase of phrases) PHRASES[phrase] = { ...PHRASES[phrase], [field]: value };
};

for (const tuning of [
  "fine tune",
  "finetune",
  "fine tuning",
  "finetuning",
  "ft",
  "tune",
  "tuning",
]) {
  says("technique", "full", `full ${tuning}`, `full parameter ${tuning}`, `full weight ${tuning}`);
  says("technique", "lora", `lora ${tuning}`);
  says("technique", "qlora", `qlora ${tuning}`);
  says("objective", "sft", `supervised ${tuning}`);
}
says("technique", "full", "full", "fft", "full parameter", "full param", "full weights");
says("technique", "lora", "lora", "loras", "peft lora");
says("technique", "qlora", "qlora", "quantized lora", "quantised lora");
for (const variant of ["rslora", "pissa", "loftq", "lora+", "olora", "vera", "adalora"]) {
  says("technique", "lora", variant);
  says("lora.variant", variant, variant);
}
for (const technique of ["dora", "galore", "apollo", "lisa", "badam"])
  says("technique", technique, technique);
says("technique", "dora", "qdora");
says("quantizationBits", 4, "qdora");
says("technique", "adapter", "adapter", "adapters");
says("technique", "prefix", "prefix tuning", "prompt tuning", "p tuning");
says("technique", "freeze", "freeze", "freeze tuning");
for (const objective of ["sft", "dpo", "ipo", "orpo", "kto", "simpo", "cpo", "grpo", "ppo", "rloo"])
  says("objective", objective, objective);
says("objective", "sft", "instruction tuning");
says("objective", "pretrain", "pretrain", "pretraining", "pre training", "continued pretraining");
says("objective", "pretrain", "continued pre training", "continual pretraining", "cpt");
says("objective", "reward", "reward", "reward model", "reward modeling", "reward modelling");
says("objective", "distillation", "distillation", "distill", "knowledge distillation");
says("objective", "classification", "classification", "sequence classification");
says("objective", "embedding", "embedding", "embeddings");
for (const precision of ["bf16", "fp16", "fp32", "fp8"]) says("precision", precision, precision);
says("precision", "bf16", "bfloat16");
says("precision", "fp16", "float16", "half precision");
says("precision", "fp32", "float32", "full precision");
says("quantizationBits", 4, "4bit", "4 bit", "load in 4bit", "in 4bit", "in 4 bit", "four bit");
says("quantizationBits", 8, "8bit", "8 bit", "load in 8bit", "in 8bit", "in 8 bit", "eight bit");
says("quantizationBits", 4, "nf4", "fp4", "int4");
says("quantizationBits", 8, "int8");
for (const kind of ["nf4", "fp4", "int4", "int8", "gptq", "awq", "hqq"])
  says("quantization.kind", kind, kind);
says("quantization.doubleQuant", true, "double quant", "double quantization");
says("packing", true, "packing", "packed", "pack", "sample packing", "with packing");
says("gradientCheckpointing", true, "gradient checkpointing", "grad checkpointing", "gc");
says("gradientCheckpointing", true, "grad ckpt", "activation checkpointing", "checkpointing");
says("attention", "flash_attention_2", "flash attention", "flash attention 2", "flash attn", "fa2");
says("attention", "flash_attention_2", "flashattention", "flash attn 2", "flash");
says("attention", "flash_attention_3", "flash attention 3", "fa3");
says("attention", "sdpa", "sdpa", "sdpa attention");
says("attention", "eager", "eager", "eager attention");
says("kernels.0", "liger", "liger", "liger kernel", "liger kernels");
says("kernels.0", "torch_compile", "torch compile", "torch.compile");
says("kernels.0", "cut_cross_entropy", "cut cross entropy", "cce");
const OPTIMIZERS = [
  ["adamw_torch", "adamw", "adam", "adamw torch"],
  ["adamw_torch_fused", "adamw torch fused", "fused adamw", "adamw fused"],
  ["adamw_8bit", "adamw 8bit", "adam 8bit", "8bit adam", "8 bit adam", "8bit adamw", "8 bit adamw"],
  ["adamw_8bit", "adamw 8 bit", "adamw bnb 8bit", "adamw bnb"],
  ["paged_adamw_8bit", "paged adamw 8bit", "paged adamw 8 bit", "paged adam 8bit"],
  ["paged_adamw_32bit", "paged adamw", "paged adamw 32bit"],
  ["adafactor", "adafactor"],
  ["lion_8bit", "lion 8bit"],
  ["lion_32bit", "lion"],
  ["sgd", "sgd"],
  ["muon", "muon"],
] as const;
for (const [optimizer, ...phrases] of OPTIMIZERS) says("optimizer", optimizer, ...phrases);
says("parallelism.strategy", "ddp", "ddp", "data parallel");
says("parallelism.strategy", "fsdp", "fsdp", "fsdp1");
says("parallelism.strategy", "fsdp2", "fsdp2", "fsdp 2");
for (const stage of [1, 2, 3]) {
  const zero = `zero${stage}`;
  says("parallelism.strategy", zero, zero, `zero ${stage}`, `deepspeed ${zero}`);
  says("parallelism.strategy", zero, `deepspeed zero ${stage}`, `zero stage ${stage}`);
}
says("parallelism.cpuOffload", true, "cpu offload", "offload", "offloading", "cpu offloading");
says("lora.targetModules", "all-linear", "all linear", "all linear layers");
for (const framework of ["axolotl", "unsloth", "torchtune", "trl", "nemo", "ms swift", "xtuner"])
  says("framework", framework.replace(" ", "-"), framework);
says("framework", "llama-factory", "llama factory", "llamafactory");
says("framework", "trl", "huggingface trl", "hf trl");
says("framework", "transformers", "hf trainer", "huggingface trainer", "transformers");
says("pricing", "spot", "spot", "preemptible", "interruptible", "spot instances", "spot prices");
says("pricing", "on_demand", "on demand", "ondemand");
says("pricing", "reserved", "reserved");
says("pricing", "community", "community", "community cloud");
const PROVIDERS = {
  runpod: ["runpod", "run pod"],
  lambda: ["lambda", "lambda labs", "lambdalabs", "lambda cloud"],
  aws: ["aws", "amazon", "ec2"],
  gcp: ["gcp", "google cloud", "gce"],
  azure: ["azure", "microsoft azure"],
  "vast-ai": ["vast", "vast.ai", "vast ai", "vastai"],
  together: ["together", "together.ai", "together ai", "togetherai"],
  fireworks: ["fireworks", "fireworks ai", "fireworks.ai"],
  openai: ["openai"],
  modal: ["modal"],
  coreweave: ["coreweave"],
  nebius: ["nebius"],
  crusoe: ["crusoe"],
  verda: ["verda", "datacrunch"],
  hyperstack: ["hyperstack"],
  oci: ["oci", "oracle", "oracle cloud"],
  digitalocean: ["digitalocean", "digital ocean", "paperspace"],
  vultr: ["vultr"],
  tensordock: ["tensordock"],
  salad: ["salad", "saladcloud"],
  novita: ["novita"],
  akash: ["akash"],
  "jarvis-labs": ["jarvislabs", "jarvis labs"],
  "prime-intellect": ["prime intellect", "primeintellect"],
  "thunder-compute": ["thunder compute", "thundercompute"],
  tinker: ["tinker"],
  predibase: ["predibase"],
  "huggingface-jobs": ["huggingface jobs", "hf jobs"],
} as const;
for (const [provider, phrases] of Object.entries(PROVIDERS)) says("provider", provider, ...phrases);

const UNIT_WORDS = {
  rows: "row rows example examples sample samples record records conversation conversations convo convos dialogue dialogues dialog dialogs chat chats pair pairs prompt prompts document documents doc docs instance instances line lines item items entry entries message messages question questions image images clip clips recording recordings datapoints ticket tickets",
  tokens: "token tokens tok toks",
  tokensPerRow:
    "tokens/row tokens/example tokens/sample tok/row token/row tokens/record tokens/conversation tok/example tok/sample",
  epochs: "epoch epochs ep eps pass passes",
  steps: "step steps iteration iterations iters",
  hours: "h hr hrs hour hours",
  minutes: "min mins minute minutes",
  days: "d day days",
  weeks: "week weeks",
  usd: "usd dollar dollars buck bucks us$ usd$",
  gpus: "gpu gpus card cards accelerators",
  nodes: "node nodes machines servers",
  context:
    "context ctx seq seqlen window contexts context-length seq_len seqlength sequence sequences max_length",
  generations: "generations rollouts completions",
  bits: "bit bits",
  percent: "% percent pct",
} as const;
export type Unit = keyof typeof UNIT_WORDS;
export const UNITS = new Map<string, Unit>(
  Object.entries(UNIT_WORDS).flatMap(([unit, words]) =>
    words.split(" ").map((word) => [word, unit as Unit] as const),
  ),
);

export type ValueKind =
  | "count"
  | "number"
  | "context"
  | "phrase"
  | "flag"
  | "text"
  | "money"
  | "hours";
const key = (
  field: string,
  kind: ValueKind,
  names: string,
): [string, { field: string; kind: ValueKind }][] =>
  names.split(" ").map((name) => [name, { field, kind }]);

/** Key (without hyphens, underscores, dots and spaces) -> field of the run, and how its value reads. */
export const KEYS = new Map([
  ...key(
    "baseModel",
    "text",
    "model basemodel modelname modelnameorpath modelid modelpath checkpoint",
  ),
  ...key("technique", "phrase", "technique method adapter finetuningtype peft tuningtype"),
  ...key("objective", "phrase", "objective task stage algorithm algo rl"),
  ...key(
    "dataset.rows",
    "count",
    "rows examples samples numrows nrows records datasetsize maxsamples",
  ),
  ...key(
    "dataset.tokens",
    "number",
    "tokens totaltokens ntokens numtokens datasettokens traintokens",
  ),
  ...key(
    "dataset.tokensPerRow",
    "number",
    "tokensperrow avgtokens averagetokens meantokens tokensperexample tokenspersample rowtokens",
  ),
  ...key("dataset.maxTokensPerRow", "number", "maxtokensperrow maxtokens maxrowtokens"),
  ...key("dataset.name", "text", "dataset data datasetname datasets"),
  ...key("epochs", "number", "epochs epoch numepochs numtrainepochs nepochs trainepochs ep"),
  ...key("maxSteps", "count", "maxsteps steps numsteps iters iterations trainsteps trainingsteps"),
  ...key(
    "sequenceLength",
    "context",
    "seq seqlen seqlength sequencelen sequencelength maxseqlength maxseqlen maxlength maxlen cutofflen context contextlength contextlen contextwindow contextsize ctx ctxlen modelmaxlength blocksize maxsequencelength",
  ),
  ...key(
    "microBatchSize",
    "count",
    "bs batch batchsize microbatch microbatchsize mbs perdevicetrainbatchsize perdevicebatchsize perdevicebatch trainbatchsize batches",
  ),
  ...key(
    "gradientAccumulationSteps",
    "count",
    "ga gas accum gradaccum gradaccumulation gradaccumsteps gradacc gradientaccumulation gradientaccumulationsteps accumulation accumulate accumulating gradaccumulationsteps",
  ),
  ...key("lora.rank", "count", "r rank lorar lorarank"),
  ...key("lora.alpha", "number", "alpha loraalpha a"),
  ...key(
    "lora.targetModules",
    "text",
    "target targets targetmodules loratargetmodules loratarget modules",
  ),
  ...key("hardware.gpu", "text", "gpu gputype hardware accelerator device card hw"),
  ...key("hardware.gpuCount", "count", "gpus gpucount numgpus ngpus ngpu worldsize numprocesses"),
  ...key("parallelism.nodes", "count", "nodes numnodes nnodes nummachines"),
  ...key("parallelism.strategy", "phrase", "strategy parallelism distributed deepspeed sharding"),
  ...key("parallelism.tensor", "count", "tp tensorparallel tensorparallelsize"),
  ...key("parallelism.pipeline", "count", "pp pipelineparallel"),
  ...key("parallelism.context", "count", "cp contextparallel"),
  ...key("optimizer", "text", "optimizer optim opt optimiser"),
  ...key("precision", "phrase", "precision dtype torchdtype mixedprecision"),
  ...key("quantizationBits", "phrase", "bits quantization quant quantizationbits nbits"),
  ...key("packing", "flag", "packing samplepacking pack"),
  ...key("gradientCheckpointing", "flag", "gradientcheckpointing gc gradckpt gradcheckpointing"),
  ...key("attention", "text", "attention attn attnimplementation"),
  ...key("framework", "text", "framework library lib"),
  ...key("provider", "phrase", "provider cloud platform vendor"),
  ...key("pricing", "phrase", "pricing market billing"),
  ...key("budgetUsd", "money", "budget maxcost maxusd maxbudget costlimit"),
  ...key("deadlineHours", "hours", "deadline maxhours hours timelimit maxtime"),
  ...key("rollouts.generations", "count", "generations numgenerations ngenerations rollouts"),
  ...key(
    "rollouts.completionTokens",
    "count",
    "maxcompletionlength completiontokens completionlength maxnewtokens",
  ),
  ...key("rollouts.promptTokens", "count", "maxpromptlength prompttokens promptlength"),
  ...key("evaluation.everySteps", "count", "evalsteps"),
  ...key("checkpoints.everySteps", "count", "savesteps"),
]);

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Known to every trainer, and without influence on the cost. Each takes a value along. */
export const WITHOUT_INFLUENCE = list(
  "lr learningrate warmup warmupratio warmupsteps weightdecay wd seed scheduler lrscheduler lrschedulertype loradropout dropout beta loggingsteps outputdir runname",
);
export const WITHOUT_INFLUENCE_ALONE = list("cosine constant linear wandb tensorboard shuffle");

/** Words that carry no part of a run. */
export const NOISE =
  list(`a about after all along also am an and any approx approximately are around as at
  base be bit by can cards case check cloud colab come compute config cost costs could data dataset do does
  doing done each else estimate estimated every fine fine-tune fine-tuned fine-tunes fine-tuning finetune
  finetuned finetunes finetuning for free from ft get give go gonna google gpu gpus have having hello hey hi
  how i i'd i'm if im in instances into is it it's its job just kindly lets let's like load long machine machines
  make max may me method mine model models money much my need new nvidia of ok on one or our out over
  parameter parameters params per plan please plus pls preferably price probably quick quickly roughly run
  running runs say set should simple size so some something take tell than thanks that the their them then
  there this to total train trained training trains try tune tuned tuning under up us use used uses using
  via want wanna was we what what'd what's whats when where which will with within without would x yes you your
  /ftcost ftcost + & - = @ / ~ vs average averaging averages avg mean max maximum most least long longest less
  fewer below limit cap estimate's only context length finish spend spending rent rented afford got best possible cheapest fastest cheap fast hardware tpu tpus`);

/** Adjectives between a number and its unit: "20k preference pairs". */
export const ADJECTIVES = list(
  "preference training train prompt completion response chat instruction labelled labeled jsonl synthetic total of more real different unique customer support optimizer optimization update gradient tokenized input or so raw us dialogue full",
);
