import type { Stack } from "./architecture.ts";
import { type Config, layerCount, positive, word } from "./fields.ts";
import { clip, internVit, pixtral, siglip } from "./vision-clip.ts";
import { gemma4, idefics2, llama4, mllama } from "./vision-mixed.ts";
import { qwen2, qwen25, qwen3 } from "./vision-qwen.ts";
import { project } from "./vision-tower.ts";

/** The tower for a model type; undefined when its kind is not one we can count. */
export const visionStack = (
  modelType: string,
  vision: Config,
  config: Config,
  out: number,
  textIntermediate: number,
): Stack | undefined => {
  const kind = word(vision, "model_type") ?? "";
  if (modelType === "qwen2_vl") return qwen2(vision, out);
  if (["qwen2_5_vl", "qwen2_5_omni_thinker"].includes(modelType)) return qwen25(vision, out);
  if (modelType.startsWith("qwen3_5")) return qwen3(vision, out, false);
  if (modelType.startsWith("qwen3_vl") || modelType.startsWith("qwen3_omni"))
    return qwen3(vision, out, true);
  if (kind === "pixtral") return pixtral(vision, out, modelType === "mistral3");
  if (modelType === "mistral3") return pixtral(vision, out, true);
  if (modelType === "gemma3")
    return siglip(
      vision,
      896,
      (t) => [{ ...project("mm_input_projection_weight", t.width, out, false), fused: true }],
      1152,
    );
  if (modelType === "paligemma")
    return siglip(vision, 224, (t) => [project("linear", t.width, out)]);
  if (modelType === "idefics3" || modelType === "smolvlm") {
    const scale = positive(config, "scale_factor") ?? 2;
    return siglip(vision, 364, (t) => [project("proj", t.width * scale * scale, out, false)]);
  }
  if (modelType === "idefics2") return idefics2(vision, out, textIntermediate, config);
  if (modelType === "internvl_chat" || modelType === "internvl") return internVit(vision, out);
  if (modelType === "llama4") return llama4(vision, out);
  if (modelType === "gemma4") return gemma4(vision, out);
  if (modelType === "mllama") return mllama(vision, out);
  if (
    [
      "llava",
      "llava_next",
      "llava_next_video",
      "llava_onevision",
      "vipllava",
      "video_llava",
    ].includes(modelType)
  )
    return kind.startsWith("siglip")
      ? siglip(
          vision,
          384,
          (t) => [project("linear_1", t.width, out), project("linear_2", out, out)],
          modelType === "llava" ? 0 : out,
        )
      : clip(vision, out, modelType !== "llava" && modelType !== "vipllava");
  return undefined;
};

/** A plain tower for a type that has no reader: sizes as given, projector of two maps. */
export const guessedVisionStack = (vision: Config, out: number): Stack | undefined => {
  if (layerCount(vision, "num_hidden_layers", "depth", "layers") === undefined) return undefined;
  return clip(vision, out, false);
};
