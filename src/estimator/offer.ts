import * as z from "zod";

/**
 * A machine that can be rented, and its price. `usdPerHour` is of the whole machine: it is billed
 * whole though a run may use fewer of its GPUs.
 */
export const Offer = z.strictObject({
  provider: z.string().min(1),
  /** The provider's own name of the machine. */
  sku: z.string(),
  /** Canonical GPU id (src/estimator/gpus.ts). */
  gpu: z.string().min(1),
  gpuCount: z.int().min(1),
  region: z.string(),
  pricing: z.enum(["on_demand", "spot", "reserved", "community", "owned"]),
  usdPerHour: z.number().positive(),
  /** How the GPUs of one machine are linked, where the feed tells: nvlink, pcie ... */
  interconnect: z.string().optional(),
  /** null = the feed does not tell. */
  available: z.boolean().nullable(),
  minimumHours: z.number().nonnegative().optional(),
  commitmentMonths: z.number().nonnegative().optional(),
  basis: z.enum(["live", "snapshot", "own"]),
  source: z.string().min(1),
  /** ISO date of the price itself. */
  asOf: z.string().min(4),
  stale: z.boolean(),
  /** What a reader must know beside the price: a GPU's form taken by convention, a held price, a discount. */
  remark: z.string().optional(),
});
export type Offer = z.infer<typeof Offer>;

/** A managed fine-tuning price: dollars per million trained tokens (or per hour) of one model or size class. */
export const ManagedOffer = z.strictObject({
  provider: z.string().min(1),
  service: z.string(),
  /** Ids this price is for; or a size class by total parameters, in `parametersUpTo`. */
  baseModels: z.array(z.string()),
  parametersFrom: z.number().optional(),
  parametersUpTo: z.number().optional(),
  methods: z.array(z.enum(["full", "lora"])),
  objectives: z.array(z.string()),
  usdPerMillionTokens: z.number().nonnegative().optional(),
  usdPerHour: z.number().nonnegative().optional(),
  minimumUsd: z.number().nonnegative(),
  /** Tokens billed are tokens x epochs. */
  epochsMultiply: z.boolean(),
  hostingUsdPerHour: z.number().nonnegative().optional(),
  /** Open to whom, until when; empty when simply open. */
  status: z.string(),
  basis: z.enum(["live", "snapshot", "own"]),
  source: z.string().min(1),
  asOf: z.string().min(4),
  stale: z.boolean(),
});
export type ManagedOffer = z.infer<typeof ManagedOffer>;

/** What serving a model costs by tokens; `tuned` when it is the price of a fine-tuned copy. */
export const InferencePrice = z.strictObject({
  provider: z.string().min(1),
  model: z.string().min(1),
  tuned: z.boolean(),
  inputUsdPerMillionTokens: z.number().nonnegative(),
  outputUsdPerMillionTokens: z.number().nonnegative(),
  cachedInputUsdPerMillionTokens: z.number().nonnegative().optional(),
  basis: z.enum(["live", "snapshot", "own"]),
  source: z.string().min(1),
  asOf: z.string().min(4),
  stale: z.boolean(),
});
export type InferencePrice = z.infer<typeof InferencePrice>;

/** A service that tunes a model, but at a price nobody could read: listed, never guessed. */
export const Unpriced = z.strictObject({
  provider: z.string().min(1),
  service: z.string(),
  baseModels: z.array(z.string()),
  because: z.string(),
  source: z.string().min(1),
  asOf: z.string().min(4),
});
export type Unpriced = z.infer<typeof Unpriced>;

/** All prices one estimate is made with. `id` names the exact set, so that two estimates can be compared. */
export const Catalog = z.strictObject({
  id: z.string(),
  asOf: z.string(),
  stale: z.boolean(),
  offers: z.array(Offer),
  managed: z.array(ManagedOffer),
  /** Machines that serve a model and cannot train one: dedicated endpoints and deployments. */
  serving: z.array(Offer).optional(),
  inference: z.array(InferencePrice).optional(),
  unpriced: z.array(Unpriced).optional(),
});
export type Catalog = z.infer<typeof Catalog>;
