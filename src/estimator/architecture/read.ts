import { own } from "../../own.ts";
import { type Result, right, wrong } from "../../problem.ts";
import type { Architecture, ModelKind, Stack } from "./architecture.ts";
import { audioStack } from "./audio.ts";
import { readDecoder } from "./decoder.ts";
import { diffusionType, isUNet, readDiffusion } from "./diffusion.ts";
import { ENCODERS, readEncoder } from "./encoder.ts";
import { type Config, isRecord, positive, record, word } from "./fields.ts";
import { gemma3n, gemma4Audio, gemmaPerLayer } from "./gemma.ts";
import { withPublished } from "./published.ts";
import { isSeq2Seq, readSeq2Seq } from "./seq2seq.ts";
import { familyOf } from "./traits.ts";
import { readUNet } from "./unet.ts";
import { guessedVisionStack, visionStack } from "./vision.ts";

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
  return { text, modelType: inner ?? own(TEXT_TYPES, outer) ?? outer };
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
    modelType === outer
      ? (own(TEXT_TYPES, outer) ?? outer)
      : (own(TEXT_TYPES, modelType) ?? modelType);
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
