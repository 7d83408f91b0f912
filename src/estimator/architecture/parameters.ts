import type { Architecture, Linear, Role, Stack } from "./architecture.ts";

/** A linear map of the whole model: `count` layers have it, `copies` times each. */
export type LinearModule = Linear & { stack: Stack["role"]; count: number };

export type ParameterCounts = {
  total: number;
  /** What one token passes, embeddings and head counted in full. */
  active: number;
  embeddings: number;
  /** The untied head; 0 when it shares the embedding table. */
  head: number;
  attention: number;
  stateSpace: number;
  mlp: number;
  experts: number;
  router: number;
  norms: number;
  /** Vision and audio towers with their projectors. */
  towers: number;
  other: number;
  /** Layers of the main stack (both sides of an encoder-decoder), and the mean of their parameters. */
  layers: number;
  perLayer: { mean: number; largest: number };
  /** Every linear map of the model, with the name that `target_modules` matches. */
  linears: LinearModule[];
  /** True when the parts were replaced by a published total because the architecture has no full formula. */
  scaledToPublished: boolean;
};

export const linearParameters = (linear: Linear): number =>
  linear.inFeatures * linear.outFeatures + (linear.bias ? linear.outFeatures : 0);

const isTower = (stack: Stack, main: Stack): boolean =>
  stack !== main && (stack.role === "vision" || stack.role === "audio");

const GROUP: Record<
  Role,
  "attention" | "stateSpace" | "mlp" | "experts" | "router" | "other" | "embeddings" | "head"
> = {
  attention: "attention",
  crossAttention: "attention",
  stateSpace: "stateSpace",
  mlp: "mlp",
  expert: "experts",
  sharedExpert: "experts",
  router: "router",
  projector: "other",
  conditioning: "other",
  embedding: "embeddings",
  head: "head",
};

/** Parameters by group, exactly counted from the architecture's shapes. */
export const parameterCounts = (architecture: Architecture): ParameterCounts => {
  const counts = {
    embeddings: 0,
    head: 0,
    attention: 0,
    stateSpace: 0,
    mlp: 0,
    experts: 0,
    router: 0,
    norms: 0,
    towers: 0,
    other: 0,
  };
  const linears: LinearModule[] = [];
  let active = 0;
  let layers = 0;
  let inLayers = 0;
  let largest = 0;
  const main = architecture.stacks[0];

  for (const table of architecture.embeddings) {
    counts.embeddings += table.rows * table.width;
    active += table.rows * table.width;
  }
  const head = architecture.head;
  if (head !== undefined) {
    counts.head += linearParameters(head);
    active += linearParameters(head);
    linears.push({ ...head, stack: main?.role ?? "decoder", count: 1 });
  }
  for (const stack of architecture.stacks) {
    const tower = main !== undefined && isTower(stack, main);
    const add = (linear: Linear, count: number): number => {
      const each = linearParameters(linear);
      const all = each * linear.copies * count;
      if (tower) counts.towers += all;
      else counts[GROUP[linear.role]] += all;
      active += each * linear.activeCopies * count;
      linears.push({ ...linear, stack: stack.role, count });
      return all;
    };
    for (const group of stack.layers) {
      let sum = 0;
      for (const linear of group.linears) sum += add(linear, group.count);
      const norms = group.normParameters * group.count;
      const other = group.otherParameters * group.count;
      counts[tower ? "towers" : "norms"] += norms;
      counts[tower ? "towers" : "other"] += other;
      active += norms + other;
      sum += norms + other;
      if (tower) continue;
      layers += group.count;
      inLayers += sum;
      if (group.count > 0) largest = Math.max(largest, sum / group.count);
    }
    for (const linear of stack.linears) add(linear, 1);
    counts[tower ? "towers" : "other"] += stack.otherParameters;
    active += stack.otherParameters;
  }
  const total = Object.values(counts).reduce((sum, part) => sum + part, 0);
  const published = architecture.published?.parameters;
  const off = published !== undefined && Math.abs(total / published - 1) > 0.005;
  if (off) counts.other += Math.max(0, published - total);
  return {
    total: off ? published : total,
    active: off
      ? (architecture.published?.active ?? active + Math.max(0, published - total))
      : active,
    ...counts,
    layers,
    perLayer: { mean: layers === 0 ? 0 : inLayers / layers, largest },
    linears,
    scaledToPublished: off,
  };
};
