import type { Linear, Stack } from "./architecture.ts";
import { LLAMA_NAMES, OUT_PROJ_NAMES } from "./blocks.ts";
import { type Config, positive, sizes } from "./fields.ts";
import { CLIP_TRAITS, type Tower, patches, project, sizesOf, stackOf } from "./vision-tower.ts";

export const qwen2 = (vision: Config, out: number): Stack => {
  const width = positive(vision, "embed_dim") ?? 1280;
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(
      { ...vision, hidden_size: width },
      { width, layers: 32, heads: 16, intermediate: 4 * width, patch: 14 },
    ),
    names: { ...OUT_PROJ_NAMES, qkv: "qkv", o: "proj" },
  };
  const merged = 4 * width;
  return stackOf(
    tower,
    [
      patches(width, tower.patch, false, 2),
      project("mlp.0", merged, merged),
      project("mlp.2", merged, out),
    ],
    2 * width,
  );
};

export const qwen25 = (vision: Config, out: number): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1280, layers: 32, heads: 16, intermediate: 3420, patch: 14 }),
    norm: "rms",
    gated: true,
    names: { ...LLAMA_NAMES, qkv: "qkv", o: "proj" },
  };
  const merged = 4 * tower.width;
  return stackOf(
    tower,
    [
      patches(tower.width, tower.patch, false, 2),
      project("mlp.0", merged, merged),
      project("mlp.2", merged, out),
    ],
    tower.width,
  );
};

export const qwen3 = (vision: Config, out: number, stacked: boolean): Stack => {
  const tower: Tower = {
    ...CLIP_TRAITS,
    ...sizesOf(vision, { width: 1152, layers: 27, heads: 16, intermediate: 4304, patch: 16 }),
    names: { ...OUT_PROJ_NAMES, qkv: "qkv", o: "proj", up: "linear_fc1", down: "linear_fc2" },
  };
  const { width } = tower;
  const merged = 4 * width;
  const deep = sizes(vision, "deepstack_visual_indexes")?.length ?? (stacked ? 3 : 0);
  const mergers = (count: number): Linear[] =>
    Array.from({ length: count }, () => [
      project("linear_fc1", merged, merged),
      project("linear_fc2", merged, out),
    ]).flat();
  const positions = positive(vision, "num_position_embeddings") ?? 2304;
  return stackOf(
    tower,
    [patches(width, tower.patch, true, 2), ...mergers(1 + deep)],
    positions * width + 2 * width + deep * 2 * merged,
  );
};
