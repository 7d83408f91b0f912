import * as z from "zod";
import { BillOptions } from "../../src/bill/options.ts";
import { Assumption, Bill, Estimate, Memory, Quote, Range } from "../../src/estimator/estimate.ts";
import { ManagedOffer, Offer } from "../../src/estimator/offer.ts";
import { withoutNulls } from "../../src/estimator/nulls.ts";
import { TrainingRun } from "../../src/estimator/run.ts";
import { Problem } from "../../src/problem.ts";

/** Names under which /openapi.json lists the product's own schemas. Ids go to zod's registry; nothing is copied. */
const NAMED = {
  TrainingRun,
  Estimate,
  Range,
  Assumption,
  Memory,
  Quote,
  Bill,
  Offer,
  ManagedOffer,
  Problem,
};
for (const [id, schema] of Object.entries(NAMED))
  if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });

export const EstimateRequest = z
  .strictObject({
    run: z.preprocess((run) => withoutNulls(run), TrainingRun),
    options: z
      .strictObject({
        /** What belongs to the whole bill and at which figures; `false` takes a part off. */
        bill: BillOptions.optional(),
        /** Changes that would make it cheaper; on unless false. */
        advice: z.boolean().optional(),
      })
      .optional(),
  })
  .meta({ id: "EstimateRequest" });

export const ConfigsRequest = z
  .strictObject({
    files: z
      .array(z.strictObject({ path: z.string().min(1).max(1000), content: z.string() }))
      .min(1, "Send at least one file.")
      .max(200, "Send at most 200 files at once."),
  })
  .meta({ id: "ConfigsRequest" });

export const ConfigsAnswer = z
  .strictObject({
    files: z.array(
      z.strictObject({
        path: z.string(),
        kind: z.enum(["training", "other"]),
        framework: z.string().optional(),
        run: TrainingRun.optional(),
        assumptions: z.array(z.looseObject({ field: z.string() })).optional(),
        remarks: z.array(z.unknown()).optional(),
        needs: z.array(z.string()).optional(),
        origins: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  })
  .meta({ id: "ConfigsAnswer" });

const rowsAsTheyStand = z.looseObject({ id: z.string() });

export const GpusAnswer = z
  .strictObject({ gpus: z.array(rowsAsTheyStand), next: z.string().optional() })
  .meta({ id: "GpusAnswer" });

export const ArchitectureQuery = z.strictObject({ id: z.string().min(1).max(300) });

export const ArchitectureAnswer = z
  .strictObject({
    id: z.string(),
    /** What `architecture` of a run takes. */
    architecture: z.record(z.string(), z.unknown()),
    source: z.string(),
    asOf: z.string(),
  })
  .meta({ id: "ArchitectureAnswer" });

export const ModelsAnswer = z
  .strictObject({ models: z.array(rowsAsTheyStand), next: z.string().optional() })
  .meta({ id: "ModelsAnswer" });
