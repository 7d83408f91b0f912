import { type Config, record } from "../architecture/fields.ts";
import { ROWS } from "./models.ts";

/** What GET /v1/models lists: a row without its layers. */
export type ListedModel = {
  id: string;
  aliases: string[];
  family: string;
  modelType: string;
  /** Published, else null: then the count of its layers holds. */
  parameters: number | null;
  activeParameters: number | null;
  parametersBasis: string;
  hiddenSize: number | null;
  layers: number | null;
  vocabSize: number | null;
  maxPositions: number | null;
  gated: boolean | "unknown";
  source: string;
  notes: string;
};

const numberOf = (config: Config, field: string): number | null => {
  const value = config[field] ?? record(config, "text_config")?.[field];
  return typeof value === "number" ? value : null;
};

/** Every model of the table as its row stands: nothing is read or counted, so that it costs no time. */
export const listModels = (): ListedModel[] =>
  ROWS.map(({ config, published, id, aliases, family, gated, source, notes }) => ({
    id,
    aliases,
    family,
    modelType: String(config["model_type"]),
    parameters: published?.parameters ?? null,
    activeParameters: published?.active ?? null,
    parametersBasis: published?.basis ?? "not published exactly",
    hiddenSize: numberOf(config, "hidden_size"),
    layers: numberOf(config, "num_hidden_layers") ?? numberOf(config, "num_layers"),
    vocabSize: numberOf(config, "vocab_size"),
    maxPositions: numberOf(config, "max_position_embeddings"),
    gated,
    source,
    notes,
  }));
