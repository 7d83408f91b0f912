/**
 * Reading fields of a config.json that anybody may have written: a number where a number is due, or nothing.
 * The caps keep absurd input from costing time; no published model comes near them.
 */
export type Config = Record<string, unknown>;

const LARGEST_SIZE = 1e8;
const MOST_LAYERS = 2000;

export const isRecord = (value: unknown): value is Config =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The first of these fields that holds a whole number from 0 to the cap. */
export const size = (config: Config, ...names: string[]): number | undefined => {
  for (const name of names) {
    const value = config[name];
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= LARGEST_SIZE)
      return value;
  }
  return undefined;
};

/** Like size, but a zero counts as not given. */
export const positive = (config: Config, ...names: string[]): number | undefined => {
  for (const name of names) {
    const value = size(config, name);
    if (value !== undefined && value > 0) return value;
  }
  return undefined;
};

export const layerCount = (config: Config, ...names: string[]): number | undefined => {
  const value = positive(config, ...names);
  return value !== undefined && value <= MOST_LAYERS ? value : undefined;
};

export const ratio = (config: Config, name: string): number | undefined => {
  const value = config[name];
  return typeof value === "number" && Number.isFinite(value) && value > 0 && value < 1e4
    ? value
    : undefined;
};

export const flag = (config: Config, name: string): boolean | undefined => {
  const value = config[name];
  return typeof value === "boolean" ? value : undefined;
};

export const word = (config: Config, name: string): string | undefined => {
  const value = config[name];
  return typeof value === "string" && value.length <= 2000 ? value : undefined;
};

export const words = (config: Config, name: string): string[] | undefined => {
  const value = config[name];
  return Array.isArray(value) &&
    value.length <= MOST_LAYERS &&
    value.every((item) => typeof item === "string")
    ? value
    : undefined;
};

/** A list of whole numbers: one per layer, or the indices of layers. */
export const sizes = (config: Config, name: string): number[] | undefined => {
  const value = config[name];
  return Array.isArray(value) &&
    value.length <= MOST_LAYERS &&
    value.every((item) => Number.isInteger(item) && item >= 0 && item <= LARGEST_SIZE)
    ? value
    : undefined;
};

export const record = (config: Config, ...names: string[]): Config | undefined => {
  for (const name of names) {
    const value = config[name];
    if (isRecord(value)) return value;
  }
  return undefined;
};
