import { type Result, right } from "../../problem.ts";
import type { Architecture, LayerGroup, Mixer, Stack } from "./architecture.ts";
import { denseLinears, linear, normParameters } from "./blocks.ts";
import { mixerOf } from "./decoder-mixer.ts";
import { type MlpBlock, besideExperts, denseMlp, mixtureOf } from "./decoder-mlp.ts";
import { type Sizes, sizesOf } from "./decoder-sizes.ts";
import { withDefaults } from "./defaults.ts";
import { type Config, flag, positive } from "./fields.ts";
import { type LayerKey, layerKeys } from "./layer-kinds.ts";
import { type Traits } from "./families.ts";
import { familyOf, traitsOf, unknownTraits } from "./traits.ts";

const layerOf = (
  config: Config,
  family: string,
  traits: Traits,
  sized: Sizes,
  key: LayerKey,
  count: number,
): LayerGroup => {
  const mixer = mixerOf(config, family, traits, sized, key.mixer);
  let mlp: MlpBlock = { block: { kind: "none" }, linears: [], otherParameters: 0 };
  if (key.mlp === "mixture") mlp = mixtureOf(config, family, traits, sized);
  if (key.mlp === "both") mlp = besideExperts(config, family, traits, sized);
  const always = family === "granitemoehybrid" && key.mlp === "dense";
  const width = always
    ? (positive(config, "shared_intermediate_size") ?? sized.intermediate)
    : sized.intermediate;
  if (key.mlp === "dense")
    mlp = {
      block: denseMlp(traits, width),
      linears: denseLinears(sized.d, width, traits.gated, traits.mlpBias, traits.names),
      otherParameters: 0,
    };
  const block: Mixer = mixer?.block ?? { kind: "none" };
  return {
    count,
    mixer: block,
    mlp: mlp.block,
    linears: [...(mixer?.linears ?? []), ...mlp.linears],
    norms: traits.normsPerLayer,
    normParameters:
      traits.normsPerLayer * normParameters(traits.norm, sized.d) + (mixer?.normParameters ?? 0),
    otherParameters:
      (mixer?.otherParameters ?? 0) + mlp.otherParameters + otherOf(config, traits, key),
  };
};

/** Sinks and scalars; of a layer that has the part they belong to. */
const otherOf = (config: Config, traits: Traits, key: LayerKey): number =>
  key.mixer === "none" || key.mlp === "none" ? 0 : traits.otherPerLayer;

/** A text decoder (or the text part of a larger model) from its fields. */
export const readDecoder = (given: Config, modelType: string): Result<Architecture> => {
  const family = familyOf(modelType);
  const config = withDefaults(given, family);
  const known = traitsOf(modelType, config);
  const traits = known ?? unknownTraits(config);
  const sized = sizesOf(config, family);
  if (!sized.ok) return sized;
  const { d, layers, vocab } = sized.value;

  const counts = new Map<string, { key: LayerKey; count: number }>();
  for (const key of layerKeys(config, modelType, traits, layers)) {
    const name = `${key.mixer} ${key.mlp}`;
    const entry = counts.get(name) ?? { key, count: 0 };
    entry.count += 1;
    counts.set(name, entry);
  }
  const groups = [...counts.values()].map(({ key, count }) =>
    layerOf(config, family, traits, sized.value, key, count),
  );
  const tied = flag(config, "tie_word_embeddings") ?? flag(config, "tie_embedding") ?? traits.tied;
  const stack: Stack = {
    role: "decoder",
    hiddenSize: d,
    norm: traits.norm === "rms" ? "rms" : "layer",
    layers: groups,
    linears: [],
    otherParameters:
      (traits.finalNorm ? normParameters(traits.norm, d) : 0) +
      (traits.embeddingNorm ? normParameters(traits.norm, d) : 0),
  };
  const embedWidth = positive(config, "word_embed_proj_dim") ?? d;
  if (embedWidth !== d)
    stack.linears.push(
      linear("project_in", embedWidth, d, "projector"),
      linear("project_out", d, embedWidth, "projector"),
    );
  const positions = positive(
    config,
    "max_position_embeddings",
    "n_positions",
    "max_seq_len",
    "seq_length",
    "model_max_length",
  );
  return right({
    modelType,
    kind: "decoder",
    hiddenSize: d,
    vocabSize: vocab,
    embeddings: [
      { name: "embed_tokens", rows: vocab, width: embedWidth },
      ...(traits.positionRows > 0
        ? [{ name: "embed_positions", rows: traits.positionRows, width: d }]
        : []),
    ],
    tiedEmbeddings: tied,
    ...(tied ? {} : { head: linear("lm_head", embedWidth, vocab, "head", traits.headBias) }),
    ...(positions === undefined ? {} : { maxPositions: positions }),
    stacks: [stack],
    uncertain:
      known === undefined
        ? [
            `No reader knows the model type "${modelType}"; its layers are counted like Llama's from the sizes given.`,
          ]
        : [],
  });
};
