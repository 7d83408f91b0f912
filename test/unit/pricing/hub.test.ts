import { beforeEach, describe, expect, it } from "vitest";
import { declaredParameters, hubKey, lookUpModel } from "../../../pricing/hub.ts";
import { parameterCounts } from "../../../src/estimator/architecture/parameters.ts";
import { FakeHub } from "../../fakes/hub.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
/** Qwen3-0.6B's own fields under a name that no table holds; 596,049,920 parameters (Qwen/Qwen3-0.6B). */
const CONFIG = {
  model_type: "qwen3",
  hidden_size: 1024,
  num_hidden_layers: 28,
  num_attention_heads: 16,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 3072,
  vocab_size: 151936,
  tie_word_embeddings: true,
  id2label: { "0": "x" },
};

/** KV as far as the look-up needs it. */
class Memory {
  readonly values = new Map<string, { value: string; ttl: number | undefined }>();
  get = async (key: string): Promise<unknown> => {
    const entry = this.values.get(key);
    return entry === undefined ? null : JSON.parse(entry.value);
  };
}

let hub: FakeHub;
let kv: Memory;
let env: Parameters<typeof lookUpModel>[1];
const look = (id: string, more: { timeoutMs?: number } = {}) =>
  lookUpModel(id, env, hub.fetch as typeof fetch, {
    now: NOW,
    put: async (key, value, options) => {
      kv.values.set(key, { value, ttl: options.expirationTtl });
    },
    ...more,
  });
const message = async (id: string): Promise<string> => {
  const result = await look(id);
  return result.ok ? "" : result.problems.map((one) => one.message).join(" ");
};

beforeEach(() => {
  hub = new FakeHub();
  kv = new Memory();
  env = { KV: kv, PRICE_BOOK: {} } as unknown as typeof env;
  hub.repositories.set("owner/known", {
    files: { "config.json": CONFIG },
    safetensors: { parameters: { BF16: 596_049_920 }, total: 596_049_920 },
  });
});

describe("a model that only the Hub knows", () => {
  it("is counted from its config.json and agrees with its safetensors", async () => {
    const result = await look("owner/known");
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(parameterCounts(result.value.architecture).total).toBe(596_049_920);
    expect(result.value.architecture.uncertain).toEqual([]);
    expect(result.value.source).toBe("https://huggingface.co/owner/known/resolve/main/config.json");
    expect(result.value.asOf).toBe("2026-11-23T12:00:00.000Z");
    expect(result.value.config).not.toHaveProperty("id2label");
  });

  it("is kept for a month and not asked for again", async () => {
    await look("owner/known");
    const asked = hub.requests.length;
    const again = await look("Owner/Known");
    expect(again.ok).toBe(true);
    expect(hub.requests.length).toBe(asked);
    expect(kv.values.get(hubKey("owner/known"))?.ttl).toBe(2_592_000);
  });

  it("is called uncertain when its parts don't come to what its files declare", async () => {
    hub.repositories.set("owner/odd", {
      files: { "config.json": CONFIG },
      safetensors: { parameters: { BF16: 700_000_000 }, total: 700_000_000 },
    });
    const result = await look("owner/odd");
    if (!result.ok) throw new Error("not found");
    expect(result.value.architecture.uncertain.join()).toContain("700000000");
    expect(parameterCounts(result.value.architecture).total).toBe(700_000_000);
  });

  it("may store its tied head too, which is no disagreement", async () => {
    hub.repositories.set("owner/tied", {
      files: { "config.json": CONFIG },
      safetensors: { parameters: { BF16: 751_632_384 }, total: 751_632_384 },
    });
    const result = await look("owner/tied");
    if (!result.ok) throw new Error("not found");
    expect(result.value.architecture.uncertain).toEqual([]);
    expect(parameterCounts(result.value.architecture).total).toBe(596_049_920);
  });

  it("is not checked against packed 4-bit files, whose count is of bytes", () => {
    const safetensors = { parameters: { BF16: 1000, U8: 5000 }, total: 6000 };
    expect(declaredParameters({ safetensors })).toBeUndefined();
  });

  it("may be a diffusion pipeline with its config a folder down", async () => {
    hub.repositories.set("owner/pipeline", {
      files: {
        "transformer/config.json": {
          _class_name: "FluxTransformer2DModel",
          num_layers: 19,
          num_single_layers: 38,
          attention_head_dim: 128,
          num_attention_heads: 24,
          joint_attention_dim: 4096,
          pooled_projection_dim: 768,
          in_channels: 64,
          guidance_embeds: true,
        },
      },
    });
    const result = await look("owner/pipeline");
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    // exolabs' card of FLUX.1-dev: transformer 23,802,816,640 bytes / 2
    expect(parameterCounts(result.value.architecture).total).toBe(11_901_408_320);
  });
});

describe("a model that the Hub does not give", () => {
  beforeEach(() => {
    hub.repositories.set("owner/gated", { gated: true, files: { "config.json": CONFIG } });
  });

  it.each([
    ["a stranger asks for a gated one", undefined, "set HF_TOKEN"],
    ["a token without access asks for it", "reader", "no access"],
  ])("is refused with what to do when %s", async (_what, token, expected) => {
    hub.tokens.add("reader");
    if (token !== undefined) env = { ...env, HF_TOKEN: token };
    expect(await message("owner/gated")).toContain(expected);
    expect(kv.values.size).toBe(0);
  });

  it("is given to a token whose owner accepted the terms", async () => {
    hub.tokens.add("reader");
    hub.accepted.add("reader");
    env = { ...env, HF_TOKEN: "reader" };
    expect((await look("owner/gated")).ok).toBe(true);
    expect([...kv.values.values()].some(({ value }) => value.includes("reader"))).toBe(false);
  });

  it("does not exist: said so, and remembered for an hour", async () => {
    expect(await message("owner/none")).toContain("does not exist");
    expect(kv.values.get(hubKey("owner/none"))?.ttl).toBe(3600);
    const asked = hub.requests.length;
    expect(await message("owner/none")).toContain("does not exist");
    expect(hub.requests.length).toBe(asked);
  });

  it.each([500, 429, 503])(
    "is not forgotten for the Hub's own fault (status %i)",
    async (status) => {
      hub.failWith = status;
      expect(await message("owner/known")).toContain("did not answer");
      hub.failWith = undefined;
      expect((await look("owner/known")).ok).toBe(true);
    },
  );

  it("takes too long: said so within the time", async () => {
    const slow = ((_url: unknown, init: RequestInit) =>
      new Promise((_resolve, reject) => {
        init.signal!.addEventListener("abort", () => reject(init.signal!.reason));
      })) as typeof fetch;
    const result = await lookUpModel("owner/known", env, slow, { now: NOW, timeoutMs: 5 });
    expect(result.ok ? "" : result.problems[0]?.message).toContain("took too long");
  });

  it.each([
    ["no JSON", "<html>"],
    ["a list", "[1, 2]"],
    ["no sizes", JSON.stringify({ model_type: "llama", hidden_size: "big", vocab_size: -1 })],
    ["no type", JSON.stringify({ hidden_size: 64 })],
    ["4 MB", JSON.stringify({ model_type: "llama", filler: "x".repeat(4_000_000) })],
  ])("has a config.json of %s: a problem, never a throw", async (_what, body) => {
    hub.repositories.set("owner/broken", { files: { "config.json": body } });
    const result = await look("owner/broken");
    expect(result.ok).toBe(false);
  });

  it.each(["../../etc", "a/b/c", "https://evil.example/x", "no-owner", "owner/na me", "a/..", ""])(
    "is no Hub id (%s): the Hub is not even asked",
    async (id) => {
      expect((await look(id)).ok).toBe(false);
      expect(hub.requests).toEqual([]);
    },
  );

  it("answers though KV fails both ways", async () => {
    env = {
      ...env,
      KV: { get: () => Promise.reject(new Error("down")) },
    } as unknown as typeof env;
    const result = await lookUpModel("owner/known", env, hub.fetch as typeof fetch, {
      now: NOW,
      put: () => Promise.reject(new Error("down")),
    });
    expect(result.ok).toBe(true);
  });
});
