import type { Architecture, ModelKind, Stack } from "./architecture.ts";
import { linear } from "./architecture-blocks.ts";
import {
  isRecord,
  layerCount,
  positive,
  record,
  word,
  type Config,
} from "./architecture-fields.ts";
import { parameterCounts } from "./parameters.ts";
import { familyOf } from "./architecture-traits.ts";
import { readDecoder } from "./read-architecture-decoder.ts";
import { diffusionType, isUNet, readDiffusion } from "./read-architecture-diffusion.ts";
import { ENCODERS, readEncoder } from "./read-architecture-encoder.ts";
import { gemma3n, gemma4Audio, gemmaPerLayer } from "./read-architecture-gemma.ts";
import { isSeq2Seq, readSeq2Seq } from "./read-architecture-seq2seq.ts";
import { readUNet } from "./read-architecture-unet.ts";
import { guessedVisionStack, visionStack } from "./read-architecture-vision.ts";
import { right, wrong, type Result } from "../problem.ts";

/** The text part of a model of several parts, and the type that its reader goes by. */
const textOf = (config: Config, outer: string): { text: Config; modelType: string } => {
  const nested = record(config, "text_config", "llm_config", "language_config", "language_model");
  const thinker = record(config, "thinker_config");
  if (nested === undefined && thinker !== undefined) return textOf(thinker, outer);
  if (nested === undefined) return { text: config, modelType: outer };
  const inner = word(nested, "model_type");
  const tied = config["tie_word_embeddings"];
  const text = {
    ...(typeof tied === "boolean" ? { tie_word_embeddings: tied } : {}),
    ...nested,
  };
  return { text, modelType: inner ?? TEXT_TYPES[outer] ?? outer };
};

/** What the text part is where the file does not say; older files of these types leave it out. */
const TEXT_TYPES: Record<string, string> = {
  llava: "llama",
  llava_next: "llama",
  vipllava: "llama",
  video_llava: "llama",
  llava_onevision: "qwen2",
  mistral3: "mistral",
  paligemma: "gemma",
  idefics2: "mistral",
  idefics3: "llama",
  smolvlm: "llama",
  mllama: "llama",
  mllama_text_model: "llama",
  internvl_chat: "llama",
  internvl: "qwen2",
  gemma3: "gemma3_text",
  gemma4: "gemma4_text",
  gemma3n: "gemma3n_text",
  llama4: "llama4_text",
};

/** A flat file of these types is a vision-language model all the same. */
const VISION_TYPES = new Set([
  ...Object.keys(TEXT_TYPES),
  "qwen2_vl",
  "qwen2_5_vl",
  "qwen3_vl",
  "qwen3_vl_moe",
  "qwen3_5",
  "qwen3_5_moe",
  "gemma3n",
]);

const kindOf = (stacks: Stack[]): ModelKind =>
  stacks.some((stack) => stack.role === "vision" || stack.role === "audio")
    ? "vision-language"
    : "decoder";

const isVision = (config: Config, outer: string): boolean =>
  record(config, "vision_config", "visual") !== undefined ||
  (record(config, "thinker_config") !== undefined && outer.includes("omni")) ||
  VISION_TYPES.has(outer);

/** Llama 3.2 Vision: gated cross-attention layers among the others, eight more rows to embed. */
const crossLayers = (text: Architecture, config: Config): Architecture => {
  const stack = text.stacks[0];
  const group = stack?.layers[0];
  if (stack === undefined || group === undefined || group.mixer.kind !== "attention") return text;
  const given = config["cross_attention_layers"];
  const cross = Math.min(
    group.count - 1,
    Array.isArray(given) ? given.length : Math.floor(group.count / 5),
  );
  const { heads, keyValueHeads, headDim } = group.mixer;
  const gates = { ...group, count: cross, otherParameters: 2 };
  gates.normParameters += 2 * headDim;
  gates.mixer = { ...group.mixer, causal: false, cross: { heads, keyValueHeads, headDim } };
  const [table, ...others] = text.embeddings;
  return {
    ...text,
    embeddings: table === undefined ? [] : [{ ...table, rows: table.rows + 8 }, ...others],
    stacks: [{ ...stack, layers: [{ ...group, count: group.count - cross }, gates] }],
  };
};

const textArchitecture = (config: Config, outer: string): Result<Architecture> => {
  const { text, modelType } = textOf(config, outer);
  const aliased =
    modelType === outer ? (TEXT_TYPES[outer] ?? outer) : (TEXT_TYPES[modelType] ?? modelType);
  const read = readDecoder(text, aliased);
  if (!read.ok) return read;
  const whole = { ...read.value, modelType: outer };
  if (outer === "mllama") return right(crossLayers(whole, text));
  if (familyOf(aliased) === "gemma3n_text") return right(gemma3n(whole, text));
  return familyOf(aliased) === "gemma4_text" ? right(gemmaPerLayer(whole, text)) : right(whole);
};

const withTower = (text: Architecture, config: Config, outer: string): Architecture => {
  const inner = record(config, "thinker_config") ?? config;
  const vision = record(inner, "vision_config", "visual") ?? {};
  const first = text.stacks[0]?.layers[0]?.mlp;
  const intermediate = first?.kind === "dense" ? first.intermediateSize : 4 * text.hiddenSize;
  const given = record(inner, "vision_config", "visual") !== undefined;
  const out = positive(vision, "out_hidden_size") ?? text.hiddenSize;
  if (outer === "gemma3n") return text;
  const known = visionStack(outer, vision, inner, out, intermediate);
  const guessed = known ?? (given ? guessedVisionStack(vision, text.hiddenSize) : undefined);
  const gemma = outer === "gemma4" && record(inner, "audio_config") !== undefined;
  const audio = gemma ? gemma4Audio(text.hiddenSize) : audioStack(inner, text.hiddenSize);
  const uncertain = [
    ...text.uncertain,
    ...(known === undefined
      ? [
          guessed === undefined
            ? `The image tower of "${outer}" is not counted: no reader knows it.`
            : `The image tower of "${outer}" is counted like CLIP's from its sizes: no reader knows it.`,
        ]
      : []),
    ...(audio === undefined || gemma ? [] : ["The audio tower is counted like Whisper's encoder."]),
  ];
  const stacks = [...text.stacks];
  if (guessed !== undefined) stacks.push(guessed);
  if (audio !== undefined) stacks.push(audio);
  return { ...text, kind: kindOf(stacks), stacks, uncertain };
};

/** An audio encoder in Whisper's line, by its sizes. */
const audioStack = (config: Config, out: number): Stack | undefined => {
  const audio = record(config, "audio_config");
  if (audio === undefined) return undefined;
  const d = positive(audio, "d_model", "hidden_size");
  const layers = layerCount(audio, "encoder_layers", "num_hidden_layers");
  const inner = positive(audio, "encoder_ffn_dim", "intermediate_size");
  if (d === undefined || layers === undefined || inner === undefined) return undefined;
  const heads = positive(audio, "encoder_attention_heads", "num_attention_heads") ?? 16;
  const headDim = Math.max(1, Math.floor(d / heads));
  return {
    role: "audio",
    hiddenSize: d,
    norm: "layer",
    layers: [
      {
        count: layers,
        mixer: {
          kind: "attention",
          heads,
          keyValueHeads: heads,
          headDim,
          valueHeadDim: headDim,
          causal: false,
          qkNorm: false,
        },
        mlp: { kind: "dense", intermediateSize: inner, gated: false, activation: "gelu" },
        linears: [
          ...["q_proj", "k_proj", "v_proj", "out_proj"].map((name) =>
            linear(name, d, d, "attention", name !== "k_proj"),
          ),
          linear("fc1", d, inner, "mlp", true),
          linear("fc2", inner, d, "mlp", true),
        ],
        norms: 2,
        normParameters: 4 * d,
        otherParameters: 0,
      },
    ],
    linears: [
      linear("conv1", 3 * (positive(audio, "num_mel_bins") ?? 128), d, "embedding", true),
      linear("conv2", 3 * d, d, "embedding", true),
      linear("proj", d, positive(audio, "output_dim") ?? out, "projector", true),
    ],
    otherParameters: 2 * d,
  };
};

/** Half a per cent: what a count may be off before we say that the parts don't add up. */
export const COUNT_TOLERANCE = 0.005;

/**
 * With a count that was published, and a word of doubt where the parts don't come to it. Files may hold a
 * tied head twice, which is no disagreement.
 */
export const withPublished = (
  counted: Architecture,
  published: NonNullable<Architecture["published"]>,
): Architecture => {
  const total = parameterCounts(counted).total;
  const stored = counted.tiedEmbeddings ? total + counted.vocabSize * counted.hiddenSize : total;
  const near = (count: number): boolean =>
    Math.abs(count / published.parameters - 1) <= COUNT_TOLERANCE;
  if (near(total)) return { ...counted, published };
  if (near(stored)) return counted;
  return {
    ...counted,
    published,
    uncertain: [
      ...counted.uncertain,
      `The parts come to ${total} parameters, published are ${published.parameters} (${published.basis}).`,
    ],
  };
};

/**
 * The architecture that a config.json of the Hugging Face Hub describes. Total: any JSON gives a Result.
 * `safetensors_parameters`, a field that the Hub look-up adds, is what the count is checked against.
 */
export const readArchitecture = (config: unknown): Result<Architecture> => {
  if (!isRecord(config))
    return wrong({ path: "", message: "The architecture must be the fields of a config.json." });
  const read = readConfig(config);
  const declared = config["safetensors_parameters"];
  if (!read.ok || typeof declared !== "number" || !(declared > 0)) return read;
  const basis = "the Hub's safetensors metadata";
  return right(withPublished(read.value, { parameters: declared, basis }));
};

const readConfig = (config: Config): Result<Architecture> => {
  if (isUNet(config)) return readUNet(config);
  const diffusion = diffusionType(config);
  if (diffusion !== undefined) return readDiffusion(config, diffusion);
  const outer = word(config, "model_type") ?? "";
  if (outer === "" && record(config, "text_config", "llm_config") === undefined)
    return wrong({
      path: "model_type",
      message: "The architecture has no model_type: which kind of model is it?",
    });
  if (ENCODERS.has(outer)) return readEncoder(config, outer);
  if (isSeq2Seq(outer)) return readSeq2Seq(config, outer);
  const text = textArchitecture(config, outer);
  if (!text.ok || !isVision(config, outer)) return text;
  return right(withTower(text.value, config, outer));
};
