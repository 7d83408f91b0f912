import { listGpus } from "../../src/estimator/gpus/gpus.ts";
import { MODELS } from "../../src/estimator/models/models.ts";

/** Rows of GET /v1/gpus: the table as it stands, canonical id first. */
export const listedGpus = listGpus;

/** Rows of GET /v1/models. Parameter counts are not here: reading 300 architectures costs more CPU than a request has. */
export const listedModels = (): readonly ListedModel[] => (models ??= MODELS.map(listed));

type ListedModel = {
  id: string;
  aliases: string[];
  family: string;
  gated: boolean | "unknown";
  managedBy?: string;
  source: string;
  notes: string;
};
let models: readonly ListedModel[] | undefined;

const listed = (model: (typeof MODELS)[number]): ListedModel => ({
  id: model.id,
  aliases: model.aliases,
  family: model.family,
  gated: model.gated,
  ...(model.managedBy === undefined ? {} : { managedBy: model.managedBy }),
  source: model.source,
  notes: model.notes,
});
