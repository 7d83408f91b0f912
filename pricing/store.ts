/** What the price book keeps between slices: a Durable Object's storage, or a Map in a test. */
export type Store = {
  get<T>(key: string): T | undefined;
  put(key: string, value: unknown): void;
  delete(key: string): void;
  keys(prefix: string): string[];
};

export const memoryStore = (): Store => {
  const held = new Map<string, string>();
  return {
    get: <T>(key: string) => {
      const value = held.get(key);
      return value === undefined ? undefined : (JSON.parse(value) as T);
    },
    put: (key, value) => void held.set(key, JSON.stringify(value)),
    delete: (key) => void held.delete(key),
    keys: (prefix) => [...held.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
};

/** `ctx.storage.kv` of a Durable Object with SQLite: the same, synchronous. */
export const durableStore = (kv: DurableObjectStorage["kv"]): Store => ({
  get: <T>(key: string) => kv.get<T>(key),
  put: (key, value) => kv.put(key, value),
  delete: (key) => void kv.delete(key),
  keys: (prefix) => [...kv.list({ prefix })].map(([key]) => key),
});
