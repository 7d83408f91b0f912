import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TrainingRun } from "../../src/estimator/index.ts";
import { findModel } from "../../src/estimator/models/models.ts";

/** A measured run in our terms. Bytes are per GPU; `unsaidBytes`: the publisher does not say which memory. */
export type MeasuredRun = {
  id: string;
  url: string;
  source: string;
  family: string;
  /** Complete and trusted enough to score. */
  core: boolean;
  outcome: "ok" | "oom";
  run: TrainingRun;
  figures: {
    allocatedBytes?: number;
    reservedBytes?: number;
    processBytes?: number;
    unsaidBytes?: number;
    tokensPerSecondPerGpu?: number;
    realTokensPerSecondPerGpu?: number;
    secondsPerStep?: number;
  };
};

const GIB = 1024 ** 3;
const SHARED = fileURLToPath(new URL("../../../shared/runs/", import.meta.url).href);
export const sharedRunsAreHere = (): boolean => existsSync(`${SHARED}runs.csv`);

/** RFC 4180: quoted fields may hold commas, quotes and line ends. */
export const parseCsv = (text: string): Record<string, string>[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quoted) {
      if (character === '"' && text[at + 1] === '"') {
        field += '"';
        at++;
      } else if (character === '"') quoted = false;
      else field += character;
    } else if (character === '"') quoted = true;
    else if (character === ",") {
      row.push(field);
      field = "";
    } else if (character === "\n") {
      row.push(field.replace(/\r$/, ""));
      rows.push(row);
      row = [];
      field = "";
    } else field += character;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  const [header = [], ...body] = rows;
  return body
    .filter((cells) => cells.length > 1)
    .map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])));
};

type Facts = Record<string, number | boolean | string | null>;
let facts: Record<string, Facts> | undefined;

/** config.json-like fields of a model that our table does not hold. */
const architectureOf = (model: string): Record<string, unknown> | undefined => {
  facts ??= JSON.parse(readFileSync(`${SHARED}architectures.json`, "utf8")) as Record<
    string,
    Facts
  >;
  const own = facts[model];
  if (own === undefined || own["hidden_size"] == null || own["num_hidden_layers"] == null)
    return undefined;
  const keep = [
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "head_dim",
    "intermediate_size",
    "vocab_size",
    "tie_word_embeddings",
  ];
  const config: Record<string, unknown> = {};
  for (const key of keep) if (own[key] != null) config[key] = own[key];
  if (own["gated_mlp"] === false)
    return { ...config, model_type: "gpt_neox", use_parallel_residual: false };
  if (own["n_experts"] != null)
    return {
      ...config,
      model_type: "mixtral",
      num_local_experts: own["n_experts"],
      num_experts_per_tok: own["experts_per_token"],
      ...(own["moe_intermediate_size"] == null
        ? {}
        : { intermediate_size: own["moe_intermediate_size"] }),
    };
  return { ...config, model_type: "llama" };
};

const number = (text: string | undefined): number | undefined => {
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
};
const whole = (text: string | undefined): number | undefined => {
  const value = number(text);
  return value === undefined || value < 1 ? undefined : Math.round(value);
};

const TECHNIQUE: Record<string, TrainingRun["technique"]> = {
  full: "full",
  lora: "lora",
  qlora4: "qlora",
  qlora8: "lora",
  dora: "dora",
  adapter: "adapter",
  prefix: "prefix",
};

/** Mean and longest tokens of a row, by the data set named. Figures: the sources' own texts. */
const lengthsOf = (
  row: Record<string, string>,
): { tokensPerRow?: number; maxTokensPerRow?: number } => {
  const name = (row["dataset"] ?? "").toLowerCase();
  const seq = whole(row["seq_len"]);
  if (/dummy|synthetic/.test(name))
    return seq === undefined ? {} : { tokensPerRow: seq, maxTokensPerRow: seq };
  if (row["source_key"] === "litgpt")
    return seq === undefined ? {} : { tokensPerRow: 125, maxTokensPerRow: seq };
  const tokens = number(row["dataset_tokens"]);
  const samples = number(row["samples"]);
  if (tokens !== undefined && samples !== undefined && samples > 0 && row["packed"] === "false")
    return {
      tokensPerRow: tokens / samples,
      ...(seq === undefined ? {} : { maxTokensPerRow: seq }),
    };
  if (/commonsense15k/.test(name)) return { tokensPerRow: 79 };
  if (/math14k|\bmath\b/.test(name)) return { tokensPerRow: 174 };
  if (/orca/.test(name)) return { tokensPerRow: 289 };
  return {};
};

const strategyOf = (text: string, gpuCount: number): NonNullable<TrainingRun["parallelism"]> => {
  const size = (word: string) => Number(new RegExp(`\\b${word}(\\d+)`).exec(text)?.[1] ?? 1);
  const strategy = /zero3/.test(text)
    ? "zero3"
    : /zero2/.test(text)
      ? "zero2"
      : /zero1/.test(text)
        ? "zero1"
        : /no_shard|^ddp/i.test(text)
          ? "ddp"
          : /fsdp/.test(text)
            ? "fsdp"
            : gpuCount > 1
              ? undefined
              : "none";
  return {
    ...(strategy === undefined ? {} : { strategy }),
    ...(/\btp\d/.test(text) ? { tensor: size("tp") } : {}),
    pipeline: size("pp"),
    context: /sequence parallel/.test(text) ? 4 : size("cp"),
    expert: size("ep"),
    cpuOffload: /cpu_offload/.test(text),
    ...(gpuCount > 8 ? { nodes: Math.ceil(gpuCount / 8) } : {}),
  };
};

const kernelsOf = (row: Record<string, string>): string[] | undefined => {
  const text =
    `${row["framework"]} ${row["source_key"] === "torchtune" ? row["notes"] : ""}`.toLowerCase();
  const kernels: string[] = [];
  const add = (word: RegExp, kernel: string) => word.test(text) && kernels.push(kernel);
  add(/liger/, "liger");
  add(/fast-kernels|foak/, "fused_kernels");
  add(/\bcce\b/, "cut_cross_entropy");
  add(/scattermoe/, "scattermoe");
  add(/unsloth/, "unsloth");
  add(/compile/, "torch_compile");
  add(/chunked|\+optimizer_in_bwd/, "chunked_cross_entropy");
  add(/optimizer_in_bwd/, "optimizer_in_backward");
  add(/optimizer_in_bwd|activation offload/, "torch_compile");
  if (row["packed"] === "padding-free" || /varlen/.test(row["attn"] ?? ""))
    kernels.push("padding_free");
  if (kernels.length === 0 && row["source_key"] !== "torchtune") return undefined;
  return [...new Set(kernels)];
};

const figuresOf = (row: Record<string, string>): MeasuredRun["figures"] => {
  const figures: MeasuredRun["figures"] = {};
  const main = number(row["peak_mem_gib"]);
  const kind = row["mem_kind"] ?? "";
  if (main !== undefined && !/estimate|threshold/.test(kind)) {
    const bytes = main * GIB;
    if (/^(allocated|active)/.test(kind)) figures.allocatedBytes = bytes;
    else if (kind.startsWith("reserved")) figures.reservedBytes = bytes;
    else if (/^nvidia-smi (screenshot|memory)/.test(kind)) figures.processBytes = bytes;
    else figures.unsaidBytes = bytes;
  }
  const other = number(row["alt_mem_gib"]);
  if (other !== undefined && /nvidia-smi/.test(row["alt_mem_kind"] ?? ""))
    figures.processBytes = other * GIB;
  const speed = number(row["tokens_per_sec_per_gpu"]);
  if (speed !== undefined) {
    if (row["source_key"] === "peft") figures.realTokensPerSecondPerGpu = speed;
    else figures.tokensPerSecondPerGpu = speed;
  } else if (number(row["sec_per_step"]) !== undefined) {
    const seconds = number(row["sec_per_step"])!;
    figures.secondsPerStep =
      row["step_unit"] === "micro_batch" ? seconds * (whole(row["grad_accum"]) ?? 1) : seconds;
  } else if (number(row["samples_per_sec"]) !== undefined && row["source_key"] === "xia-2408.04693")
    figures.realTokensPerSecondPerGpu =
      number(row["samples_per_sec"])! * (lengthsOf(row).tokensPerRow ?? 100);
  return figures;
};

/** One published row in our terms; undefined where its model or technique is none of ours. */
export const measuredRunOf = (row: Record<string, string>): MeasuredRun | undefined => {
  const technique = TECHNIQUE[row["technique"] ?? ""];
  const model = (row["model_id"] ?? "").replace(/ \(.*$/, "");
  if (technique === undefined || row["kind"] === "vendor_estimate") return undefined;
  const known = findModel(model)?.architecture !== undefined;
  const exact = (row["model_id"] ?? "").includes("(MPT-style");
  const architecture =
    known && !exact ? undefined : (architectureOf(row["model_id"] ?? "") ?? architectureOf(model));
  if (!known && architecture === undefined) return undefined;
  const gpuCount = whole(row["gpu_count"]) ?? 1;
  const precision = row["precision"] ?? "";
  const stated = number(row["quant_bits"]);
  const bits = technique === "qlora" || stated === 4 ? 4 : stated === 8 ? 8 : null;
  const gptq = /gptq/i.test(`${precision} ${row["framework"]}`);
  const checkpointing = row["gradient_checkpointing"];
  const adapters = technique !== "full";
  const amp = /fp32 master|autocast|mixed|amp/i.test(precision);
  const pure =
    /pure/.test(precision) ||
    ((row["source_key"] === "torchtune" || row["source_key"] === "litgpt") && !amp);
  const doubleQuant = /nf4-dq/.test(row["notes"] ?? "")
    ? true
    : /bnb\.nf4;/.test(row["notes"] ?? "")
      ? false
      : undefined;
  const strategy = strategyOf(row["parallelism"] ?? "", gpuCount);
  const weights = pure
    ? "bf16"
    : /bf16 base \+ fp32/.test(precision)
      ? "fp32"
      : amp && !adapters && (strategy.strategy === "fsdp" || /fp32 master|mixed/.test(precision))
        ? "fp32"
        : undefined;
  const kernels = kernelsOf(row);
  const gpu = /class|unstated/.test(row["gpu"] ?? "") || row["gpu"] === "" ? undefined : row["gpu"];
  const packed = row["packed"] ?? "";
  const seq = whole(row["seq_len"]);
  const lengths = lengthsOf(row);
  const modules = /fully trained/.test(row["lora_targets"] ?? "")
    ? ["embed_tokens", "lm_head"]
    : [];
  const rank = whole(row["lora_rank"]);
  const run: TrainingRun = {
    baseModel: model,
    ...(architecture === undefined ? {} : { architecture }),
    ...(row["framework"] === "" ? {} : { framework: row["framework"]! }),
    objective: row["source_key"] === "llm-foundry" ? "pretrain" : "sft",
    technique,
    quantizationBits: bits,
    ...(bits === 4
      ? {
          quantization: {
            kind: gptq ? ("gptq" as const) : ("nf4" as const),
            ...(doubleQuant === undefined ? {} : { doubleQuant }),
          },
        }
      : {}),
    ...(precision === ""
      ? {}
      : {
          precision: /fp8/.test(precision)
            ? ("fp8" as const)
            : precision.startsWith("fp16")
              ? ("fp16" as const)
              : ("bf16" as const),
        }),
    ...(weights === undefined ? {} : { weightsPrecision: weights as "bf16" | "fp32" }),
    ...(seq === undefined ? {} : { sequenceLength: seq }),
    ...(packed === "true" || packed.startsWith("n/a") || /synthetic/.test(row["dataset"] ?? "")
      ? { packing: true }
      : packed === "false" || packed === "padding-free"
        ? { packing: false }
        : {}),
    ...(whole(row["micro_batch_size"]) === undefined
      ? {}
      : { microBatchSize: whole(row["micro_batch_size"])! }),
    ...(whole(row["grad_accum"]) === undefined
      ? {}
      : { gradientAccumulationSteps: whole(row["grad_accum"])! }),
    ...(Object.keys(lengths).length === 0 ? {} : { dataset: lengths }),
    ...(row["optimizer"] === ""
      ? {}
      : { optimizer: /decoupled/i.test(row["optimizer"]!) ? "adamw_torch" : row["optimizer"]! }),
    ...(checkpointing === "true" || checkpointing === "false"
      ? { gradientCheckpointing: checkpointing === "true" }
      : {}),
    ...(row["attn"] === "" ? {} : { attention: row["attn"]! }),
    ...(kernels === undefined ? {} : { kernels }),
    ...(adapters && rank !== undefined
      ? {
          lora: {
            rank,
            targetModules:
              row["lora_targets"] === ""
                ? "all-linear"
                : row["lora_targets"]!.replace(/\s*[(+].*$/, "").replace(
                    "all linear",
                    "all-linear",
                  ),
            ...(modules.length === 0 ? {} : { modulesToSave: modules }),
          },
        }
      : {}),
    parallelism: strategy,
    hardware: { ...(gpu === undefined ? {} : { gpu }), gpuCount },
  };
  return {
    id: row["id"]!,
    url: row["source_repo_or_url"] ?? "",
    source: row["source_key"] ?? "",
    family: row["model_family"] ?? "",
    core: row["core"] === "1",
    outcome: (row["outcome"] ?? "").startsWith("oom") ? "oom" : "ok",
    run,
    figures: figuresOf(row),
  };
};

export const sharedRuns = (): { runs: MeasuredRun[]; skipped: string[] } => {
  const rows = parseCsv(readFileSync(`${SHARED}runs.csv`, "utf8"));
  const runs: MeasuredRun[] = [];
  const skipped: string[] = [];
  for (const row of rows) {
    const run = measuredRunOf(row);
    if (run === undefined) skipped.push(row["id"] ?? "");
    else runs.push(run);
  }
  return { runs, skipped };
};
